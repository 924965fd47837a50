"""When the bot is unsure: two or three likeliest meanings as buttons; the second time, a person."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.client import AccountServiceError
from actions.turn import AccountAction, Event, Turn
from contract.causes import Cause

CHOICES = 3
OFFERABLE = (
    "cannot_borrow",
    "no_limit",
    "limit_reduced",
    "service_closed",
    "not_opened",
    "entry_missing",
    "limit_not_restored",
    "money_not_arrived",
    "evaluation_failed",
    "verification_failed",
    "overdue_blocked",
    "risk_blocked",
    "system_error",
    "partial_interruption",
    "ask_raise_limit",
    "repay",
    "human_handoff",
)
_ASKED_FIRST: Mapping[Cause, str] = {
    Cause.overdue: "overdue_blocked",
    Cause.identity_incomplete: "verification_failed",
    Cause.identity_expired: "verification_failed",
    Cause.disbursement_failed: "money_not_arrived",
    Cause.processing_delay: "money_not_arrived",
    Cause.line_closed: "service_closed",
    Cause.line_not_opened: "not_opened",
    Cause.evaluation_rejected: "evaluation_failed",
    Cause.account_frozen: "risk_blocked",
    Cause.abnormal_login: "risk_blocked",
    Cause.limit_minimum: "limit_reduced",
    Cause.limit_used_up: "no_limit",
    Cause.limit_restoring: "limit_not_restored",
    Cause.maintenance: "system_error",
    Cause.system_outage: "system_error",
    Cause.partial_interruption: "partial_interruption",
}


class ActionAskBack(AccountAction):
    """Asks what was meant; after a second miss in a row offers a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_back"

    async def act(self, turn: Turn) -> list[Event]:
        """Offers meanings by score and by what the account shows."""
        misses = int(turn.tracker.get_slot("misses") or 0) + 1 if missed_before(turn.tracker.events) else 1
        if misses >= 2:
            turn.say("utter_second_miss")
            return [SlotSet("misses", 0), SlotSet("offer", "human")]
        meanings = await self._meanings(turn)
        buttons = [
            {"title": turn.words.say(f"term_meaning_{meaning}", turn.language), "payload": f"/{meaning}"}
            for meaning in meanings
        ]
        turn.dispatcher.utter_message(response="utter_ask_back", buttons=buttons)
        return [SlotSet("misses", misses), SlotSet("offer", "none")]

    async def _meanings(self, turn: Turn) -> list[str]:
        first: list[str] = []
        try:
            findings = (await turn.diagnose()).findings
            first = [_ASKED_FIRST[finding.cause] for finding in findings[:1] if finding.cause in _ASKED_FIRST]
        except AccountServiceError:
            pass
        return first_distinct([*first, *ranked(turn.tracker.latest_message), "cannot_borrow"])


def ranked(message: Mapping[str, Any]) -> list[str]:
    """Gives the intents of a message that can be offered, likeliest first."""
    names = [str(entry.get("name")) for entry in message.get("intent_ranking") or []]
    return [name for name in names if name in OFFERABLE]


def missed_before(events: list[dict[str, Any]]) -> bool:
    """Did the bot ask back after the message before the last one, too?"""
    turns = [number for number, event in enumerate(events) if event.get("event") == "user"]
    since = events[turns[-2] : turns[-1]] if len(turns) > 1 else []
    return any(event.get("event") == "action" and event.get("name") == "action_ask_back" for event in since)


def first_distinct(meanings: list[str]) -> list[str]:
    """Gives the first CHOICES of them, none twice."""
    return list(dict.fromkeys(meanings))[:CHOICES]
