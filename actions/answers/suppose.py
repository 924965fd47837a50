"""What a "what if" supposes: a payment on a loan, all that is owed, or a later moment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import cn2an
from text_to_num import alpha2digit

from contract.base import Words
from contract.credit import Loan
from diagnosis import ZONE, Snapshot
from diagnosis.what_if import after_repaying, at
from nlu.reading.loans import payable, read_loans, to_clear
from nlu.reading.money import Amount, Part, suppose_money

_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365} | {
    "day": 1, "week": 7, "month": 30, "year": 365,
}  # fmt: skip
_HOURS = {"小时": 1, "钟头": 1, "hour": 1}
_SPAN = re.compile(
    r"(?P<count>\d+|[一二两三四五六七八九十]+|半)\s*个?\s*"
    r"(?P<unit>小时|钟头|天|日|周|星期|礼拜|月|年|hours?|days?|weeks?|months?|years?)(?!份|号|\d)",
    re.IGNORECASE,
)
_FEW = {"a": "1", "an": "1", "one": "1", "two": "2", "a couple of": "2", "three": "3"}
"""Words that the number parser leaves as they are."""
_A_FEW = re.compile(r"\b(an?|one|two|a couple of|three) (?=hour|day|week|month|year)", re.IGNORECASE)
_NAMED = (
    (re.compile(r"下个?月|下月|next month", re.IGNORECASE), "month"),
    (re.compile(r"下个?(?:周|星期|礼拜)|next week", re.IGNORECASE), "week"),
    (re.compile(r"明年|next year", re.IGNORECASE), "year"),
    (re.compile(r"后天|day after tomorrow", re.IGNORECASE), "two_days"),
    (re.compile(r"明天|明早|tomorrow", re.IGNORECASE), "day"),
    (re.compile(r"(?:下次|下一次|等)评估|next evaluation", re.IGNORECASE), "evaluation"),
)
_DATE = re.compile(r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]")
_REPAYS = re.compile(r"还|付|交|结清|\b(?:repay|pay|clear|settle)", re.IGNORECASE)
_WAITS = re.compile(r"等|以后|之后|过|后再|\b(?:wait|until|later|after|in)\b", re.IGNORECASE)
_OVERDUE_ALONE = re.compile(r"逾期|overdue|late", re.IGNORECASE)


@dataclass(frozen=True)
class Supposition:
    """The account as it would be; either `moment`, or `cents` paid on the loans of these `names`."""

    snapshot: Snapshot
    moment: datetime | None = None
    cents: int = 0
    names: tuple[Words, ...] = ()


def supposed(text: str, snapshot: Snapshot) -> Supposition | None:
    """Gives what the text supposes, or None where it supposes nothing that can be worked out."""
    moment = named_moment(text, snapshot)
    if moment is not None and not (_REPAYS.search(text) and not _WAITS.search(text)):
        return Supposition(at(snapshot, moment), moment=moment)
    return _payment(text, snapshot) if _REPAYS.search(text) else None


def named_moment(text: str, snapshot: Snapshot) -> datetime | None:
    """Gives the later moment that the text names, in the lender's zone."""
    now = snapshot.now.astimezone(ZONE)
    named = next((name for pattern, name in _NAMED if pattern.search(text)), None)
    if named == "evaluation":
        return _start_of(snapshot.credit.next_evaluation_on)
    if named == "month":
        return _start_of((now.date().replace(day=1) + timedelta(days=32)).replace(day=1))
    if named is not None:
        return now + timedelta(days={"week": 7, "year": 365, "two_days": 2, "day": 1}[named])
    day = _DATE.search(text)
    if day:
        return _on(int(day["month"]), int(day["day"]), now.date())
    figures = _A_FEW.sub(lambda few: f"{_FEW[few[1].lower()]} ", text)
    span = _SPAN.search(alpha2digit(figures, "en"))
    return now + _length(span) if span else None


def _payment(text: str, snapshot: Snapshot) -> Supposition | None:
    loans = payable(snapshot.credit.loans)
    if not loans:
        return None
    late = [loan for loan in loans if loan.days_overdue > 0]
    meant = read_loans(text, loans)
    named = meant.loans[0] if meant and len(meant.loans) == 1 else None
    money = suppose_money(_SPAN.sub(" ", text))
    if money is None or money == Part(Fraction(1)):
        chosen = [named] if named else late if late and (_OVERDUE_ALONE.search(text) or money is None) else loans
        return _paying(snapshot, [(loan, to_clear(loan)) for loan in chosen])
    if not isinstance(money, Amount | Part):
        return None
    first = named or loans[0]
    cents = money.cents if isinstance(money, Amount) else money.of(to_clear(first))
    return _paying(snapshot, list(_spread(cents, [named] if named else loans)))


def _spread(cents: int, loans: list[Loan]) -> Iterator[tuple[Loan, int]]:
    """Over the loans in the order in which they are to be paid."""
    for loan in loans:
        paid = min(cents, to_clear(loan))
        if paid > 0:
            yield loan, paid
        cents -= paid


def _paying(snapshot: Snapshot, payments: list[tuple[Loan, int]]) -> Supposition:
    for loan, cents in payments:
        snapshot = after_repaying(snapshot, loan.id, cents)
    names = tuple(loan.name for loan, _ in payments)
    return Supposition(snapshot, cents=sum(cents for _, cents in payments), names=names)


def _length(span: re.Match[str]) -> timedelta:
    unit = span["unit"].lower().rstrip("s")
    count = 0.5 if span["count"] == "半" else _number(span["count"])
    if unit in _HOURS:
        return timedelta(hours=count)
    return timedelta(days=count * _DAYS[unit])


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(cn2an.cn2an(text.replace("两", "二"), "smart"))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _on(month: int, day: int, today: date) -> datetime | None:
    for year in (today.year, today.year + 1):
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if named > today:
            return _start_of(named)
    return None
