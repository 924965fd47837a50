"""The lender's decision: which causes keep an account from borrowing at one moment.

A cause is a rule: a name and a function of what is known. The rules stand in the order of how decisive they are:
the account's safety, obligations, the line, identity, regulation, debt, credit, the limit, loans under way, technology.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.days import local_day
from contract.causes import Cause
from contract.credit import CreditStatus, EvaluationState, LineState, LoanState
from contract.system import Function, SystemStatus


@dataclass(frozen=True)
class Known:
    """Everything that a rule may look at."""

    credit: CreditStatus
    system: SystemStatus
    now: datetime


Rule = Callable[[Known], bool]


def decide(credit: CreditStatus, system: SystemStatus, now: datetime) -> tuple[Cause, ...]:
    """Every cause that blocks borrowing at `now`, most decisive first; none when a loan would be granted."""
    known = Known(credit, system, now)
    return tuple(cause for cause, blocks in RULES.items() if blocks(known))


def _before(moment: datetime | None, known: Known) -> bool:
    return moment is not None and known.now < moment


def _open_ended(until: datetime | None, known: Known) -> bool:
    return until is None or known.now < until


def _loan_in(state: LoanState) -> Rule:
    return lambda known: any(loan.state is state for loan in known.credit.loans)


def _overdue(known: Known) -> bool:
    return any(
        loan.state is LoanState.active and loan.days_overdue > 0 and loan.outstanding_cents > 0
        for loan in known.credit.loans
    )


def _over_indebted(known: Known) -> bool:
    debt = known.credit.debt
    return debt.total_cents * 100 > debt.ceiling_percent * debt.yearly_income_cents


def _risk_policy(known: Known) -> bool:
    change = known.system.policy_change
    return change is not None and change.account_value < change.now_required


def _region(known: Known) -> bool:
    suspension = known.system.region_suspension
    return suspension is not None and _open_ended(suspension.until, known)


def _evaluation(state: EvaluationState) -> Rule:
    return lambda known: known.credit.evaluation is not None and known.credit.evaluation.state is state


def _business(known: Known) -> bool:
    business = known.credit.business
    return (
        business is not None and not business.review_passed and business.swing_percent > business.allowed_swing_percent
    )


def _income_drop(known: Known) -> bool:
    flow = known.credit.cash_flow
    return flow.inflow_cents * 100 < flow.last_quarter_inflow_cents * (100 - flow.allowed_drop_percent)


def _applications(known: Known) -> bool:
    counted = known.credit.enquiries
    too_many = counted.total_7d > counted.allowed_7d or counted.total_30d > counted.allowed_30d
    return too_many and _before(counted.window_ends, known)


def _early_repayments(known: Known) -> bool:
    early = known.credit.early_repayments
    return early.count_90d > early.allowed_90d and _before(early.window_ends, known)


def _contact(known: Known) -> bool:
    contact = known.credit.contact
    return len(contact.changes_90d) > contact.allowed_90d and _before(contact.window_ends, known)


def _low_activity(known: Known) -> bool:
    return known.credit.activity.active_days_90d < known.credit.activity.required_days_90d


def _line_in(state: LineState) -> Rule:
    return lambda known: known.credit.line.state is state


def _limit_minimum(known: Known) -> bool:
    line = known.credit.line
    return line.state is LineState.open and line.total_cents < line.minimum_loan_cents


def _too_little_available(known: Known) -> bool:
    line = known.credit.line
    return line.state is LineState.open and line.available_cents < line.minimum_loan_cents


def _limit_restoring(known: Known) -> bool:
    line = known.credit.line
    if line.restoring is None or _limit_minimum(known) or not _too_little_available(known):
        return False
    enough = line.available_cents + line.restoring.amount_cents >= line.minimum_loan_cents
    return enough and _before(line.restoring.freed_at, known)


def _limit_used_up(known: Known) -> bool:
    return _too_little_available(known) and not _limit_minimum(known) and not _limit_restoring(known)


def _interruption(known: Known) -> bool:
    pause = known.system.interruption
    return pause is not None and Function.cash_loan in pause.paused and _open_ended(pause.until, known)


def _gray_release(known: Known) -> bool:
    release = known.system.gray_release
    return release is not None and known.now < release.rollout_at


def _app(known: Known) -> bool:
    return _version(known.system.app.installed) < _version(known.system.app.minimum)


def _version(text: str) -> list[int]:
    """As numbers; trailing zeros do not count: 10.5 is 10.5.0."""
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _maintenance(known: Known) -> bool:
    return any(
        window.starts_at <= known.now < window.ends_at and Function.cash_loan in window.covers
        for window in known.system.maintenance
    )


def _outage(known: Known) -> bool:
    return any(_open_ended(incident.resolved_at, known) for incident in known.system.incidents)


RULES: dict[Cause, Rule] = {
    Cause.account_compromised: lambda known: known.credit.compromise is not None,
    Cause.account_frozen: lambda known: known.credit.freeze is not None,
    Cause.suspicious_transactions: lambda known: any(not item.confirmed for item in known.credit.transactions),
    Cause.abnormal_login: lambda known: any(not login.secured for login in known.credit.logins),
    Cause.overdue: _overdue,
    Cause.line_closed: _line_in(LineState.closed),
    Cause.line_not_opened: _line_in(LineState.not_opened),
    Cause.identity_expired: lambda known: known.credit.identity.id_expires_on < local_day(known.now),
    Cause.identity_incomplete: lambda known: bool(known.credit.identity.missing_steps),
    Cause.regulatory_limit: lambda known: known.system.regulation is not None,
    Cause.region_suspended: _region,
    Cause.over_indebted: _over_indebted,
    Cause.multi_platform_borrowing: lambda known: (
        len(known.credit.debt.other_lenders) > known.credit.debt.lenders_allowed
    ),
    Cause.low_credit_score: lambda known: known.credit.score.value < known.credit.score.threshold,
    Cause.risk_policy_tightened: _risk_policy,
    Cause.evaluation_rejected: _evaluation(EvaluationState.rejected),
    Cause.evaluation_pending: _evaluation(EvaluationState.pending),
    Cause.business_volatility: _business,
    Cause.income_drop: _income_drop,
    Cause.frequent_applications: _applications,
    Cause.unusual_repayment: _early_repayments,
    Cause.contact_changed: _contact,
    Cause.low_activity: _low_activity,
    Cause.limit_minimum: _limit_minimum,
    Cause.limit_used_up: _limit_used_up,
    Cause.limit_restoring: _limit_restoring,
    Cause.disbursement_failed: _loan_in(LoanState.disbursement_failed),
    Cause.processing_delay: _loan_in(LoanState.processing),
    Cause.partial_interruption: _interruption,
    Cause.gray_release: _gray_release,
    Cause.app_outdated: _app,
    Cause.maintenance: _maintenance,
    Cause.system_outage: _outage,
    Cause.high_load: lambda known: known.system.load.queue_length > known.system.load.busy_above,
    Cause.network_trouble: lambda known: known.system.network is not None,
}
