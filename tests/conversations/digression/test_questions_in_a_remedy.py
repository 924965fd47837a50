"""A question in the middle of a remedy is answered, and the remedy comes back to where it was."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import CARD_CONFIRMED, FEEDBACK, QUESTIONS, REVIEW, in_turn, on_file

ASKED = {
    "zh": ("为什么", "利息怎么算的", "什么时候能再借"),
    "en": ("why?", "how is the interest calculated?", "when can I borrow again"),
}
CASES = [(name, language, ASKED[language][number % 6 // 2]) for number, name, language in in_turn(FEEDBACK)]


@pytest.mark.parametrize(("name", "language", "text"), CASES)
def test_answered_and_back(stack, backend, name, language, text):
    question = QUESTIONS[name]
    user, asked = question.reach(stack, language)
    before = on_file(backend, question.account)
    reply = answered(user, text, language)
    assert len(reply.messages) >= 2, reply.text
    assert reply.messages[-1]["text"] == asked.messages[-1]["text"]
    assert reply.messages[-1].get("buttons") == asked.messages[-1].get("buttons")
    assert on_file(backend, question.account) == before


@pytest.mark.parametrize(("language", "text"), [("zh", "那要等多久"), ("en", "when can I borrow again")])
def test_a_question_is_no_reason_for_a_review(stack, backend, language, text):
    user, asked = REVIEW.reach(stack, language)
    assert answered(user, text, language).texts[-1] == asked.texts[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_taken_up_again_to_the_end(stack, backend, language):
    user, _ = CARD_CONFIRMED.reach(stack, language)
    for text in ASKED[language]:
        answered(user, text, language)
    answered(user, {"zh": "确认", "en": "yes, confirm"}[language], language)
    (loan,) = backend.credit_status(CARD_CONFIRMED.account)["loans"]
    assert (loan["state"], loan["card_tail"]) == ("active", "6023")
    assert backend.apply_for_loan(CARD_CONFIRMED.account)["granted"]
