"""Each route's own rules, beyond what the demo accounts' cures show."""

from datetime import date, timedelta

import pytest

from backend.days import add_working_days

STEPS = ["change_password", "two_factor", "review_devices"]


def test_health_needs_no_key(bank):
    answer = bank.http.get("/health", headers={"X-Service-Key": ""})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


# Borrowing


def test_a_granted_loan_moves_the_line_and_the_debt(bank):
    decision = bank.borrow("healthy")
    loan = decision["loan"]
    assert (decision["amount_cents"], loan["state"], loan["outstanding_cents"]) == (50_000, "active", 50_000)
    assert loan["product"] == "cash_loan"
    credit = bank.credit("healthy")
    assert credit["loans"] == [loan]
    assert (credit["line"]["drawn_cents"], credit["line"]["available_cents"]) == (50_000, 1_950_000)
    assert credit["debt"]["total_cents"] == 50_000
    assert bank.pay("healthy", loan["id"], 50_000)["remaining_cents"] == 0
    assert bank.credit("healthy")["line"]["available_cents"] == 2_000_000


def test_only_the_amount_is_too_high(bank):
    decision = bank.borrow("healthy", 2_000_001)
    assert (decision["granted"], decision["reasons"]) == (False, [{"code": "amount_above_available"}])
    assert bank.borrow("healthy", 2_000_000)["granted"] is True


def test_a_cause_is_named_rather_than_the_amount(bank):
    assert bank.borrow("overdue", 9_000_000_000)["reasons"] == [{"code": "overdue"}]


def test_less_than_the_smallest_loan(bank):
    answer = bank.post("healthy", "loan-applications", {"amount_cents": 49_999})
    assert (answer.status_code, answer.json()["field"]) == (422, "amount_cents")


# Tickets


def test_tickets_have_numbers_dates_and_an_account(bank):
    body = {"kind": "appeal", "summary": "收入证明未计入", "cause": "evaluation_rejected", "remedy": "appeal"}
    first = bank.done("evaluation_rejected", "tickets", body)
    second = bank.done("healthy", "tickets", {"kind": "bureau_dispute", "language": "en", "summary": "a wrong record"})
    today = date.fromisoformat(first["opened_at"][:10])
    assert [first["number"], second["number"]] == [f"T{today:%Y%m%d}-0001", f"T{today:%Y%m%d}-0002"]
    assert (first["state"], first["account_id"], first["note"]) == ("pending", "evaluation_rejected", "")
    assert date.fromisoformat(first["answer_by"]) == add_working_days(today, 3)
    assert date.fromisoformat(second["answer_by"]) == today + timedelta(days=20)
    assert bank.get("healthy", "tickets") == [second]
    assert bank.http.get("/v1/tickets").json() == [first, second]
    assert bank.http.get(f"/v1/tickets/{first['number']}").json() == first
    assert bank.http.get("/v1/tickets/T1").status_code == 404


@pytest.mark.parametrize("kind", ["human", "distress", "complaint", "appeal", "decision_review"])
def test_a_person_answers_within_three_working_days(bank, kind):
    ticket = bank.done("healthy", "tickets", {"kind": kind, "summary": "…"})
    today = date.fromisoformat(ticket["opened_at"][:10])
    answer_by = date.fromisoformat(ticket["answer_by"])
    assert today < answer_by <= add_working_days(today, 3)
    assert answer_by.weekday() < 5


STATES = ["pending", "assigned", "resolved", "expired"]
WAYS = {"pending": [], "assigned": ["assigned"], "resolved": ["assigned", "resolved"], "expired": ["expired"]}
ALLOWED = {("pending", "assigned"), ("pending", "expired"), ("assigned", "resolved"), ("assigned", "expired")}


@pytest.mark.parametrize("start", STATES)
@pytest.mark.parametrize("end", STATES)
def test_a_ticket_moves_only_forward(bank, start, end):
    address = "/v1/tickets/" + bank.done("healthy", "tickets", {"kind": "human", "summary": "…"})["number"]
    for state in WAYS[start]:
        assert bank.http.patch(address, json={"state": state, "assigned_to": "Chen Yu"}).status_code == 200
    answer = bank.http.patch(address, json={"state": end})
    assert answer.status_code == (200 if (start, end) in ALLOWED else 409)
    assert bank.http.get(address).json()["state"] == (end if (start, end) in ALLOWED else start)


