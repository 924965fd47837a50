"""A yes to the exact thing, a no, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.reading.consent import Quoted, consent
from nlu.reading.whose import Whose, whose

QUOTED = Quoted("pay", 100_000, ("装修借款", "Renovation loan"))
YES = [
    "确认",
    "好的",
    "嗯",
    "是的，扣吧",
    "確認還款",
    "确认还款1000元",
    "还1,000元，确认",
    "确认还装修借款一千元",
    "👍",
    "OK",
    "Yes.",
]
YES += ["yes please", "ok, pay it", "confirm 1000", "yes, go ahead", "I confirm", "that's right, pay now"]
REST = [
    "，明天",
    "但是先等等",
    "？",
    "…",
    "吗",
    "，500",
    "，不对",
    "再说",
    ", next week",
    " but only half",
    " if I can",
    " 999",
    "?",
]


@pytest.mark.parametrize("text", YES)
def test_a_whole_yes(text):
    assert consent(text, QUOTED) is True


@pytest.mark.parametrize("rest", REST)
@pytest.mark.parametrize("text", YES)
def test_a_yes_with_anything_else_is_none(text, rest):
    assert consent(text + rest, QUOTED) is not True


@pytest.mark.parametrize(
    "text", ["好的，取消", "那算了", "不还了", "ok forget it", "yes, cancel", "no", "stop it please", "❌"]
)
def test_a_plain_no(text):
    assert consent(text, QUOTED) is False


@pytest.mark.parametrize(
    "text", ["行不行", "对了", "可能吧", "啊", "等等", "确认不还1000", "pay nothing", "maybe", "确认还999元", ""]
)
def test_neither(text):
    assert consent(text, QUOTED) is None


@given(st.text(alphabet="好的确认是不行等想再先吗呢还付明天就 ,。yes okno1wait", max_size=12))
def test_no_yes_holds_a_word_of_doubt(text):
    if consent(text, QUOTED):
        assert not set(text) & set("不等想再先吗呢明天w")


@pytest.mark.parametrize(
    "text", ["是我", "是的，是我本人", "我自己登录的", "yes", "that was me", "yes, it was me", "我买的", "都是我"]
)
def test_it_was_me(text):
    assert whose(text) is Whose.mine


@pytest.mark.parametrize(
    "text",
    ["是的，被盗了", "不是我", "yes, I was robbed by a hacker", "not me", "对，有陌生人登录", "I never did", "好可怕"],
)
def test_it_was_not_me(text):
    assert whose(text) is Whose.not_mine


@pytest.mark.parametrize(
    "text", ["好的", "嗯", "ok", "应该吧", "I think so", "记不清", "是我吗？", "me?", "对方是谁", "我儿子"]
)
def test_unclear_clears_nothing(text):
    assert whose(text) is Whose.unclear
