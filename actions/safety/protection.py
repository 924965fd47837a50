"""Protection: other ways to pay and what they cost, and what to do about a paid "unlock"."""

from rasa_sdk.events import SlotSet

from actions.repair.hand_over import STAFF_LANGUAGE, hand_over
from actions.turn import AccountAction, Event, Turn, has_said
from contract.operations import Alternative, TicketKind


class ActionAlternatives(AccountAction):
    """Other ways to pay, each with its cost; never where another debt would do harm."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_alternatives"

    async def act(self, turn: Turn) -> list[Event]:
        """Lists what the lender's system allows this account, or says why nothing is listed."""
        distressed = any(has_said(turn.tracker.events, intent) for intent in ("distress", "alarm"))
        allowed = [] if distressed else await turn.client.alternatives(turn.account_id)
        if not allowed:
            turn.say("utter_no_alternatives")
            return [SlotSet("offer", "human")]
        turn.say("utter_alternatives", lines="\n".join(_line(turn, each) for each in allowed))
        return [SlotSet("offer", "none")]


def _line(turn: Turn, each: Alternative) -> str:
    return turn.words.say(
        "item_alternative",
        turn.language,
        None,
        name=each.name,
        up_to_cents=each.up_to_cents,
        rate=f"{each.yearly_rate_bps / 100:g}%",
        example_cents=each.example_cents,
        months=each.example_months,
        cost_cents=each.example_cost_cents,
        note=each.good_to_know,
    )


class ActionScamWarning(AccountAction):
    """A paid "unlock" is a scam."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_scam_warning"

    async def act(self, turn: Turn) -> list[Event]:
        """Warns, and asks whether money has been paid already."""
        turn.say("utter_scam_warning")
        return [SlotSet("offer", "scam")]


class ActionScamPaid(AccountAction):
    """Money has been paid: what to do now, and a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_scam_paid"

    async def act(self, turn: Turn) -> list[Event]:
        """Says the steps at once, whether or not a ticket can be opened."""
        turn.say("utter_scam_paid")
        await hand_over(turn, TicketKind.human, note=turn.words.say("term_note_scam", STAFF_LANGUAGE))
        return [SlotSet("offer", "none")]
