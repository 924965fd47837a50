"""Where more than one thing can be meant, the bot asks; a clear answer is understood in many shapes."""

import pytest

from tests.conversations.repaying import CONFIRM, booked

BY_WORDS = [
    ("zh", "第一笔", "B-0901"),
    ("zh", "第二笔", "B-1001"),
    ("zh", "金额最大的", "B-0901"),
    ("zh", "最小的那笔", "B-1101"),
    ("en", "the second one", "B-1001"),
    ("en", "the smallest one", "B-1101"),
]
START = {"zh": "我要还款", "en": "I want to repay"}


BY_NAME = [("zh", "云山银行信用卡账单", "B-1101"), ("en", "Yunshan Bank card bill", "B-1101")]


@pytest.mark.parametrize(("language", "said", "loan"), BY_WORDS)
def test_which_loan_by_words(stack, backend, language, said, loan):
    pay_one_of_three(stack, backend, language, said, loan)


@pytest.mark.parametrize(("language", "said", "loan"), BY_NAME)
def test_which_loan_by_its_name(stack, backend, language, said, loan):
    pay_one_of_three(stack, backend, language, said, loan)


def pay_one_of_three(stack, backend, language, said, loan):
    user = stack.client("xiaowang")
    user.say(START[language])
    user.say(said)
    user.say({"zh": "先还100元", "en": "just 100"}[language])
    user.say(CONFIRM[language])
    payments = backend.repayments("xiaowang")
    assert [(payment["loan_id"], payment["amount_cents"]) for payment in payments] == [(loan, 10_000)]


@pytest.mark.parametrize("said", ["第九笔", "随便", "the tenth one"])
def test_no_such_loan_is_asked_again(stack, backend, said):
    user = stack.client("xiaowang")
    user.say("我要还款")
    reply = user.say(said)
    assert sum(payload.startswith('/inform{"loan"') for payload in reply.payloads) == 3
    assert booked(backend, "xiaowang") == []


def test_the_only_loan_is_not_asked_for(stack):
    reply = stack.client("overdue").say("我要还款")
    assert '/inform{"share": "all"}' in reply.payloads


def test_a_button_of_another_conversation_is_not_taken(stack, backend):
    user = stack.client("xiaowang")
    user.say("我要还款")
    reply = user.say('/inform{"loan": "L-0781"}')
    assert reply.status == 200
    user.say("全部还清")
    user.say("确认")
    assert booked(backend) == []
