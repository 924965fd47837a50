"""No means no: to the offer, to the amount, to the confirmation."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, FULL, YES

REFUSALS = {"zh": ["不用了", "不要", "不还", "不确认"], "en": ["no", "no thanks", "don't", "I don't want to"]}
POINTS = {"offer": [], "amount": [YES], "confirmation": [YES, FULL]}
CASES = [(language, text) for language, texts in REFUSALS.items() for text in texts]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("language", "text"), CASES)
def test_no(stack, language, text, point):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    for said in POINTS[point]:
        user.say(said[language])
    reply = user.say(text)
    assert_language(reply, language)
    assert "/check_again" in reply.payloads
    assert stack.backend.repayments("overdue") == []
    assert user.say(COMPLAINT[language]).causes == ["overdue"]


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "不确定"), ("en", "not sure"), ("zh", "先别扣"), ("en", "don't pay yet")]
)
def test_no_payment_without_a_clear_yes(stack, language, text):
    user = stack.client("overdue")
    for said in (COMPLAINT, YES, FULL):
        user.say(said[language])
    assert_language(user.say(text), language)
    assert stack.backend.repayments("overdue") == []
