"""What the user was told when asked to confirm must still be so when it is done."""

from datetime import timedelta

import pytest

LOAN, OWED = "L-0781", 128_818
SEND = "loans/L-6127/disbursement"


def payment(cents: int, quoted: int | None = OWED):
    return {"loan_id": LOAN, "amount_cents": cents, "quoted_owed_cents": quoted}


def refused(answer, field):
    assert (answer.status_code, answer.json()["field"]) == (409, field), answer.text
    assert answer.json()["detail"]


def test_what_was_quoted_and_still_is_so_is_booked(bank):
    assert bank.done("overdue", "repayments", payment(OWED))["remaining_cents"] == 0


@pytest.mark.parametrize("body", [payment(100, None), {"loan_id": LOAN, "amount_cents": 100}])
def test_without_a_quote_a_payment_is_booked_as_before(bank, body):
    bank.move(days=1)
    assert bank.done("overdue", "repayments", body)["amount_cents"] == 100


@pytest.mark.parametrize("cents", [OWED, OWED // 2, 1])
def test_past_midnight_the_quote_is_refused_and_nothing_is_booked(bank, cents):
    before = bank.loan("overdue", LOAN)
    night = (bank.store.now() + timedelta(days=1)).date()
    bank.move_to(f"{night}T00:00:03")
    refused(bank.post("overdue", "repayments", payment(cents), "k"), "quoted_owed_cents")
    assert bank.get("overdue", "repayments") == []
    after = bank.loan("overdue", LOAN)
    assert after["outstanding_cents"] == before["outstanding_cents"]
    owed = after["outstanding_cents"] + after["penalty_cents"]
    assert owed != OWED
    assert bank.done("overdue", "repayments", payment(1, owed), "k")["remaining_cents"] == owed - 1


@pytest.mark.parametrize("first", [10_000, OWED])
def test_after_another_sessions_payment_the_quote_is_refused(bank, first):
    bank.done("overdue", "repayments", payment(first))
    refused(bank.post("overdue", "repayments", payment(10_000)), "quoted_owed_cents")
    assert len(bank.get("overdue", "repayments")) == 1


@pytest.mark.parametrize("again", [OWED, OWED - 10_000, None])
def test_a_repeat_gives_the_first_receipt_though_the_figures_have_changed(bank, again):
    first = bank.done("overdue", "repayments", payment(10_000), "k")
    bank.move(days=3)
    assert bank.done("overdue", "repayments", payment(10_000, again), "k") == first
    assert len(bank.get("overdue", "repayments")) == 1


@pytest.mark.parametrize("quoted", [-1, 1.0, "128818", True])
def test_a_quote_is_a_whole_number(bank, quoted):
    answer = bank.post("overdue", "repayments", payment(100) | {"quoted_owed_cents": quoted})
    assert (answer.status_code, answer.json()["field"]) == (422, "quoted_owed_cents")


def test_money_goes_to_no_other_card_than_the_one_that_was_named(bank):
    bank.done("disbursement_failed", "receiving-card", {"card_tail": "6023"})
    bank.done("disbursement_failed", "receiving-card", {"card_tail": "1111"})
    refused(bank.post("disbursement_failed", SEND, {"card_tail": "6023"}, "k"), "card_tail")
    assert bank.loan("disbursement_failed", "L-6127")["state"] == "disbursement_failed"
    refused(bank.post("disbursement_failed", SEND, {"quoted_amount_cents": 1}, "k"), "quoted_amount_cents")
    loan = bank.done("disbursement_failed", SEND, {"card_tail": "1111"}, "k")
    assert loan["card_tail"] == "1111"
    assert bank.done("disbursement_failed", SEND, {"card_tail": "6023"}, "k") == loan


@pytest.mark.parametrize("body", [None, {}, {"card_tail": None}])
def test_without_a_card_named_it_goes_to_the_one_on_file(bank, body):
    bank.done("disbursement_failed", "receiving-card", {"card_tail": "6023"})
    assert bank.done("disbursement_failed", SEND, body)["card_tail"] == "6023"


def test_no_body_at_all_is_fine(bank):
    bank.done("disbursement_failed", "receiving-card", {"card_tail": "6023"})
    answer = bank.http.post(f"/v1/accounts/disbursement_failed/{SEND}", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 200


@pytest.mark.parametrize("tail", ["602", "60233", 6023, "六零二三"])
def test_a_card_tail_is_four_digits(bank, tail):
    answer = bank.post("disbursement_failed", SEND, {"card_tail": tail})
    assert (answer.status_code, answer.json()["field"]) == (422, "card_tail")
