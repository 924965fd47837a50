"""Applying for a loan."""

from fastapi import Response

from backend import ledger
from backend.bodies import LoanRequest
from backend.errors import Unprocessable
from backend.numbers import next_number
from backend.routes.common import AKeyedChange, changes, topic
from backend.store import Unit, causes
from contract.operations import LoanDecision, Reason

ABOVE_AVAILABLE = "amount_above_available"

router = topic("borrowing")
_EXAMPLE = {
    "granted": False,
    "amount_cents": 300_000,
    "loan": None,
    "reasons": [{"code": "overdue"}, {"code": "low_credit_score"}],
    "decided_at": "2026-11-24T12:05:00+08:00",
}


@router.post("/loan-applications", response_model=LoanDecision, responses=changes(_EXAMPLE), summary="Apply for a loan")
def apply(body: LoanRequest, change: AKeyedChange) -> Response:
    """Decide, and when granted book the loan at once: 200 whether granted or refused.

    Refused, `reasons` holds every cause that blocks, most decisive first; or `amount_above_available` alone. An
    amount below the smallest loan is 422.
    """

    def decide(unit: Unit) -> LoanDecision:
        line = unit.account.credit.line
        amount = line.minimum_loan_cents if body.amount_cents is None else body.amount_cents
        if amount < line.minimum_loan_cents:
            raise Unprocessable(f"amount_cents: the smallest loan is {line.minimum_loan_cents} cents", "amount_cents")
        codes = [cause.value for cause in causes(unit)]
        if not codes and amount > line.available_cents:
            codes = [ABOVE_AVAILABLE]
        if codes:
            reasons = tuple(Reason(code=code) for code in codes)
            return LoanDecision(granted=False, amount_cents=amount, reasons=reasons, decided_at=unit.now)
        number = next_number(unit.connection, "L", unit.now)
        account, loan = ledger.grant(unit.account, number, amount, unit.now)
        unit.save(account)
        return LoanDecision(granted=True, amount_cents=amount, loan=loan, decided_at=unit.now)

    return change.once(decide, body)
