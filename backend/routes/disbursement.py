"""Where the money goes: the receiving card, and sending again what did not arrive."""

from dataclasses import replace

from fastapi import Response

from backend import ledger
from backend.bodies import CardChange, DisbursementRequest
from backend.routes.common import AChange, AKeyedChange, changes, topic
from backend.store import Unit
from contract.credit import Loan

router = topic("disbursement")


@router.post("/receiving-card", response_model=CardChange, responses=changes(), summary="Give a receiving card")
def receiving_card(body: CardChange, change: AChange) -> Response:
    """Use this card from now on. Giving the same card again says that it was mended or unlocked at its bank."""

    def give(unit: Unit) -> CardChange:
        unit.save(replace(unit.account, receiving_card=body.card_tail, card_changed_at=unit.now))
        return body

    return change.once(give, body)


@router.post(
    "/loans/{loan_id}/disbursement", response_model=Loan, responses=changes(), summary="Send a loan's money again"
)
def send_again(loan_id: str, change: AKeyedChange, body: DisbursementRequest | None = None) -> Response:
    """Only for a loan whose money did not arrive, that a card can mend, once a card was given; otherwise 409.

    The body is optional. With a `card_tail` or a `quoted_amount_cents` that is no longer so, nothing is sent: 409
    naming that field.
    """
    quoted = body or DisbursementRequest()

    def send(unit: Unit) -> Loan:
        account, loan = ledger.send_again(unit.account, loan_id, unit.now, quoted.card_tail, quoted.quoted_amount_cents)
        unit.save(account)
        return loan

    return change.once(send, body)