def test_staff_filter_tickets_by_state(bank):
    first = bank.done("healthy", "tickets", {"kind": "human", "summary": "…"})
    bank.done("healthy", "tickets", {"kind": "appeal", "summary": "…"})
    changed = bank.http.patch(f"/v1/tickets/{first['number']}", json={"state": "assigned", "assigned_to": "Chen Yu"})
    assert changed.json()["assigned_to"] == "Chen Yu"
    assert bank.http.get("/v1/tickets?state=assigned").json() == [changed.json()]
    assert bank.http.get("/v1/tickets?state=lost").status_code == 422


# Notices


def test_a_notice_is_over_when_its_cause_is_and_delivered_once(bank):
    asked = bank.done("ms_li", "notices", {"cause": "maintenance"})
    assert bank.done("ms_li", "notices", {"cause": "maintenance"}) == asked
    assert bank.get("ms_li", "notices") == [asked]
    early = bank.post("ms_li", f"notices/{asked['id']}/delivered")
    assert early.status_code == 409
    bank.move(minutes=121)
    (over,) = bank.get("ms_li", "notices")
    assert over["over_at"] is not None and over["delivered_at"] is None
    bank.move(minutes=5)
    assert bank.get("ms_li", "notices") == [over]
    told = bank.done("ms_li", f"notices/{asked['id']}/delivered")
    bank.move(minutes=5)
    assert bank.done("ms_li", f"notices/{asked['id']}/delivered") == told
    assert bank.get("ms_li", "notices") == [told]


def test_after_a_notice_is_over_a_new_one_can_be_asked_for(bank):
    first = bank.done("ms_li", "notices", {"cause": "maintenance"})
    bank.move(minutes=121)
    assert bank.done("ms_li", "notices", {"cause": "maintenance"})["id"] != first["id"]


def test_there_is_one_notice_a_cause(bank):
    ids = {bank.done("many_causes", "notices", {"cause": cause})["id"] for cause in ("overdue", "maintenance")}
    assert len(ids) == 2
    assert [notice["over_at"] for notice in bank.get("many_causes", "notices")] == [None, None]


def test_another_accounts_notice_is_not_found(bank):
    notice = bank.done("ms_li", "notices", {"cause": "maintenance"})
    assert bank.post("healthy", f"notices/{notice['id']}/delivered").status_code == 404


# Identity and security


def test_an_expired_card_is_renewed_by_ten_years(bank):
    before = bank.credit("identity_expired")["identity"]["id_expires_on"]
    after = bank.done("identity_expired", "identity-steps/id_card_photo")["id_expires_on"]
    assert int(after[:4]) == int(before[:4]) + 10
    assert bank.done("identity_expired", "identity-steps/id_card_photo")["id_expires_on"] == after


def test_steps_are_ticked_off_one_by_one(bank):
    assert bank.done("identity_incomplete", "identity-steps/face_check")["missing_steps"] == ["bank_card"]
    assert bank.done("identity_incomplete", "identity-steps/face_check")["missing_steps"] == ["bank_card"]
    assert bank.causes("identity_incomplete") == ["identity_incomplete"]


def test_the_owners_own_login_is_secured_at_once(bank):
    assert bank.done("abnormal_login", "logins/LG-31/verdict", {"mine": True})["secured"] is True
    assert bank.causes("abnormal_login") == []


def test_a_strangers_login_needs_all_three_steps(bank):
    for step in STEPS[:2]:
        bank.done("abnormal_login", f"security-steps/{step}")
    assert bank.done("abnormal_login", "logins/LG-31/verdict", {"mine": False})["secured"] is False
    assert bank.get("abnormal_login", "security") == {"done": STEPS[:2], "missing": STEPS[2:]}
    bank.done("abnormal_login", f"security-steps/{STEPS[2]}")
    assert bank.causes("abnormal_login") == []


def test_steps_without_a_verdict_do_not_secure_a_login(bank):
    for step in STEPS:
        bank.done("abnormal_login", f"security-steps/{step}")
    assert bank.causes("abnormal_login") == ["abnormal_login"]
    assert bank.done("abnormal_login", "logins/LG-31/verdict", {"mine": False})["secured"] is True


