"""What every kind of alarm has in common: the words that help, the case, the lock, and what was set aside."""

import logging
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from actions.confirmation import quote_of
from actions.repair.hand_over import ticket_request
from actions.safety.account import recent
from actions.turn import Turn
from contract.alarms import AlarmKind
from contract.operations import Ticket, TicketKind
from diagnosis import Snapshot
from lender import AccountServiceError

logger = logging.getLogger(__name__)

LOCK = quote_of("lock")
ASIDE = {"repay_form": "term_aside_repay", "remedy_form": "term_aside_remedy"}


class Alarm(ABC):
    """One kind. `answer` says what helps and gives what a plain yes then means."""

    kind: ClassVar[AlarmKind]

    @abstractmethod
    async def answer(self, turn: Turn, times: int) -> str:
        """Answers it for the first time (0), or once more after so many times; gives the value of the slot `offer`."""

    def say(self, turn: Turn, times: int, most: int) -> None:
        """Says the words for this time; after `most` different ones the last ones stay."""
        turn.say(f"utter_alarm_{self.kind.value}_{min(times, most - 1) + 1}")


async def alert(turn: Turn, kind: AlarmKind, snapshot: Snapshot | None = None) -> tuple[Ticket, Snapshot] | None:
    """Puts an urgent case on file with the user's words and the account's state; None where that is not possible."""
    try:
        snapshot = snapshot or await turn.snapshot()
        request = await ticket_request(turn, TicketKind.alarm, turn.text, alarm=kind, snapshot=snapshot)
        return await turn.client.open_ticket(turn.account_id, request, f"alarm-{turn.message_key}"), snapshot
    except AccountServiceError as error:
        logger.warning("an alarm could not be filed: %s", type(error).__name__)
        return None


async def case_and_lock(turn: Turn, kind: AlarmKind, snapshot: Snapshot | None = None) -> str:
    """Says what the account shows at this moment and the number of the case, and offers the lock, by one word."""
    filed = await alert(turn, kind, snapshot)
    if filed is None:
        turn.say("utter_alarm_not_filed")
        return "none"
    ticket, snapshot = filed
    values: dict[str, Any] = {"seen": recent(turn, snapshot), "number": ticket.number, "aside": aside(turn)}
    if snapshot.credit.compromise is not None:
        turn.say("utter_alarm_case_locked", **values)
        return "none"
    turn.say("utter_alarm_case", **values, quote=LOCK)
    return "lock"


async def case_only(turn: Turn, kind: AlarmKind) -> None:
    """Says that people know, with the number of the case."""
    filed = await alert(turn, kind)
    if filed is None:
        turn.say("utter_alarm_not_filed")
    else:
        turn.say("utter_alarm_told", number=filed[0].number)


def interrupted(turn: Turn) -> str | None:
    """The form that this alarm, or one before it, interrupted."""
    form = (turn.tracker.active_loop or {}).get("name") or turn.tracker.get_slot("set_aside")
    return str(form) if form else None


def aside(turn: Turn) -> str:
    """The sentence about the procedure that this alarm interrupted, or nothing."""
    term = ASIDE.get(interrupted(turn) or "")
    return "\n" + turn.words.say(term, turn.language) if term else ""
