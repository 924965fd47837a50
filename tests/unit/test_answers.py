"""Short answers, read next to the buttons on offer."""

import pytest

from nlu.reading.answers import meaning

OFFER = ("/affirm", "/ask_why", "/check_again", "/human_handoff")
STEP = ("/step_done", "/cancel", "/human_handoff")
CONFIRM = ("/affirm", "/cancel")


@pytest.mark.parametrize(
    "text",
    [
        "行，那就办",
        "嗯，说说吧",
        "开始吧",
        "看看",
        "那你讲讲",
        "继续",
        "可以，怎么弄",
        "好",
        "sure, show me",
        "let's start",
        "ok",
        "tell me",
        "yes please",
        "carry on",
        "alright, what first",
    ],
)
def test_a_yes_to_an_offer(text):
    assert meaning(text, OFFER, in_form=False, offer="form") == "affirm"


@pytest.mark.parametrize(
    "text",
    [
        "好的，谢谢",
        "好久没用了",
        "行情不好",
        "对账单在哪看",
        "可以提前还款吗",
        "好的，转人工",
        "那什么时候能用",
        "不用了",
        "算了",
        "ok thanks",
        "okay, but why",
        "go away",
        "please close my account",
        "start over with a person",
        "not now",
    ],
)
def test_no_yes_to_an_offer(text):
    assert meaning(text, OFFER, in_form=False, offer="form") is None


@pytest.mark.parametrize("text", ["没问题", "确认", "对的，就这样", "yes", "go ahead", "that's right", "do it"])
def test_a_plain_yes_confirms(text):
    assert meaning(text, CONFIRM, in_form=True) == "affirm"


@pytest.mark.parametrize(
    "text",
    [
        "好的，还500",
        "对，但是先还一半",
        "可以吗",
        "等等",
        "看看",
        "那就",
        "换一张",
        "不对",
        "yes but only half",
        "ok, make it 300",
        "yes or no?",
        "show me",
        "wait",
        "right, how?",
        "yesterday",
    ],
)
def test_anything_less_confirms_nothing(text):
    assert meaning(text, CONFIRM, in_form=True) is None


@pytest.mark.parametrize("offer", ["human", "scam", "retry_repay", "retry_form"])
def test_a_person_or_a_change_takes_a_plain_yes(offer):
    assert meaning("看看", OFFER, in_form=False, offer=offer) is None
    assert meaning("好的", OFFER, in_form=False, offer=offer) == "affirm"


@pytest.mark.parametrize(
    "text", ["弄好啦", "已经传上去了", "卡也加上了", "all set", "I've changed it", "finished that"]
)
def test_a_step_is_done(text):
    assert meaning(text, STEP, in_form=True) == "step_done"


@pytest.mark.parametrize(
    "text", ["还没弄好", "失败了", "怎么弄", "做不了了", "it failed", "how do I do that", "I can't"]
)
def test_a_step_is_not_done(text):
    assert meaning(text, STEP, in_form=True) is None


@pytest.mark.parametrize("text", ["到时候喊我一声", "remind me then"])
def test_tell_me(text):
    assert meaning(text, ("/subscribe_notice", "/check_again"), in_form=False) == "subscribe_notice"


@pytest.mark.parametrize("text", ["现在行了没", "and now?", "再看一眼"])
def test_look_again(text):
    assert meaning(text, ("/check_again",), in_form=False) == "check_again"


@pytest.mark.parametrize("text", ["/affirm", "好" * 61, "yes", "好的"])
def test_nothing_without_a_question(text):
    assert meaning(text, (), in_form=False) is None
