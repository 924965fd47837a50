import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from backend.app import create_app
from backend.database import Database
from backend.settings import Settings
from backend.store import Store, causes

KEY = "key-of-the-tests"


class Bank:
    """The service over a database of its own, and short ways to call it."""

    def __init__(self, path: Path, demo: bool = True, app: FastAPI | None = None) -> None:
        self.app = app or create_app(Settings(KEY, f"sqlite:///{path}", demo))
        if app is not None:
            app.state.store = Store(Database(f"sqlite:///{path}"))
        self.key, self.path = KEY, path
        self.store: Store = self.app.state.store
        self.http = TestClient(self.app, headers={"X-Service-Key": KEY})
        self._keys = count()

    def get(self, account: str, path: str) -> Any:
        answer = self.http.get(f"/v1/accounts/{account}/{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, account: str, path: str, body: Any = None, key: str | None = None) -> Response:
        headers = {"Idempotency-Key": key or f"key-{next(self._keys)}"}
        return self.http.post(f"/v1/accounts/{account}/{path}", json=body, headers=headers)

    def done(self, account: str, path: str, body: Any = None, key: str | None = None) -> Any:
        answer = self.post(account, path, body, key)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def credit(self, account: str) -> Any:
        return self.get(account, "credit-status")

    def system(self, account: str) -> Any:
        return self.get(account, "system-status")

    def causes(self, account: str) -> list[str]:
        with self.store.look(account) as unit:
            return [cause.value for cause in causes(unit)]

    def borrow(self, account: str, amount: int | None = None) -> Any:
        return self.done(account, "loan-applications", {} if amount is None else {"amount_cents": amount})

    def pay(self, account: str, loan_id: str, amount: int) -> Any:
        return self.done(account, "repayments", {"loan_id": loan_id, "amount_cents": amount})

    def pay_off(self, account: str, loan_id: str) -> Any:
        loan = self.loan(account, loan_id)
        return self.pay(account, loan_id, loan["outstanding_cents"] + loan["penalty_cents"])

    def loan(self, account: str, loan_id: str) -> Any:
        return next(loan for loan in self.credit(account)["loans"] if loan["id"] == loan_id)

    def move(self, minutes: int = 0, days: int = 0) -> None:
        answer = self.http.post("/v1/clock/move", json={"minutes": minutes + days * 24 * 60})
        assert answer.status_code == 200, answer.text

    def move_to(self, moment: str) -> None:
        """To this moment; to a day's first minute when it is a day."""
        target = datetime.fromisoformat(moment)
        now = self.store.now()
        seconds = (target.replace(tzinfo=target.tzinfo or now.tzinfo) - now).total_seconds()
        self.move(max(0, -int(-seconds // 60)))


@pytest.fixture
def open_bank() -> Iterator[Callable[..., Bank]]:
    """Opens further services; closes them at the end."""
    opened: list[Bank] = []

    def open_one(path: Path, demo: bool = True) -> Bank:
        opened.append(Bank(path, demo))
        return opened[-1]

    yield open_one
    for bank in opened:
        bank.store.database.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """A service whose database is copied for each test, and whose application serves them all in turn."""
    bank = Bank(tmp_path_factory.mktemp("seeded") / "backend.db")
    bank.store.database.close()
    return bank


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    """For tests that change nothing which others look at."""
    bank = Bank(tmp_path_factory.mktemp("shared") / "backend.db")
    yield bank
    bank.store.database.close()


@pytest.fixture
def bank(seeded: Bank, tmp_path: Path) -> Iterator[Bank]:
    path = tmp_path / "backend.db"
    shutil.copy(seeded.path, path)
    bank = Bank(path, app=seeded.app)
    yield bank
    bank.store.database.close()
