"""Amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.reading.amounts import AmountError, Share, cents_of, parse_amount

READ = [
    ("1280.50", "1280.50"),
    ("1,280.50", "1280.50"),
    ("先还500块", "500"),
    ("1.2万", "12000"),
    ("一千二", "1200"),
    ("两百", "200"),
    ("一百零五", "105"),
    ("twelve hundred", "1200"),
    ("1.2k", "1200"),
    ("尾号8842的卡，还300", "300"),
    ("第一笔还200", "200"),
    ("0.01", "0.01"),
]
SHARES = [
    ("全部", Share.all),
    ("还清", Share.all),
    ("all of it", Share.all),
    ("一半", Share.half),
    ("half", Share.half),
]
NONE = ["", "好的", "yes", "为什么", "第二笔", "the second one"]
WRONG = [
    ("0", "not_positive"),
    ("-1", "not_positive"),
    ("负五百", "not_positive"),
    ("1e15", "too_large"),
    ("1,2,3", "unclear_figure"),
    ("3k5", "unclear_figure"),
    ("1200元5角", "unclear_figure"),
    ("1.200,50", "unclear_figure"),
    ("1 200", "unclear_figure"),
]


@pytest.mark.parametrize(("text", "yuan"), READ)
def test_figures(text, yuan):
    assert parse_amount(text) == Decimal(yuan)


@pytest.mark.parametrize(("text", "share"), SHARES)
def test_shares(text, share):
    assert parse_amount(text) is share


@pytest.mark.parametrize("text", NONE)
def test_no_amount(text):
    assert parse_amount(text) is None


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_impossible_amounts_say_why(text, code):
    with pytest.raises(AmountError) as error:
        parse_amount(text)
    assert error.value.code == code


def test_cents_are_exact():
    assert cents_of(Decimal("1280.50")) == 128_050
    with pytest.raises(AmountError, match="too_fine"):
        cents_of(Decimal("0.001"))


@given(st.integers(1, 10**9))
def test_what_is_shown_can_be_typed_back(cents):
    amount = parse_amount(f"{cents / 100:,.2f}")
    assert isinstance(amount, Decimal)
    assert cents_of(amount) == cents


@given(st.text(max_size=60))
def test_any_text_gives_an_amount_a_share_none_or_a_known_error(text):
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    assert amount is None or isinstance(amount, Share) or amount > 0
