"""Which function finds which cause, most decisive first, and the one loop over them."""

from collections.abc import Callable

from contract.causes import Cause, Remedy
from diagnosis import account, credit, line, platform, technology
from diagnosis.finding import Diagnosis, Finding, Snapshot

Check = Callable[[Snapshot], Finding | None]

MOST_FINDINGS = 4
"""More reasons than these help nobody."""

CHECKS: dict[Cause, Check] = {
    Cause.account_compromised: account.account_compromised,
    Cause.account_frozen: account.account_frozen,
    Cause.suspicious_transactions: account.suspicious_transactions,
    Cause.abnormal_login: account.abnormal_login,
    Cause.overdue: credit.overdue,
    Cause.line_closed: line.line_closed,
    Cause.line_not_opened: line.line_not_opened,
    Cause.identity_expired: account.identity_expired,
    Cause.identity_incomplete: account.identity_incomplete,
    Cause.regulatory_limit: platform.regulatory_limit,
    Cause.region_suspended: platform.region_suspended,
    Cause.over_indebted: credit.over_indebted,
    Cause.multi_platform_borrowing: credit.multi_platform_borrowing,
    Cause.low_credit_score: credit.low_credit_score,
    Cause.risk_policy_tightened: platform.risk_policy_tightened,
    Cause.evaluation_rejected: credit.evaluation_rejected,
    Cause.evaluation_pending: credit.evaluation_pending,
    Cause.business_volatility: credit.business_volatility,
    Cause.income_drop: credit.income_drop,
    Cause.frequent_applications: credit.frequent_applications,
    Cause.unusual_repayment: credit.unusual_repayment,
    Cause.contact_changed: account.contact_changed,
    Cause.low_activity: credit.low_activity,
    Cause.limit_minimum: line.limit_minimum,
    Cause.limit_used_up: line.limit_used_up,
    Cause.limit_restoring: line.limit_restoring,
    Cause.disbursement_failed: line.disbursement_failed,
    Cause.processing_delay: line.processing_delay,
    Cause.partial_interruption: technology.partial_interruption,
    Cause.gray_release: platform.gray_release,
    Cause.app_outdated: technology.app_outdated,
    Cause.maintenance: technology.maintenance,
    Cause.system_outage: technology.system_outage,
    Cause.high_load: technology.high_load,
    Cause.network_trouble: technology.network_trouble,
}
"""The order is the order of decisiveness; the package's docstring says by which principles."""

NO_FURTHER_CREDIT = frozenset({Cause.overdue, Cause.over_indebted, Cause.multi_platform_borrowing})
"""Whoever has one of these is offered no other product to borrow from."""


def diagnose(snapshot: Snapshot) -> Diagnosis:
    """The causes that hold at `snapshot.now`, at most `MOST_FINDINGS` of them, most decisive first."""
    findings = [finding for check in CHECKS.values() if (finding := check(snapshot)) is not None]
    if any(finding.cause in NO_FURTHER_CREDIT for finding in findings):
        findings = [finding.without(Remedy.alternatives) for finding in findings]
    return Diagnosis(tuple(findings[:MOST_FINDINGS]))
