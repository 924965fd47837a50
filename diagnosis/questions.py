"""What an account's owner is likely to ask, by what the account shows."""

from collections.abc import Iterable, Mapping

from contract.causes import Cause
from diagnosis.finding import Finding

GUESSES = 3
QUESTIONS: Mapping[Cause, str] = {
    Cause.overdue: "overdue_blocked",
    Cause.identity_incomplete: "verification_failed",
    Cause.identity_expired: "verification_failed",
    Cause.contact_changed: "verification_failed",
    Cause.disbursement_failed: "money_not_arrived",
    Cause.processing_delay: "money_not_arrived",
    Cause.line_closed: "service_closed",
    Cause.line_not_opened: "not_opened",
    Cause.gray_release: "entry_missing",
    Cause.evaluation_rejected: "evaluation_failed",
    Cause.evaluation_pending: "evaluation_failed",
    Cause.account_frozen: "risk_blocked",
    Cause.account_compromised: "risk_blocked",
    Cause.abnormal_login: "risk_blocked",
    Cause.suspicious_transactions: "risk_blocked",
    Cause.limit_minimum: "limit_reduced",
    Cause.limit_used_up: "no_limit",
    Cause.limit_restoring: "limit_not_restored",
    Cause.maintenance: "system_error",
    Cause.system_outage: "system_error",
    Cause.high_load: "system_error",
    Cause.network_trouble: "system_error",
    Cause.app_outdated: "system_error",
    Cause.partial_interruption: "partial_interruption",
}
OTHERWISE = "cannot_borrow"


def likely(findings: Iterable[Finding]) -> list[str]:
    """The complaints that the findings lead to, most decisive first, none twice."""
    return list(dict.fromkeys(QUESTIONS.get(finding.cause, OTHERWISE) for finding in findings))[:GUESSES]
