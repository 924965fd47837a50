from collections.abc import Callable

import pytest

from backend.account import accrued_penalty
from contract.causes import Cause

CASES = {
    "healthy": [],
    "xiaowang": ["overdue", "low_credit_score"],
    "ms_li": ["maintenance"],
    "sme_owner": ["business_volatility", "disbursement_failed"],
    "ten_yuan": ["limit_minimum"],
    "interrupted": ["partial_interruption"],
    "many_causes": ["overdue", "over_indebted", "low_credit_score", "maintenance"],
}
ALL = CASES | {cause.value: [cause.value] for cause in Cause}

SECURITY_STEPS = ("change_password", "two_factor", "review_devices")


@pytest.mark.parametrize("account", ALL)
def test_each_account_has_exactly_its_causes_and_the_decision_says_them(shared, account):
    assert shared.causes(account) == ALL[account]
    decision = shared.borrow(account)
    assert [reason["code"] for reason in decision["reasons"]] == ALL[account]
    assert decision["granted"] is (ALL[account] == [])


def test_figures_follow_from_one_another(bank):
    for account in ALL:
        credit = bank.credit(account)
        line, loans = credit["line"], credit["loans"]
        owed = sum(loan["outstanding_cents"] for loan in loans)
        owed += sum(lender["balance_cents"] for lender in credit["debt"]["other_lenders"])
        assert credit["debt"]["total_cents"] == owed
        drawn = sum(loan["outstanding_cents"] for loan in loans if loan["product"] == "cash_loan")
        restoring = line["restoring"]["amount_cents"] if line["restoring"] else 0
        assert line["drawn_cents"] == drawn
        assert line["available_cents"] == max(0, line["total_cents"] - drawn - restoring)
        for loan in loans:
            assert loan["penalty_cents"] == accrued_penalty(loan["outstanding_cents"], loan["days_overdue"])


def test_the_articles_cases_have_their_figures(bank):
    overdue = bank.loan("overdue", "L-0781")
    assert (overdue["outstanding_cents"], overdue["days_overdue"], overdue["penalty_cents"]) == (128_050, 12, 768)
    xiaowang = bank.credit("xiaowang")
    assert xiaowang["score"]["value"] == 650
    assert [loan["product"] for loan in xiaowang["loans"]] == ["card_bill"] * 3
    ten_yuan = bank.credit("ten_yuan")["line"]
    assert (ten_yuan["total_cents"], ten_yuan["previous_total_cents"]) == (1_000, 800_000)
    assert len(ten_yuan["limit_change_behaviour"]) == 3


def evaluation(bank, account):
    bank.move_to(bank.credit(account)["next_evaluation_on"])


def window(group: str) -> Callable[..., None]:
    return lambda bank, account: bank.move_to(bank.credit(account)[group]["window_ends"])


def pay_everything(bank, account):
    for loan in bank.credit(account)["loans"]:
        if loan["outstanding_cents"] and loan["state"] == "active":
            bank.pay_off(account, loan["id"])


def secure(bank, account):
    for step in SECURITY_STEPS:
        bank.done(account, f"security-steps/{step}")


def not_my_login(bank, account):
    bank.done(account, "logins/LG-31/verdict", {"mine": False})
    secure(bank, account)


def my_transactions(bank, account):
    for payment in bank.credit(account)["transactions"]:
        bank.done(account, f"transactions/{payment['id']}/verdict", {"mine": True})


def identity(*steps: str) -> Callable[..., None]:
    def pass_steps(bank, account):
        for step in steps:
            bank.done(account, f"identity-steps/{step}")

    return pass_steps


def documents(bank, account):
    business = bank.done(account, "documents", {"documents": ["bank statements", "stock turnover"]})
    bank.move_to(business["review_due"])


def another_card(bank, account):
    (loan,) = bank.credit(account)["loans"]
    bank.done(account, "receiving-card", {"card_tail": "6023"})
    bank.done(account, f"loans/{loan['id']}/disbursement")


def sme_owner(bank, account):
    documents(bank, account)
    another_card(bank, account)


def reopen(bank, account):
    bank.move_to(bank.credit(account)["line"]["may_reapply_on"])
    bank.done(account, "line-applications")


def everything(bank, account):
    pay_everything(bank, account)
    evaluation(bank, account)


