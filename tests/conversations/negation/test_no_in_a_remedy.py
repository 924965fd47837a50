"""No to the offer, and no to any question of a remedy: nothing is done."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import EVENT, FEEDBACK, IDENTITY, QUESTIONS, in_turn, on_file
from tests.conversations.words import COMPLAINT

REFUSALS = {"zh": ("不要", "不用了"), "en": ("no", "no thanks")}
STOPPED = {"zh": "先停在这里", "en": "we'll stop here"}
LEFT = {"zh": "什么都没有改变", "en": "nothing has been changed"}
CASES = [(name, language, REFUSALS[language][number % 4 // 2]) for number, name, language in in_turn(EVENT, FEEDBACK)]
OFFERS = ("identity_incomplete", "account_frozen", "low_credit_score", "disbursement_failed", "maintenance")


@pytest.mark.parametrize(("name", "language", "text"), CASES)
def test_no_to_a_question(stack, backend, name, language, text):
    question = QUESTIONS[name]
    user, _ = question.reach(stack, language)
    before = on_file(backend, question.account)
    answered(user, text, language, STOPPED[language])
    assert on_file(backend, question.account) == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", OFFERS)
def test_no_to_the_offer(stack, backend, account, language):
    user = stack.client(account)
    user.say(COMPLAINT[language])
    before = on_file(backend, account)
    answered(user, REFUSALS[language][0], language, LEFT[language])
    assert on_file(backend, account) == before


@pytest.mark.parametrize(("language", "text"), [("zh", "不是我"), ("en", "not me")])
def test_no_that_was_not_me_is_a_verdict(stack, backend, language, text):
    user, _ = EVENT.reach(stack, language)
    answered(user, text, language)
    assert backend.credit_status(EVENT.account)["compromise"] is not None


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "还没做"), ("zh", "没做好"), ("en", "not done yet"), ("en", "I haven't done it")]
)
def test_not_done_is_not_done(stack, backend, language, text):
    user, _ = IDENTITY.reach(stack, language)
    before = on_file(backend, IDENTITY.account)
    answered(user, text, language)
    assert on_file(backend, IDENTITY.account) == before
