"""Which loan and how much an answer names."""

import pytest

from contract.base import Words
from contract.credit import Loan, LoanState, Product
from nlu.reading.amounts import AmountError
from nlu.reading.repay_answers import named_cents, named_loan, payable, to_clear, wants_other


def loan(number, outstanding, late=0, state=LoanState.active, penalty=0):
    return Loan(
        id=f"L-{number}",
        product=Product.cash_loan,
        name=Words(zh=f"借款{'甲乙丙'[number]}", en=f"Loan {'ABC'[number]}"),
        principal_cents=outstanding,
        outstanding_cents=outstanding,
        penalty_cents=penalty,
        days_overdue=late,
        state=state,
    )


LOANS = [loan(0, 50_000, 30), loan(1, 90_000, 10), loan(2, 20_000, 1)]


def test_what_can_be_paid_comes_longest_overdue_first():
    hidden = [loan(0, 0), loan(1, 500, state=LoanState.processing), loan(2, 500, state=LoanState.repaid)]
    assert payable([LOANS[2], *hidden, LOANS[0], LOANS[1]]) == LOANS
    assert payable(hidden) == []


def test_the_penalty_belongs_to_what_clears_a_loan():
    assert to_clear(loan(0, 100, penalty=7)) == 107


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("第一笔", 0),
        ("第2笔", 1),
        ("the third one", 2),
        ("2nd", 1),
        ("借款丙", 2),
        ("loan b please", 1),
        ("最大的", 1),
        ("the smallest", 2),
        ("第九笔", None),
        ("随便", None),
    ],
)
def test_a_loan_by_words(text, index):
    assert named_loan(text, [], LOANS) == (None if index is None else LOANS[index])


def test_a_tapped_loan_must_be_among_the_loans():
    assert named_loan("/inform", [{"entity": "loan", "value": "L-1"}], LOANS) == LOANS[1]
    assert named_loan("/inform", [{"entity": "loan", "value": "X-9"}], LOANS) is None


@pytest.mark.parametrize("text", ["另外一笔", "不是这笔", "the other one", "wrong loan"])
def test_another_loan(text):
    assert wants_other(text)


@pytest.mark.parametrize(("text", "cents"), [("500", 50_000), ("全部", 90_000), ("一半", 45_000), ("好的", None)])
def test_cents_by_words(text, cents):
    assert named_cents(text, [], LOANS[1]) == cents


def test_half_of_an_odd_cent_is_rounded_up():
    assert named_cents("half", [], loan(0, 101)) == 51


@pytest.mark.parametrize(("text", "code"), [("900.01", "above_owed"), ("0", "not_positive"), ("0.001", "too_fine")])
def test_an_amount_that_cannot_be_paid(text, code):
    with pytest.raises(AmountError) as error:
        named_cents(text, [], LOANS[1])
    assert error.value.code == code


def test_a_payload_is_not_read_as_words():
    assert named_cents('/inform{"x": "500"}', [], LOANS[1]) is None
    assert named_cents("/inform", [{"entity": "share", "value": "all"}], LOANS[1]) == 90_000
    assert named_cents("/inform", [{"entity": "share", "value": "part"}], LOANS[1]) is None
