"""A greeting, which already knows what the account's owner is likely to ask, and thanks."""

from actions.notices import tell_due_notices
from actions.turn import AccountAction, Event, Turn
from diagnosis import diagnose
from diagnosis.questions import likely
from lender import AccountServiceError


class ActionThanks(AccountAction):
    """Answers thanks; asks whether it helped, unless another question is open."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_thanks"

    async def act(self, turn: Turn) -> list[Event]:
        """Needs no look-up."""
        turn.say("utter_welcome" if turn.in_form else "utter_thanks")
        return []


class ActionGreet(AccountAction):
    """Greets; where something blocks, offers what the user is likely to ask, and else invents nothing."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_greet"

    async def act(self, turn: Turn) -> list[Event]:
        """A greeting works without the lender's system, too."""
        try:
            await tell_due_notices(turn)
            questions = likely(diagnose(await turn.snapshot()).findings)
        except AccountServiceError:
            questions = []
        if not questions:
            turn.say("utter_greet")
            return []
        buttons = [turn.button(f"term_meaning_{question}", f"/{question}") for question in questions]
        others = [turn.button("term_meaning_ask_status", "/ask_status"), turn.button("term_human", "/human_handoff")]
        turn.say("utter_greet_guess", buttons=[*buttons, *others])
        return []
