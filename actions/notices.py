"""Notices: kept when asked for, delivered once when the cause is over, at the next contact."""

import logging
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import AccountAction, Event, Turn
from contract.causes import Cause
from contract.operations import NoticeRequest
from diagnosis import diagnose
from lender import AccountServiceError

logger = logging.getLogger(__name__)

AWAITING_APPLICATION = frozenset({Cause.line_closed, Cause.line_not_opened})

KEPT = frozenset({"language", "cause", "remedy"})
"""Slots that outlive a session."""


class ActionSubscribeNotice(AccountAction):
    """Asks the backend to tell the user when the cause is over."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_subscribe_notice"

    async def act(self, turn: Turn) -> list[Event]:
        """Files the notice for the first cause; asking twice files one."""
        snapshot = await turn.snapshot()
        findings = diagnose(snapshot).findings
        if not findings:
            turn.say("utter_nothing_to_wait_for")
            return [SlotSet("offer", "none")]
        wanted = turn.tracker.get_slot("cause")
        finding = next((f for f in findings if f.cause.value == wanted), findings[0])
        request = NoticeRequest(cause=finding.cause, language=turn.language)
        await turn.client.subscribe(turn.account_id, request, f"notice-{turn.message_key}")
        again = turn.words.placeholders(finding, turn.language, snapshot.now)["again"]
        turn.say("utter_notice_kept", cause=finding.cause, again=again)
        return [SlotSet("offer", "none")]


class ActionSessionStart(AccountAction):
    """A new contact begins: what the user had asked to be told comes first."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_session_start"

    async def act(self, turn: Turn) -> list[Event]:
        """Says what was left unfinished too long ago, and tells what is due."""
        unfinished = left_unfinished(turn.tracker)
        if unfinished:
            turn.say("utter_left_unfinished")
        await tell_due_notices(turn)
        return []

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """Begins the session whatever happens; a notice that cannot be told now is told at the next look-up."""
        try:
            await self.act(Turn(dispatcher, tracker))
        except AccountServiceError as error:
            logger.warning("%s: %s", self.name(), error)
        offer = left_unfinished(tracker)
        offered = [SlotSet("offer", offer)] if offer else []
        return [SessionStarted(), *_kept(tracker), *offered, ActionExecuted("action_listen")]


def left_unfinished(tracker: Tracker) -> str | None:
    """What to offer anew where a procedure was open when the session ended; nothing of it has been done."""
    form = (tracker.active_loop or {}).get("name")
    return {"repay_form": "repay", "remedy_form": "form"}.get(str(form))


def _kept(tracker: Tracker) -> list[Event]:
    """A change whose outcome is not known stays at hand; other dialogues begin anew."""
    half_done = str(tracker.get_slot("offer")).startswith("retry_")
    return [
        SlotSet(name, value)
        for name, value in tracker.slots.items()
        if value is not None and name != "requested_slot" and (half_done or name in KEPT)
    ]


async def tell_due_notices(turn: Turn) -> None:
    """Delivers, once, what the user had asked to be told, in the language in which it was asked for."""
    for notice in await turn.client.notices(turn.account_id):
        if notice.over_at is not None and notice.delivered_at is None:
            values = {"cause": notice.cause, "over_at": notice.over_at}
            response = "utter_notice_apply" if notice.cause in AWAITING_APPLICATION else "utter_notice_due"
            said = turn.words.say(response, notice.language, notice.over_at, **values)
            turn.dispatcher.utter_message(text=said)
            await turn.client.notice_delivered(turn.account_id, notice.id)
