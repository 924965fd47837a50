"""Securing an account, and the owner's word on flagged events."""

from collections.abc import Iterable
from typing import TypeVar

from fastapi import Response

from backend import security
from backend.account import Account
from backend.bodies import EventVerdict
from backend.errors import NotFound
from backend.routes.common import AccountId, AChange, TheStore, answer, changes, topic
from backend.store import Unit
from contract.credit import Compromise, Login, Transaction
from contract.operations import SecurityStatus, SecurityStep

router = topic("security")

Event = TypeVar("Event", Login, Transaction)


@router.get("/security", response_model=SecurityStatus, summary="The steps done")
def steps(account_id: AccountId, store: TheStore) -> Response:
    """Which steps of securing the account are done and which are missing."""
    with store.look(account_id) as unit:
        return answer(_status(unit.account))


@router.post("/security-steps/{step}", response_model=SecurityStatus, responses=changes(), summary="A step is done")
def step_done(step: SecurityStep, change: AChange) -> Response:
    """Record a step; again changes nothing. After the third, logins with a verdict are secured."""

    def record(unit: Unit) -> SecurityStatus:
        unit.save(security.with_step(unit.account, step))
        return _status(unit.account)

    return change.once(record)


@router.post("/lock", response_model=Compromise, responses=changes(), summary="Lock the account")
def lock(change: AChange) -> Response:
    """Lock at the owner's word: nobody borrows on the account until a person has lifted that; again changes nothing."""

    def record(unit: Unit) -> Compromise:
        unit.save(security.locked(unit.account, unit.now))
        assert unit.account.credit.compromise is not None
        return unit.account.credit.compromise

    return change.once(record)


@router.post("/logins/{login_id}/verdict", response_model=Login, responses=changes(), summary="Whose login it was")
def login_verdict(login_id: str, body: EventVerdict, change: AChange) -> Response:
    """The owner's own login is secured by that word; another's once the three steps are done as well."""

    def record(unit: Unit) -> Login:
        _event(unit.account.credit.logins, login_id, "login_id")
        unit.save(security.with_verdict(unit.account, login_id, body.mine, unit.now))
        return _event(unit.account.credit.logins, login_id, "login_id")

    return change.once(record, body)


@router.post(
    "/transactions/{transaction_id}/verdict",
    response_model=Transaction,
    responses=changes(),
    summary="Whose payment it was",
)
def transaction_verdict(transaction_id: str, body: EventVerdict, change: AChange) -> Response:
    """The owner's own payment is confirmed; another's opens a compromise report, which only a person lifts."""

    def record(unit: Unit) -> Transaction:
        _event(unit.account.credit.transactions, transaction_id, "transaction_id")
        unit.save(security.with_verdict(unit.account, transaction_id, body.mine, unit.now))
        return _event(unit.account.credit.transactions, transaction_id, "transaction_id")

    return change.once(record, body)


def _status(account: Account) -> SecurityStatus:
    done = account.security.done
    return SecurityStatus(done=done, missing=tuple(step for step in SecurityStep if step not in done))


def _event(events: Iterable[Event], event_id: str, field: str) -> Event:
    for event in events:
        if event.id == event_id:
            return event
    raise NotFound(f"{field}: this account has no such flagged event", field)
