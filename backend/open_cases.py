"""Which tickets are the same matter: while one is open, the account gets no second. Pure."""

from __future__ import annotations

from contract.alarms import AlarmKind
from contract.causes import Cause
from contract.operations import LONGEST_NOTES, TicketKind, TicketState

OPEN = frozenset({TicketState.pending, TicketState.assigned})
_BY_CAUSE = frozenset({TicketKind.human, TicketKind.distress})


def open_key(
    kind: TicketKind,
    cause: Cause | None,
    state: TicketState = TicketState.pending,
    alarm: AlarmKind | None = None,
) -> str | None:
    """The matter of a ticket that is open, unique for its account; None for one that is not."""
    if state not in OPEN:
        return None
    if kind is TicketKind.alarm:
        return f"{kind.value}|{alarm.value if alarm else ''}"
    return f"{kind.value}|{cause.value if cause else ''}" if kind in _BY_CAUSE else kind.value


def answering(kind: TicketKind, cause: Cause | None, alarm: AlarmKind | None = None) -> tuple[str | None, ...]:
    """The matters of the open tickets that do for this one, best first; distress does for a call for a person."""
    kinds = (kind, TicketKind.distress) if kind is TicketKind.human else (kind,)
    return tuple(open_key(one, cause, alarm=alarm) for one in kinds)


def with_note(notes: str, note: str) -> str:
    """The notes with this one on a line of its own, unless it is there; where room ends, the middle gives way."""
    if not note.strip() or f"\n{note}\n" in f"\n{notes}\n":
        return notes
    longer = f"{notes}\n{note}" if notes else note
    if len(longer) <= LONGEST_NOTES:
        return longer
    return f"{notes[: LONGEST_NOTES - len(note) - 3]}…\n{note}"
