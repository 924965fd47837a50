"""What can go wrong, as one tree of exceptions, and how each is told to the caller: as a `Problem`."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from contract.operations import Problem


class BackendError(Exception):
    """The root. `detail` is a sentence for a person, `field` names the part of the request it is about."""

    status = 400

    def __init__(self, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


class DemoOnly(BackendError):
    """The request makes sense in demo mode only."""

    status = 403


class NotFound(BackendError):
    """There is no such account, loan, ticket, …"""

    status = 404


class Conflict(BackendError):
    """The request is sound, but not in the present state of things."""

    status = 409


class Unprocessable(BackendError):
    """A value of the request cannot be used."""

    status = 422


def problem(status: int, detail: str, field: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """Answer `status` with a `Problem`. Pure ASCII on the wire, so that no text can break the answer."""
    return Response(
        Problem(detail=detail, field=field).json(ensure_ascii=True),
        status_code=status,
        headers=headers,
        media_type="application/json",
    )


def install(app: FastAPI) -> None:
    """Make `app` answer every foreseen error with a `Problem`."""

    @app.exception_handler(BackendError)
    async def _backend_error(_: Request, error: BackendError) -> Response:
        return problem(error.status, error.detail, error.field)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> Response:
        found = [_explain(item) for item in error.errors()]
        return problem(422, "; ".join(detail for detail, _ in found[:5]), found[0][1] if found else None)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 400:  # raised for nothing but a body that cannot be decoded
            return problem(422, "The body is not JSON.", "body")
        told = {404: "There is nothing at this address.", 405: "This address does not take that method."}
        detail = told.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_methods(request))
        return problem(error.status_code, detail, headers=headers)

    @app.exception_handler(SQLAlchemyError)
    async def _database(request: Request, error: SQLAlchemyError) -> Response:
        request.app.state.log.error("database: %s", error, exc_info=error)
        return problem(503, "The database did not answer; try again.", headers={"Retry-After": "1"})


def _methods(request: Request) -> list[str]:
    """Every method of the address; the framework's own answer names those of its first route alone."""
    found: set[str] = set()
    for route in request.app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return sorted(found)


def _explain(error: dict[str, Any]) -> tuple[str, str]:
    where = [str(part) for part in error["loc"]]
    if error["type"].endswith(("jsondecode", "json_invalid")):
        return "The body is not JSON.", "body"
    if where[0] in {"body", "path", "query", "header"} and len(where) > 1:
        where = where[1:]
    name = ".".join(where)[:100]
    return f"{name}: {error['msg']}", name
