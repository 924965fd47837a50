"""Nothing that moves money, files something or clears an event happens without a yes to exactly that."""

import pytest

from tests.conversations.repaying import booked

BEGIN = {"zh": ("我要还款", "1000"), "en": ("I want to repay", "1000")}
NO_YES = {
    "zh": [
        "好的，那还是别了吧",
        "行，等我老婆回来再说",
        "确认一下我卡里够不够",
        "是的，不过能不能晚两天",
        "对，可我只有800",
        "嗯？",
        "好像不太对",
    ],
    "en": [
        "ok on second thought leave it",
        "sure, after the weekend",
        "yes but from my other card",
        "right after I get paid",
        "confirm it with my wife first",
        "okay so what happens then",
        "yes if there is no fee",
    ],
}
CASES = [(language, text) for language, texts in NO_YES.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_money_stays_where_it_is(client, backend, language, text):
    user = client("overdue")
    for said in BEGIN[language]:
        user.say(said)
    assert "/affirm" in user.last.payloads
    assert user.say(text).messages
    assert booked(backend) == []


@pytest.mark.parametrize(
    ("account", "steps", "looked_at"),
    [
        ("evaluation_rejected", ("我要申诉", "我的年终奖没有算进去"), "tickets"),
        ("sme_owner", ("提交材料", "银行流水"), "credit-status"),
        ("disbursement_failed", ("换收款卡", "7788"), "credit-status"),
    ],
)
@pytest.mark.parametrize("text", ["好的，那还是别了吧", "行，等我想清楚再说", "可以是可以，不过先缓缓"])
def test_nothing_is_filed_or_sent(client, backend, account, steps, looked_at, text):
    user = client(account)
    for said in steps:
        user.say(said)
    before = backend.get(account, looked_at)
    assert "/affirm" in user.last.payloads
    user.say(text)
    after = backend.get(account, looked_at)
    for each in (before, after):
        if isinstance(each, dict):
            each.pop("as_of")
    assert before == after


@pytest.mark.parametrize(
    "text",
    [
        "是的，有贼进来过",
        "对，我被人骗了",
        "没错，手机被抢了",
        "嗯嗯赶紧锁上",
        "yes it must be a thief",
        "right, somebody broke in",
        "ok lock it now",
    ],
)
def test_a_theft_is_never_cleared(client, backend, text):
    user = client("abnormal_login")
    user.say("保护账户" if not text.isascii() else "secure my account")
    user.say(text)
    assert not backend.credit_status("abnormal_login")["logins"][0]["secured"]


def test_an_old_button_says_why_it_no_longer_works(client, backend):
    user = client("overdue")
    for said in ("我要还款", "100"):
        user.say(said)
    old = next(button["payload"] for button in user.last.buttons if button["payload"].startswith("/affirm"))
    user.say("1000")
    assert "不作数" in user.say(old).text
    assert booked(backend) == []


def test_a_day_later_the_new_figure_is_quoted(client, backend):
    user = client("overdue")
    for said in ("我要还款", "全额"):
        user.say(said)
    backend.move_clock(24 * 60)
    asked = user.say("确认")
    assert "变了" in asked.text and "/affirm" in asked.payloads
    assert booked(backend) == []
    user.say("确认")
    assert booked(backend) == [backend.repayments("overdue")[0]["amount_cents"]]
    assert backend.to_clear("overdue", "L-0781") == 0


def test_two_sessions_the_second_is_asked_again(client, backend):
    one, other = client("overdue"), client("overdue")
    for user in (one, other):
        for said in ("我要还款", "100"):
            user.say(said)
    one.say("确认")
    assert "变了" in other.say("确认").text
    assert booked(backend) == [10_000]


@pytest.mark.parametrize("text", ["不，等等", "取消", "算了"])
def test_what_is_paid_is_said_to_be_paid(client, backend, text):
    user = client("overdue")
    for said in ("我要还款", "1000", "确认"):
        user.say(said)
    number = backend.repayments("overdue")[0]["number"]
    said = user.say(text).text
    assert number in said and "没有改变" not in said


def test_the_same_yes_once_more_pays_nothing_more(client, backend):
    user = client("overdue")
    for said in ("我要还款", "1000", "确认"):
        user.say(said)
    number = backend.repayments("overdue")[0]["number"]
    assert number in user.say("确认").text
    assert booked(backend) == [100_000]


@pytest.mark.parametrize(
    ("text", "paid"),
    [("前两笔", [186_420, 94_275]), ("除了江城都还", [94_275, 71_308]), ("all of them", [186_420, 94_275, 71_308])],
)
def test_several_loans_with_one_confirmation(client, backend, text, paid):
    user = client("xiaowang")
    user.say("我要还款" if not text.isascii() else "I want to repay")
    asked = user.say(text)
    assert "/affirm" in asked.payloads
    user.tap("/affirm")
    payments = backend.repayments("xiaowang")
    assert len(payments) == len(paid)
    assert all(payment["remaining_cents"] == 0 for payment in payments)


@pytest.mark.parametrize("title", ["先不还"])
def test_a_title_typed_is_a_tap(client, backend, title):
    user = client("overdue")
    for said in ("我要还款", "1000"):
        user.say(said)
    assert "没有扣款" in user.say(title).text


@pytest.mark.parametrize("text", ["почему я не могу занять деньги", "למה אני לא יכול ללוות"])
def test_another_script_is_told_which_languages_are_read(client, text):
    assert "Chinese and English" in client("overdue").say(text).text
