"""The same account, supposed otherwise: after a payment, or at a later moment. Feeds the same diagnosis."""

from dataclasses import replace
from datetime import datetime

from contract.credit import Loan, LoanState, Product
from diagnosis.finding import ZONE, Snapshot


def after_repaying(snapshot: Snapshot, loan_id: str, cents: int) -> Snapshot:
    """As if `cents` were paid on this loan now: to the penalty first, then to the loan, as the lender books it.

    What is paid above what clears the loan changes nothing.
    """
    credit = snapshot.credit
    loan = next(loan for loan in credit.loans if loan.id == loan_id)
    to_penalty = min(cents, loan.penalty_cents)
    to_loan = min(cents - to_penalty, loan.outstanding_cents)
    paid = _paid(loan, to_penalty, to_loan)
    line = credit.line
    if loan.product is Product.cash_loan:
        drawn = max(0, line.drawn_cents - to_loan)
        restoring = line.restoring.amount_cents if line.restoring else 0
        room = max(line.available_cents, line.total_cents - drawn - restoring)
        line = line.copy(update={"drawn_cents": drawn, "available_cents": min(room, line.available_cents + to_loan)})
    debt = credit.debt.copy(update={"total_cents": max(0, credit.debt.total_cents - to_loan)})
    loans = tuple(paid if each.id == loan_id else each for each in credit.loans)
    return replace(snapshot, credit=credit.copy(update={"loans": loans, "line": line, "debt": debt}))


def at(snapshot: Snapshot, moment: datetime) -> Snapshot:
    """As if it were `moment`, with nothing else done: windows and interruptions end, overdue days go on counting.

    What an evaluation or a review will decide is not supposed; where waiting alone frees the limit, it is.
    """
    if moment <= snapshot.now:
        return snapshot
    today = moment.astimezone(ZONE).date()
    loans = tuple(
        loan.copy(update={"days_overdue": max(0, (today - loan.due_on).days)})
        if loan.due_on is not None and loan.state is LoanState.active
        else loan
        for loan in snapshot.credit.loans
    )
    line = snapshot.credit.line
    if line.restoring is not None and line.restoring.freed_at <= moment:
        available = line.available_cents + line.restoring.amount_cents
        line = line.copy(update={"available_cents": min(line.total_cents, available), "restoring": None})
    credit = snapshot.credit.copy(update={"loans": loans, "line": line})
    return replace(snapshot, credit=credit, now=moment)


def _paid(loan: Loan, to_penalty: int, to_loan: int) -> Loan:
    outstanding = loan.outstanding_cents - to_loan
    return loan.copy(
        update={
            "penalty_cents": loan.penalty_cents - to_penalty,
            "outstanding_cents": outstanding,
            "state": LoanState.repaid if outstanding == 0 and to_loan else loan.state,
        }
    )
