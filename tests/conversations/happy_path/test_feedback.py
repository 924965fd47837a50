"""How it ended for the user is kept with the cause and the remedy; a word why is welcome."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, YES

THANKS = {"zh": "谢谢", "en": "thanks"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_solved_after_the_remedy(stack, backend, language):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL, CONFIRM):
        user.say(text[language])
    user.tap("/feedback_good")
    (word,) = backend.get("overdue", "feedback")
    assert (word["solved"], word["cause"], word["remedy"], word["word"]) == (True, "overdue", "repay", "")


@pytest.mark.parametrize(
    ("language", "bad", "why"),
    [("zh", "没解决我的问题", "等不了那么久"), ("en", "that doesn't help at all", "I can't pay all of that at once")],
)
def test_not_solved_and_why(stack, backend, language, bad, why):
    user = stack.client("low_credit_score")
    for text in (COMPLAINT[language], bad, why):
        answered(user, text, language)
    (word,) = backend.get("low_credit_score", "feedback")
    assert (word["solved"], word["cause"], word["remedy"]) == (False, "low_credit_score", "improve_credit")
    assert word["word"] == why
    answered(user, YES[language], language)
    (ticket,) = backend.get("low_credit_score", "tickets")
    assert why in ticket["summary"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_solved_by_tapping(stack, backend, language):
    user = stack.client("account_frozen")
    user.say(COMPLAINT[language])
    answered(user, THANKS[language], language)
    user.tap("/feedback_bad")
    user.tap('/inform{"choice": "time"}')
    (word,) = backend.get("account_frozen", "feedback")
    assert not word["solved"]
    assert word["cause"] == "account_frozen"
    assert word["word"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_solved_counts_without_a_word(stack, backend, language):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    answered(user, THANKS[language], language)
    user.tap("/feedback_bad")
    user.tap("/cancel")
    (word,) = backend.get("overdue", "feedback")
    assert (word["solved"], word["word"]) == (False, "")
