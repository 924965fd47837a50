"""The remedy `repay`: which loans, how much, the exact amount confirmed, the receipts, another look."""

import re
import secrets
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet

from actions.confirmation import answered, confirms_again, quote_of
from actions.diagnose import NO_OFFER, look_again
from actions.turn import AccountAction, Event, Turn
from contract.credit import Loan
from contract.operations import Receipt, RepaymentRequest
from lender import AccountServiceError, BadAnswer, OutcomeUnknown, Refused, UnknownAccount
from nlu.reading.answers import entity
from nlu.reading.consent import Quoted, consent
from nlu.reading.loans import Chosen, payable, read_loans, read_places, to_clear
from nlu.reading.money import Amount, Part, Unclear, pays_it, read_money

SLOTS = ("repay_loan", "repay_amount_cents", "repay_confirmed", "repay_key", "repay_owed")
_ANSWERS = frozenset({"inform", "correct_choice", "affirm", "repay", "deny"})
_SHORT, _LONG = 40, 160
_ASKS = re.compile(r"[?？吗呢]|怎么|什么|多少|哪|会不会|\b(?:how|what|when|why|which|can i|do i|will)\b", re.IGNORECASE)
_PART = re.compile(r"一部分|部分|\bpart\b", re.IGNORECASE)
_OTHER = re.compile(
    r"另外?一?[笔个条]|别的|其他|不是这|\b(?:other|another|different|wrong) (?:one|loan|bill)\b", re.IGNORECASE
)


