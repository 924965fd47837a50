"""Whoever leaves the repay dialogue, at whatever point, has paid nothing and can begin again."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.words import CANCEL, COMPLAINT, FULL, PART, YES

POINTS = {"amount": [YES], "part": [YES, PART], "confirmation": [YES, FULL]}


@pytest.mark.parametrize("how", ["words", "button"])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_cancelled(stack, language, point, how):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    for text in POINTS[point]:
        asked = user.say(text[language])
    if how == "button" and "/cancel" not in asked.payloads:
        pytest.skip("no button here")
    left = user.tap("/cancel") if how == "button" else user.say(CANCEL[language])
    assert "/check_again" in left.payloads
    assert_language(left, language)
    assert stack.backend.repayments("overdue") == []
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
    assert '/inform{"share": "all"}' in user.say(YES[language]).payloads


@pytest.mark.parametrize("language", ["zh", "en"])
def test_yes_after_cancelling_pays_nothing(stack, language):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL, CANCEL, YES, YES):
        reply = user.say(text[language])
    assert_language(reply, language)
    assert stack.backend.repayments("overdue") == []


@pytest.mark.parametrize(("language", "text"), [("zh", "转人工"), ("en", "a person please")])
def test_a_person_instead(stack, backend, language, text):
    user = stack.client("overdue")
    for said in (COMPLAINT, YES, FULL):
        user.say(said[language])
    reply = user.say(text)
    account = backend.get("overdue", "tickets")
    assert len(account) == 1
    assert account[0]["number"] in reply.text
    assert account[0]["cause"] == "overdue"
    assert account[0]["language"] == language
    assert_language(reply, language)
    assert stack.backend.repayments("overdue") == []
    assert "/check_again" in reply.payloads
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
