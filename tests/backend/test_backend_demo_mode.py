from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from backend import clock, tables
from backend.days import ZONE


def age(bank, hours):
    with bank.store.database.write() as connection:
        seeded = clock.real_now() - timedelta(hours=hours)
        connection.execute(tables.clock.update().values(demo_seeded_at=seeded))


def test_the_clock_is_the_lenders_and_moves_forward(bank):
    before = bank.store.now()
    assert before.utcoffset() == ZONE.utcoffset(None)
    bank.move(minutes=90)
    assert timedelta(minutes=90) <= bank.store.now() - before < timedelta(minutes=91)
    assert bank.http.get("/v1/clock").json()["now"].endswith("+08:00")


@pytest.mark.parametrize("minutes", [-1, 60 * 24 * 366 + 1, 10**30, 1.5, "5"])
def test_the_clock_moves_by_whole_minutes_up_to_a_year(bank, minutes):
    assert bank.http.post("/v1/clock/move", json={"minutes": minutes}).status_code == 422


def test_the_clock_has_an_end(bank):
    statuses = [bank.http.post("/v1/clock/move", json={"minutes": 60 * 24 * 366}).status_code for _ in range(52)]
    assert statuses == [200] * 50 + [422] * 2
    assert bank.http.get("/v1/accounts/overdue/credit-status").status_code == 200


def test_reset_forgets_everything(bank):
    fresh = bank.credit("overdue")
    bank.done("overdue", "tickets", {"kind": "human", "summary": "…"}, "k")
    bank.done("overdue", "notices", {"cause": "overdue"})
    bank.pay_off("overdue", "L-0781")
    bank.move(days=40)
    assert bank.http.post("/v1/demo/reset").status_code == 200
    again = bank.credit("overdue")
    assert {**again, "as_of": None} == {**fresh, "as_of": None}
    assert bank.http.get("/v1/tickets").json() == bank.get("overdue", "notices") == []
    assert bank.done("overdue", "tickets", {"kind": "appeal", "summary": "…"}, "k")["number"].endswith("-0001")


def test_a_restart_keeps_the_data_for_a_day(bank, open_bank, tmp_path):
    bank.pay_off("overdue", "L-0781")
    age(bank, hours=23)
    assert open_bank(tmp_path / "backend.db").causes("overdue") == []
    age(bank, hours=25)
    assert open_bank(tmp_path / "backend.db").causes("overdue") == ["overdue"]


def test_data_that_are_not_the_demos_are_never_touched(bank, open_bank, tmp_path):
    with bank.store.database.write() as connection:
        connection.execute(tables.clock.update().values(demo_seeded_at=None))
    bank.pay_off("overdue", "L-0781")
    assert open_bank(tmp_path / "backend.db").causes("overdue") == []


def test_without_demo_mode_there_are_no_accounts_and_the_clock_stands(open_bank, tmp_path):
    plain = open_bank(tmp_path / "sub" / "backend.db", demo=False)
    assert plain.http.get("/v1/accounts/healthy/credit-status").status_code == 404
    for path, body in (("/v1/clock/move", {"minutes": 1}), ("/v1/demo/reset", None)):
        answer = plain.http.post(path, json=body)
        assert answer.status_code == 403
        assert "BACKEND_DEMO" in answer.json()["detail"]
    assert plain.http.get("/v1/clock").status_code == 200


def test_an_account_in_any_state_can_be_put_in(bank):
    with bank.store.look("many_causes") as unit:
        credit, system = unit.account.credit, unit.account.system
    bank.done("healthy", "tickets", {"kind": "human", "summary": "…"})
    bank.store.put_account(credit.copy(update={"account_id": "healthy"}), system)
    assert bank.causes("healthy") == ["over_indebted", "low_credit_score", "maintenance"]
    assert bank.get("healthy", "tickets") == []


def test_moments_come_back_in_the_lenders_zone(bank):
    bank.done("healthy", "feedback", {"solved": True})
    with bank.store.database.read() as connection:
        given = connection.execute(select(tables.feedback.c.given_at)).scalar_one()
    assert given.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    "sent", [{}, {"X-Service-Key": ""}, {"X-Service-Key": "wrong"}, {"X-Service-Key": "key-of-the-tests-and-more"}]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/clock"),
        ("GET", "/v1/accounts/overdue/credit-status"),
        ("POST", "/v1/accounts/overdue/repayments"),
        ("GET", "/v1/tickets"),
        ("POST", "/v1/demo/reset"),
        ("GET", "/v1/nothing/here"),
        ("GET", "/v1"),
    ],
)
def test_without_the_service_key_there_is_nothing_under_v1(shared, sent, method, path):
    answer = TestClient(shared.app).request(method, path, headers=sent, content=b"{not json")
    assert (answer.status_code, answer.json()["field"]) == (401, "X-Service-Key")


def test_two_keys_are_not_one(shared):
    headers = [("X-Service-Key", "wrong"), ("X-Service-Key", shared.key)]
    assert TestClient(shared.app).get("/v1/clock", headers=headers).status_code == 401