class ValidateRepayForm(AccountAction):
    """Reads the answers of the repay form.

    A message that is no answer changes nothing, so that Rasa answers it and comes back to the form.
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "validate_repay_form"

    async def act(self, turn: Turn) -> list[Event]:
        """Gives the slots that the message fills, empties or corrects."""
        if turn.intent == "alarm":
            return []
        asked = turn.tracker.get_slot("requested_slot")
        asked = asked if asked in SLOTS else None
        if asked is None and turn.done_last and turn.text == turn.said_last and consent(turn.text, Quoted("pay")):
            turn.say("utter_already_done", done=turn.done_last)
            return [*forget(), SlotSet("requested_slot", None), SlotSet("offer", NO_OFFER)]
        try:
            loans = payable((await turn.client.credit_status(turn.account_id)).loans)
        except AccountServiceError:
            turn.say("utter_repay_backend_down")
            return [*forget(), SlotSet("requested_slot", None), SlotSet("offer", "repay")]
        answer = _Answer(turn, loans, asked)
        if turn.intent == "deny" and asked != "repay_confirmed" and not answer.names_something:
            return []
        if asked and not answer.is_one():
            return []
        if not loans:
            turn.say("utter_nothing_to_repay")
            return [*forget(), SlotSet("requested_slot", None)]
        return [SlotSet("set_aside", None), *(SlotSet(name, value) for name, value in answer.read().items())]


class _Answer:
    """One answer, read against the loans as they are now."""

    def __init__(self, turn: Turn, loans: Sequence[Loan], asked: str | None) -> None:
        self._turn = turn
        self._loans = loans
        self._asked = asked
        self._entities = turn.tracker.latest_message.get("entities") or []
        self._known = {slot: turn.tracker.get_slot(slot) for slot in SLOTS}
        self._typed = "" if turn.text.startswith("/") else turn.text
        self._money = read_money(self._typed) if self._typed else None
        self._named = self._loans_named()
        self._verdict = self._answered() if asked == "repay_confirmed" else None
        if asked == "repay_confirmed" and self._verdict is None and turn.intent == "deny" and not self.names_something:
            self._verdict = False

    def _loans_named(self) -> Chosen | None:
        """By place, by name, or, at the question which, by exactly what is owed on one of them."""
        if self._asked != "repay_loan":
            return read_loans(self._typed, self._loans) if self._typed else None
        named = read_places(self._typed, self._loans) or read_loans(self._typed, self._loans)
        if named is not None or not isinstance(self._money, Amount):
            return named
        owing = [loan for loan in self._loans if to_clear(loan) == self._money.cents]
        return Chosen(tuple(owing)) if len(owing) == 1 else None

    @property
    def names_something(self) -> bool:
        """Does the message name a loan or an amount, so that its "no" only takes something else back?"""
        return bool(self._named and self._named.loans) or isinstance(self._money, Amount | Part)

    def is_one(self) -> bool:
        """Does the message answer the open question, by its intent, a loan's name, an amount, a yes or a no?"""
        if self._turn.intent in _ANSWERS or self._verdict is not None:
            return True
        plainly_named = self._asked == "repay_loan" and self._named is not None and bool(self._named.loans)
        plain_amount = self._asked == "repay_amount_cents" and isinstance(self._money, Amount | Part)
        plain_amount = plain_amount and (len(self._typed) <= _SHORT or pays_it(self._typed))
        if plainly_named or plain_amount:
            return len(self._typed) <= _LONG and not _ASKS.search(self._typed)
        if len(self._typed) > _SHORT or _ASKS.search(self._typed):
            return isinstance(self._money, Unclear) and self._asked == "repay_amount_cents"
        if self._asked == "repay_loan":
            return self._named is not None
        return self._money is not None or self._named is not None or _PART.search(self._typed) is not None

    def read(self) -> dict[str, Any]:
        """Gives the slots to set."""
        before = self._chosen_before()
        if self._verdict is not None and before:
            return self._decided(before)
        chosen = self._chosen(before)
        if not chosen:
            return self._no_loan()
        if len(chosen) > 1:
            return self._several(chosen)
        loan, same_loan = chosen[0], not before or before == chosen
        known = self._known["repay_amount_cents"] if same_loan else None
        cents = self._cents(loan, known)
        if cents is not None and cents < 0:
            return self._slots(chosen, None)
        if entity(self._entities, "share") == "part" or (cents is None and _PART.search(self._typed)):
            self._turn.say("utter_ask_part", owed_cents=to_clear(loan))
        elif self._asked == "repay_amount_cents" and cents is None and before == chosen:
            self._turn.say("utter_amount_unclear", owed_cents=to_clear(loan))
        elif self._asked == "repay_confirmed" and cents is not None and cents == known and before == chosen:
            stale = self._turn.text.startswith("/affirm")
            self._turn.say("utter_quote_stale" if stale else "utter_not_paid_yet")
        return self._slots(chosen, cents)

    def _answered(self) -> bool | None:
        chosen, cents = self._chosen_before(), self._known["repay_amount_cents"]
        names = tuple(name for loan in chosen for name in (loan.name.zh, loan.name.en))
        return answered(self._turn, quote(self._known), Quoted("pay", cents, names))

    def _decided(self, chosen: list[Loan]) -> dict[str, Any]:
        """A plain yes or no; a yes to figures that have changed meanwhile is asked for again."""
        owed, cents = self._known["repay_owed"] or {}, self._known["repay_amount_cents"]
        if not self._verdict or owed == {loan.id: to_clear(loan) for loan in chosen}:
            return {**self._known, "repay_confirmed": self._verdict}
        self._turn.say("utter_quote_changed")
        everything = sum(map(to_clear, chosen))
        if cents == sum(owed.values()) or len(chosen) > 1:
            cents = everything
        return self._slots(chosen, cents if cents <= everything else None)

    def _chosen_before(self) -> list[Loan]:
        ids = str(self._known["repay_loan"] or "").split(",")
        return [loan for loan in self._loans if loan.id in ids]

    def _chosen(self, before: list[Loan]) -> list[Loan]:
        """The loans that the message means, else those in hand, else the only one there is."""
        tapped = entity(self._entities, "loan")
        if tapped is not None:
            return [loan for loan in self._loans if loan.id == tapped]
        if len(self._loans) == 1:
            return list(self._loans)
        if self._named is not None and not (before and self._asked != "repay_loan" and not self._names_some()):
            return list(self._named.loans)
        if len(before) == 1 and _OTHER.search(self._typed):
            others = [loan for loan in self._loans if loan is not before[0]]
            return others if len(others) == 1 else []
        return before

    def _names_some(self) -> bool:
        """Are particular loans named, rather than "all", which at the question how much means the whole amount?"""
        return self._named is not None and len(self._named.loans) != len(self._loans)

    def _no_loan(self) -> dict[str, Any]:
        if self._asked is not None:
            self._turn.say("utter_loan_unclear")
        first = self._money.cents if self._asked is None and isinstance(self._money, Amount) else None
        cents = first if self._asked is None else self._known["repay_amount_cents"]
        return {"repay_loan": None, "repay_amount_cents": cents, "repay_confirmed": None}

    def _several(self, chosen: list[Loan]) -> dict[str, Any]:
        """Several at once are paid in full; a part is paid on one."""
        total = sum(map(to_clear, chosen))
        if isinstance(self._money, Amount) and self._money.cents != total:
            self._turn.say("utter_several_in_full", total_cents=total)
            return {"repay_loan": None, "repay_amount_cents": None, "repay_confirmed": None}
        if self._asked == "repay_confirmed" and chosen == self._chosen_before():
            self._turn.say("utter_not_paid_yet")
        return self._slots(chosen, total)

    def _cents(self, loan: Loan, known: int | None) -> int | None:
        """The cents to pay, None where they have to be asked for, -1 where it was said why they cannot be taken."""
        owed = to_clear(loan)
        if entity(self._entities, "share") == "all":
            return owed
        if self._turn.text.startswith("/"):
            return None if self._turn.intent == "correct_choice" else self._within(loan, known)
        if isinstance(self._money, Unclear) and not (self._asked == "repay_loan" and self._named):
            self._turn.say(f"utter_amount_{self._money.reason}", owed_cents=owed, name=loan.name)
            return -1
        if isinstance(self._money, Amount | Part):
            cents = self._money.cents if isinstance(self._money, Amount) else self._money.of(owed)
            if cents <= 0:
                self._turn.say("utter_amount_zero", owed_cents=owed, name=loan.name)
                return -1
            return self._within(loan, cents)
        return None if self._turn.intent == "correct_choice" else self._within(loan, known)

    def _within(self, loan: Loan, cents: int | None) -> int | None:
        if cents is not None and cents > to_clear(loan):
            self._turn.say("utter_amount_above_owed", owed_cents=to_clear(loan), name=loan.name)
            return -1
        return cents

    def _slots(self, chosen: Sequence[Loan], cents: int | None) -> dict[str, Any]:
        ids = ",".join(loan.id for loan in chosen)
        same = ids == self._known["repay_loan"] and cents == self._known["repay_amount_cents"]
        return {
            "repay_loan": ids,
            "repay_amount_cents": cents,
            "repay_key": self._known["repay_key"] if same and self._known["repay_key"] else secrets.token_hex(16),
            "repay_confirmed": None,
        }


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
        loan = (await _loans_of(turn))[0]
        turn.say("utter_ask_amount", name=loan.name, owed_cents=to_clear(loan), penalty_cents=loan.penalty_cents)
        return []


