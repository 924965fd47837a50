"""Cases that a person decides: appeal, review of an automated decision, bureau dispute, complaint about the service."""

import json
import re

from actions.remedies.procedure import Draft, Procedure, choice, confirmed, new_draft, quote
from actions.repair.hand_over import open_already, say_ticket, ticket_request
from actions.turn import Event, Turn
from contract.operations import TicketKind, TicketRequest

LONGEST_REASON = 1_000
_SOMETHING_ELSE = frozenset(
    {"affirm", "bot_challenge", "cancel", "choose_language", "deny", "distress", "goodbye", "greet", "human_handoff"}
    | {"scam_offer", "thanks", "ticket_status"}
)
_PLAIN_ANSWERS = frozenset({"affirm", "cancel", "deny"})
_CASES = frozenset({"appeal", "review_decision", "bureau_dispute", "complain_service"})
_WANTS = re.compile(r"我要|我想|\bi (?:want|would like|need)\b|\bi'd like\b", re.IGNORECASE)
_CLEARLY = 0.6
_ASKS = re.compile(r"[?？]|吗|怎么|什么|多久|多少|\b(?:how|what|when|why|which|can i|do i)\b", re.IGNORECASE)
_LONGEST_QUESTION = 60


class Case(Procedure):
    """Collects the reason in the user's own words, shows it, and files it when confirmed."""

    def __init__(self, kind: TicketKind, intent: str) -> None:
        self.kind = kind
        self._intent = intent

    async def begin(self, turn: Turn) -> Draft | None:
        """What this is and what comes of it."""
        ticket = await open_already(turn, self.kind, await turn.snapshot())
        if ticket is not None and self.kind is not TicketKind.complaint:
            say_ticket(turn, "utter_ticket_exists", ticket)
            return None
        turn.say(f"utter_about_{self.kind.value}")
        return new_draft() | {"reason": None}

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Asks for the reason, then whether to file exactly this."""
        if draft["reason"] is None:
            turn.say(f"utter_ask_{self.kind.value}")
        else:
            turn.say("utter_ask_case_confirm", ticket_kind=self.kind, reason=draft["reason"], quote=quote(draft))

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Takes the reason, a correction of it, or the yes."""
        tapped = choice(turn)
        if tapped is not None:
            return {**draft, "reason": turn.words.say(f"term_reason_{tapped}", turn.language)}
        if turn.intent in _CASES - {self._intent} and _WANTS.search(turn.text) and turn.confidence >= _CLEARLY:
            return None
        if draft["reason"] is None:
            return {**draft, "reason": turn.text[:LONGEST_REASON]} if is_reason(turn) else None
        if confirmed(turn, draft, "file"):
            request = await ticket_request(turn, self.kind, draft["reason"])
            return {**draft, "request": json.loads(request.json()), "done": True}
        if turn.intent == "correct_choice":
            return {**draft, "reason": None}
        if turn.intent not in _PLAIN_ANSWERS and is_reason(turn):
            longer = f"{draft['reason']}\n{turn.text}"
            return {**draft, "reason": longer[:LONGEST_REASON]}
        return None

    def unclear(self, draft: Draft) -> str:
        """Nothing is filed yet."""
        return super().unclear(draft) if draft["reason"] is None else "utter_not_filed_yet"

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Files the case."""
        request = TicketRequest.parse_obj(draft["request"])
        ticket = await turn.client.open_ticket(turn.account_id, request, draft["key"])
        turn.say("utter_case_filed", ticket_kind=self.kind, number=ticket.number, answer_by=ticket.answer_by)
        return []


def is_reason(turn: Turn) -> bool:
    """May the message be the reason? Not where it clearly asks or says something else."""
    if turn.text.startswith("/") or (turn.intent in _SOMETHING_ELSE and turn.confidence >= _CLEARLY):
        return False
    return not _ASKS.search(turn.text) or len(turn.text) > _LONGEST_QUESTION
