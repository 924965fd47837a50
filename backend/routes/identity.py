"""Proving who one is."""

from fastapi import Response

from backend.days import add_years, local_day
from backend.routes.common import AChange, changes, topic
from backend.store import Unit
from contract.credit import Identity, IdentityStep

ID_CARD_YEARS = 10

router = topic("identity")


@router.post("/identity-steps/{step}", response_model=Identity, responses=changes(), summary="Complete a step")
def complete(step: IdentityStep, change: AChange) -> Response:
    """Complete a step that is missing; one that is not changes nothing.

    `id_card_photo` of an expired card is a new card: it runs for 10 years more.
    """

    def pass_step(unit: Unit) -> Identity:
        identity = unit.account.credit.identity
        expires, today = identity.id_expires_on, local_day(unit.now)
        while step is IdentityStep.id_card_photo and expires < today:
            expires = add_years(expires, ID_CARD_YEARS)
        missing = tuple(other for other in identity.missing_steps if other is not step)
        identity = identity.copy(update={"missing_steps": missing, "id_expires_on": expires})
        unit.save(unit.account.with_credit(identity=identity))
        return identity

    return change.once(pass_step)