CURES: dict[str, Callable[..., None]] = {
    "overdue": pay_everything,
    "low_credit_score": evaluation,
    "frequent_applications": window("enquiries"),
    "over_indebted": lambda bank, account: bank.pay(account, "L-2206", 1_080_000),
    "multi_platform_borrowing": evaluation,
    "income_drop": evaluation,
    "unusual_repayment": window("early_repayments"),
    "low_activity": evaluation,
    "business_volatility": documents,
    "identity_incomplete": identity("face_check", "bank_card"),
    "identity_expired": identity("id_card_photo"),
    "contact_changed": window("contact"),
    "abnormal_login": not_my_login,
    "suspicious_transactions": my_transactions,
    "limit_minimum": evaluation,
    "limit_used_up": lambda bank, account: bank.pay(account, "L-3377", 120_000),
    "limit_restoring": lambda bank, account: bank.move_to(bank.credit(account)["line"]["restoring"]["freed_at"]),
    "line_closed": reopen,
    "line_not_opened": reopen,
    "evaluation_pending": lambda bank, account: bank.move_to(bank.credit(account)["evaluation"]["decided_by"]),
    "evaluation_rejected": evaluation,
    "risk_policy_tightened": evaluation,
    "region_suspended": lambda bank, account: bank.move_to(bank.system(account)["region_suspension"]["until"]),
    "gray_release": lambda bank, account: bank.move_to(bank.system(account)["gray_release"]["rollout_at"]),
    "maintenance": lambda bank, account: bank.move_to(bank.system(account)["maintenance"][0]["ends_at"]),
    "system_outage": lambda bank, account: bank.move_to(bank.system(account)["incidents"][0]["estimated_end"]),
    "high_load": lambda bank, account: bank.move(bank.system(account)["load"]["waiting_minutes"]),
    "network_trouble": lambda bank, account: bank.done(account, "network-check", {"connection": "wifi"}),
    "processing_delay": lambda bank, account: bank.move_to(bank.credit(account)["loans"][0]["deadline"]),
    "disbursement_failed": another_card,
    "app_outdated": lambda bank, account: bank.done(account, "app-version", {"installed": "10.7.0"}),
    "partial_interruption": lambda bank, account: bank.move_to(bank.system(account)["interruption"]["until"]),
    "xiaowang": everything,
    "ms_li": lambda bank, account: bank.move(minutes=120),
    "sme_owner": sme_owner,
    "ten_yuan": evaluation,
    "interrupted": lambda bank, account: bank.move_to(bank.system(account)["interruption"]["until"]),
    "many_causes": everything,
}
FOR_A_PERSON = {"account_compromised", "account_frozen", "regulatory_limit"}


def test_every_account_has_a_cure_or_needs_a_person():
    assert set(ALL) == set(CURES) | FOR_A_PERSON | {"healthy"}


@pytest.mark.parametrize("account", CURES)
def test_the_remedy_or_the_named_date_lets_the_account_borrow(bank, account):
    CURES[account](bank, account)
    assert bank.causes(account) == []
    assert bank.borrow(account)["granted"] is True


@pytest.mark.parametrize("account", sorted(FOR_A_PERSON))
def test_what_needs_a_person_stays(bank, account):
    bank.move(days=200)
    secure(bank, account)
    assert bank.causes(account) == [account]


def test_xiaowang_recovers_90_days_after_the_last_bill_is_paid_whenever_that_is(bank):
    bank.move(days=10)
    bank.pay_off("xiaowang", "B-0901")
    bank.move(days=95)
    assert bank.causes("xiaowang") == ["overdue", "low_credit_score"]
    pay_everything(bank, "xiaowang")
    assert bank.causes("xiaowang") == ["low_credit_score"]
    named = bank.credit("xiaowang")["next_evaluation_on"]
    bank.move(days=89)
    assert bank.causes("xiaowang") == ["low_credit_score"]
    bank.move(days=1)
    assert bank.causes("xiaowang") == []
    assert bank.credit("xiaowang")["as_of"][:10] == named
    assert bank.credit("xiaowang")["score"]["value"] > 680


def test_one_minute_before_maintenance_ends_it_still_blocks(bank):
    bank.move(minutes=118)
    assert bank.causes("ms_li") == ["maintenance"]


def test_the_next_evaluation_always_lies_ahead(bank):
    for _ in range(4):
        bank.move(days=29)
        credit = bank.credit("healthy")
        assert credit["next_evaluation_on"] > credit["as_of"][:10]
