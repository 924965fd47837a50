"""Causes that lie in the technology: what is down, busy, paused or out of date."""

from datetime import timedelta
from itertools import zip_longest

from contract.causes import Cause, Remedy
from contract.system import Function
from diagnosis.finding import Finding, Snapshot


def partial_interruption(snapshot: Snapshot) -> Finding | None:
    """Cash loans are paused while other functions work."""
    interruption = snapshot.system.interruption
    if interruption is None or Function.cash_loan not in interruption.paused:
        return None
    if interruption.until is not None and interruption.until <= snapshot.now:
        return None
    return Finding(
        Cause.partial_interruption,
        (Remedy.wait, Remedy.alternatives),
        {
            "paused": interruption.paused,
            "working": interruption.working,
            "reason": interruption.reason,
            "since": interruption.since,
            "until": interruption.until,
        },
        *snapshot.expected(interruption.until, "resumes"),
    )


def app_outdated(snapshot: Snapshot) -> Finding | None:
    """The installed app is older than the minimum."""
    app = snapshot.system.app
    if not is_older(app.installed, app.minimum):
        return None
    return Finding(
        Cause.app_outdated,
        (Remedy.update_app,),
        {"installed": app.installed, "minimum": app.minimum},
        retry_known_as="update",
    )


def maintenance(snapshot: Snapshot) -> Finding | None:
    """A maintenance window that covers cash loans is open; of several, the one that ends last."""
    windows = [
        window
        for window in snapshot.system.maintenance
        if window.starts_at <= snapshot.now < window.ends_at and Function.cash_loan in window.covers
    ]
    if not windows:
        return None
    window = max(windows, key=lambda each: each.ends_at)
    return Finding(
        Cause.maintenance,
        (Remedy.wait,),
        {
            "maintenance_id": window.id,
            "starts_at": window.starts_at,
            "ends_at": window.ends_at,
            "covers": window.covers,
        },
        *snapshot.expected(window.ends_at, "resumes"),
    )


def system_outage(snapshot: Snapshot) -> Finding | None:
    """Incidents that are not resolved. An estimate is given only where there is one for each and none has passed."""
    open_incidents = [
        incident
        for incident in snapshot.system.incidents
        if incident.resolved_at is None or incident.resolved_at > snapshot.now
    ]
    if not open_incidents:
        return None
    incidents = tuple(
        {
            "incident_id": incident.id,
            "title": incident.title,
            "since": incident.since,
            "latest_update": incident.latest_update,
            "latest_update_at": incident.latest_update_at,
            "estimated_end": incident.estimated_end,
        }
        for incident in open_incidents
    )
    estimates = [incident.estimated_end for incident in open_incidents]
    ahead = [estimate for estimate in estimates if estimate is not None and estimate > snapshot.now]
    return Finding(
        Cause.system_outage,
        (Remedy.wait,),
        {"incidents": incidents},
        *snapshot.expected(max(ahead) if len(ahead) == len(estimates) else None, "resumes"),
    )


def high_load(snapshot: Snapshot) -> Finding | None:
    """The queue is longer than the platform handles at ease. No reported waiting time means that it is not known."""
    load = snapshot.system.load
    if load.queue_length <= load.busy_above:
        return None
    waiting = load.waiting_minutes or None
    return Finding(
        Cause.high_load,
        (Remedy.wait,),
        {"queue_length": load.queue_length, "busy_above": load.busy_above, "waiting_minutes": waiting},
        *snapshot.expected(snapshot.now + timedelta(minutes=waiting) if waiting else None, "queue"),
    )


def network_trouble(snapshot: Snapshot) -> Finding | None:
    """The user's carrier has trouble where the user is."""
    trouble = snapshot.system.network
    if trouble is None:
        return None
    return Finding(
        Cause.network_trouble,
        (Remedy.check_network,),
        {"carrier": trouble.carrier, "region": trouble.region, "since": trouble.since},
        retry_known_as="network",
    )


def is_older(installed: str, minimum: str) -> bool:
    """Is this version below the minimum? Number by number; a number that is not written is 0."""
    pairs = list(zip_longest(map(int, installed.split(".")), map(int, minimum.split(".")), fillvalue=0))
    return [mine for mine, _ in pairs] < [theirs for _, theirs in pairs]
