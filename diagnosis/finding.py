"""What goes into a diagnosis and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from contract.base import Words
from contract.causes import Cause, Remedy
from contract.credit import CreditStatus
from contract.system import SystemStatus

ZONE = ZoneInfo("Asia/Shanghai")
"""The lender's zone: days begin and end there."""

Moment = datetime | date


@dataclass(frozen=True)
class Snapshot:
    """One account and the platform as they stand for it at `now` (zone-aware)."""

    credit: CreditStatus
    system: SystemStatus
    now: datetime

    @property
    def today(self) -> date:
        """The day in the lender's zone."""
        return self.now.astimezone(ZONE).date()

    def expected(self, moment: Moment | None, known_as: str, otherwise: str = "unknown") -> tuple[Moment | None, str]:
        """A finding's `retry` and `retry_known_as`; a moment that is not known, or has passed, is `otherwise`."""
        if moment is None:
            return None, otherwise
        ahead = moment > self.now if isinstance(moment, datetime) else moment >= self.today
        return (moment, known_as) if ahead else (None, otherwise)


@dataclass(frozen=True)
class Finding:
    """One cause with what shows it.

    evidence: figures and words as the backend holds them: cents as `…_cents`, ratios as whole `…_percent`, zone-aware
        moments, days, enum members, `Words`, tuples of these, tuples of mappings of these, None for what is not known.
    retry: the earliest moment at which trying again makes sense; None when it depends on the user or on nobody.
    retry_known_as: what that moment is, or what it depends on when there is none. There is a sentence for each,
        `term_retry_<retry_known_as>` in data/responses/terms.yml.
    """

    cause: Cause
    remedies: tuple[Remedy, ...]
    evidence: Mapping[str, Any]
    retry: Moment | None = None
    retry_known_as: str = "unknown"

    @property
    def remedy(self) -> Remedy:
        """The remedy to offer first."""
        return self.remedies[0]

    def without(self, remedy: Remedy) -> "Finding":
        """The same finding with one remedy fewer."""
        return replace(self, remedies=tuple(r for r in self.remedies if r is not remedy))

    def to_json(self) -> dict[str, Any]:
        """`cause`, `remedy`, `evidence` and `retry`, ready for `json.dumps`: ISO 8601 moments, cents as integers."""
        return {
            "cause": self.cause.value,
            "remedy": self.remedy.value,
            "evidence": plain(self.evidence),
            "retry": plain(self.retry),
        }


@dataclass(frozen=True)
class Diagnosis:
    """The most decisive findings, most decisive first."""

    findings: tuple[Finding, ...] = ()

    @property
    def can_borrow(self) -> bool:
        """True when there is no cause at all: no finding is ever cut down to none."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """`can_borrow` and `findings`, ready for `json.dumps`."""
        return {"can_borrow": self.can_borrow, "findings": [finding.to_json() for finding in self.findings]}


def as_moment(moment: Moment) -> datetime:
    """A day as its beginning in the lender's zone; a moment as it is."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), ZONE)


def plain(value: Any) -> Any:
    """The value in terms of JSON: Words as `{"zh", "en"}`, enum members by value."""
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(ZONE).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
