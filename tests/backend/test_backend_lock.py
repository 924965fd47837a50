"""Locking an account at its owner's word."""


def test_a_locked_account_lends_nothing_and_is_locked_once(bank):
    first = bank.done("healthy", "lock", None)
    assert bank.done("healthy", "lock", None) == first
    assert bank.get("healthy", "credit-status")["compromise"] == first
    decision = bank.done("healthy", "loan-applications", {})
    assert not decision["granted"] and "account_compromised" in [reason["code"] for reason in decision["reasons"]]


def test_a_report_that_stands_is_not_written_over(bank):
    before = bank.get("account_compromised", "credit-status")["compromise"]
    assert bank.done("account_compromised", "lock", None) == before


def test_repaying_is_not_locked(bank):
    bank.done("overdue", "lock", None)
    (loan,) = bank.get("overdue", "credit-status")["loans"]
    assert bank.done("overdue", "repayments", {"loan_id": loan["id"], "amount_cents": 100})["amount_cents"] == 100
