"""Whatever is sent, the answer is a 4xx with a Problem that says which field and why."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HUGE = 2**63
PAY = {"loan_id": "L-0781", "amount_cents": 100}
TICKET = {"kind": "human", "summary": "…"}

BODIES = [
    ("repayments", PAY | {"amount_cents": 0}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": -5}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": 1.5}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": 100.0}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": "100"}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": True}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": None}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": [1]}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": HUGE}, "amount_cents"),
    ("repayments", PAY | {"amount_cents": 10**400}, "amount_cents"),
    ("repayments", {"amount_cents": 100}, "loan_id"),
    ("repayments", PAY | {"loan_id": ""}, "loan_id"),
    ("repayments", PAY | {"loan_id": "L\x00"}, "loan_id"),
    ("repayments", PAY | {"loan_id": "L" * 65}, "loan_id"),
    ("repayments", PAY | {"loan_id": "\ud800"}, "loan_id"),
    ("repayments", PAY | {"ammount_cents": 1}, "ammount_cents"),
    ("repayments", PAY | {"\ud800\x00": 1}, None),
    ("repayments", [], "body"),
    ("repayments", [["loan_id", "L-0781"], ["amount_cents", 5]], "body"),
    ("loan-applications", [], "body"),
    ("repayments", "text", "body"),
    ("repayments", None, "body"),
    ("loan-applications", {"amount_cents": 49_999}, "amount_cents"),
    ("loan-applications", {"amount_cents": -HUGE}, "amount_cents"),
    ("loan-applications", {"amount_cents": "50000"}, "amount_cents"),
    ("loan-applications", {"amount": 50_000}, "amount"),
    ("tickets", TICKET | {"kind": "party"}, "kind"),
    ("tickets", TICKET | {"language": "fr"}, "language"),
    ("tickets", TICKET | {"language": "zh\n"}, "language"),
    ("tickets", TICKET | {"cause": "bad luck"}, "cause"),
    ("tickets", TICKET | {"remedy": ""}, "remedy"),
    ("tickets", TICKET | {"summary": "x" * 2_001}, "summary"),
    ("tickets", TICKET | {"summary": None}, "summary"),
    ("tickets", TICKET | {"note": "a\x00b"}, "note"),
    ("tickets", {"kind": "human"}, "summary"),
    ("notices", {"cause": "nothing"}, "cause"),
    ("notices", {}, "cause"),
    ("identity-steps/dance", None, "step"),
    ("security-steps/dance", None, "step"),
    ("logins/LG-31/verdict", {"mine": "perhaps"}, "mine"),
    ("logins/LG-31/verdict", {"mine": 1}, "mine"),
    ("documents", {"documents": []}, "documents"),
    ("documents", {"documents": ["a"] * 11}, "documents"),
    ("documents", {"documents": [""]}, "documents.0"),
    ("documents", {"documents": ["x" * 201]}, "documents.0"),
    ("documents", {"documents": ["\x00"]}, "documents"),
    ("documents", {"documents": "statement"}, "documents"),
    ("receiving-card", {"card_tail": "123"}, "card_tail"),
    ("receiving-card", {"card_tail": "12345"}, "card_tail"),
    ("receiving-card", {"card_tail": "1234\n"}, "card_tail"),
    ("receiving-card", {"card_tail": "١٢٣٤"}, "card_tail"),
    ("receiving-card", {"card_tail": 1.5}, "card_tail"),
    ("app-version", {"installed": "ten"}, "installed"),
    ("app-version", {"installed": "1.2.3.4.5"}, "installed"),
    ("app-version", {"installed": "9" * 33}, "installed"),
    ("app-version", {"installed": "10.7\n"}, "installed"),
    ("network-check", {"connection": "pigeon"}, "connection"),
    ("feedback", {"solved": "maybe"}, "solved"),
    ("feedback", {"solved": True, "word": "x" * 501}, "word"),
    ("feedback", {"solved": True, "word": "\udfff"}, "word"),
    ("feedback", {"solved": True, "word": False}, "word"),
    ("feedback", {"solved": True, "cause": 1}, "cause"),
    ("app-version", {"installed": 0}, "installed"),
    ("app-version", {"installed": 10.7}, "installed"),
    ("receiving-card", {"card_tail": 6023}, "card_tail"),
    ("tickets", TICKET | {"summary": 5}, "summary"),
    ("tickets", TICKET | {"note": True}, "note"),
    ("tickets", TICKET | {"kind": 0}, "kind"),
    ("tickets", TICKET | {"language": 1}, "language"),
    ("repayments", PAY | {"loan_id": 781}, "loan_id"),
    ("documents", {"documents": [5]}, "documents"),
    ("network-check", {"connection": 1}, "connection"),
]


@pytest.mark.parametrize(("path", "body", "field"), BODIES)
def test_a_wrong_body_is_explained(shared, path, body, field):
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = shared.http.post(f"/v1/accounts/overdue/{path}", content=json.dumps(body), headers=headers)
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert problem["detail"]
    assert field is None or problem["field"] == field


RAW = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[" * 50_000,
    b'{"amount_cents": ' + b"9" * 20_000 + b"}",
    b'{"amount_cents": NaN}',
    b'{"amount_cents": 1e999}',
    b"loan_id=L-0781&amount_cents=5",
    b"x" * 70_000,
]


@pytest.mark.parametrize("body", RAW)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain", "???"])
def test_a_body_that_is_no_json_is_explained(shared, body, kind):
    headers = {"Idempotency-Key": "k", "Content-Type": kind}
    answer = shared.http.post("/v1/accounts/overdue/repayments", content=body, headers=headers)
    assert answer.status_code in {413, 422}, answer.text
    assert answer.json()["detail"] and answer.json()["field"]


IDS = ["nobody", "\x00", "a\x00b", "%", "' OR 1=1 --", "账户", "😀", "a" * 5_000, "overdue ", "OVERDUE", "a/b", "$"]


@pytest.mark.parametrize("account", IDS)
@pytest.mark.parametrize("path", ["credit-status", "system-status", "tickets", "notices", "repayments", "security"])
def test_an_unknown_account_is_not_found(shared, account, path):
    answer = shared.http.get(f"/v1/accounts/{quote(account, safe='')}/{path}")
    assert answer.status_code == 404
    assert answer.json()["detail"]


@pytest.mark.parametrize("name", IDS)
def test_unknown_things_of_an_account_are_not_found(shared, name):
    name = quote(name, safe="")
    headers = {"Idempotency-Key": "k"}
    base = "/v1/accounts/overdue"
    for path in (f"{base}/notices/{name}/delivered", f"{base}/loans/{name}/disbursement"):
        assert shared.http.post(path, headers=headers).status_code == 404
    for kind in ("logins", "transactions"):
        assert shared.http.post(f"{base}/{kind}/{name}/verdict", json={"mine": True}).status_code == 404
    assert shared.http.get(f"/v1/tickets/{name}").status_code == 404
    assert shared.http.patch(f"/v1/tickets/{name}", json={"state": "assigned"}).status_code == 404


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/", 404), ("DELETE", "/v1/clock", 405)])
def test_other_addresses_and_methods_are_explained(shared, method, path, status):
    answer = shared.http.request(method, path)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        *((f"accounts/overdue/{name}", "GET, POST") for name in ("feedback", "notices", "repayments", "tickets")),
        ("tickets/T1", "GET, PATCH"),
        ("tickets", "GET"),
        ("clock/move", "POST"),
    ],
)
@pytest.mark.parametrize("method", ["OPTIONS", "DELETE"])
def test_every_method_of_an_address_is_named(shared, method, path, methods):
    answer = shared.http.request(method, f"/v1/{path}")
    assert (answer.status_code, answer.headers["Allow"]) == (405, methods)


@pytest.mark.parametrize(
    "body",
    [
        {"state": "lost"},
        {},
        {"state": "assigned", "assigned_to": 5},
        {"state": "assigned", "assigned_to": "x" * 101},
        {"state": "assigned", "x": 1},
    ],
)
def test_a_wrong_ticket_update_is_explained(shared, body):
    number = shared.done("healthy", "tickets", TICKET)["number"]
    assert shared.http.patch(f"/v1/tickets/{number}", json=body).status_code == 422


def test_what_nobody_foresaw_is_a_503_with_a_problem(bank, monkeypatch, caplog):
    monkeypatch.setattr("backend.ledger.repay", lambda *_: 1 / 0)
    answer = bank.post("overdue", "repayments", PAY)
    assert answer.status_code == 503
    assert answer.json()["detail"]
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_is_gone_is_a_503(bank, monkeypatch):
    with bank.store.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE clock")
    answer = bank.http.get("/health")
    assert answer.status_code == 503
    assert answer.json()["detail"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = ["loan_id", "amount_cents", "kind", "summary", "cause", "mine", "documents", "card_tail", "solved"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([path for path, _, _ in BODIES]),
    body=_JSON | st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=3),
)
def test_no_body_whatever_makes_a_5xx(bank, path, body):
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = bank.http.post(f"/v1/accounts/overdue/{path}", content=json.dumps(body), headers=headers)
    assert answer.status_code in {200, 404, 409, 422}
