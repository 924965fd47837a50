"""A yes to the exact thing, a no, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.reading.consent import Quoted, consent
from nlu.reading.whose import Whose, leans_to_mine, whose

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


@pytest.mark.parametrize(
    "text",
    [
        "行吧行吧都核对过了没有问题你就从卡里扣一千吧",
        "别磨叽了，扣",
        "妥了，赶紧扣吧",
        "yes i checked it twice, all good, take the 1000 from my card please",
        "confirmd, thanks a lot",
    ],
)
def test_a_yes_in_many_words_or_with_a_slip(text):
    assert consent(text, QUOTED) is True


@pytest.mark.parametrize(
    "text",
    [
        "我看过了",
        "嗯我检查了一下",
        "change it please",
        "yes and",
        "对吧",
        "钱扣了",
        "yes, i lost my card",
        "好的，我朋友说先别急",
        "sure, i think",
        "扣吧，我被逼的",
        "ok, my husband wants it",
        "take 1000 from the other card",
        "incorrect",
        "pay it on friday",
        "yes pay everything",
        "扣吧，发工资那天",
        "yes pay half of it",
        "confirm, i disagree",
        "ok pay it, i withdraw",
        "扣吧，我反对",
        "没问题，扣吧，我赶着去接孩子",
        "yes, pay it, i'm in a hurry",
        "the payment",
        "from my card",
    ],
)
def test_no_yes_where_something_else_is_in_it(text):
    assert consent(text, QUOTED) is None


@pytest.mark.parametrize(
    "text",
    [
        "不是别人，就是我",
        "是我是我，那几天在国外玩",
        "it was me on my new tablet",
        "nobody else, just me",
        "me who logged in",
    ],
)
def test_it_was_me_however_it_is_stressed(text):
    assert whose(text) is Whose.mine


@pytest.mark.parametrize(
    "text", ["是我一个亲戚", "是我我姐登的", "it was me and my cousin", "was me i think", "是我？"]
)
def test_somebody_else_or_a_doubt_beside_it(text):
    assert whose(text) is not Whose.mine
    assert not leans_to_mine(text)


@pytest.mark.parametrize(
    ("text", "locks"), [("锁", True), ("把我的账户锁上", True), ("我的账户", None), ("my account", None)]
)
def test_the_lock_takes_its_verb_and_not_the_thing_alone(text, locks):
    assert consent(text, Quoted("lock")) is locks
