"""The remedy `repay`: which loan, how much, the exact amount confirmed, the receipt, another look."""

import secrets
from typing import Any

from rasa_sdk.events import SlotSet

from actions.diagnose import NO_OFFER, look_again
from actions.turn import AccountAction, Event, Turn
from contract.credit import Loan
from contract.operations import RepaymentRequest
from lender import AccountServiceError, BadAnswer, OutcomeUnknown, Refused, UnknownAccount
from nlu.reading.amounts import AmountError
from nlu.reading.repay_answers import (
    confirms,
    entity,
    is_answer,
    named_cents,
    named_loan,
    payable,
    plain_cents,
    to_clear,
    wants_other,
    wants_part,
)

SLOTS = ("repay_loan", "repay_amount_cents", "repay_confirmed", "repay_key")
SURE = 0.6


class ValidateRepayForm(AccountAction):
    """Reads the answers of the repay form.

    A message that is no answer changes nothing, so that Rasa answers it and comes back to the form.
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "validate_repay_form"

    async def act(self, turn: Turn) -> list[Event]:
        """Gives the slots that the message fills, empties or corrects."""
        asked = turn.tracker.get_slot("requested_slot")
        asked = asked if asked in SLOTS else None
        if turn.intent == "deny" and asked != "repay_confirmed":
            return []
        try:
            loans = payable((await turn.client.credit_status(turn.account_id)).loans)
        except AccountServiceError:
            turn.say("utter_repay_backend_down")
            return [*forget(), SlotSet("requested_slot", None), SlotSet("offer", "repay")]
        if asked and not is_answer(turn.intent, turn.text, loans, asked):
            return []
        if not loans:
            turn.say("utter_nothing_to_repay")
            return [*forget(), SlotSet("requested_slot", None)]
        filled = _Answer(turn, loans, asked).read()
        return [SlotSet(name, value) for name, value in filled.items()]


class _Answer:
    """One answer, read against the loans as they are now."""

    def __init__(self, turn: Turn, loans: list[Loan], asked: str | None) -> None:
        self._turn = turn
        self._loans = loans
        self._asked = asked
        self._entities = turn.tracker.latest_message.get("entities") or []
        self._known = {slot: turn.tracker.get_slot(slot) for slot in SLOTS}

    def read(self) -> dict[str, Any]:
        """Gives the slots to set."""
        before = self._known["repay_loan"]
        loan = self._loan()
        if loan is None:
            if self._asked == "repay_loan":
                self._turn.say("utter_loan_unclear")
            cents = plain_cents(self._turn.text) if self._asked is None else self._known["repay_amount_cents"]
            return {"repay_loan": None, "repay_amount_cents": cents, "repay_confirmed": None}
        cents = self._known["repay_amount_cents"] if before in (None, loan.id) else None
        try:
            named = named_cents(self._turn.text, self._entities, loan)
            cents = self._kept(loan, cents if named is None else named)
        except AmountError as error:
            self._turn.say(f"utter_amount_{error.code}", owed_cents=to_clear(loan), name=loan.name)
            return {"repay_loan": loan.id, "repay_amount_cents": None, "repay_confirmed": None}
        same = loan.id == before and cents == self._known["repay_amount_cents"]
        if entity(self._entities, "share") == "part" or (cents is None and wants_part(self._turn.text)):
            self._turn.say("utter_ask_part", owed_cents=to_clear(loan))
        elif self._asked == "repay_amount_cents" and cents is None and loan.id == before:
            self._turn.say("utter_amount_unclear", owed_cents=to_clear(loan))
        return {
            "repay_loan": loan.id,
            "repay_amount_cents": cents,
            "repay_key": self._known["repay_key"] if same and self._known["repay_key"] else secrets.token_hex(16),
            "repay_confirmed": self._confirmed(named) if same else None,
        }

    def _loan(self) -> Loan | None:
        named = named_loan(self._turn.text, self._entities, self._loans)
        if named is not None:
            return named
        if len(self._loans) == 1:
            return self._loans[0]
        known = next((loan for loan in self._loans if loan.id == self._known["repay_loan"]), None)
        if known is not None and wants_other(self._turn.text):
            others = [loan for loan in self._loans if loan is not known]
            return others[0] if len(others) == 1 else None
        return known

    def _kept(self, loan: Loan, cents: int | None) -> int | None:
        corrects = self._turn.intent == "correct_choice" and cents == self._known["repay_amount_cents"]
        if cents is None or corrects:
            return None
        if cents > to_clear(loan):
            raise AmountError("above_owed")
        return cents

    def _confirmed(self, named: int | None) -> bool | None:
        if self._asked != "repay_confirmed":
            return None
        sure = (self._turn.tracker.latest_message.get("intent") or {}).get("confidence", 0.0) >= SURE
        repeats_it = confirms(self._turn.text) and named is not None
        if (self._turn.intent == "affirm" and sure) or repeats_it:
            return True
        return False if self._turn.intent == "deny" else None


class ActionAskLoan(AccountAction):
    """Lists what can be paid, the longest overdue first."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_repay_loan"

    async def act(self, turn: Turn) -> list[Event]:
        """Asks which one."""
        loans = payable((await turn.client.credit_status(turn.account_id)).loans)
        buttons = [
            turn.button(
                "term_button_loan", f'/inform{{"loan": "{loan.id}"}}', name=loan.name, owed_cents=to_clear(loan)
            )
            for loan in loans
        ]
        turn.say("utter_ask_loan", buttons=buttons, count=len(loans))
        return []


