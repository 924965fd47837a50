"""The demo accounts: read from `demo_accounts.yml` and put into the database as of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import parse_obj_as
from sqlalchemy import delete

from backend import clock, tables
from backend.account import Later, accrued_penalty
from backend.database import Connection
from backend.days import local_day, resolve
from backend.store import Store, count_accounts, put_account
from contract.credit import CreditStatus, LoanState, Product
from contract.system import SystemStatus

FILE = Path(__file__).with_name("demo_accounts.yml")
STALE_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class DemoAccount:
    """One account of the file, its moments resolved."""

    credit: CreditStatus
    system: SystemStatus
    later: tuple[Later, ...]
    receiving_card: str


def seed_if_due(store: Store) -> None:
    """Put the demo accounts in when the database is empty, or anew when they are older than a day of real time.

    Accounts that did not come from the demo are never touched.
    """
    with store.database.write() as connection:
        seeded = clock.demo_seeded_at(connection)
        if seeded is None and count_accounts(connection) > 0:
            return
        if seeded is None or clock.real_now() - seeded > STALE_AFTER:
            _seed(connection)


def reset(store: Store) -> datetime:
    """Forget everything, put the demo accounts in anew, and set the clock back to real time."""
    with store.database.write() as connection:
        _seed(connection)
        return clock.now(connection)


def _seed(connection: Connection) -> None:
    for table in (*tables.OF_AN_ACCOUNT, tables.accounts, tables.counters):
        connection.execute(delete(table))
    clock.restart(connection)
    now = clock.now(connection)
    for account in demo_accounts(now):
        put_account(connection, now, account.credit, account.system, account.later, account.receiving_card)


def demo_accounts(now: datetime) -> list[DemoAccount]:
    """All demo accounts as of `now`."""
    document = _document()
    return [_account(name, document["base"], own or {}, now) for name, own in document["accounts"].items()]


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return document


def _account(name: str, base: dict[str, Any], own: dict[str, Any], now: datetime) -> DemoAccount:
    later = parse_obj_as(tuple[Later, ...], own.get("later", ()))
    merged = resolve({key: value for key, value in _merge(base, own).items() if key != "later"}, now)
    system = SystemStatus.parse_obj(merged.pop("system") | {"as_of": now})
    receiving_card = merged.pop("receiving_card")
    credit = CreditStatus.parse_obj(merged | {"account_id": name, "as_of": now})
    stray = set(merged) - set(CreditStatus.__fields__)
    if stray:
        raise ValueError(f"{name}: unknown groups {sorted(stray)}")
    return DemoAccount(_completed(credit, now), system, later, receiving_card)


def _merge(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {key: _merge(base.get(key), value) for key, value in own.items()}
    return own


def _completed(credit: CreditStatus, now: datetime) -> CreditStatus:
    """Fill in what follows from the rest: penalties, the drawn and available limit, the total debt."""
    today = local_day(now)
    loans = []
    for loan in credit.loans:
        late = max(0, (today - loan.due_on).days) if loan.due_on and loan.state is LoanState.active else 0
        penalty = accrued_penalty(loan.outstanding_cents, late)
        loans.append(loan.copy(update={"days_overdue": late, "penalty_cents": penalty}))
    line, debt = credit.line, credit.debt
    drawn = sum(loan.outstanding_cents for loan in loans if loan.product is Product.cash_loan)
    restoring = line.restoring.amount_cents if line.restoring else 0
    owed = sum(loan.outstanding_cents for loan in loans) + sum(other.balance_cents for other in debt.other_lenders)
    return credit.copy(
        update={
            "loans": tuple(loans),
            "line": line.copy(
                update={"drawn_cents": drawn, "available_cents": max(0, line.total_cents - drawn - restoring)}
            ),
            "debt": debt.copy(update={"total_cents": owed}),
        }
    )
