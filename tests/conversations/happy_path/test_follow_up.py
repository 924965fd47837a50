"""Questions after the reason: why, when, what else, what can I do, a person."""

import pytest

from tests.conversations.language import assert_language

QUESTIONS = [
    ("many_causes", "zh", "为什么", "逾期"),
    ("many_causes", "en", "why is that a reason?", "overdue"),
    ("many_causes", "zh", "还有别的原因吗", "评分"),
    ("many_causes", "en", "is there anything else?", "score"),
    ("low_credit_score", "zh", "什么时候可以再试", "月"),
    ("low_credit_score", "en", "when can I try again?", "2026"),
    ("low_credit_score", "zh", "那我该怎么办", ""),
    ("low_credit_score", "en", "what can I do about it?", ""),
    ("ms_li", "zh", "我的账户状态怎么样", "742"),
    ("ms_li", "en", "show me my account status", "742"),
]


@pytest.mark.parametrize(("account", "language", "question", "holds"), QUESTIONS)
def test_a_follow_up_question_is_answered_from_the_account(stack, account, language, question, holds):
    user = stack.client(account)
    user.say({"zh": "借呗为什么借不了", "en": "why can't I borrow?"}[language])
    reply = user.say(question)
    assert holds in reply.text
    assert "/cannot_borrow" not in reply.payloads, f"not understood: {reply.text}"
    assert_language(reply, language)


@pytest.mark.parametrize(("language", "text"), [("zh", "转人工"), ("en", "let me talk to a person")])
def test_a_person_gets_the_case_with_its_reason(stack, backend, language, text):
    user = stack.client("account_frozen")
    user.say({"zh": "借呗为什么借不了", "en": "why can't I borrow?"}[language])
    reply = user.say(text)
    tickets = backend.get("account_frozen", "tickets")
    assert len(tickets) == 1
    assert tickets[0]["number"] in reply.text
    assert tickets[0]["cause"] == "account_frozen"
    assert tickets[0]["language"] == language
    assert_language(reply, language)


def test_the_language_follows_the_message(stack):
    user = stack.client("overdue")
    for language, text in [("zh", "借呗为什么借不了"), ("en", "why can't I borrow?"), ("zh", "为什么会这样")]:
        assert_language(user.say(text), language)
    assert_language(user.tap("/ask_remedy"), "zh")
