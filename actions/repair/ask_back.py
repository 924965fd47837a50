"""When the bot is unsure: two or three likeliest meanings as buttons; the second time, a person."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import AccountAction, Event, Turn
from diagnosis import diagnose
from diagnosis.questions import OTHERWISE, likely
from lender import AccountServiceError

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


class ActionAskBack(AccountAction):
    """Asks what was meant; after a second miss in a row offers a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_back"

    async def act(self, turn: Turn) -> list[Event]:
        """Offers meanings by score and by what the account shows."""
        if missed_before(turn.tracker.events):
            turn.say("utter_second_miss")
            return [SlotSet("offer", "human")]
        meanings = first_distinct([*await _first(turn), *ranked(turn.tracker.latest_message), OTHERWISE])
        turn.say("utter_ask_back", buttons=[turn.button(f"term_meaning_{name}", f"/{name}") for name in meanings])
        return [SlotSet("offer", "none")]


async def _first(turn: Turn) -> list[str]:
    try:
        return likely(diagnose(await turn.snapshot()).findings[:1])
    except AccountServiceError:
        return []


def ranked(message: Mapping[str, Any]) -> list[str]:
    """Gives the intents of a message that can be offered, likeliest first."""
    names = [str(entry.get("name")) for entry in message.get("intent_ranking") or []]
    return [name for name in names if name in OFFERABLE]


def missed_before(events: list[dict[str, Any]]) -> bool:
    """Did the bot ask back, for the first time, after the message before the last one, too?"""
    turns = [number for number, event in enumerate(events) if event.get("event") == "user"]
    since = events[turns[-2] : turns[-1]] if len(turns) > 1 else []
    asked = any(event.get("event") == "action" and event.get("name") == "action_ask_back" for event in since)
    offered = any(event.get("name") == "offer" and event.get("value") == "human" for event in since)
    return asked and not offered


def first_distinct(meanings: list[str]) -> list[str]:
    """Gives the first CHOICES of them, none twice."""
    return list(dict.fromkeys(meanings))[:CHOICES]
