"""The messages after an alarm, which belong to that talk and are no new question."""

from collections.abc import Iterable

from actions.safety.kind import aside
from actions.turn import AccountAction, Event, Turn
from contract.alarms import AlarmKind
from nlu.reading.consent import consent

ROUNDS = 4
_LEAVING = frozenset({"thanks", "goodbye"})


class ActionTalk(AccountAction):
    """Stays with the user: no debt, no forms, nothing to sell, and never the same words twice in a row."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_talk"

    async def act(self, turn: Turn) -> list[Event]:
        """Answers by the kind of talk and by what the message means beside it.

        A bare yes or no to "are you thinking of it, are you safe" is taken for the worse of what it can mean.
        """
        kind = AlarmKind(turn.tracker.get_slot("alarm"))
        beside = str((turn.tracker.latest_message.get("alarms") or {}).get("beside"))
        turn.say(self._response(kind, turn, beside), aside=aside(turn))
        return []

    @staticmethod
    def _response(kind: AlarmKind, turn: Turn, beside: str) -> str:
        group = "fraud" if kind is AlarmKind.fraud_now else "despair"
        if beside in _LEAVING:
            return f"utter_talk_{group}_leaving"
        if beside == "human_handoff":
            return f"utter_talk_{group}_person"
        if group == "despair" and rounds(turn.tracker.events) == 0 and consent(turn.text) is not None:
            return "utter_talk_despair_unsafe"
        return f"utter_talk_{group}_{rounds(turn.tracker.events) % ROUNDS + 1}"


def rounds(events: Iterable[Event]) -> int:
    """How many messages of this talk were answered before this one."""
    count = 0
    for event in events:
        if event.get("event") == "action" and event.get("name") == "action_alarm":
            count = 0
        elif event.get("event") == "action" and event.get("name") == "action_talk":
            count += 1
    return count
