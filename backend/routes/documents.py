"""Papers for the review of a merchant's figures."""

from fastapi import Response

from backend.bodies import DocumentRequest
from backend.days import add_working_days, local_day
from backend.errors import Conflict
from backend.routes.common import AChange, changes, topic
from backend.store import Unit
from contract.credit import Business

REVIEW_WORKING_DAYS = 3
MOST_DOCUMENTS = 50

router = topic("documents")


@router.post("/documents", response_model=Business, responses=changes(), summary="Papers were handed in")
def hand_in(body: DocumentRequest, change: AChange) -> Response:
    """Record the papers by name and start the review, due in 3 working days. 409 for an account without business."""

    def record(unit: Unit) -> Business:
        business = unit.account.credit.business
        if business is None:
            raise Conflict("This account is no merchant's: there is nothing to review.", "documents")
        names = tuple(dict.fromkeys((*business.documents_received, *body.documents)))
        if len(names) > MOST_DOCUMENTS:
            raise Conflict(f"documents: a review takes at most {MOST_DOCUMENTS} papers", "documents")
        due = add_working_days(local_day(unit.now), REVIEW_WORKING_DAYS)
        changed = business.copy(
            update={"documents_received": names, "review_due": business.review_due if business.review_passed else due}
        )
        unit.save(unit.account.with_credit(business=changed))
        return changed

    return change.once(record, body)