def test_a_disputed_payment_opens_a_report_that_only_a_person_lifts(bank):
    disputed = bank.done("suspicious_transactions", "transactions/TX-5102/verdict", {"mine": False})
    assert disputed["confirmed"] is False
    report = bank.credit("suspicious_transactions")["compromise"]
    assert "4,800.00" in report["what"]["zh"] and report["secured"] is False
    for step in STEPS:
        bank.done("suspicious_transactions", f"security-steps/{step}")
    assert bank.credit("suspicious_transactions")["compromise"]["secured"] is True
    assert bank.causes("suspicious_transactions") == ["account_compromised", "suspicious_transactions"]


def test_a_compromise_is_secured_after_the_steps(bank):
    for step in STEPS:
        assert bank.credit("account_compromised")["compromise"]["secured"] is False
        bank.done("account_compromised", f"security-steps/{step}")
    assert bank.credit("account_compromised")["compromise"]["secured"] is True


@pytest.mark.parametrize("path", ["logins/LG-99/verdict", "transactions/LG-31/verdict"])
def test_an_unknown_event_is_not_found(bank, path):
    assert bank.post("abnormal_login", path, {"mine": True}).status_code == 404


# Documents, card, line, platform, feedback


def test_a_review_passes_on_its_day(bank):
    business = bank.done("business_volatility", "documents", {"documents": ["a", "b", "a"]})
    assert business["documents_received"] == ["a", "b"]
    assert bank.done("business_volatility", "documents", {"documents": ["c"]})["documents_received"] == ["a", "b", "c"]
    today = date.fromisoformat(bank.credit("business_volatility")["as_of"][:10])
    assert date.fromisoformat(business["review_due"]) == add_working_days(today, 3)
    assert bank.causes("business_volatility") == ["business_volatility"]
    bank.move_to(business["review_due"])
    assert bank.credit("business_volatility")["business"]["review_passed"] is True


def test_only_a_merchant_hands_in_papers(bank):
    assert bank.post("healthy", "documents", {"documents": ["a"]}).status_code == 409


def test_money_is_sent_again_only_after_a_card_was_given(bank):
    address = "loans/L-6127/disbursement"
    refused = bank.post("disbursement_failed", address)
    assert (refused.status_code, refused.json()["field"]) == (409, "receiving_card")
    assert bank.done("disbursement_failed", "receiving-card", {"card_tail": "6023"}) == {"card_tail": "6023"}
    loan = bank.done("disbursement_failed", address)
    assert (loan["state"], loan["card_tail"], loan["bank_code"]) == ("active", "6023", None)
    assert bank.loan("disbursement_failed", "L-6127") == loan
    assert bank.post("disbursement_failed", address).status_code == 409
    assert bank.post("disbursement_failed", "loans/L-1/disbursement").status_code == 404


def test_the_line_opens_only_when_nothing_is_missing(bank):
    early = bank.post("line_not_opened", "line-applications")
    assert (early.status_code, early.json()["field"]) == (409, "may_reapply_on")
    assert bank.post("healthy", "line-applications").status_code == 409


def test_a_missing_condition_is_named(bank):
    credit = bank.store.look("line_not_opened")
    with credit as unit:
        line = unit.account.credit.line.copy(update={"may_reapply_on": None})
        status = unit.account.credit.copy(update={"line": line})
    bank.store.put_account(status)
    answer = bank.post("line_not_opened", "line-applications")
    assert answer.status_code == 409
    assert "Account in use for 6 months" in answer.json()["detail"]


def test_a_reopened_line_has_its_former_limit(bank):
    bank.move_to(bank.credit("line_closed")["line"]["may_reapply_on"])
    line = bank.done("line_closed", "line-applications")
    assert (line["state"], line["total_cents"], line["available_cents"]) == ("open", 900_000, 900_000)


def test_an_app_that_is_still_too_old_still_blocks(bank):
    assert bank.done("app_outdated", "app-version", {"installed": "10.4.99"})["app"]["installed"] == "10.4.99"
    assert bank.causes("app_outdated") == ["app_outdated"]


def test_mobile_data_do_not_clear_the_carriers_trouble(bank):
    assert bank.done("network_trouble", "network-check", {"connection": "mobile"})["network"] is not None
    assert bank.done("network_trouble", "network-check", {"connection": "wifi"})["network"] is None


def test_feedback_is_kept(bank):
    body = {"solved": True, "cause": "overdue", "remedy": "repay", "word": "很清楚"}
    given = bank.done("overdue", "feedback", body)
    assert given.items() >= body.items()
    assert bank.get("overdue", "feedback") == [given]
