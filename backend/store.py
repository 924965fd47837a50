"""The store: accounts in the database, and the units of work that change them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from backend import clock, passage, rows, tables
from backend.account import Account, BookedLoan, Later, Security
from backend.database import Connection, Database
from backend.days import local_day
from backend.decision import decide
from backend.errors import NotFound
from contract.causes import Cause
from contract.credit import CreditStatus
from contract.system import SystemStatus

_ID = re.compile(r"[A-Za-z0-9_.:@-]{1,64}")


@dataclass
class Unit:
    """One transaction over one account, which nobody else changes meanwhile. `account` stands as of `now`."""

    connection: Connection
    now: datetime
    account: Account
    stored_loans: dict[str, BookedLoan]

    def save(self, account: Account) -> None:
        """Write the account down as changed."""
        self.account = passage.stamp(account, self.now)
        own = tables.accounts.update().where(tables.accounts.c.id == account.id)
        self.connection.execute(own.values(rows.account_row(self.account)))
        for position, booked in enumerate(self.account.loans):
            self._save_loan(position, booked)

    def _save_loan(self, position: int, booked: BookedLoan) -> None:
        row = rows.loan_row(self.account.id, position, booked)
        known = self.stored_loans.get(booked.loan.id)
        if known is None:
            self.connection.execute(tables.loans.insert().values(row))
        elif known != booked:
            this_one = (tables.loans.c.account_id == self.account.id, tables.loans.c.id == booked.loan.id)
            self.connection.execute(tables.loans.update().where(*this_one).values(row))


class Store:
    """All accounts."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def prepare(self) -> None:
        """Create what is missing in the database."""
        self.database.create_tables()
        with self.database.write() as connection:
            clock.prepare(connection)

    def now(self) -> datetime:
        """What the clock shows."""
        with self.database.read() as connection:
            return clock.now(connection)

    @contextmanager
    def look(self, account_id: str) -> Iterator[Unit]:
        """An account to read. Raises `NotFound`."""
        with self.database.read() as connection:
            yield _unit(connection, account_id, lock=False)

    @contextmanager
    def change(self, account_id: str) -> Iterator[Unit]:
        """An account to change; others wait for it. Raises `NotFound`."""
        with self.database.write() as connection:
            yield _unit(connection, account_id, lock=True)

    def put_account(
        self,
        credit: CreditStatus,
        system: SystemStatus | None = None,
        *,
        later: Sequence[Later] = (),
        receiving_card: str | None = "8842",
    ) -> None:
        """Put an account in this state, in place of whatever was on file under its id."""
        with self.database.write() as connection:
            now = clock.now(connection)
            put_account(connection, now, credit, system or SystemStatus(as_of=now), later, receiving_card)


def put_account(
    connection: Connection,
    now: datetime,
    credit: CreditStatus,
    system: SystemStatus,
    later: Sequence[Later] = (),
    receiving_card: str | None = None,
) -> None:
    """The same within a transaction."""
    for table in tables.OF_AN_ACCOUNT:
        connection.execute(delete(table).where(table.c.account_id == credit.account_id))
    connection.execute(delete(tables.accounts).where(tables.accounts.c.id == credit.account_id))
    account = passage.stamp(
        Account(
            credit=credit,
            system=system,
            loans=tuple(BookedLoan.book(loan, local_day(now)) for loan in credit.loans),
            security=Security(),
            later=tuple(later),
            seeded_at=now,
            receiving_card=receiving_card,
        ),
        now,
    )
    connection.execute(tables.accounts.insert().values(rows.account_row(account)))
    for position, booked in enumerate(account.loans):
        connection.execute(tables.loans.insert().values(rows.loan_row(account.id, position, booked)))


def count_accounts(connection: Connection) -> int:
    """How many accounts there are."""
    count: int = connection.execute(select(func.count()).select_from(tables.accounts)).scalar_one()
    return count


def known_id(text: str) -> bool:
    """Whether `text` can be an id at all."""
    return _ID.fullmatch(text) is not None


def causes(unit: Unit) -> tuple[Cause, ...]:
    """What keeps the unit's account from borrowing now."""
    credit = passage.credit_status(unit.account, unit.now)
    return decide(credit, passage.system_status(unit.account, unit.now), unit.now)


def _unit(connection: Connection, account_id: str, lock: bool) -> Unit:
    query = select(tables.accounts).where(tables.accounts.c.id == account_id)
    row = connection.execute(query.with_for_update() if lock else query).first() if known_id(account_id) else None
    if row is None:
        raise NotFound("account_id: there is no such account", "account_id")
    loan_rows = connection.execute(
        select(tables.loans).where(tables.loans.c.account_id == account_id).order_by(tables.loans.c.position)
    ).all()
    now = clock.now(connection)
    account = rows.account_from(row, loan_rows)
    return Unit(connection, now, passage.at(account, now), {item.loan.id: item for item in account.loans})
