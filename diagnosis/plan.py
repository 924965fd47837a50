"""The way back to borrowing: what to do today, what to wait for, and when trying makes sense at the earliest."""

from dataclasses import dataclass
from enum import Enum

from contract.causes import Remedy
from diagnosis.finding import Diagnosis, Finding, Moment, as_moment

TODAY = frozenset(
    {
        Remedy.repay,
        Remedy.reduce_debt,
        Remedy.verify_identity,
        Remedy.secure_account,
        Remedy.submit_documents,
        Remedy.appeal,
        Remedy.fix_card,
        Remedy.update_app,
        Remedy.check_network,
        Remedy.human,
    }
)
"""Remedies that the user can begin at once; the others are a matter of time."""

UP_TO_THE_USER = frozenset(
    {"payment", "verified", "secured", "confirmed", "repayment", "card", "update", "network", "reapply_now"}
)
"""What a finding without a moment depends on where it is over as soon as the user has done the remedy."""


class Pace(Enum):
    """When a step of the plan comes."""

    today = "today"
    later = "later"


@dataclass(frozen=True)
class Step:
    """One finding's turn in the plan."""

    finding: Finding
    pace: Pace


@dataclass(frozen=True)
class Plan:
    """The steps in order. `earliest` is None where nobody can know; `at_once` where only the user's own steps stand."""

    steps: tuple[Step, ...]
    earliest: Moment | None
    at_once: bool


def plan(diagnosis: Diagnosis) -> Plan:
    """What can be done today in the order of decisiveness, then what to wait for, the soonest first."""
    today = [Step(f, Pace.today) for f in diagnosis.findings if _can_begin(f)]
    waiting = [Step(f, Pace.later) for f in diagnosis.findings if not _can_begin(f)]
    waiting.sort(key=lambda step: (step.finding.retry is None, step.finding.retry and as_moment(step.finding.retry)))
    open_ended = [f for f in diagnosis.findings if f.retry is None and f.retry_known_as not in UP_TO_THE_USER]
    dates = [f.retry for f in diagnosis.findings if f.retry is not None]
    earliest = max(dates, key=as_moment) if dates and not open_ended else None
    return Plan((*today, *waiting), earliest, at_once=not dates and not open_ended)


def lead(diagnosis: Diagnosis) -> Finding | None:
    """The finding whose remedy to offer first: the first that can be begun today, else the first."""
    return next((f for f in diagnosis.findings if _can_begin(f)), next(iter(diagnosis.findings), None))


def _can_begin(finding: Finding) -> bool:
    return finding.remedy in TODAY or finding.retry_known_as == "reapply_now"
