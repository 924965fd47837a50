"""An alarm goes before everything: it interrupts what was going on, and confirms nothing of it."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.confirmation import answered
from actions.safety.collectors import Collectors
from actions.safety.despair import Danger, Hopeless, Overwhelmed
from actions.safety.fraud_now import FraudNow
from actions.safety.fraud_past import FraudPast
from actions.safety.kind import LOCK, Alarm, interrupted
from actions.safety.not_mine import NotMine
from actions.safety.secret import Secret
from actions.turn import AccountAction, Event, Turn
from contract.alarms import AlarmKind
from nlu.reading.consent import Quoted

KINDS: dict[AlarmKind, Alarm] = {
    alarm.kind: alarm
    for alarm in (
        Danger(), FraudNow(), Hopeless(), FraudPast(), NotMine(), Secret(), Collectors(), Overwhelmed(),
    )
}  # fmt: skip


class ActionAlarm(AccountAction):
    """Answers the most urgent kind in the message; leaves the form, keeping its answers for later."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_alarm"

    async def act(self, turn: Turn) -> list[Event]:
        """The words of help need no look-up and come first."""
        kind = leading(turn.tracker.latest_message)
        left = [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("set_aside", interrupted(turn))]
        offer = await KINDS[kind].answer(turn, told(turn.tracker.events, kind))
        return [*left, SlotSet("alarm", kind.value), SlotSet("offer", offer)]


class ActionDistress(AccountAction):
    """Worry that rings no alarm: noticed, with a person on offer, and no case that nobody asked for."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_distress"

    async def act(self, turn: Turn) -> list[Event]:
        """Needs no look-up."""
        turn.say("utter_distress")
        return [SlotSet("offer", "human")]


class ActionLock(AccountAction):
    """Locks the account at its owner's plain word."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_lock"

    async def act(self, turn: Turn) -> list[Event]:
        """Once; and says so only when the lender's system has done it."""
        if not answered(turn, LOCK, Quoted("lock")):
            turn.say("utter_lock_unclear", quote=LOCK)
            return [SlotSet("offer", "lock")]
        await turn.client.lock(turn.account_id, f"lock-{turn.message_key}")
        turn.say("utter_locked")
        return [SlotSet("offer", "none")]


def leading(message: dict[str, Any]) -> AlarmKind:
    """The most urgent kind of a message that rang; without one, the gentlest."""
    kinds = (message.get("alarms") or {}).get("kinds") or [AlarmKind.overwhelmed.value]
    return AlarmKind(kinds[0])


def told(events: Iterable[Event], kind: AlarmKind) -> int:
    """How often this kind was answered in this conversation."""
    return sum(event.get("event") == "slot" and event.get("name") == "alarm" and event.get("value") == kind.value
               for event in events)  # fmt: skip
