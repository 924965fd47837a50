"""Answers kept under their idempotency keys, in the same transaction as what they report."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select

from backend.database import Connection
from backend.errors import Conflict
from backend.tables import idempotency as table


def fingerprint(path: str, body: str) -> str:
    """What tells one request from another under the same key."""
    return hashlib.sha256(f"{path}\n{body}".encode()).hexdigest()


def find(connection: Connection, account_id: str, route: str, key: str, print_: str) -> str | None:
    """The answer given before, or None. Raises `Conflict` when the key was used for another request."""
    row = connection.execute(
        select(table.c.fingerprint, table.c.answer).where(
            table.c.account_id == account_id, table.c.route == route, table.c.key == key
        )
    ).first()
    if row is None:
        return None
    if row.fingerprint != print_:
        raise Conflict("This key was used for another request; take a new one.", "Idempotency-Key")
    answer: str = row.answer
    return answer


def keep(
    connection: Connection, account_id: str, route: str, key: str, print_: str, answer: str, now: datetime
) -> None:
    """Keep an answer."""
    connection.execute(
        table.insert().values(
            account_id=account_id, route=route, key=key, fingerprint=print_, answer=answer, kept_at=now
        )
    )
