"""The ledger: what lending and paying back do to an account. Pure; money is in cents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backend.account import Account, BookedLoan
from backend.days import local_day
from backend.errors import Conflict, NotFound, Unprocessable
from contract.base import Words
from contract.credit import CreditLine, Loan, LoanState, Product

_TERM = timedelta(days=30)
_NOT_PAYABLE = {
    LoanState.processing: "it is still being processed",
    LoanState.disbursement_failed: "its money never arrived",
    LoanState.repaid: "it is repaid",
}


@dataclass(frozen=True)
class Payment:
    """What one payment did. `penalty_cents` of it went to the penalty."""

    account: Account
    penalty_cents: int
    remaining_cents: int


def repay(
    account: Account, loan_id: str, amount_cents: int, now: datetime, quoted_owed_cents: int | None = None
) -> Payment:
    """Pay on a loan, its penalty first.

    Raises `NotFound` for a loan that the account does not have, `Conflict` when what clears it is no longer what was
    quoted, `Unprocessable` when nothing can be paid on it or when the amount is more than clears it.
    """
    today = local_day(now)
    booked = _find(account, loan_id)
    loan = booked.on(today)
    payable = loan.outstanding_cents + loan.penalty_cents
    if quoted_owed_cents not in {None, payable}:
        raise Conflict(
            f"quoted_owed_cents: {payable} cents clear loan {loan_id} now, not {quoted_owed_cents}; ask again",
            "quoted_owed_cents",
        )
    if loan.state in _NOT_PAYABLE:
        raise Unprocessable(
            f"loan_id: nothing can be paid on loan {loan_id}, since {_NOT_PAYABLE[loan.state]}; at most 0 cents",
            "loan_id",
        )
    if amount_cents > payable:
        raise Unprocessable(f"amount_cents: at most {payable} cents can be paid on loan {loan_id}", "amount_cents")
    to_penalty = min(amount_cents, loan.penalty_cents)
    to_loan = amount_cents - to_penalty
    account = account.with_loan(_paid(booked, to_penalty, to_loan, now))
    debt = account.credit.debt
    return Payment(
        account.with_credit(
            line=_freer(account.credit.line, to_loan) if loan.product is Product.cash_loan else account.credit.line,
            debt=debt.copy(update={"total_cents": max(0, debt.total_cents - to_loan)}),
        ),
        to_penalty,
        payable - amount_cents,
    )


def grant(account: Account, loan_id: str, amount_cents: int, now: datetime) -> tuple[Account, Loan]:
    """Book a new cash loan; whether it may be granted is decided before."""
    line, debt = account.credit.line, account.credit.debt
    amount = f"{amount_cents // 100:,}.{amount_cents % 100:02d}"
    loan = Loan(
        id=loan_id,
        product=Product.cash_loan,
        name=Words(zh=f"借款 {amount} 元", en=f"Cash loan of {amount} yuan"),
        principal_cents=amount_cents,
        outstanding_cents=amount_cents,
        due_on=local_day(now) + _TERM,
        submitted_at=now,
        card_tail=account.receiving_card,
    )
    moved = {"drawn_cents": line.drawn_cents + amount_cents, "available_cents": line.available_cents - amount_cents}
    account = account.with_loan(BookedLoan(loan, loan.due_on)).with_credit(
        line=line.copy(update=moved),
        debt=debt.copy(update={"total_cents": debt.total_cents + amount_cents}),
    )
    return account, loan


def send_again(
    account: Account, loan_id: str, now: datetime, card_tail: str | None = None, quoted_amount_cents: int | None = None
) -> tuple[Account, Loan]:
    """Send a loan's money again, to the receiving card given since.

    Raises `NotFound` for an unknown loan; `Conflict` when the money did not fail to arrive, when a card cannot mend
    it, when no card has been given since, or when the card or the amount is no longer what was quoted.
    """
    loan = _find(account, loan_id).loan
    if loan.state is not LoanState.disbursement_failed:
        raise Conflict(f"Loan {loan_id} is {loan.state.value}: there is no failed payment to send again.", "loan_id")
    if not loan.fixable_by_card:
        raise Conflict(f"Another card does not help loan {loan_id}: a person has to look into it.", "loan_id")
    changed = account.card_changed_at
    if changed is None or (loan.submitted_at is not None and changed < loan.submitted_at):
        raise Conflict(f"The bank refused the card of loan {loan_id}: give a receiving card first.", "receiving_card")
    if card_tail not in {None, account.receiving_card}:
        raise Conflict(f"card_tail: the receiving card is {account.receiving_card}, not {card_tail}", "card_tail")
    if quoted_amount_cents not in {None, loan.principal_cents}:
        raise Conflict(
            f"quoted_amount_cents: loan {loan_id} is of {loan.principal_cents} cents, not {quoted_amount_cents}",
            "quoted_amount_cents",
        )
    loan = loan.copy(
        update={
            "state": LoanState.active,
            "card_tail": account.receiving_card,
            "bank_code": None,
            "bank_reason": None,
            "fixable_by_card": False,
            "due_on": loan.due_on or local_day(now) + _TERM,
        }
    )
    return account.with_loan(BookedLoan(loan, loan.due_on)), loan


def _find(account: Account, loan_id: str) -> BookedLoan:
    for booked in account.loans:
        if booked.loan.id == loan_id:
            return booked
    raise NotFound("loan_id: this account has no such loan", "loan_id")


def _paid(booked: BookedLoan, to_penalty: int, to_loan: int, now: datetime) -> BookedLoan:
    if to_loan == 0:
        return replace(booked, penalty_adjust_cents=booked.penalty_adjust_cents - to_penalty)
    today = local_day(now)
    outstanding = booked.loan.outstanding_cents - to_loan
    state = LoanState.active if outstanding else LoanState.repaid
    # The penalty is settled up to today, so what is still outstanding counts from today on.
    return BookedLoan(
        booked.loan.copy(update={"outstanding_cents": outstanding, "state": state}),
        max(booked.penalty_from, today) if booked.penalty_from else None,
    )


def _freer(line: CreditLine, cents: int) -> CreditLine:
    drawn = max(0, line.drawn_cents - cents)
    restoring = line.restoring.amount_cents if line.restoring else 0
    room = max(line.available_cents, line.total_cents - drawn - restoring)
    return line.copy(update={"drawn_cents": drawn, "available_cents": min(room, line.available_cents + cents)})
