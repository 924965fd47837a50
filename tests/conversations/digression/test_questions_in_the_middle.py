"""A question in the middle of repaying is answered, and the dialogue comes back to where it was."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, WHEN, WHY, YES

QUESTIONS = {
    "zh": [WHY["zh"], WHEN["zh"], "还有别的原因吗", "提前还款要手续费吗", "利息怎么算", "你是机器人吗", "谢谢"],
    "en": [
        WHY["en"],
        WHEN["en"],
        "are there other reasons",
        "is there a fee for repaying early",
        "how is interest calculated",
        "are you a robot",
        "thanks",
    ],
}
CASES = [(language, text) for language, texts in QUESTIONS.items() for text in texts]


@pytest.mark.parametrize("point", ["amount", "confirmation"])
@pytest.mark.parametrize(("language", "question"), CASES)
def test_answered_and_back(stack, language, question, point):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES) if point == "amount" else (COMPLAINT, YES, FULL):
        asked = user.say(text[language])
    reply = user.say(question)
    assert len(reply.messages) >= 2, reply.text
    assert reply.messages[-1]["text"] == asked.messages[-1]["text"]
    assert_language(reply, language)
    assert stack.backend.repayments("overdue") == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dialogue_goes_on_after_a_question(stack, backend, language):
    user = stack.client("overdue")
    owed = backend.to_clear("overdue", "L-0781")
    for text in (COMPLAINT, YES, WHY, FULL, WHEN, CONFIRM):
        reply = user.say(text[language])
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [owed]
    assert reply.diagnosis["can_borrow"]


@pytest.mark.parametrize(("language", "text"), [("zh", "还有别的原因吗"), ("en", "any other reasons?")])
def test_what_else(stack, language, text):
    user = stack.client("many_causes")
    user.say(COMPLAINT[language])
    reply = user.say(text)
    assert_language(reply, language)
    assert "612" in reply.text
    assert "680" in reply.text
    assert "/cannot_borrow" not in reply.payloads


@pytest.mark.parametrize(("account", "language", "text"), [("overdue", "zh", WHY["zh"]), ("overdue", "en", WHY["en"])])
def test_why(stack, account, language, text):
    user = stack.client(account)
    complaint = user.say(COMPLAINT[language])
    reply = user.say(text)
    assert complaint.messages[0]["text"] in reply.texts, "the evidence is shown again"
    assert "/review_decision" in reply.payloads
    assert_language(reply, language)


@pytest.mark.parametrize("account", ["low_credit_score", "limit_used_up", "identity_expired", "region_suspended"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_second_complaint_switches_language(stack, account, language):
    other = {"zh": "en", "en": "zh"}[language]
    user = stack.client(account)
    assert_language(user.say(COMPLAINT[language]), language)
    assert_language(user.say(COMPLAINT[other]), other)
    assert_language(user.tap("/ask_why"), other)
