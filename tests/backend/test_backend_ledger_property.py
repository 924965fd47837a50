"""Whatever is paid, in whatever order and under whatever key: nothing is booked twice, nor more than is owed."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.account import accrued_penalty
from backend.days import local_day
from contract.base import Words
from contract.credit import CreditLine, CreditStatus, Debt, Identity, Loan, Product, Score
from tests.backend.conftest import Bank

ACCOUNT = "payer"
LOANS = {"LATE": (Product.cash_loan, 12), "RUNNING": (Product.cash_loan, -40), "BILL": (Product.card_bill, 3)}
EXACTLY, TOO_MUCH = 0, -1
_examples = count()


class Step(NamedTuple):
    """One request to pay; an amount is in cents, EXACTLY what clears the loan, or TOO_MUCH by one cent."""

    loan: str
    amount: int
    key: str
    days_before: int


AMOUNTS = st.one_of(st.integers(1, 400), st.integers(1, 90_000), st.sampled_from([EXACTLY, TOO_MUCH]))
STEPS = st.builds(Step, st.sampled_from(list(LOANS)), AMOUNTS, st.sampled_from("abcd"), st.sampled_from([0, 0, 0, 5]))


def open_account(bank: Bank, outstanding: Sequence[int], headroom: int) -> None:
    """Puts an account with these loans on file, its limit drawn by the cash loans."""
    now = bank.store.now()
    today = local_day(now)
    loans = tuple(
        Loan(
            id=loan_id,
            product=product,
            name=Words(zh="借款", en="Loan"),
            principal_cents=cents,
            outstanding_cents=cents,
            penalty_cents=accrued_penalty(cents, max(0, late)),
            days_overdue=max(0, late),
            due_on=today - timedelta(days=late),
        )
        for (loan_id, (product, late)), cents in zip(LOANS.items(), outstanding, strict=True)
    )
    drawn = sum(loan.outstanding_cents for loan in loans if loan.product is Product.cash_loan)
    line = CreditLine(total_cents=drawn + headroom, drawn_cents=drawn, available_cents=headroom)
    status = CreditStatus(
        account_id=ACCOUNT,
        as_of=now,
        name=Words(zh="甲", en="A"),
        next_evaluation_on=today + timedelta(days=30),
        score=Score(value=700, threshold=600, previous=700),
        identity=Identity(id_expires_on=today + timedelta(days=4_000)),
        debt=Debt(total_cents=sum(outstanding)),
        line=line,
        loans=loans,
    )
    bank.store.put_account(status)


def owed(loan: dict[str, Any]) -> int:
    return int(loan["outstanding_cents"] + loan["penalty_cents"])


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    outstanding=st.tuples(*(st.integers(1, 80_000) for _ in LOANS)),
    headroom=st.integers(0, 50_000),
    steps=st.lists(STEPS, min_size=1, max_size=8),
)
def test_a_key_books_once_and_no_loan_takes_more_than_it_is_owed(shared, outstanding, headroom, steps):
    open_account(shared, outstanding, headroom)
    example = next(_examples)
    answers: dict[str, tuple[dict[str, Any], bytes]] = {}
    left = 0
    for step in steps:
        shared.move(days=step.days_before)
        before, line = shared.loan(ACCOUNT, step.loan), shared.credit(ACCOUNT)["line"]
        special = {EXACTLY: max(1, owed(before)), TOO_MUCH: owed(before) + 1}
        body = {"loan_id": step.loan, "amount_cents": special.get(step.amount, step.amount)}
        key = f"{example}-{step.key}"
        answer = shared.post(ACCOUNT, "repayments", body, key)
        after = shared.loan(ACCOUNT, step.loan)
        if key in answers:
            assert answer.status_code == (200 if answers[key][0] == body else 409)
            assert answer.status_code == 409 or answer.content == answers[key][1]
            assert (after, shared.credit(ACCOUNT)["line"]) == (before, line), "a repeated request changes nothing"
        elif 0 < body["amount_cents"] <= owed(before):
            assert answer.status_code == 200
            to_penalty = min(body["amount_cents"], before["penalty_cents"])
            assert after["penalty_cents"] == before["penalty_cents"] - to_penalty
            assert after["outstanding_cents"] == before["outstanding_cents"] + to_penalty - body["amount_cents"]
            assert answer.json()["remaining_cents"] == owed(after)
            answers[key] = (body, answer.content)
        else:
            assert answer.status_code == 422
            assert after == before
        left += owed(before) - owed(after)
        line = shared.credit(ACCOUNT)["line"]
        assert 0 <= line["available_cents"] <= line["total_cents"]
        assert line["available_cents"] + line["drawn_cents"] == line["total_cents"]
    receipts = shared.get(ACCOUNT, "repayments")
    assert len(receipts) == len(answers) == len({receipt["number"] for receipt in receipts})
    assert sum(receipt["amount_cents"] for receipt in receipts) == left
