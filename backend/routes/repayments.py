"""Paying back."""

from fastapi import Response
from sqlalchemy import select

from backend import ledger
from backend.bodies import RepaymentRequest
from backend.numbers import next_number
from backend.routes.common import AccountId, AKeyedChange, TheStore, changes, topic
from backend.store import Unit
from backend.tables import repayments
from contract.operations import Receipt

router = topic("repayments")
_EXAMPLE = {
    "number": "R20261124-0001",
    "loan_id": "L-0781",
    "amount_cents": 128_818,
    "booked_at": "2026-11-24T12:05:00+08:00",
    "remaining_cents": 0,
}


@router.post("/repayments", response_model=Receipt, responses=changes(_EXAMPLE), summary="Pay on a loan")
def pay(body: RepaymentRequest, change: AKeyedChange) -> Response:
    """Book a payment: the penalty first, then what is outstanding.

    More than clears the loan, or a loan that cannot be paid on, is 422 and says the most that can be paid. A paid
    cash loan raises the available limit at once. With a `quoted_owed_cents` that no longer clears the loan, nothing is
    booked: 409 naming that field.
    """

    def book(unit: Unit) -> Receipt:
        payment = ledger.repay(unit.account, body.loan_id, body.amount_cents, unit.now, body.quoted_owed_cents)
        unit.save(payment.account)
        receipt = Receipt(
            number=next_number(unit.connection, "R", unit.now),
            loan_id=body.loan_id,
            amount_cents=body.amount_cents,
            booked_at=unit.now,
            remaining_cents=payment.remaining_cents,
        )
        row = receipt.dict() | {"account_id": unit.account.id, "penalty_cents": payment.penalty_cents}
        unit.connection.execute(repayments.insert().values(row))
        return receipt

    return change.once(book, body)


@router.get("/repayments", summary="The payments so far")
def payments(account_id: AccountId, store: TheStore) -> list[Receipt]:
    """Every payment, oldest first."""
    query = select(repayments).where(repayments.c.account_id == account_id)
    with store.look(account_id) as unit:
        found = unit.connection.execute(query.order_by(repayments.c.booked_at, repayments.c.number)).all()
    return [Receipt.parse_obj(row._mapping) for row in found]
