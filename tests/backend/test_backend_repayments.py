from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend import ledger
from backend.account import Account, BookedLoan, Security, accrued_penalty
from backend.days import ZONE
from backend.errors import NotFound, Unprocessable
from contract.base import Words
from contract.credit import CreditLine, CreditStatus, Debt, Identity, Loan, LoanState, Product, Score
from contract.system import SystemStatus

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def account(loan: Loan, line: CreditLine | None = None) -> Account:
    credit = CreditStatus(
        account_id="a",
        as_of=NOW,
        name=Words(zh="甲", en="A"),
        next_evaluation_on=date(2026, 12, 24),
        score=Score(value=700, threshold=600, previous=700),
        identity=Identity(id_expires_on=date(2030, 1, 1)),
        debt=Debt(total_cents=loan.outstanding_cents),
        line=line or CreditLine(),
    )
    booked = (BookedLoan.book(loan, NOW.date()),)
    return Account(credit, SystemStatus(as_of=NOW), booked, Security(), (), NOW)


def loan(outstanding: int, due_on: date | None, **more) -> Loan:
    late = max(0, (NOW.date() - due_on).days) if due_on else 0
    return Loan(
        id="L",
        product=more.pop("product", Product.cash_loan),
        name=Words(zh="借款", en="Loan"),
        principal_cents=outstanding,
        outstanding_cents=outstanding,
        penalty_cents=accrued_penalty(outstanding, late),
        days_overdue=late,
        due_on=due_on,
        **more,
    )


@given(
    outstanding=st.integers(1, 50_000_000),
    late=st.integers(-40, 400),
    steps=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60_000_000)), max_size=12),
)
def test_what_is_paid_is_what_leaves_the_loan_and_nothing_goes_below_zero(outstanding, late, steps):
    line = CreditLine(total_cents=outstanding, drawn_cents=outstanding, available_cents=0)
    now, state = NOW, account(loan(outstanding, NOW.date() - timedelta(days=late)), line)
    paid = penalties = 0
    for days, amount in steps:
        now += timedelta(days=days)
        before = state.loans[0].on(now.date())
        owed = before.outstanding_cents + before.penalty_cents
        try:
            payment = ledger.repay(state, "L", amount, now)
        except Unprocessable:
            assert amount > owed or before.state is LoanState.repaid
            continue
        after = payment.account.loans[0].on(now.date())
        assert amount <= owed
        assert payment.penalty_cents == min(amount, before.penalty_cents)
        assert payment.remaining_cents == owed - amount == after.outstanding_cents + after.penalty_cents
        assert (after.state is LoanState.repaid) == (payment.remaining_cents == 0)
        state, paid, penalties = payment.account, paid + amount, penalties + payment.penalty_cents
    left = state.loans[0].loan.outstanding_cents
    credit = state.credit
    assert paid - penalties == outstanding - left
    assert credit.debt.total_cents == credit.line.drawn_cents == left
    assert credit.line.available_cents == outstanding - left


@given(outstanding=st.integers(1, 9_000_000), late=st.integers(1, 300), first=st.integers(1, 10_000_000))
def test_paying_in_two_on_one_day_costs_what_paying_at_once_costs(outstanding, late, first):
    start = account(loan(outstanding, NOW.date() - timedelta(days=late)))
    total = outstanding + accrued_penalty(outstanding, late)
    first = min(first, total)
    payment = ledger.repay(start, "L", first, NOW)
    assert payment.remaining_cents == total - first
    if payment.remaining_cents:
        assert ledger.repay(payment.account, "L", payment.remaining_cents, NOW).remaining_cents == 0


def test_the_penalty_goes_on_from_the_day_of_a_part_payment():
    start = account(loan(100_000, NOW.date() - timedelta(days=10)))
    paid = ledger.repay(start, "L", 500 + 40_000, NOW).account
    assert paid.loans[0].on(NOW.date()).penalty_cents == 0
    later = paid.loans[0].on(NOW.date() + timedelta(days=20))
    assert (later.days_overdue, later.penalty_cents) == (30, 600)


def test_paying_a_part_of_the_penalty_leaves_the_rest():
    start = account(loan(100_000, NOW.date() - timedelta(days=10)))
    paid = ledger.repay(start, "L", 120, NOW).account.loans[0]
    assert (paid.on(NOW.date()).penalty_cents, paid.on(NOW.date() + timedelta(days=1)).penalty_cents) == (380, 430)


@pytest.mark.parametrize("state", [LoanState.processing, LoanState.disbursement_failed, LoanState.repaid])
def test_nothing_is_paid_on_a_loan_that_is_not_running(state):
    with pytest.raises(Unprocessable, match="at most 0 cents"):
        ledger.repay(account(loan(5_000, None, state=state)), "L", 1, NOW)


def test_an_unknown_loan_is_not_found():
    with pytest.raises(NotFound):
        ledger.repay(account(loan(5_000, None)), "M", 1, NOW)


def test_a_card_bill_does_not_free_the_limit():
    line = CreditLine(drawn_cents=700, available_cents=100)
    paid = ledger.repay(account(loan(5_000, None, product=Product.card_bill), line), "L", 5_000, NOW).account
    assert paid.credit.line == line


def test_a_repayment_over_http(bank):
    before = bank.credit("overdue")
    first = bank.pay("overdue", "L-0781", 100_000)
    assert (first["loan_id"], first["amount_cents"], first["remaining_cents"]) == ("L-0781", 100_000, 28_818)
    after = bank.credit("overdue")
    freed = 100_000 - 768
    assert after["line"]["available_cents"] == before["line"]["available_cents"] + freed
    assert after["line"]["drawn_cents"] == before["line"]["drawn_cents"] - freed
    assert after["debt"]["total_cents"] == before["debt"]["total_cents"] - freed
    last = bank.pay("overdue", "L-0781", 28_818)
    assert last["remaining_cents"] == 0
    assert bank.loan("overdue", "L-0781")["state"] == "repaid"
    assert bank.get("overdue", "repayments") == [first, last]
    assert bank.get("healthy", "repayments") == []


def test_more_than_clears_the_loan_says_the_most(bank):
    answer = bank.post("overdue", "repayments", {"loan_id": "L-0781", "amount_cents": 128_819})
    assert answer.status_code == 422
    assert answer.json()["field"] == "amount_cents"
    assert "128818" in answer.json()["detail"]
    assert bank.get("overdue", "repayments") == []


def test_another_accounts_loan_is_not_found(bank):
    answer = bank.post("healthy", "repayments", {"loan_id": "L-0781", "amount_cents": 1})
    assert (answer.status_code, answer.json()["field"]) == (404, "loan_id")
