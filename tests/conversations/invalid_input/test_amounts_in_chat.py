"""Amounts that cannot be paid are refused with a reason and asked for again; those that can are understood."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, YES

UNPAYABLE = [
    ("zh", "0"),
    ("zh", "0元"),
    ("zh", "-1"),
    ("zh", "负一百"),
    ("zh", "0.001"),
    ("zh", "1e9"),
    ("zh", "两千"),
    ("zh", "1,28,0"),
    ("zh", "99999999999999999999"),
    ("en", "0"),
    ("en", "zero yuan"),
    ("en", "-1"),
    ("en", "minus 5"),
    ("en", "0.001"),
    ("en", "1e9"),
    ("en", "five thousand"),
]
PAYABLE = [
    ("zh", "一千二", 120_000),
    ("zh", "1200块", 120_000),
    ("zh", "0.12万", 120_000),
    ("zh", "￥1,200.50", 120_050),
    ("zh", "一千二百块钱", 120_000),
    ("zh", "0.01", 1),
    ("zh", "全部", None),
    ("en", "twelve hundred", 120_000),
    ("en", "1,200 yuan", 120_000),
    ("en", "1.2k", 120_000),
    ("en", "¥1,200.50", 120_050),
    ("en", "one hundred", 10_000),
    ("en", "the whole amount", None),
]


@pytest.mark.parametrize(("language", "text"), UNPAYABLE)
def test_refused_with_a_reason(stack, backend, language, text):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    user.say(YES[language])
    owed = Shown(language, backend.now()).money(backend.to_clear("overdue", "L-0781"))
    reply = user.say(text)
    assert holds(reply.text, owed)
    assert "/affirm" not in reply.payloads
    assert_language(reply, language)
    user.say(CONFIRM[language])
    assert backend.repayments("overdue") == []


@pytest.mark.parametrize(("language", "text", "cents"), PAYABLE)
def test_understood(stack, language, text, cents):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    user.say(YES[language])
    cents = cents or stack.backend.to_clear("overdue", "L-0781")
    reply = user.say(text)
    assert "/affirm" in reply.payloads, reply.text
    assert holds(reply.text, Shown(language, stack.backend.now()).money(cents))
    assert_language(reply, language)


@pytest.mark.parametrize(("language", "text"), [("zh", "第九笔"), ("en", "the ninth one")])
def test_a_loan_that_is_not_there(stack, language, text):
    user = stack.client("xiaowang")
    user.say(COMPLAINT[language])
    user.say(YES[language])
    reply = user.say(text)
    assert sum("loan" in payload for payload in reply.payloads) == 3
    assert_language(reply, language)
