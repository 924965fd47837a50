"""One account as the service works on it: what is booked and what time will bring. Immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, validator

from backend.days import span
from contract.credit import CreditStatus, Loan, LoanState
from contract.operations import SecurityStep
from contract.system import SystemStatus

PENALTY_PER_TEN_THOUSAND_A_DAY = 5


def accrued_penalty(outstanding_cents: int, days: int) -> int:
    """The penalty in cents on what has been outstanding for `days` days past its due date."""
    return outstanding_cents * PENALTY_PER_TEN_THOUSAND_A_DAY * days // 10_000


@dataclass(frozen=True)
class BookedLoan:
    """A loan and how its penalty is counted; `loan` itself carries neither penalty nor days overdue.

    The penalty counts from `penalty_from` on what is outstanding. `penalty_adjust_cents` is added to it: what was
    paid of the penalty makes it negative.
    """

    loan: Loan
    penalty_from: date | None = None
    penalty_adjust_cents: int = 0

    def on(self, today: date) -> Loan:
        """The loan as it stands on this day, with its days overdue and its penalty."""
        if self.loan.state is not LoanState.active:
            return self.loan
        accrued = accrued_penalty(self.loan.outstanding_cents, _days(self.penalty_from, today))
        return self.loan.copy(
            update={
                "days_overdue": _days(self.loan.due_on, today),
                "penalty_cents": max(0, accrued + self.penalty_adjust_cents),
            }
        )

    @classmethod
    def book(cls, loan: Loan, today: date) -> BookedLoan:
        """Take over a loan that is reported as it stands today."""
        due_on = loan.due_on
        if due_on is None and loan.days_overdue > 0:
            due_on = today - timedelta(days=loan.days_overdue)
        accrued = accrued_penalty(loan.outstanding_cents, _days(due_on, today))
        bare = loan.copy(update={"due_on": due_on, "days_overdue": 0, "penalty_cents": 0})
        return cls(bare, due_on, loan.penalty_cents - accrued)


def _days(since: date | None, today: date) -> int:
    return 0 if since is None else max(0, (today - since).days)


class Security(BaseModel):
    """The steps done, and what the owner said of each flagged event."""

    done: tuple[SecurityStep, ...] = ()
    verdicts: dict[str, bool] = {}

    @property
    def complete(self) -> bool:
        """Whether all steps are done."""
        return set(self.done) == set(SecurityStep)


class Later(BaseModel):
    """What time brings to a demo account: once `when` has held for `after`, the values of `set` come true.

    Keys of `set` are paths: into the credit status (`score.value`), the system status (`system.network`) or a loan
    (`loans.L-1.state`). An `evaluation` happens on a day, which `next_evaluation_on` names beforehand.
    `since` is the moment from which `when` has held.
    """

    after: str
    when: str | None = None
    evaluation: bool = False
    set: dict[str, Any]
    since: datetime | None = None

    class Config:
        extra = "forbid"
        frozen = True

    @validator("after")
    def _readable(cls, value: str) -> str:
        span(value)
        return value

    @validator("when")
    def _known(cls, value: str | None) -> str | None:
        if value not in {None, "no_overdue"}:
            raise ValueError(f"unknown condition {value!r}")
        return value

    @property
    def due(self) -> datetime | None:
        """When it comes true, as far as that is known."""
        return None if self.since is None else self.since + span(self.after)


@dataclass(frozen=True)
class Account:
    """Everything on file for one account. The loans are apart from `credit`, whose own stay empty."""

    credit: CreditStatus
    system: SystemStatus
    loans: tuple[BookedLoan, ...]
    security: Security
    later: tuple[Later, ...]
    seeded_at: datetime
    receiving_card: str | None = None
    card_changed_at: datetime | None = None

    @property
    def id(self) -> str:
        """The account's id."""
        return self.credit.account_id

    def overdue(self, today: date) -> bool:
        """Whether anything is past its due date and not paid."""
        current = (item.on(today) for item in self.loans)
        return any(loan.days_overdue > 0 and loan.outstanding_cents > 0 for loan in current)

    def with_credit(self, **changes: Any) -> Account:
        """The account with these groups of the credit status replaced."""
        return replace(self, credit=self.credit.copy(update=changes))

    def with_system(self, **changes: Any) -> Account:
        """The account with these groups of the system status replaced."""
        return replace(self, system=self.system.copy(update=changes))

    def with_loan(self, booked: BookedLoan) -> Account:
        """The account with this loan changed, or added at the end."""
        others = {item.loan.id: item for item in self.loans}
        return replace(self, loans=tuple((others | {booked.loan.id: booked}).values()))
