"""A plain no takes nothing and changes nothing."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.repaying import ALL, CANCELLED, booked, choose, complain

NO = [("zh", "不要"), ("zh", "不了"), ("en", "no thanks"), ("en", "no")]


@pytest.mark.parametrize(("language", "word"), NO)
def test_no_to_the_offer(stack, backend, language, word):
    user = stack.client("overdue")
    complain(user, language)
    reply = user.say(word)
    assert_language(reply, language)
    assert "/check_again" in reply.payloads
    assert booked(backend) == []


@pytest.mark.parametrize(("language", "word"), NO)
def test_no_to_the_exact_amount(stack, backend, language, word):
    user = stack.client("overdue")
    choose(user, language, ALL[language])
    reply = user.say(word)
    assert CANCELLED[language] in reply.text
    assert booked(backend) == []


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "不确认"), ("zh", "不对"), ("zh", "先别扣"), ("en", "don't confirm"), ("en", "wait")]
)
def test_nothing_but_a_clear_yes_confirms(stack, backend, language, word):
    user = stack.client("overdue")
    choose(user, language, ALL[language])
    user.say(word)
    assert booked(backend) == []


def test_no_to_a_notice_files_none(stack, backend):
    user = stack.client("ms_li")
    user.say("借钱时提示服务暂未开放")
    user.say("不用了")
    assert backend.get("ms_li", "notices") == []
