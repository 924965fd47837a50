"""Takes secrets out of a message before anything stores it: card, identity and phone numbers, codes, passwords."""

import re
import unicodedata

_GAP = r"[ \u00a0\u3000.·_/\u2010-\u2015-]"
_LONG_NUMBER = re.compile(rf"(?<![\dA-Za-z])\d(?:{_GAP}?\d){{12,18}}(?!\d)")
_IDENTITY = re.compile(
    rf"(?<!\d)\d{{6}}{_GAP}?(?:19|20)\d{{2}}{_GAP}?(?:0[1-9]|1[0-2]){_GAP}?(?:[0-2]\d|3[01]){_GAP}?\d{{3}}{_GAP}?[\dXx]"
    r"(?![\dA-Za-z])"
)
_PHONE = re.compile(rf"(?<![\d.])(?:(?:\+|00)?86{_GAP}?)?1[3-9]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}(?!\d)")
_SPELT = re.compile(r"[零〇一二三四五六七八九幺](?:\s?[零〇一二三四五六七八九幺]){10,18}")
_PASSPORT = re.compile(
    r"((?:护照|護照|通行证|passport)[^A-Za-z\d]{0,12}(?:is|no|number)?[^A-Za-z\d]{0,4})[A-Za-z]{1,2}\d{7,9}",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"((?:密\s*码|密碼|口令|验证码|驗證碼|校验码|动态码|password|passcode|passwd|pwd|\bpin\b|\botp\b|verification code"
    r"|security code|sms code|(?<!error )(?<!status )(?<!ticket )(?<!case )(?<!response )(?<!promo )\bcode\b)"
    r"\s*(?:是|为|為|is|was|=|:|：)?\s*[:：]?\s*)(?=[^\s，。,]*\d)([A-Za-z0-9!@#$%^&*._-]{4,32})",
    re.IGNORECASE,
)
_CARD_CODE = re.compile(r"((?:cvv2?|cvc2?|安全码|卡背面)\D{0,6})\d{3,4}(?!\d)", re.IGNORECASE)


def mask(text: str) -> str:
    """Gives the text with every secret replaced by stars; the last four digits of a card or phone stay."""
    text = with_plain_digits(text)
    for pattern in (_SECRET, _CARD_CODE, _PASSPORT):
        text = pattern.sub(lambda found: found.group(1) + "******", text)
    text = _IDENTITY.sub("******************", text)
    text = _PHONE.sub(_all_but_last_four, text)
    text = _SPELT.sub(lambda found: "*" * len(re.sub(r"\s", "", found.group())), text)
    return _LONG_NUMBER.sub(_card, text)


def with_plain_digits(text: str) -> str:
    """Gives the text with ０-９ and the digits of other scripts as 0-9."""
    return re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit.group())), text)


def _card(found: re.Match[str]) -> str:
    groups = [len(group) for group in re.split(_GAP, found.group())]
    grouped_like_a_card = all(length >= 3 for length in groups[:-1]) or max(groups) == 1
    return _all_but_last_four(found) if grouped_like_a_card else found.group()


def _all_but_last_four(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    return "*" * (len(digits) - 4) + digits[-4:]
