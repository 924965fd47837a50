"""Applying for the credit line itself."""

from fastapi import Response

from backend.days import local_day
from backend.errors import Conflict
from backend.routes.common import AChange, changes, topic
from backend.store import Unit
from contract.credit import CreditLine, LineState

OPENING_LIMIT_CENTS = 1_000_000

router = topic("credit line")


@router.post("/line-applications", response_model=CreditLine, responses=changes(), summary="Apply for the line again")
def apply(change: AChange) -> Response:
    """Open the line when every condition is met and `may_reapply_on` has come; otherwise 409 naming what is missing."""

    def reopen(unit: Unit) -> CreditLine:
        line = unit.account.credit.line
        if line.state is LineState.open:
            raise Conflict("The line is open already.", "state")
        if line.may_reapply_on is not None and line.may_reapply_on > local_day(unit.now):
            raise Conflict(f"A new application is possible from {line.may_reapply_on}.", "may_reapply_on")
        missing = "; ".join(f"{item.name.en} / {item.name.zh}" for item in line.conditions if not item.met)
        if missing:
            raise Conflict(f"Not met yet: {missing}", "conditions")
        unit.save(unit.account.with_credit(line=_opened(line)))
        return unit.account.credit.line

    return change.once(reopen)


def may_apply(unit: Unit) -> bool:
    """Would an application for the line pass?"""
    line = unit.account.credit.line
    due = line.may_reapply_on is None or line.may_reapply_on <= local_day(unit.now)
    return line.state is not LineState.open and due and all(item.met for item in line.conditions)


def _opened(line: CreditLine) -> CreditLine:
    total = max(line.total_cents, line.previous_total_cents or OPENING_LIMIT_CENTS, line.minimum_loan_cents)
    return line.copy(
        update={
            "state": LineState.open,
            "total_cents": total,
            "available_cents": max(0, total - line.drawn_cents),
            "closed_at": None,
            "closed_by": None,
            "closed_reason": None,
            "may_reapply_on": None,
        }
    )
