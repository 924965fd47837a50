"""What the lender knows: the account and the platform."""

from fastapi import Response

from backend import passage
from backend.routes.common import AccountId, TheStore, answer, topic
from contract.credit import CreditStatus
from contract.system import SystemStatus

router = topic("status")


@router.get("/credit-status", response_model=CreditStatus, summary="Everything that bears on borrowing")
def credit_status(account_id: AccountId, store: TheStore) -> Response:
    """One account as of now. Days overdue, penalties, freed limits and passed reviews are computed as of now."""
    with store.look(account_id) as unit:
        return answer(passage.credit_status(unit.account, unit.now))


@router.get("/system-status", response_model=SystemStatus, summary="The platform as it stands for this account")
def system_status(account_id: AccountId, store: TheStore) -> Response:
    """Maintenance, incidents, releases, … – only what concerns this account's region, carrier, cohort and app."""
    with store.look(account_id) as unit:
        return answer(passage.system_status(unit.account, unit.now))
