"""Takes secrets out of a message before anything stores it: card, identity and phone numbers, codes, passwords."""

import re

_SEPARATED_DIGITS = re.compile(r"(?<![\dA-Za-z])(?:\d[ -]?){12,18}\d(?![\d])")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_SECRET = re.compile(
    r"((?:密\s*码|密碼|口令|验证码|驗證碼|校验码|password|passcode|pwd|pin|otp|verification code|sms code|code)"
    r"\s*(?:是|为|為|is|=|:|：)?\s*[:：]?\s*)(?=[^\s，。,]*\d)([A-Za-z0-9!@#$%^&*._-]{4,32})",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """Gives the text with every secret replaced by stars; the last four digits of a card or phone stay."""
    text = _SECRET.sub(lambda found: found.group(1) + "******", text)
    text = _IDENTITY.sub("******************", text)
    text = _PHONE.sub(_all_but_last_four, text)
    return _SEPARATED_DIGITS.sub(_all_but_last_four, text)


def _all_but_last_four(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return "*" * (len(digits) - 4) + digits[-4:]
