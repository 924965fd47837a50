"""Notices: telling the account's owner once a cause is over."""

from typing import Any

from fastapi import Response
from sqlalchemy import select

from backend.bodies import NoticeRequest
from backend.errors import Conflict, NotFound
from backend.numbers import next_number
from backend.routes import line
from backend.routes.common import AccountId, AChange, AKeyedChange, TheStore, changes, topic
from backend.store import Unit, causes
from backend.tables import notices
from contract.causes import Cause
from contract.operations import Notice

AWAITING_APPLICATION = frozenset({Cause.line_closed, Cause.line_not_opened})
"""Causes that end with an application; their notice is due as soon as one can pass."""

router = topic("notices")


@router.post("/notices", response_model=Notice, responses=changes(), summary="Ask for a notice")
def ask(body: NoticeRequest, change: AKeyedChange) -> Response:
    """Ask to be told when a cause is over. There is one open notice a cause: asking again gives the same."""

    def put_on_file(unit: Unit) -> Notice:
        for notice in _evaluated(unit):
            if notice.cause is body.cause and notice.over_at is None and notice.delivered_at is None:
                return notice
        number = next_number(unit.connection, "N", unit.now)
        notice = Notice(**body.dict(), id=number, account_id=unit.account.id, asked_at=unit.now)
        unit.connection.execute(notices.insert().values(notice.dict() | {"cause": notice.cause.value}))
        return notice

    return change.once(put_on_file, body)


@router.get("/notices", summary="The account's notices")
def of_account(account_id: AccountId, store: TheStore) -> list[Notice]:
    """Oldest first. Those whose cause no longer stands in the lender's decision get their `over_at` now.

    For a line that is closed or not opened, that is when an application for it can pass.
    """
    with store.change(account_id) as unit:
        return _evaluated(unit)


@router.post("/notices/{notice_id}/delivered", response_model=Notice, responses=changes(), summary="The user was told")
def delivered(notice_id: str, change: AChange) -> Response:
    """Record that the user was told; again changes nothing. A notice whose cause still stands is 409."""

    def record(unit: Unit) -> Notice:
        found = [notice for notice in _evaluated(unit) if notice.id == notice_id]
        if not found:
            raise NotFound("notice_id: this account has no such notice", "notice_id")
        if found[0].over_at is None:
            raise Conflict(f"{found[0].cause.value} is not over yet: there is nothing to tell.", "notice_id")
        return found[0] if found[0].delivered_at else _mark(unit, found[0], delivered_at=unit.now)

    return change.once(record)


def _evaluated(unit: Unit) -> list[Notice]:
    query = select(notices).where(notices.c.account_id == unit.account.id).order_by(notices.c.asked_at, notices.c.id)
    found = [Notice.parse_obj(row._mapping) for row in unit.connection.execute(query).all()]
    standing = set(causes(unit)) - (AWAITING_APPLICATION if line.may_apply(unit) else set())
    return [
        notice if notice.over_at or notice.cause in standing else _mark(unit, notice, over_at=unit.now)
        for notice in found
    ]


def _mark(unit: Unit, notice: Notice, **moment: Any) -> Notice:
    unit.connection.execute(notices.update().where(notices.c.id == notice.id).values(moment))
    return notice.copy(update=moment)
