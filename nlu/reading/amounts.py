"""Amounts of money as people write them: 1,280.50 · 500块 · 1.2万 · 一千二 · twelve hundred · 全部 · half."""

import re
from decimal import Decimal, InvalidOperation
from enum import Enum

import cn2an
from text_to_num import alpha2digit

_NOT_YUAN = re.compile(r"\d\s*[%％]|[$€£]\s*\d|\d\s*(?:美元|欧元|港币|dollars?|euros?|usd|eur)", re.IGNORECASE)
_TWO_WAYS = re.compile(r"\d\s*k\s*\d|[元块]\s*\d+\s*[角毛分]|\d\.\d{3},\d|\d[ \u00a0']\d{3}(?!\d)", re.IGNORECASE)
"""Figures that people read in more than one way: 3k5, 1200元5角, 1.200,50, 1 200."""

LARGEST = Decimal(10**12)


class Share(Enum):
    """A part of what is owed, said without a figure."""

    all = "all"
    half = "half"


class AmountError(ValueError):
    """The amount cannot be meant; `code` names the response `utter_amount_<code>` that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_ALL = re.compile(
    r"全部|全额|全額|全还|全還|全都|都还|都還|一次性|一次还|还清|還清|还完|还掉|付清|结清|所有|剩下的?都?"
    r"|\b(?:the rest|all|full|everything|whole|entire|in total|pay it off|clear it|the lot)\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"一半|半数|\bhalf\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?P<sign>-\s*|负|minus\s+)?(?P<number>\d[\d,，]*(?:\.\d+)?(?:e\d+)?)\s*(?P<unit>万|萬|千|仟|百|佰|k\b|grand\b)?"
    r"(?P<tail>\d(?!\d))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITS = {"万": 10_000, "萬": 10_000, "千": 1_000, "仟": 1_000, "百": 100, "佰": 100, "k": 1_000, "grand": 1_000}
_CHINESE = re.compile(
    "(?P<sign>负)?(?P<number>[零〇一二两兩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬]+)(?!笔|个|期|号|次|半|部分|下|些|点|直|样|起|共|定|会|行|切)"
)
_ORDINAL = re.compile(
    r"第\s*[\d一二两三四五六七八九十]+|\b(?:first|second|third|last)\b|\d+\s*(?:st|nd|rd|th)\b", re.IGNORECASE
)
_CARD = re.compile(r"尾号\s*\d{4}|ending in \d{4}", re.IGNORECASE)


def parse_amount(text: str) -> Decimal | Share | None:
    """Gives an amount in yuan, a share, or None where the text names neither. Raises AmountError.

    >>> parse_amount("先还一千二")
    Decimal('1200')
    """
    if _NOT_YUAN.search(text) or _TWO_WAYS.search(text):
        raise AmountError("unclear_figure")
    text = _CARD.sub(" ", _ORDINAL.sub(" ", text)).replace("，", ",")
    figure = _FIGURE.search(text) or _FIGURE.search(alpha2digit(text, "en"))
    if figure:
        return _checked(_from_figure(figure))
    if _HALF.search(text):
        return Share.half
    if _ALL.search(text):
        return Share.all
    chinese = _CHINESE.search(text)
    return _checked(_from_chinese(chinese)) if chinese else None


def cents_of(amount: Decimal) -> int:
    """Gives whole cents; raises AmountError for a fraction of a cent."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise AmountError("too_fine")
    return int(cents)


def _checked(amount: Decimal) -> Decimal:
    if amount <= 0:
        raise AmountError("not_positive")
    if amount > LARGEST:
        raise AmountError("too_large")
    return amount


def _from_figure(found: re.Match[str]) -> Decimal:
    unit = _UNITS.get((found["unit"] or "").lower(), 1)
    number = found["number"].rstrip(",")
    if "," in number and not _GROUPED.fullmatch(number):
        raise AmountError("unclear_figure")
    try:
        amount = Decimal(number.replace(",", "")) * unit
    except InvalidOperation as error:
        raise AmountError("unclear_figure") from error
    if found["tail"] and unit > 1:
        amount += Decimal(found["tail"]) * unit / 10
    return -amount if found["sign"] else amount


def _from_chinese(found: re.Match[str]) -> Decimal:
    number = found["number"].replace("兩", "两").replace("〇", "零").replace("萬", "万").replace("两", "二")
    try:
        amount = Decimal(str(cn2an.cn2an(number, "smart")))
    except ValueError as error:
        raise AmountError("unclear_figure") from error
    return -amount if found["sign"] else amount
