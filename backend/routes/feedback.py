"""How conversations ended for the user."""

from fastapi import Response
from sqlalchemy import select

from backend import tables
from backend.bodies import FeedbackRequest
from backend.numbers import next_number
from backend.routes.common import AccountId, AChange, TheStore, changes, topic
from backend.store import Unit
from contract.operations import Feedback

router = topic("feedback")


@router.post("/feedback", response_model=Feedback, responses=changes(), summary="Give feedback")
def give(body: FeedbackRequest, change: AChange) -> Response:
    """Put a word on file."""

    def put_on_file(unit: Unit) -> Feedback:
        number = next_number(unit.connection, "F", unit.now)
        word = Feedback(**body.dict(), id=number, account_id=unit.account.id, given_at=unit.now)
        ids = {"cause": body.cause and body.cause.value, "remedy": body.remedy and body.remedy.value}
        unit.connection.execute(tables.feedback.insert().values(word.dict() | ids))
        return word

    return change.once(put_on_file, body)


@router.get("/feedback", summary="The account's feedback")
def of_account(account_id: AccountId, store: TheStore) -> list[Feedback]:
    """Oldest first."""
    table = tables.feedback
    with store.look(account_id) as unit:
        query = select(table).where(table.c.account_id == account_id).order_by(table.c.given_at, table.c.id)
        return [Feedback.parse_obj(row._mapping) for row in unit.connection.execute(query).all()]
