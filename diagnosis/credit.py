"""Causes that lie in the user's credit: obligations, debt, score, behaviour."""

from contract.base import Words
from contract.causes import Cause, Remedy
from contract.credit import EvaluationState, LoanState
from diagnosis.finding import Finding, Snapshot


def overdue(snapshot: Snapshot) -> Finding | None:
    """Active loans past their due date with something outstanding."""
    late = [
        loan
        for loan in snapshot.credit.loans
        if loan.state is LoanState.active and loan.days_overdue > 0 and loan.outstanding_cents > 0
    ]
    if not late:
        return None
    loans = tuple(
        {
            "loan_id": loan.id,
            "name": loan.name,
            "due_cents": loan.outstanding_cents + loan.penalty_cents,
            "penalty_cents": loan.penalty_cents,
            "due_on": loan.due_on,
            "days_overdue": loan.days_overdue,
        }
        for loan in late
    )
    total_cents = sum(loan.outstanding_cents + loan.penalty_cents for loan in late)
    return Finding(
        Cause.overdue,
        (Remedy.repay,),
        {"loans": loans, "total_cents": total_cents},
        retry_known_as="payment",
    )


def over_indebted(snapshot: Snapshot) -> Finding | None:
    """Debt above the ceiling. `ratio_percent` is rounded up, so that it never shows as within the ceiling."""
    debt = snapshot.credit.debt
    if debt.total_cents * 100 <= debt.ceiling_percent * debt.yearly_income_cents:
        return None
    income = debt.yearly_income_cents
    within = debt.ceiling_percent * income // 100
    return Finding(
        Cause.over_indebted,
        (Remedy.reduce_debt,),
        {
            "total_cents": debt.total_cents,
            "yearly_income_cents": income,
            "ratio_percent": -(-debt.total_cents * 100 // income) if income else None,
            "ceiling_percent": debt.ceiling_percent,
            "above_cents": debt.total_cents - within,
            "debts": _in_order(snapshot),
        },
        retry_known_as="ratio",
    )


def multi_platform_borrowing(snapshot: Snapshot) -> Finding | None:
    """More other lenders than allowed; `excess` says how many too many."""
    debt = snapshot.credit.debt
    count = len(debt.other_lenders)
    if count <= debt.lenders_allowed:
        return None
    return Finding(
        Cause.multi_platform_borrowing,
        (Remedy.reduce_debt,),
        {
            "count": count,
            "lenders_allowed": debt.lenders_allowed,
            "excess": count - debt.lenders_allowed,
            "other_lenders": tuple(
                {"lender": other.lender, "balance_cents": other.balance_cents} for other in debt.other_lenders
            ),
            "total_cents": sum(other.balance_cents for other in debt.other_lenders),
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def low_credit_score(snapshot: Snapshot) -> Finding | None:
    """A score under the threshold; `gap` is how many points are missing."""
    score = snapshot.credit.score
    if score.value >= score.threshold:
        return None
    return Finding(
        Cause.low_credit_score,
        (Remedy.improve_credit,),
        {
            "value": score.value,
            "threshold": score.threshold,
            "gap": score.threshold - score.value,
            "previous": score.previous,
            "score_changes": tuple({"factor": change.factor, "points": change.points} for change in score.changes),
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def evaluation_rejected(snapshot: Snapshot) -> Finding | None:
    """The last application for a limit was turned down."""
    evaluation = snapshot.credit.evaluation
    if evaluation is None or evaluation.state is not EvaluationState.rejected:
        return None
    return Finding(
        Cause.evaluation_rejected,
        (Remedy.improve_credit, Remedy.appeal),
        {"submitted_at": evaluation.submitted_at, "reasons": tuple(evaluation.reasons)},
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def evaluation_pending(snapshot: Snapshot) -> Finding | None:
    """An application for a limit is not decided yet."""
    evaluation = snapshot.credit.evaluation
    if evaluation is None or evaluation.state is not EvaluationState.pending:
        return None
    return Finding(
        Cause.evaluation_pending,
        (Remedy.wait,),
        {"submitted_at": evaluation.submitted_at, "decided_by": evaluation.decided_by},
        *snapshot.expected(evaluation.decided_by, "decision", otherwise="decision_open"),
    )


def business_volatility(snapshot: Snapshot) -> Finding | None:
    """A merchant's revenue swings more than allowed, and the review is not passed; while it runs, one waits."""
    business = snapshot.credit.business
    if business is None or business.review_passed or business.swing_percent <= business.allowed_swing_percent:
        return None
    under_review = business.documents_received and business.review_due is not None
    return Finding(
        Cause.business_volatility,
        (Remedy.wait, Remedy.submit_documents) if under_review else (Remedy.submit_documents,),
        {
            "monthly_revenue_cents": business.monthly_revenue_cents,
            "swing_percent": business.swing_percent,
            "allowed_swing_percent": business.allowed_swing_percent,
            "order_change_percent": business.order_change_percent,
            "documents_received": business.documents_received,
        },
        *snapshot.expected(business.review_due, "review", otherwise="review_open"),
    )


def income_drop(snapshot: Snapshot) -> Finding | None:
    """Less comes in than last quarter. `drop_percent` is rounded up, so that it never shows as within the allowed."""
    flow = snapshot.credit.cash_flow
    last = flow.last_quarter_inflow_cents
    if flow.inflow_cents * 100 >= last * (100 - flow.allowed_drop_percent):
        return None
    return Finding(
        Cause.income_drop,
        (Remedy.improve_credit,),
        {
            "inflow_cents": flow.inflow_cents,
            "last_quarter_inflow_cents": last,
            "drop_percent": -(-(last - flow.inflow_cents) * 100 // last),
            "allowed_drop_percent": flow.allowed_drop_percent,
            "spending_change_percent": flow.spending_change_percent,
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def frequent_applications(snapshot: Snapshot) -> Finding | None:
    """Too many applications, limit queries and failed attempts in 7 or in 30 days, and the window is still open."""
    enquiries = snapshot.credit.enquiries
    window_open = enquiries.window_ends is not None and snapshot.now < enquiries.window_ends
    too_many = enquiries.total_7d > enquiries.allowed_7d or enquiries.total_30d > enquiries.allowed_30d
    if not (window_open and too_many):
        return None
    last_7 = {
        "days": 7,
        "applications": enquiries.applications_7d,
        "limit_queries": enquiries.limit_queries_7d,
        "failed_attempts": enquiries.failed_attempts_7d,
        "total": enquiries.total_7d,
        "allowed": enquiries.allowed_7d,
    }
    last_30 = {
        "days": 30,
        "applications": enquiries.applications_30d,
        "limit_queries": enquiries.limit_queries_30d,
        "failed_attempts": enquiries.failed_attempts_30d,
        "total": enquiries.total_30d,
        "allowed": enquiries.allowed_30d,
    }
    return Finding(
        Cause.frequent_applications,
        (Remedy.cool_down,),
        {"periods": (last_7, last_30)},
        *snapshot.expected(enquiries.window_ends, "window"),
    )


def unusual_repayment(snapshot: Snapshot) -> Finding | None:
    """Far more early repayments than usual, and the window is still open."""
    early = snapshot.credit.early_repayments
    window_open = early.window_ends is not None and snapshot.now < early.window_ends
    if not (window_open and early.count_90d > early.allowed_90d):
        return None
    return Finding(
        Cause.unusual_repayment,
        (Remedy.cool_down,),
        {"count_90d": early.count_90d, "usual_90d": early.usual_90d, "allowed_90d": early.allowed_90d},
        *snapshot.expected(early.window_ends, "window"),
    )


def low_activity(snapshot: Snapshot) -> Finding | None:
    """Fewer active days than an evaluation needs."""
    activity = snapshot.credit.activity
    if activity.active_days_90d >= activity.required_days_90d:
        return None
    return Finding(
        Cause.low_activity,
        (Remedy.improve_credit,),
        {
            "active_days_90d": activity.active_days_90d,
            "required_days_90d": activity.required_days_90d,
            "products_used": activity.products_used,
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def _in_order(snapshot: Snapshot) -> tuple[dict[str, object], ...]:
    """What is owed here and elsewhere, in the order to pay it: what is overdue, then the smallest balance first."""
    here = [loan for loan in snapshot.credit.loans if loan.state is LoanState.active and loan.outstanding_cents > 0]
    owed: list[tuple[int, int, Words]] = [
        (-loan.days_overdue, loan.outstanding_cents + loan.penalty_cents, loan.name) for loan in here
    ]
    owed += [(0, other.balance_cents, other.lender) for other in snapshot.credit.debt.other_lenders]
    ordered = sorted(owed, key=lambda each: each[:2])
    return tuple({"name": name, "balance_cents": cents} for _, cents, name in ordered)
