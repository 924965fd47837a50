"""What is not understood is asked back with a few meanings; the second time a person is offered."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, YES

UNCLEAR = {
    "zh": ["一二三四五", "红的绿的", "黄色的", "随便说说", "弹出一个东西", "出来一行字", "老是这样"],
    "en": ["whatever", "the yellow one", "it goes nowhere", "one two three", "something popped up", "I pressed it"],
}
ASKED_BACK = {"zh": "没太明白", "en": "not sure I understood"}


@pytest.fixture(scope="module")
def unclear(stack):
    """At least two texts a language that the model of today does not understand."""
    found: dict[str, list[str]] = {language: [] for language in UNCLEAR}
    for language, texts in UNCLEAR.items():
        for text in texts:
            if ASKED_BACK[language] in stack.client("overdue").say(text).text:
                found[language].append(text)
        assert len(found[language]) >= 2, f"everything is understood: {texts}"
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_once_and_again(stack, unclear, language):
    user = stack.client("overdue")
    first = user.say(unclear[language][0])
    assert 2 <= len(first.buttons) <= 3
    assert len(set(first.payloads)) == len(first.buttons)
    assert_language(first, language)
    second = user.say(unclear[language][1])
    assert "/affirm" in second.payloads
    assert_language(second, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_meaning_comes_from_the_account(stack, unclear, language):
    user = stack.client("overdue")
    first = user.say(unclear[language][0])
    assert first.payloads[0] == "/overdue_blocked"
    reply = user.tap("/overdue_blocked")
    assert reply.causes == ["overdue"]
    assert_language(reply, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_understood_in_between_the_count_begins_again(stack, unclear, language):
    user = stack.client("overdue")
    user.say(unclear[language][0])
    user.say(COMPLAINT[language])
    assert "/affirm" not in user.say(unclear[language][1]).payloads


@pytest.mark.parametrize("language", ["zh", "en"])
def test_yes_to_the_person(stack, unclear, backend, language):
    user = stack.client("overdue")
    user.say(unclear[language][0])
    user.say(unclear[language][1])
    reply = user.say(YES[language])
    (ticket,) = backend.get("overdue", "tickets")
    assert ticket["number"] in reply.text
    assert_language(reply, language)
