"""Numbers for what is put on file: `T20261124-0001`, counted per letter and day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.database import Connection
from backend.days import local_day
from backend.tables import counters


def next_number(connection: Connection, letter: str, now: datetime) -> str:
    """The next free number of this kind on this day."""
    name = f"{letter}{local_day(now):%Y%m%d}"
    return f"{name}-{_count(connection, name):04d}"


def _count(connection: Connection, name: str) -> int:
    step = counters.update().where(counters.c.name == name).values(value=counters.c.value + 1)
    if connection.execute(step).rowcount == 0:
        try:
            with connection.begin_nested():
                connection.execute(counters.insert().values(name=name, value=1))
        except IntegrityError:  # another transaction was first
            connection.execute(step)
    value: int = connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar_one()
    return value
