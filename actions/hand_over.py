"""A person takes over, with everything that was said."""

from rasa_sdk.events import SlotSet

from actions.client import AccountServiceError, Unavailable
from actions.diagnose import NO_OFFER
from actions.turn import AccountAction, Event, Turn
from contract.operations import TicketKind, TicketRequest
from diagnosis import Diagnosis

LINES_OF_TALK = 12
LONGEST_SUMMARY = 2_000


class ActionHandOver(AccountAction):
    """Opens a ticket and tells its number and hours; without the backend, gives the telephone number."""

    kind = TicketKind.human

    def name(self) -> str:
        """As in domain.yml."""
        return "action_hand_over"

    async def act(self, turn: Turn) -> list[Event]:
        """One ticket per request, however often it is sent."""
        try:
            diagnosis = await turn.diagnose()
            request = TicketRequest(
                kind=self.kind,
                language=turn.language,
                cause=diagnosis.findings[0].cause if diagnosis.findings else None,
                remedy=diagnosis.findings[0].remedy if diagnosis.findings else None,
                summary=summary(turn, diagnosis),
            )
            ticket = await turn.client.open_ticket(turn.account_id, request, f"ticket-{turn.message_key}")
        except (Unavailable, AccountServiceError):
            turn.say("utter_hotline")
            return [SlotSet("offer", NO_OFFER)]
        turn.say("utter_ticket", number=ticket.number, answer_by=ticket.answer_by)
        return [SlotSet("offer", NO_OFFER)]


def summary(turn: Turn, diagnosis: Diagnosis) -> str:
    """Gives what staff need: what was found, and the last things said, oldest first."""
    found = ", ".join(finding.cause.value for finding in diagnosis.findings) or "nothing blocks"
    said = [
        f"{'user' if event['event'] == 'user' else 'bot'}: {event.get('text')}"
        for event in turn.tracker.events
        if event["event"] in ("user", "bot") and event.get("text")
    ]
    return "\n".join([f"findings: {found}", *said[-LINES_OF_TALK:]])[:LONGEST_SUMMARY]
