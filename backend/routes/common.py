"""What the routes share: finding the store, naming the account, doing a change once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import BaseModel

from backend import idempotency
from backend.store import Store, Unit
from contract.operations import Problem, Quoted

_ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "No such account, loan, ticket or notice."},
    422: {"model": Problem, "description": "A value of the request cannot be used; `field` names it."},
}
_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Problem, "description": "Not in the present state, or the key was used for another request."}
}

_KEY = r"^[\x20-\x7e]+$"
_ABOUT_KEY = (
    "A name for this one change, chosen by the caller. The same key with the same body returns the first answer "
    "again and does nothing twice; with another body it is refused (409). A refused request leaves the key free."
)

AccountId = Annotated[str, Path(description="The account's id.", examples=["overdue"])]
OptionalKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=128, pattern=_KEY, description=_ABOUT_KEY),
]
RequiredKey = Annotated[
    str, Header(alias="Idempotency-Key", min_length=1, max_length=128, pattern=_KEY, description=_ABOUT_KEY)
]


def store_of(request: Request) -> Store:
    """The application's store."""
    store: Store = request.app.state.store
    return store


TheStore = Annotated[Store, Depends(store_of)]


def topic(name: str, *, prefix: str = "/v1/accounts/{account_id}") -> APIRouter:
    """A router for one topic, with the errors that every route shares."""
    return APIRouter(prefix=prefix, tags=[name], responses=_ERRORS)


def answer(model: BaseModel) -> Response:
    """A shape as the answer, as it is."""
    return Response(model.json(ensure_ascii=False), media_type="application/json")


@dataclass(frozen=True)
class Change:
    """One change of one account, to be done once under its key."""

    store: Store
    account_id: str
    route: str
    path: str
    key: str | None

    def once(self, effect: Callable[[Unit], BaseModel], body: BaseModel | None = None) -> Response:
        """Do `effect` and answer with what it gives; under a key that was used before, answer as then.

        The effect and the answer are kept in one transaction. Raises `NotFound` for an unknown account, `Conflict`
        for a key that was used with another body.
        """
        print_ = idempotency.fingerprint(self.path, _done_by(body))
        with self.store.change(self.account_id) as unit:
            found = None
            if self.key is not None:
                found = idempotency.find(unit.connection, self.account_id, self.route, self.key, print_)
            text = found if found is not None else effect(unit).json(ensure_ascii=False)
            if self.key is not None and found is None:
                idempotency.keep(unit.connection, self.account_id, self.route, self.key, print_, text, unit.now)
        return Response(text, media_type="application/json")


def _done_by(body: BaseModel | None) -> str:
    """The body without what was quoted to the user; nothing where nothing else is in it."""
    if body is None or not isinstance(body, Quoted):
        return "" if body is None else body.json()
    return body.json(exclude=set(body.QUOTED)) if set(body.__fields__) - body.QUOTED else ""


def _change(request: Request, account_id: AccountId, key: OptionalKey = None) -> Change:
    return Change(store_of(request), account_id, request.scope["route"].path, request.url.path, key)


def _keyed_change(request: Request, account_id: AccountId, key: RequiredKey) -> Change:
    return _change(request, account_id, key)


AChange = Annotated[Change, Depends(_change)]
AKeyedChange = Annotated[Change, Depends(_keyed_change)]


def changes(example: dict[str, Any] | None = None) -> dict[int | str, dict[str, Any]]:
    """The answers to document for a route that changes something."""
    if example is None:
        return _CONFLICT
    return _CONFLICT | {200: {"content": {"application/json": {"example": example}}}}
