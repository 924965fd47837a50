"""Which loans a message means."""

import pytest

from contract.base import Words
from contract.credit import Loan, LoanState, Product
from nlu.reading.loans import Chosen, payable, read_loans, to_clear


def loan(number, outstanding, late=0, state=LoanState.active, penalty=0):
    return Loan(
        id=f"L-{number}",
        product=Product.cash_loan,
        name=Words(zh=f"{'山湖河'[number]}城银行借款", en=f"{('Alder', 'Birch', 'Cedar')[number]} Bank loan"),
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
    ("text", "places"),
    [
        ("第一笔", [0]),
        ("第2笔", [1]),
        ("the third one", [2]),
        ("2nd", [1]),
        ("河城那个", [2]),
        ("birch please", [1]),
        ("最大的", [1]),
        ("the smallest", [2]),
        ("the smaller one", [2]),
        ("最后一笔", [2]),
        ("the last one", [2]),
        ("中间那笔", [1]),
        ("前两笔", [0, 1]),
        ("the first two", [0, 1]),
        ("第一笔和第三笔", [0, 2]),
        ("全部", [0, 1, 2]),
        ("all of them", [0, 1, 2]),
        ("三笔都还", [0, 1, 2]),
        ("除了山城都还", [1, 2]),
        ("all except Alder", [1, 2]),
        ("不是第一笔，第二笔", [1]),
        ("not the first, the second", [1]),
        ("不是山城，是湖城", [1]),
        ("not Cedar but Birch", [1]),
        ("山城不还，还河城的", [2]),
        ("前面两笔", [0, 1]),
        ("number 3 please", [2]),
        ("we should clear Cedar first", [2]),
        ("the last but one", [1]),
        ("最新的那笔", [2]),
        ("the two newest ones", [1, 2]),
        ("超过三百块的都还", [0, 1]),
        ("any of them under 300 yuan", [2]),
        ("五百那笔别动，另外两笔还掉", [1, 2]),
        ("there's Alder, Birch and Cedar, so just do Birch", [1]),
        ("我住在山城，把湖城那笔还了", [1]),
        ("pay off Cedar for me, my sister lives near Birch", [2]),
        ("先还山城……不，还是河城吧", [2]),
        ("I'd be glad if you could take the Birch one", [1]),
    ],
)
def test_loans_by_words(text, places):
    assert read_loans(text, LOANS) == Chosen(tuple(LOANS[place] for place in places))


@pytest.mark.parametrize("text", ["两笔都还", "山城不还", "not the first", "利息最高的那笔", "if I get paid, Birch"])
def test_what_leaves_it_open_is_asked(text):
    assert read_loans(text, LOANS) == Chosen()


@pytest.mark.parametrize("text", ["随便", "第九笔", "500", "好的"])
def test_no_loan_is_named(text):
    assert read_loans(text, LOANS) is None
