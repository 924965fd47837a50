"""Feedback: solved or not, and a word why."""

import hashlib

from rasa_sdk.events import SlotSet

from actions.remedies.procedure import Draft, Procedure, choice
from actions.turn import AccountAction, Event, Turn, last_value
from contract.causes import Cause, Remedy
from contract.operations import FeedbackRequest

LONGEST_WORD = 500
_NO_WORD = frozenset({"human_handoff", "distress", "scam_offer"})


class ActionFeedbackGood(AccountAction):
    """One tap: it is solved."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_feedback_good"

    async def act(self, turn: Turn) -> list[Event]:
        """Puts it on file with the cause and the remedy that were talked about."""
        word = given(turn, solved=True)
        about = f"{turn.tracker.sender_id} {word.cause} {word.remedy}"
        key = f"solved-{hashlib.sha256(about.encode()).hexdigest()[:32]}"
        await turn.client.feedback(turn.account_id, word, key)
        turn.say("utter_feedback_good")
        return []


class Unsolved(Procedure):
    """Not solved: asks for a word why, and offers a person."""

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """One question, which need not be answered."""
        turn.say("utter_ask_feedback")

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Takes any words."""
        in_words = not turn.text.startswith("/")
        if turn.intent in _NO_WORD or (in_words and turn.intent in {"cancel", "deny"}):
            return None
        word = turn.text if in_words else ""
        tapped = choice(turn)
        if tapped is not None:
            word = turn.words.say(f"term_feedback_{tapped}", turn.language)
        return {**draft, "word": word[:LONGEST_WORD], "done": True}

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Puts it on file and offers a person."""
        await turn.client.feedback(turn.account_id, given(turn, solved=False, word=draft["word"]), draft["key"])
        turn.say("utter_feedback_bad")
        return [SlotSet("offer", "human")]


def given(turn: Turn, solved: bool, word: str = "") -> FeedbackRequest:
    """Gives the feedback with the cause and the remedy that this conversation was last about."""
    cause, remedy = last_value(turn.tracker.events, "cause"), last_value(turn.tracker.events, "remedy")
    return FeedbackRequest(
        solved=solved, cause=Cause(cause) if cause else None, remedy=Remedy(remedy) if remedy else None, word=word
    )
