"""A question about the product is answered, and this account's own reason in the same matter is added once."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.words import COMPLAINT

HOW_TO_REPAY = {"zh": "怎么还款", "en": "how do I repay?"}
OPEN_OFFER = {"zh": "现在还款", "en": "Repay now"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_reason_is_added_and_its_remedy_offered(stack, backend, language):
    user = stack.client("overdue")
    reply = answered(user, HOW_TO_REPAY[language], language)
    assert reply.causes == ["overdue"]
    assert "1,288.18" in reply.text
    assert "1,288.18" in user.tap(OPEN_OFFER[language]).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_told_is_not_told_again(stack, language):
    user = stack.client("overdue")
    answered(user, COMPLAINT[language], language)
    assert "1,288.18" not in answered(user, HOW_TO_REPAY[language], language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_matter_stays_out(stack, language):
    assert len(answered(stack.client("maintenance"), HOW_TO_REPAY[language], language).texts) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_lender_the_answer_stands(stack, language):
    with stack.wire.broken("cut"):
        assert len(answered(stack.client("overdue"), HOW_TO_REPAY[language], language).texts) == 1


@pytest.mark.parametrize(
    ("language", "text", "word"), [("zh", "谁定的680分", "评分"), ("en", "why does my score matter", "score")]
)
def test_why_goes_to_the_reason_that_is_named(stack, language, text, word):
    user = stack.client("xiaowang")
    answered(user, COMPLAINT[language], language)
    assert word in answered(user, text, language).texts[0]


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "多久有人联系我"), ("en", "when will they call me?"), ("zh", "要等多久")]
)
def test_after_a_ticket_when_is_about_the_ticket(stack, language, text):
    user = stack.client("account_frozen")
    answered(user, {"zh": "转人工", "en": "get me a human"}[language], language)
    number = stack.backend.get("account_frozen", "tickets")[-1]["number"]
    assert number in answered(user, text, language).text


@pytest.mark.parametrize(("language", "text"), [("zh", "谢谢"), ("en", "thanks")])
def test_thanks_in_the_middle_asks_nothing_else(stack, language, text):
    user = stack.client("identity_incomplete")
    answered(user, {"zh": "我要做身份验证", "en": "I want to verify my identity"}[language], language)
    reply = answered(user, text, language)
    assert "/step_done" in reply.payloads
    assert "/feedback_good" not in reply.payloads
