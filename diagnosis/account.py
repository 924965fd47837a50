"""Causes that lie in the safety of the account and in who its owner is."""

from contract.causes import Cause, Remedy
from diagnosis.finding import Finding, Snapshot


def account_compromised(snapshot: Snapshot) -> Finding | None:
    """Something was reported stolen or unauthorised. Once the account is secured, a person goes on."""
    compromise = snapshot.credit.compromise
    if compromise is None:
        return None
    return Finding(
        Cause.account_compromised,
        (Remedy.human,) if compromise.secured else (Remedy.secure_account, Remedy.human),
        {"reported_at": compromise.reported_at, "what": compromise.what},
        *snapshot.expected(compromise.review_due, "review", otherwise="review_open"),
    )


def account_frozen(snapshot: Snapshot) -> Finding | None:
    """Someone froze the account; only the case's owner knows until when."""
    freeze = snapshot.credit.freeze
    if freeze is None:
        return None
    return Finding(
        Cause.account_frozen,
        (Remedy.human,),
        {"by": freeze.by, "at": freeze.at, "case_id": freeze.case_id, "reason": freeze.reason},
        retry_known_as="case_owner",
    )


def suspicious_transactions(snapshot: Snapshot) -> Finding | None:
    """Payments tripped a rule and are not confirmed."""
    flagged = [transaction for transaction in snapshot.credit.transactions if not transaction.confirmed]
    if not flagged:
        return None
    transactions = tuple(
        {
            "transaction_id": transaction.id,
            "at": transaction.at,
            "amount_cents": transaction.amount_cents,
            "counterparty": transaction.counterparty,
            "rule": transaction.rule,
        }
        for transaction in flagged
    )
    return Finding(
        Cause.suspicious_transactions,
        (Remedy.secure_account,),
        {"transactions": transactions},
        retry_known_as="confirmed",
    )


def abnormal_login(snapshot: Snapshot) -> Finding | None:
    """A login looked wrong and is not secured."""
    flagged = [login for login in snapshot.credit.logins if not login.secured]
    if not flagged:
        return None
    logins = tuple(
        {"login_id": login.id, "at": login.at, "place": login.place, "device": login.device} for login in flagged
    )
    return Finding(
        Cause.abnormal_login,
        (Remedy.secure_account,),
        {"logins": logins},
        retry_known_as="secured",
    )


def identity_expired(snapshot: Snapshot) -> Finding | None:
    """The ID card was last valid before today."""
    expires_on = snapshot.credit.identity.id_expires_on
    if expires_on >= snapshot.today:
        return None
    return Finding(
        Cause.identity_expired,
        (Remedy.verify_identity,),
        {"id_expires_on": expires_on},
        retry_known_as="verified",
    )


def identity_incomplete(snapshot: Snapshot) -> Finding | None:
    """A step of proving who one is is missing."""
    missing = snapshot.credit.identity.missing_steps
    if not missing:
        return None
    return Finding(
        Cause.identity_incomplete,
        (Remedy.verify_identity,),
        {"missing_steps": missing},
        retry_known_as="verified",
    )


def contact_changed(snapshot: Snapshot) -> Finding | None:
    """Contact data changed too often, and the window is still open."""
    contact = snapshot.credit.contact
    window_open = contact.window_ends is not None and snapshot.now < contact.window_ends
    if not (window_open and len(contact.changes_90d) > contact.allowed_90d):
        return None
    return Finding(
        Cause.contact_changed,
        (Remedy.cool_down,),
        {
            "count_90d": len(contact.changes_90d),
            "allowed_90d": contact.allowed_90d,
            "contact_changes": tuple({"kind": change.kind, "at": change.at} for change in contact.changes_90d),
        },
        *snapshot.expected(contact.window_ends, "window"),
    )
