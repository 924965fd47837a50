"""Causes that lie in the credit line: whether there is one, what is left of it, and loans under way."""

from datetime import date, datetime

from contract.causes import Cause, Remedy
from contract.credit import CreditLine, LineState, Loan, LoanState
from diagnosis.finding import Finding, Moment, Snapshot


def line_closed(snapshot: Snapshot) -> Finding | None:
    """The line was closed. Where a day is set from which to reapply, that comes first, else an appeal."""
    line = snapshot.credit.line
    if line.state is not LineState.closed:
        return None
    return Finding(
        Cause.line_closed,
        (Remedy.reapply, Remedy.appeal) if line.may_reapply_on else (Remedy.appeal,),
        {
            "closed_at": line.closed_at,
            "closed_by": line.closed_by,
            "closed_reason": line.closed_reason,
        },
        *_reapply(snapshot),
    )


def line_not_opened(snapshot: Snapshot) -> Finding | None:
    """There is no line yet."""
    line = snapshot.credit.line
    if line.state is not LineState.not_opened:
        return None
    return Finding(
        Cause.line_not_opened,
        (Remedy.reapply,),
        {
            "met": tuple(condition.name for condition in line.conditions if condition.met),
            "missing": tuple(condition.name for condition in line.conditions if not condition.met),
        },
        *_apply(snapshot),
    )


def may_apply(snapshot: Snapshot) -> bool:
    """Is every condition for the line met, and has the day come from which applications are taken?"""
    line = snapshot.credit.line
    due = line.may_reapply_on is None or line.may_reapply_on <= snapshot.today
    return due and all(condition.met for condition in line.conditions)


def _reapply(snapshot: Snapshot) -> tuple[Moment | None, str]:
    day = snapshot.credit.line.may_reapply_on
    if day is None:
        return None, "appeal"
    return (None, "reapply_now") if may_apply(snapshot) else (day, "reapply")


def _apply(snapshot: Snapshot) -> tuple[Moment | None, str]:
    if may_apply(snapshot):
        return None, "reapply_now"
    opens = max(snapshot.credit.next_evaluation_on, snapshot.credit.line.may_reapply_on or date.min)
    return snapshot.expected(opens, "evaluation")


def limit_minimum(snapshot: Snapshot) -> Finding | None:
    """The whole limit is under the smallest loan."""
    line = snapshot.credit.line
    if line.state is not LineState.open or not _below_minimum(line):
        return None
    return Finding(
        Cause.limit_minimum,
        (Remedy.improve_credit,),
        {
            "total_cents": line.total_cents,
            "previous_total_cents": line.previous_total_cents,
            "minimum_loan_cents": line.minimum_loan_cents,
            "limit_changed_at": line.limit_changed_at,
            "limit_change_behaviour": line.limit_change_behaviour,
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def limit_used_up(snapshot: Snapshot) -> Finding | None:
    """What is left is under the smallest loan, and no limit that is being freed would change that."""
    line = snapshot.credit.line
    if line.state is not LineState.open or _below_minimum(line) or not _short(line) or _freeing(line, snapshot.now):
        return None
    return Finding(
        Cause.limit_used_up,
        (Remedy.repay,),
        {
            "total_cents": line.total_cents,
            "drawn_cents": line.drawn_cents,
            "available_cents": line.available_cents,
            "minimum_loan_cents": line.minimum_loan_cents,
        },
        retry_known_as="repayment",
    )


def limit_restoring(snapshot: Snapshot) -> Finding | None:
    """What is left is under the smallest loan until the limit of a repayment is freed."""
    line = snapshot.credit.line
    restoring = line.restoring
    if line.state is not LineState.open or _below_minimum(line) or not _short(line):
        return None
    if restoring is None or not _freeing(line, snapshot.now):
        return None
    return Finding(
        Cause.limit_restoring,
        (Remedy.wait,),
        {
            "repayment_id": restoring.repayment_id,
            "amount_cents": restoring.amount_cents,
            "repaid_at": restoring.repaid_at,
            "freed_at": restoring.freed_at,
            "available_cents": line.available_cents,
            "minimum_loan_cents": line.minimum_loan_cents,
        },
        *snapshot.expected(restoring.freed_at, "freed"),
    )


def disbursement_failed(snapshot: Snapshot) -> Finding | None:
    """The bank sent a loan back. Where another card would do, that comes first, else a person."""
    failed = _loans(snapshot, LoanState.disbursement_failed)
    if not failed:
        return None
    by_card = any(loan.fixable_by_card for loan in failed)
    loans = tuple(
        {
            "loan_id": loan.id,
            "name": loan.name,
            "amount_cents": loan.principal_cents,
            "submitted_at": loan.submitted_at,
            "card_tail": loan.card_tail,
            "bank_code": loan.bank_code,
            "bank_reason": loan.bank_reason,
        }
        for loan in failed
    )
    return Finding(
        Cause.disbursement_failed,
        (Remedy.fix_card, Remedy.human) if by_card else (Remedy.human,),
        {"failed_loans": loans},
        retry_known_as="card" if by_card else "human",
    )


def processing_delay(snapshot: Snapshot) -> Finding | None:
    """A loan is on its way. Once its deadline has passed, waiting no longer helps and a person is asked."""
    processing = _loans(snapshot, LoanState.processing)
    if not processing:
        return None
    deadlines = [loan.deadline for loan in processing if loan.deadline is not None]
    late = any(deadline <= snapshot.now for deadline in deadlines)
    loans = tuple(
        {
            "loan_id": loan.id,
            "name": loan.name,
            "amount_cents": loan.principal_cents,
            "submitted_at": loan.submitted_at,
            "usual_minutes": loan.usual_minutes,
            "deadline": loan.deadline,
        }
        for loan in processing
    )
    last = max(deadlines) if len(deadlines) == len(processing) and not late else None
    return Finding(
        Cause.processing_delay,
        (Remedy.human,) if late else (Remedy.wait, Remedy.human),
        {"processing_loans": loans},
        *snapshot.expected(last, "deadline", otherwise="deadline_passed" if late else "unknown"),
    )


def _below_minimum(line: CreditLine) -> bool:
    return line.total_cents < line.minimum_loan_cents


def _short(line: CreditLine) -> bool:
    return line.available_cents < line.minimum_loan_cents


def _freeing(line: CreditLine, now: datetime) -> bool:
    restoring = line.restoring
    return (
        restoring is not None
        and now < restoring.freed_at
        and line.available_cents + restoring.amount_cents >= line.minimum_loan_cents
    )


def _loans(snapshot: Snapshot, state: LoanState) -> list[Loan]:
    return [loan for loan in snapshot.credit.loans if loan.state is state]
