"""The clock: real time, plus what the demo has moved it by."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import select

from backend import tables
from backend.database import Connection
from backend.days import ZONE
from backend.errors import Unprocessable

_ROW = 1
_FURTHEST_MINUTES = 60 * 24 * 366 * 50


def real_now() -> datetime:
    """Real time in the lender's zone, in whole seconds."""
    return datetime.now(timezone.utc).astimezone(ZONE).replace(microsecond=0)


def prepare(connection: Connection) -> None:
    """Set the clock up in a new database."""
    if connection.execute(select(tables.clock.c.id)).first() is None:
        connection.execute(tables.clock.insert().values(id=_ROW, ahead_minutes=0))


def now(connection: Connection) -> datetime:
    """What the clock shows."""
    return real_now() + timedelta(minutes=connection.execute(select(tables.clock.c.ahead_minutes)).scalar_one())


def move(connection: Connection, minutes: int) -> datetime:
    """Move the clock forward and give what it shows now. Raises `Unprocessable` more than 50 years ahead."""
    ahead = connection.execute(select(tables.clock.c.ahead_minutes).with_for_update()).scalar_one() + minutes
    if ahead > _FURTHEST_MINUTES:
        raise Unprocessable("minutes: the demo clock goes no further than 50 years ahead; reset the demo", "minutes")
    connection.execute(tables.clock.update().values(ahead_minutes=ahead))
    return now(connection)


def demo_seeded_at(connection: Connection) -> datetime | None:
    """When, in real time, the demo accounts were put in; None when there are none."""
    seeded: datetime | None = connection.execute(select(tables.clock.c.demo_seeded_at)).scalar_one()
    return seeded


def restart(connection: Connection) -> None:
    """Back to real time, and remember that the demo accounts are put in now."""
    connection.execute(tables.clock.update().values(ahead_minutes=0, demo_seeded_at=real_now()))
