"""The connection to the database, and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateColumn

from backend.open_cases import open_key
from backend.settings import SettingsError
from backend.tables import ONE_OPEN_TICKET, metadata, tickets
from contract.causes import Cause
from contract.operations import TicketKind, TicketState

Connection = Any

_BUSY_MILLISECONDS = 10_000
_THREADS = 40


class Database:
    """A pool of connections. Transactions that write are serialised: on SQLite all of them, elsewhere by row locks."""

    def __init__(self, url: str) -> None:
        parsed = _readable(url)
        self._sqlite = parsed.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"future": True, "pool_pre_ping": not self._sqlite}
        if self._sqlite:
            if parsed.database in (None, "", ":memory:"):
                raise SettingsError("BACKEND_DATABASE_URL names a database in memory; name a file: sqlite:///path.db")
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            options |= {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
        self.engine = create_engine(parsed, pool_size=5, max_overflow=_THREADS, **options)
        if self._sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    def create_tables(self) -> None:
        """Create the tables that are missing, and bring those of an earlier version up to date."""
        with self.write() as connection:
            metadata.create_all(connection)
            there = {column["name"] for column in inspect(connection).get_columns("tickets")}
            if "alarm" not in there:
                _add(connection, tickets.c.alarm)
            if "open_key" not in there:
                _mark_open_tickets(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing is written."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: everything inside happens, or nothing when an exception leaves it."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _add(connection: Connection, column: Column) -> None:
    """Adds a column of the tickets that an earlier version did not have."""
    described = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE tickets ADD COLUMN {described}")


def _mark_open_tickets(connection: Connection) -> None:
    """Where several tickets of one matter are open from before, the newest stands for it."""
    _add(connection, tickets.c.open_key)
    standing = {}
    query = select(tickets.c.number, tickets.c.account_id, tickets.c.kind, tickets.c.cause, tickets.c.state)
    for row in connection.execute(query.order_by(tickets.c.opened_at, tickets.c.number)).all():
        key = open_key(TicketKind(row.kind), Cause(row.cause) if row.cause else None, TicketState(row.state))
        if key is not None:
            standing[row.account_id, key] = row.number
    for (_, key), number in standing.items():
        connection.execute(tickets.update().where(tickets.c.number == number).values(open_key=key))
    ONE_OPEN_TICKET.create(connection)


def _readable(url: str) -> Any:
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (SQLAlchemyError, ValueError, ImportError):
        raise SettingsError(
            "BACKEND_DATABASE_URL cannot be used: write it like sqlite:///path.db or "
            "postgresql+psycopg2://user:password@host/name, and install the driver that it names."
        ) from None
    return parsed


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for setting in (f"busy_timeout = {_BUSY_MILLISECONDS}", "journal_mode = WAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
