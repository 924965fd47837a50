"""Numbers as people write them, read strictly: 1,288.50 · 1万2500 · 一千二 · 壹佰零伍 · twelve hundred and fifty."""

import re
from decimal import Decimal

HAN_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": 0,
    "两": 2,
}
HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "万": 10**4, "亿": 10**8}
HAN = "".join((*HAN_DIGITS, *HAN_UNITS))

_LITERAL = re.compile(
    r"(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?P<separator>[,'_\u00a0])\d{3}(?:(?P=separator)\d{3})*)"
    r"(?:[.。](?P<decimals>\d+))?(?:e(?P<power>\d{1,2}))?"
)
_WITH_POINT = re.compile(rf"(?P<whole>[^点万亿]+)点(?P<decimals>[{''.join(HAN_DIGITS)}\d]+)(?P<unit>[百千万亿]?)")

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = {word: value for value, word in enumerate([*_ONES.split(), "eighteen", "nineteen"], 1)} | {"zero": 0}
_TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
} | {"fourty": 40}
_LARGE = {"million": 10**6, "thousand": 1_000, "grand": 1_000}
ENGLISH = "|".join(sorted((*_SMALL, *_TENS, *_LARGE, "hundred"), key=len, reverse=True))
"""The words of English numbers, as alternatives of a pattern."""


def literal(text: str) -> Decimal | None:
    """Gives the number that figures write, or None where their separators or zeros are not those of a number."""
    found = _LITERAL.fullmatch(text)
    if found is None:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{whole}.{found['decimals'] or 0}").scaleb(int(found["power"] or 0))


def mixed(text: str, short: bool = True) -> Decimal | None:
    """Gives the number that Chinese numerals, figures or both write, or None where they can be read in two ways.

    short: may the last unit be left out, as in 一千二 for 1200?
    """
    pointed = _WITH_POINT.fullmatch(text)
    if pointed:
        return _pointed(pointed)
    unit = max((HAN_UNITS[char] for char in text if char in HAN_UNITS), default=0)
    if not unit:
        return _digit(text) if text in HAN_DIGITS else literal(text)
    at = max(index for index, char in enumerate(text) if HAN_UNITS.get(char) == unit)
    head = _head(text[:at].rstrip(), unit)
    if head is None:
        return None
    rest = text[at + 1 :].lstrip()
    if rest and head != head.to_integral_value():
        return None
    tail = _tail(rest, unit, short, gap=head % 10 == 0)
    return None if tail is None else head * unit + tail


def _pointed(found: re.Match[str]) -> Decimal | None:
    whole = mixed(found["whole"], short=False)
    if whole is None or whole != whole.to_integral_value():
        return None
    decimals = "".join(char if char.isdecimal() else str(HAN_DIGITS[char]) for char in found["decimals"])
    return (whole + Decimal(f"0.{decimals}")) * HAN_UNITS.get(found["unit"], 1)


def _digit(char: str) -> Decimal:
    return Decimal(HAN_DIGITS[char])


def _head(text: str, unit: int) -> Decimal | None:
    """What stands before a unit: how many of it there are."""
    if not text:
        return Decimal(1) if unit == 10 else None
    if unit >= 10**4:
        head = mixed(text, short=False)
    elif text in HAN_DIGITS:
        head = None if unit == 10 and text == "两" else _digit(text)
    else:
        head = literal(text)
        head = head if head is not None and head < 10 else None
    return head if head else None


def _tail(text: str, unit: int, short: bool, gap: bool) -> Decimal | None:
    """What stands after a unit and is less than it.

    gap: is the place before the unit empty (十万零五千), so that 零 may stand without skipping a place?
    """
    if not text:
        return Decimal(0)
    if text[0] in "零〇":
        rest = mixed(text[1:], short=False) if text[1:] else None
        skips = unit if gap and unit >= 10**4 else unit // 10
        return rest if rest is not None and 1 <= rest < skips else None
    if len(text) == 1 and (text in HAN_DIGITS or text.isdecimal()):
        value = literal(text) if text.isdecimal() else _digit(text)
        if unit == 10:
            return value if text != "两" else None
        return value * unit / 10 if value and short and text != "两" else None
    rest = mixed(text, short)
    return rest if rest is not None and unit / 10 <= rest < unit else None


def english(text: str) -> int | None:
    """Gives the number that English words write, or None where they do not make one (one fifty, twelve eighty)."""
    words = [word for word in re.split(r"[\s-]+", text) if word]
    total, bound, start = 0, 10**9, 0
    for index, word in enumerate(words):
        size = _LARGE.get(word)
        if size is None:
            continue
        count = _below_thousand(words[start:index])
        if not count or size >= bound:
            return None
        total, bound, start = total + count * size, size, index + 1
    if start == len(words):
        return total
    rest = _below_thousand(words[start:], after=start > 0)
    return total + rest if rest is not None and (rest < bound) and (rest or not total) else None


def _below_thousand(words: list[str], after: bool = False) -> int | None:
    """Reads hundreds, tens and ones; `after` a thousand they may begin with "and". Up to 9900: ninety-nine hundred."""
    if after and words[:1] == ["and"]:
        words = words[1:]
    if "hundred" not in words:
        return _below_hundred(words)
    at = words.index("hundred")
    count = _below_hundred(words[:at])
    rest = words[at + 1 :]
    rest = rest[1:] if len(rest) > 1 and rest[0] == "and" else rest
    value = _below_hundred(rest) if rest else 0
    return count * 100 + value if count and value is not None and (value or not rest) else None


def _below_hundred(words: list[str]) -> int | None:
    if words in (["a"], ["an"]):
        return 1
    if len(words) == 1:
        return _SMALL.get(words[0], _TENS.get(words[0]))
    if len(words) == 2 and words[0] in _TENS and 1 <= _SMALL.get(words[1], 0) <= 9:
        return _TENS[words[0]] + _SMALL[words[1]]
    return None
