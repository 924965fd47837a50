"""The remedy `fix_card`: which card, the exact payment confirmed, the money sent again."""

import re

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, choice, confirmed, new_draft, quote
from actions.turn import Event, Turn
from contract.credit import Loan, LoanState
from contract.operations import CardChange
from diagnosis import Snapshot

_TAIL = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGITS = re.compile(r"\d|\*{2,}")
_OTHER = re.compile(r"换|另|别的|新卡|another|other|different|new card", re.IGNORECASE)
_SAME = re.compile(
    r"原来|同一张|还是它|卡[^，。]{0,6}好了|\bsame\b|first card|in order|(?:fixed|unlocked|works) (?:it )?now",
    re.IGNORECASE,
)


class FixCard(Procedure):
    """Asks for the card's last four digits only."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Offers a person where no card can help."""
        loans = failed_loans(await turn.snapshot())
        mendable = [loan for loan in loans if loan.fixable_by_card]
        if mendable:
            return new_draft() | {"loan": mendable[0].id, "tail": None, "other": False}
        turn.say("utter_card_is_not_it" if loans else "utter_nothing_to_send")
        return None

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Asks which card, then whether to send exactly this there."""
        loan = await loan_in_hand(turn, draft)
        if loan is None:
            return
        if draft["tail"] is None and draft["other"]:
            turn.say("utter_ask_other_card")
        elif draft["tail"] is None:
            turn.say(
                "utter_ask_card", name=loan.name, amount_cents=loan.principal_cents,
                card_tail=loan.card_tail or "", bank_reason=loan.bank_reason,
            )  # fmt: skip
        else:
            turn.say(
                "utter_ask_card_confirm", name=loan.name, amount_cents=loan.principal_cents, card_tail=draft["tail"],
                quote=quote(draft),
            )  # fmt: skip

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Takes four digits, "the same card", or the yes to exactly this payment."""
        loan = await loan_in_hand(turn, draft)
        if loan is None:
            return {**draft, "done": True}
        if draft["tail"] is not None and confirmed(turn, draft, "send", draft["tail"], loan.name.zh, loan.name.en):
            return {**draft, "done": True}
        tail = None if turn.text.startswith("/") else _TAIL.search(turn.text)
        if tail:
            return {**draft, "tail": tail.group()}
        if choice(turn) == "same" or _SAME.search(turn.text):
            return {**draft, "tail": loan.card_tail}
        if choice(turn) == "other" or _OTHER.search(turn.text) or turn.intent == "correct_choice":
            return {**draft, "tail": None, "other": True}
        if draft["tail"] is None and _DIGITS.search(turn.text):
            turn.say("utter_card_tail_unclear")
            return dict(draft)
        return None

    def unclear(self, draft: Draft) -> str:
        """Nothing is sent yet."""
        return super().unclear(draft) if draft["tail"] is None else "utter_not_sent_yet"

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Names the card and sends the money again, once."""
        if draft["tail"] is None:
            return await look_again(turn)
        request = CardChange(card_tail=draft["tail"])
        await turn.client.receiving_card(turn.account_id, request, f"{draft['key']}-card")
        loan = await turn.client.send_again(turn.account_id, draft["loan"], f"{draft['key']}-send", draft["tail"])
        turn.say("utter_money_sent", name=loan.name, amount_cents=loan.principal_cents, card_tail=loan.card_tail or "")
        return await look_again(turn)


def failed_loans(snapshot: Snapshot) -> list[Loan]:
    """Gives the loans whose money did not arrive."""
    return [loan for loan in snapshot.credit.loans if loan.state is LoanState.disbursement_failed]


async def loan_in_hand(turn: Turn, draft: Draft) -> Loan | None:
    """The loan that the draft names, if its money is still missing."""
    return next((loan for loan in failed_loans(await turn.snapshot()) if loan.id == draft["loan"]), None)
