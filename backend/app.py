"""The application."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.security import APIKeyHeader

from backend import errors, middleware, openapi
from backend.database import Database
from backend.demo import seed_if_due
from backend.routes import (
    alternatives,
    borrowing,
    demo,
    disbursement,
    documents,
    feedback,
    identity,
    line,
    notices,
    platform,
    repayments,
    security,
    status,
    tickets,
)
from backend.routes.common import TheStore
from backend.settings import Settings
from backend.store import Store
from contract.operations import Problem

DESCRIPTION = """
The interface between the bot and a lender. Put your own system behind the bot by serving these addresses with these
shapes; nothing else changes.

* **Who calls**: only the action server, with the service key in `X-Service-Key`. Account ids come from a verified
  token, never from what a user types.
* **Money** is a whole number of cents (`…_cents`). **Moments** carry their zone; **days** are dates in the lender's.
* **Changes happen once**: a `POST` takes an `Idempotency-Key`. The same key with the same body returns the first
  answer again; with another body it is refused (409). Callers repeat a request whose answer was lost.
* **The decision is yours**: `loan-applications` decides by your own rules. The docstring of each group in
  `credit-status` and `system-status` says by which rule the bot will tell the user that it blocks; the two must agree.
* **Errors** are a `Problem`: a sentence, and the field it is about. 4xx means that nothing was done. 503 means that
  the service could not answer; repeat the request with the same key.

This page loads its viewer from a public CDN; `/openapi.json` needs no network.
"""

_key = APIKeyHeader(name="X-Service-Key", auto_error=False, description="The service key.")
_REFUSED = {401: {"model": Problem, "description": "No service key, or a wrong one."}}


def create_app(settings: Settings) -> FastAPI:
    """The service over its database, filled with the demo accounts in demo mode when that is due.

    `app.state.store` is the store. Raises `SettingsError` for a database that cannot be used.
    """
    log = logging.getLogger("backend")
    store = Store(Database(settings.database_url))
    store.prepare()
    if settings.demo:
        seed_if_due(store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        store.database.close()

    app = FastAPI(title="Account backend", version="1", description=DESCRIPTION, lifespan=lifespan)
    app.state.settings, app.state.store, app.state.log = settings, store, log
    errors.install(app)
    for topic in (
        status.router,
        borrowing.router,
        alternatives.router,
        repayments.router,
        disbursement.router,
        line.router,
        tickets.router,
        tickets.staff,
        notices.router,
        identity.router,
        security.router,
        documents.router,
        platform.router,
        feedback.router,
        demo.router,
    ):
        app.include_router(topic, dependencies=[Depends(_key)], responses=_REFUSED)  # type: ignore[arg-type]

    @app.get("/health", tags=["health"], summary="Whether the service and its database answer")
    def health(store: TheStore) -> dict[str, str]:
        """No key needed."""
        store.now()
        return {"status": "ok"}

    openapi.install(app)
    # The last one added is the first one passed.
    app.add_middleware(middleware.BodyLimit)
    app.add_middleware(middleware.ServiceKey, key=settings.service_key)
    app.add_middleware(middleware.LastResort, log=log)
    return app