class ActionAskAmount(AccountAction):
    """Asks how much, with the amount that clears the loan."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_repay_amount_cents"

    async def act(self, turn: Turn) -> list[Event]:
        """Asks full or part."""
        loan = await _loan_of(turn)
        turn.say("utter_ask_amount", name=loan.name, owed_cents=to_clear(loan), penalty_cents=loan.penalty_cents)
        return []


class ActionAskConfirmed(AccountAction):
    """Asks to confirm the exact amount."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_repay_confirmed"

    async def act(self, turn: Turn) -> list[Event]:
        """Repeats the loan, the amount and what is left afterwards."""
        loan = await _loan_of(turn)
        cents = int(turn.tracker.get_slot("repay_amount_cents"))
        turn.say("utter_ask_confirm", name=loan.name, amount_cents=cents, left_cents=to_clear(loan) - cents)
        return []


class ActionRepay(AccountAction):
    """Books the confirmed amount, once, and looks again."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_repay"

    async def act(self, turn: Turn) -> list[Event]:
        """Pays only what was confirmed; the same confirmation never pays twice."""
        loan_id, cents, confirmed, key = (turn.tracker.get_slot(slot) for slot in SLOTS)
        if confirmed is None or loan_id is None or cents is None or key is None:
            return forget()
        if not confirmed:
            turn.say("utter_repay_cancelled")
            return [*forget(), SlotSet("offer", NO_OFFER)]
        try:
            request = RepaymentRequest(loan_id=loan_id, amount_cents=int(cents))
            receipt = await turn.client.repay(turn.account_id, request, key)
        except (Refused, UnknownAccount):
            turn.say("utter_repay_refused")
            return [*forget(), *await look_again(turn)]
        except (OutcomeUnknown, BadAnswer):
            turn.say("utter_repay_unknown", amount_cents=int(cents))
            return [SlotSet("offer", "retry_repay")]
        except AccountServiceError:
            turn.say("utter_repay_not_done", amount_cents=int(cents))
            return [SlotSet("offer", "retry_repay")]
        turn.say(
            "utter_receipt",
            number=receipt.number,
            amount_cents=receipt.amount_cents,
            booked_at=receipt.booked_at,
            left_cents=receipt.remaining_cents,
        )
        return [*forget(), *await look_again(turn)]


class ActionRepayCancelled(AccountAction):
    """Leaves the repay dialogue; nothing was paid."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_repay_cancelled"

    async def act(self, turn: Turn) -> list[Event]:
        """Says so and forgets the answers."""
        turn.say("utter_repay_cancelled")
        return [*forget(), SlotSet("offer", NO_OFFER)]


def forget() -> list[Event]:
    """Gives the events that empty the form."""
    return [SlotSet(slot, None) for slot in SLOTS]


async def _loan_of(turn: Turn) -> Loan:
    loans = (await turn.client.credit_status(turn.account_id)).loans
    wanted = turn.tracker.get_slot("repay_loan")
    found = next((loan for loan in loans if loan.id == wanted), None)
    if found is None:
        raise UnknownAccount(f"no loan {wanted}")
    return found