class ActionAskConfirmed(AccountAction):
    """Asks to confirm the exact amount."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_repay_confirmed"

    async def act(self, turn: Turn) -> list[Event]:
        """Repeats the loans, the amount and what is left afterwards, and keeps what was owed when it was said."""
        loans = await _loans_of(turn)
        cents = int(turn.tracker.get_slot("repay_amount_cents"))
        owed = {loan.id: to_clear(loan) for loan in loans}
        slots: dict[str, Any] = {slot: turn.tracker.get_slot(slot) for slot in SLOTS} | {"repay_owed": owed}
        left = sum(owed.values()) - cents
        values: dict[str, Any] = {"amount_cents": cents, "left_cents": left, "quote": quote(slots)}
        if len(loans) == 1:
            turn.say("utter_ask_confirm", name=loans[0].name, **values)
        else:
            turn.say("utter_ask_confirm_several", repay_lines=[_line(loan) for loan in loans], **values)
        return [SlotSet("repay_owed", owed)]


class ActionRepay(AccountAction):
    """Books the confirmed amount, once, and looks again."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_repay"

    async def act(self, turn: Turn) -> list[Event]:
        """Pays only what was confirmed, at the figures that were quoted; the same confirmation never pays twice."""
        ids, cents, confirmed, key, owed = (turn.tracker.get_slot(slot) for slot in SLOTS)
        if confirmed is None or not ids or cents is None or key is None:
            return forget()
        if not confirmed:
            turn.say("utter_repay_cancelled")
            return [*forget(), SlotSet("offer", NO_OFFER)]
        if turn.tracker.get_slot("offer") == "retry_repay" and not confirms_again(turn, "pay"):
            turn.say("utter_repay_unknown", amount_cents=int(cents))
            return []
        loans = str(ids).split(",")
        try:
            for loan_id in loans:
                amount = int(cents) if len(loans) == 1 else int(owed[loan_id])
                request = RepaymentRequest(
                    loan_id=loan_id, amount_cents=amount, quoted_owed_cents=(owed or {}).get(loan_id)
                )
                of_this = key if len(loans) == 1 else f"{key}-{loan_id}"
                _say_receipt(turn, await turn.client.repay(turn.account_id, request, of_this))
        except (Refused, UnknownAccount):
            turn.say("utter_repay_refused")
            return [*forget(), *await look_again(turn)]
        except (OutcomeUnknown, BadAnswer):
            turn.say("utter_repay_unknown", amount_cents=int(cents))
            return [SlotSet("offer", "retry_repay")]
        except AccountServiceError:
            turn.say("utter_repay_not_done", amount_cents=int(cents))
            return [SlotSet("offer", "retry_repay")]
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
    return [SlotSet(slot, None) for slot in (*SLOTS, "set_aside")]


def quote(slots: dict[str, Any]) -> str:
    """Names exactly this payment: its loans, its amount, and what was owed when it was asked about."""
    return quote_of(*(slots[slot] for slot in ("repay_loan", "repay_amount_cents", "repay_key", "repay_owed")))


def _say_receipt(turn: Turn, receipt: Receipt) -> None:
    turn.say(
        "utter_receipt",
        number=receipt.number,
        amount_cents=receipt.amount_cents,
        booked_at=receipt.booked_at,
        left_cents=receipt.remaining_cents,
    )


def _line(loan: Loan) -> dict[str, Any]:
    return {"name": loan.name, "owed_cents": to_clear(loan)}


async def _loans_of(turn: Turn) -> list[Loan]:
    loans = payable((await turn.client.credit_status(turn.account_id)).loans)
    wanted = str(turn.tracker.get_slot("repay_loan") or "").split(",")
    found = [loan for loan in loans if loan.id in wanted]
    if not found:
        raise UnknownAccount(f"no loan {wanted}")
    return found
