"""The form `remedy_form`: drives the procedure of one remedy, question by question."""

from rasa_sdk.events import SlotSet

from actions.confirmation import confirms_again
from actions.diagnose import look_again
from actions.remedies.procedure import SURE, Draft, Procedure, is_done, is_vague
from actions.remedies.table import PROCEDURES
from actions.turn import AccountAction, Event, Turn
from lender import AccountServiceError, Refused, UnknownAccount

SLOTS = ("doing", "draft", "remedy_done")
_ANSWERS = frozenset({"affirm", "inform", "correct_choice", "nlu_fallback", "step_done"})


class ValidateRemedyForm(AccountAction):
    """Reads an answer. A message that is none changes nothing, so that Rasa answers it and comes back."""

    def name(self) -> str:
        """As in domain.yml."""
        return "validate_remedy_form"

    async def act(self, turn: Turn) -> list[Event]:
        """Begins the procedure that was asked for or offered, or goes on with it."""
        if turn.intent == "alarm":
            return []
        try:
            if turn.tracker.get_slot("requested_slot") == "remedy_done":
                return await self._go_on(turn)
            return await self._begin(turn)
        except AccountServiceError:
            turn.say("utter_remedy_backend_down")
            return [*end(), SlotSet("offer", "none")]

    async def _begin(self, turn: Turn) -> list[Event]:
        if turn.intent == "resume" and turn.tracker.get_slot("draft"):
            return [SlotSet("set_aside", None), SlotSet("remedy_done", None)]
        doing = wanted(turn)
        draft = await PROCEDURES[doing].begin(turn) if doing else None
        if draft is None:
            return [*end(), SlotSet("offer", "none")]
        filled = {"doing": doing, "draft": draft, "remedy_done": None, "offer": "none", "set_aside": None}
        return [SlotSet(name, value) for name, value in filled.items()]

    async def _go_on(self, turn: Turn) -> list[Event]:
        procedure, draft = in_hand(turn)
        if procedure is None:
            return end()
        read = await procedure.read(turn, draft)
        if read is None and turn.intent in PROCEDURES:
            return await self._begin(turn)
        if read is None and (turn.intent in _ANSWERS or _unsure_no(turn)):
            turn.say(procedure.unclear(draft))
            read = dict(draft)
        if read is None:
            return []
        return [SlotSet("draft", read), SlotSet("remedy_done", True if is_done(read) else None)]


class ActionAskRemedyDone(AccountAction):
    """The next question of the procedure in hand."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_remedy_done"

    async def act(self, turn: Turn) -> list[Event]:
        """Asks it."""
        procedure, draft = in_hand(turn)
        if procedure is not None:
            await procedure.ask(turn, draft)
        return []


class ActionRemedyDone(AccountAction):
    """Everything is answered: does it, once, and says what came of it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_remedy_done"

    async def act(self, turn: Turn) -> list[Event]:
        """The draft is kept until the lender's system has answered, so that a second try is the same change."""
        procedure, draft = in_hand(turn)
        if procedure is None or not is_done(draft):
            return forget()
        if turn.tracker.get_slot("offer") == "retry_form" and not confirms_again(turn):
            turn.say("utter_remedy_not_done")
            return []
        try:
            events = await procedure.finish(turn, draft)
        except (Refused, UnknownAccount):
            turn.say("utter_remedy_refused")
            return [*forget(), *await look_again(turn)]
        except AccountServiceError:
            turn.say("utter_remedy_not_done")
            return [SlotSet("offer", "retry_form")]
        return [SlotSet("offer", "none"), *forget(), *events]


class ActionRemedyCancelled(AccountAction):
    """Leaves the procedure; what was done stays done, and nothing more happens."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_remedy_cancelled"

    async def act(self, turn: Turn) -> list[Event]:
        """Says so and forgets the draft."""
        turn.say("utter_remedy_cancelled")
        return [*forget(), SlotSet("offer", "none")]


def _unsure_no(turn: Turn) -> bool:
    """A no that is not plain leaves nothing; it is asked again."""
    return turn.intent in {"deny", "cancel"} and (turn.confidence < SURE or is_vague(turn))


def wanted(turn: Turn) -> str | None:
    """The procedure that the message asks for by its intent, or that was offered."""
    if turn.intent in PROCEDURES:
        return turn.intent
    remedy = turn.tracker.get_slot("remedy")
    return str(remedy) if remedy in PROCEDURES else None


def in_hand(turn: Turn) -> tuple[Procedure | None, Draft]:
    """The procedure that is being done, and its draft."""
    doing, draft = turn.tracker.get_slot("doing"), turn.tracker.get_slot("draft")
    return (PROCEDURES.get(str(doing)), draft) if draft else (None, {})


def end() -> list[Event]:
    """Gives the events that end the form without its questions answered."""
    return [*forget(), SlotSet("requested_slot", None)]


def forget() -> list[Event]:
    """Gives the events that empty the form."""
    return [SlotSet(slot, None) for slot in (*SLOTS, "set_aside")]
