"""Causes that lie in what the platform decided: policy, region, regulation, releases."""

from contract.causes import Cause, Remedy
from diagnosis.finding import Finding, Snapshot


def regulatory_limit(snapshot: Snapshot) -> Finding | None:
    """A rule of the regulator covers this account; nobody here knows until when."""
    regulation = snapshot.system.regulation
    if regulation is None:
        return None
    return Finding(
        Cause.regulatory_limit,
        (Remedy.follow_notices, Remedy.alternatives),
        {"rule": regulation.rule, "covers": regulation.covers, "since": regulation.since},
    )


def region_suspended(snapshot: Snapshot) -> Finding | None:
    """Borrowing is suspended where the account is."""
    suspension = snapshot.system.region_suspension
    if suspension is None or (suspension.until is not None and suspension.until <= snapshot.now):
        return None
    return Finding(
        Cause.region_suspended,
        (Remedy.follow_notices, Remedy.alternatives),
        {"region": suspension.region, "since": suspension.since, "until": suspension.until},
        *snapshot.expected(suspension.until, "resumes"),
    )


def risk_policy_tightened(snapshot: Snapshot) -> Finding | None:
    """A bar was raised above what this account has."""
    change = snapshot.system.policy_change
    if change is None or change.account_value >= change.now_required:
        return None
    return Finding(
        Cause.risk_policy_tightened,
        (Remedy.follow_notices, Remedy.alternatives),
        {
            "bar": change.bar,
            "was_required": change.was_required,
            "now_required": change.now_required,
            "account_value": change.account_value,
            "since": change.since,
        },
        *snapshot.expected(snapshot.credit.next_evaluation_on, "evaluation"),
    )


def gray_release(snapshot: Snapshot) -> Finding | None:
    """A release has not reached this account's cohort yet."""
    release = snapshot.system.gray_release
    if release is None or snapshot.now >= release.rollout_at:
        return None
    return Finding(
        Cause.gray_release,
        (Remedy.wait, Remedy.update_app),
        {"release": release.release, "cohort": release.cohort, "rollout_at": release.rollout_at},
        *snapshot.expected(release.rollout_at, "rollout"),
    )
