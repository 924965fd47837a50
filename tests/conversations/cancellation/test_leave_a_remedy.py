"""Whoever leaves a remedy, at whatever question, has changed nothing, and a later yes does not go on with it."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import CARD_CONFIRMED, EVENT, QUESTIONS, SECURITY, in_turn, on_file

LEAVE = {"zh": "算了，先不办了", "en": "never mind, not now"}
STOPPED = {"zh": "先停在这里", "en": "we'll stop here"}
YES = {"zh": "好的", "en": "ok"}
CASES = [(name, language) for _, name, language in in_turn()] + [("event", "zh"), ("card confirmed", "zh")]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_left_in_words(stack, backend, name, language):
    question = QUESTIONS[name]
    user, _ = question.reach(stack, language)
    before = on_file(backend, question.account)
    left = answered(user, LEAVE[language], language, STOPPED[language])
    assert "/check_again" in left.payloads
    answered(user, YES[language], language)
    assert on_file(backend, question.account) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_left_by_the_button(stack, backend, language):
    user, asked = CARD_CONFIRMED.reach(stack, language)
    before = on_file(backend, CARD_CONFIRMED.account)
    assert STOPPED[language] in user.tap("/cancel").text
    user.say(asked.payloads[0])
    assert on_file(backend, CARD_CONFIRMED.account) == before


@pytest.mark.parametrize(("language", "text"), [("zh", "转人工"), ("en", "a person please")])
def test_a_person_instead(stack, backend, language, text):
    user, _ = EVENT.reach(stack, language)
    reply = answered(user, text, language)
    (ticket,) = backend.get(EVENT.account, "tickets")
    assert ticket["number"] in reply.text
    assert ticket["kind"] == "human"
    assert ticket["cause"] == EVENT.account
    assert "保护账户" in ticket["summary"], "what was tried"
    assert not any(event["confirmed"] for event in backend.credit_status(EVENT.account)["transactions"])


@pytest.mark.parametrize(
    ("language", "done", "again"),
    [("zh", "密码改好了", "帮我保护账户"), ("en", "password changed", "secure my account")],
)
def test_what_was_done_stays_done_and_it_goes_on_from_there(stack, backend, language, done, again):
    user, _ = SECURITY.reach(stack, language)
    answered(user, done, language)
    answered(user, LEAVE[language], language)
    assert backend.get(SECURITY.account, "security")["done"] == ["change_password"]
    answered(user, again, language, {"zh": "双重验证", "en": "two-factor"}[language])
