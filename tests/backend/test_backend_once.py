from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from backend import ledger
from backend.tables import repayments

PAY = {"loan_id": "L-0781", "amount_cents": 1_000}
KEYED = ["repayments", "loan-applications", "tickets", "notices", "loans/L-6127/disbursement"]


def at_once(count, call):
    barrier = Barrier(count)

    def run(number):
        barrier.wait()
        return call(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_the_same_key_gives_the_first_answer_again_and_pays_once(bank):
    first = bank.post("overdue", "repayments", PAY, "k")
    bank.move(days=2)
    again = bank.post("overdue", "repayments", PAY, "k")
    assert (again.status_code, again.content) == (200, first.content)
    assert len(bank.get("overdue", "repayments")) == 1


def test_the_same_key_with_another_body_is_refused(bank):
    bank.done("overdue", "repayments", PAY, "k")
    answer = bank.post("overdue", "repayments", PAY | {"amount_cents": 1_001}, "k")
    assert (answer.status_code, answer.json()["field"]) == (409, "Idempotency-Key")
    assert len(bank.get("overdue", "repayments")) == 1


def test_the_same_key_for_another_loan_of_the_route_is_refused(bank):
    bank.done("disbursement_failed", "receiving-card", {"card_tail": "6023"})
    bank.done("disbursement_failed", "loans/L-6127/disbursement", key="k")
    assert bank.post("disbursement_failed", "loans/L-1/disbursement", key="k").status_code == 409


def test_keys_are_scoped_by_account_and_route(bank):
    assert bank.done("healthy", "loan-applications", {}, "k")["granted"]
    assert bank.done("healthy", "notices", {"cause": "overdue"}, "k")["account_id"] == "healthy"
    assert not bank.done("overdue", "loan-applications", {}, "k")["granted"]


def test_a_refused_request_leaves_its_key_free(bank):
    assert bank.post("overdue", "repayments", PAY | {"amount_cents": 10**9}, "k").status_code == 422
    bank.done("overdue", "repayments", PAY, "k")


def test_a_granted_loan_is_granted_once(bank):
    first = bank.done("healthy", "loan-applications", {"amount_cents": 70_000}, "k")
    again = bank.done("healthy", "loan-applications", {"amount_cents": 70_000}, "k")
    assert first == again
    assert bank.credit("healthy")["line"]["drawn_cents"] == 70_000


@pytest.mark.parametrize("path", KEYED)
def test_where_money_or_people_are_moved_a_key_is_required(bank, path):
    answer = bank.http.post(f"/v1/accounts/disbursement_failed/{path}", json={})
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")


@pytest.mark.parametrize("key", ["", "x" * 129, "schlüssel"])
def test_a_key_has_1_to_128_plain_characters(bank, key):
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = bank.http.post("/v1/accounts/overdue/repayments", json=PAY, headers=headers)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")


def test_elsewhere_a_key_is_optional_and_honoured(bank):
    assert bank.http.post("/v1/accounts/healthy/feedback", json={"solved": True}).status_code == 200
    for _ in range(2):
        bank.done("healthy", "feedback", {"solved": False}, "k")
    assert len(bank.get("healthy", "feedback")) == 2


def test_a_crash_before_the_end_leaves_nothing_behind(bank):
    with pytest.raises(RuntimeError), bank.store.change("overdue") as unit:
        unit.save(ledger.repay(unit.account, "L-0781", 50_000, unit.now).account)
        raise RuntimeError
    assert bank.loan("overdue", "L-0781")["outstanding_cents"] == 128_050


def test_a_lost_answer_is_given_again(bank, monkeypatch):
    """The effect is stored, then the connection dies; the caller repeats the request."""

    async def dies(message):
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr("starlette.responses.Response.__call__", lambda self, scope, receive, send: dies(None))
        with pytest.raises(ConnectionResetError):
            bank.post("overdue", "repayments", PAY, "k")
    assert bank.done("overdue", "repayments", PAY, "k")["remaining_cents"] == 127_818
    assert bank.loan("overdue", "L-0781")["outstanding_cents"] == 128_050 - (1_000 - 768)
    assert len(bank.get("overdue", "repayments")) == 1


def test_the_same_request_many_times_at_once_is_done_once(bank):
    answers = at_once(8, lambda _: bank.post("overdue", "repayments", PAY, "k"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len(bank.get("overdue", "repayments")) == 1


def test_many_payments_at_once_never_take_more_than_is_owed(bank):
    body = PAY | {"amount_cents": 30_000}
    answers = at_once(8, lambda number: bank.post("overdue", "repayments", body, f"k{number}"))
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [422] * 4
    with bank.store.database.read() as connection:
        booked = connection.execute(select(repayments.c.amount_cents)).scalars().all()
    loan = bank.loan("overdue", "L-0781")
    assert sum(booked) + loan["outstanding_cents"] + loan["penalty_cents"] == 128_818


def test_many_applications_at_once_never_lend_more_than_is_available(bank):
    body = {"amount_cents": 600_000}
    answers = at_once(8, lambda number: bank.done("healthy", "loan-applications", body, f"k{number}"))
    assert sum(answer["granted"] for answer in answers) == 3
    assert {reason["code"] for answer in answers for reason in answer["reasons"]} == {"amount_above_available"}
    assert bank.credit("healthy")["line"]["available_cents"] == 200_000
    assert len({loan["id"] for loan in bank.credit("healthy")["loans"]}) == 3


def test_two_accounts_at_once_get_different_numbers(bank):
    accounts = ["healthy", "overdue", "ms_li", "ten_yuan"]
    body = {"kind": "human", "summary": "…"}
    answers = at_once(4, lambda number: bank.done(accounts[number], "tickets", body))
    assert len({answer["number"] for answer in answers}) == 4
