"""What an answer in the repay dialogue means: which loan, how much."""

import re
from collections.abc import Sequence
from typing import Any

from contract.credit import Loan, LoanState
from nlu.reading.amounts import AmountError, Share, cents_of, parse_amount

_POSITIONS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINAL = re.compile(
    r"第\s*(\d|[一二三四五])\s*(?:笔|个|条|项)?|\b(first|second|third|fourth)\b|(\d)(?:st|nd|rd|th)\b", re.IGNORECASE
)
_ANSWERS = frozenset({"inform", "correct_choice", "affirm", "repay", "deny"})
_BARE_AMOUNT = re.compile(
    r"[\s¥￥\d.,，元块圆yuan零〇一二两兩三四五六七八九十百千万萬-]+|\d+(?:\.\d+)?e\d+", re.IGNORECASE
)
_BESIDE_A_NAME = 16
_SHORT = 40
_ASKS = re.compile(r"[?？吗呢]|怎么|什么|多少|会不会|\b(?:how|what|when|why|which|can i|do i|will)\b", re.IGNORECASE)
_CONFIRMS = re.compile(r"\s*(?:确认|確認|confirm)", re.IGNORECASE)
_LATE = re.compile(r"逾期|过期|到期|\boverdue\b|\blate\b", re.IGNORECASE)
_SMALLEST = re.compile(r"最小|最少|smallest", re.IGNORECASE)
_PART = re.compile(r"一部分|部分|\bpart\b", re.IGNORECASE)
_OLDEST = re.compile(r"最久|最早|最老|\boldest\b|\bearliest\b", re.IGNORECASE)
_EVERY_LOAN = frozenset(
    {"借款", "账单", "银行", "信用", "用卡", "cash", "loan", "card", "bill", "bank", "credit", "for", "the"}
)
_OTHER = re.compile(
    r"另外?一?[笔个条]|别的|其他|不是这|\b(?:other|another|different|wrong) (?:one|loan|bill)\b", re.IGNORECASE
)
_LARGEST = re.compile(r"最大|最多|biggest|largest", re.IGNORECASE)


def to_clear(loan: Loan) -> int:
    """Gives the cents that clear a loan."""
    return loan.outstanding_cents + loan.penalty_cents


def payable(loans: Sequence[Loan]) -> list[Loan]:
    """Gives the loans that can be paid now, the longest overdue first."""
    owed = [loan for loan in loans if loan.state is LoanState.active and to_clear(loan) > 0]
    return sorted(owed, key=lambda loan: (-loan.days_overdue, -to_clear(loan), loan.id))


def is_answer(intent: str, text: str, loans: Sequence[Loan], asked: str = "") -> bool:
    """Does a message in the middle of the dialogue answer it, by its intent, a loan's name or an amount?

    asked: the slot that the question is about.
    """
    if intent in _ANSWERS or _BARE_AMOUNT.fullmatch(text):
        return True
    if len(text) <= _SHORT and not _ASKS.search(text):
        if asked == "repay_loan" and named_loan(text, [], loans) is not None:
            return True
        if asked == "repay_amount_cents" and wants_part(text):
            return True
        if asked in ("repay_amount_cents", "repay_confirmed") and _names_an_amount(text):
            return True
    names = (name for loan in loans for name in (loan.name.zh, loan.name.en.lower()) if name in text.lower())
    return any(len(text) <= len(name) + _BESIDE_A_NAME for name in names)


def _names_an_amount(text: str) -> bool:
    try:
        return parse_amount(text) is not None
    except AmountError:
        return True


def confirms(text: str) -> bool:
    """Does a message begin as the confirming button does?"""
    return bool(_CONFIRMS.match(text))


def entity(entities: Sequence[dict[str, Any]], name: str) -> str | None:
    """Gives the value that a tapped button carries."""
    return next((str(found["value"]) for found in entities if found.get("entity") == name), None)


def named_loan(text: str, entities: Sequence[dict[str, Any]], loans: Sequence[Loan]) -> Loan | None:
    """Gives the loan that a message or a tapped button names, if it names one."""
    tapped = entity(entities, "loan")
    if tapped is not None:
        return next((loan for loan in loans if loan.id == tapped), None)
    ordinal = _ORDINAL.search(text)
    if ordinal:
        word = next(group for group in ordinal.groups() if group).lower()
        position = int(word) if word.isdecimal() else _POSITIONS[word]
        return loans[position - 1] if 1 <= position <= len(loans) else None
    named = [loan for loan in loans if loan.name.zh in text or loan.name.en.lower() in text.lower()]
    if len(named) == 1:
        return named[0]
    hinted = [loan for loan in loans if _hints(loan, loans, text)]
    if len(hinted) == 1:
        return hinted[0]
    late = [loan for loan in loans if loan.days_overdue > 0]
    if _OLDEST.search(text):
        return loans[0]
    if len(late) == 1 and _LATE.search(text):
        return late[0]
    if _SMALLEST.search(text):
        return min(loans, key=to_clear)
    return max(loans, key=to_clear) if _LARGEST.search(text) else None


def _hints(loan: Loan, loans: Sequence[Loan], text: str) -> bool:
    """Does the text hold a part of this loan's name that no other loan's name has?"""
    others = [other for other in loans if other is not loan]
    zh = {loan.name.zh[start : start + 2] for start in range(len(loan.name.zh) - 1)} - _EVERY_LOAN
    zh = {part for part in zh if not any(part in other.name.zh for other in others)}
    en = set(re.findall(r"[a-z]{3,}", loan.name.en.lower())) - _EVERY_LOAN
    en = {word for word in en if not any(word in other.name.en.lower() for other in others)}
    words = set(re.findall(r"[a-z]{3,}", text.lower()))
    return any(part in text for part in zh) or bool(en & words)


def wants_other(text: str) -> bool:
    """Does the message ask for another loan than the one in hand?"""
    return bool(_OTHER.search(text))


def wants_part(text: str) -> bool:
    """Does the message ask to pay a part, without saying how much?"""
    return bool(_PART.search(text))


def plain_cents(text: str) -> int | None:
    """Gives the cents of an amount in figures that was named before its loan, or None."""
    try:
        amount = None if text.startswith("/") else parse_amount(text)
        return None if amount is None or isinstance(amount, Share) else cents_of(amount)
    except AmountError:
        return None


def named_cents(text: str, entities: Sequence[dict[str, Any]], loan: Loan) -> int | None:
    """Gives the cents to pay on this loan, or None where no amount is named.

    Raises AmountError for an amount that cannot be paid: not above zero, finer than a cent, more than is owed.
    """
    share = entity(entities, "share")
    if share is not None or text.startswith("/"):
        return to_clear(loan) if share == "all" else None
    amount = parse_amount(text)
    if amount is None:
        return None
    if amount is Share.all:
        return to_clear(loan)
    if amount is Share.half:
        return -(-to_clear(loan) // 2)
    cents = cents_of(amount)
    if cents > to_clear(loan):
        raise AmountError("above_owed")
    return cents
