"""Answers that cannot be meant change nothing: the bot says why, or asks again."""

from pathlib import Path

import pytest

from tests.conversations.journeys import answered
from tests.conversations.procedures import CARD, OTHER_CARD, QUESTIONS, VERSION, on_file

NUMBERS = [
    ("zh", "我的新卡是6222021234567890123", "622202123456", "0123"),
    ("en", "it is 4111 1111 1111 7890", "4111 1111", "7890"),
]
TAILS = [("zh", "尾号123"), ("zh", "12345"), ("en", "it ends in 123"), ("en", "12345")]
VERSIONS = [("zh", "版本是10.4.9"), ("zh", "版本10"), ("en", "it says 9.0.1"), ("en", "v10")]
NONSENSE = [
    ("papers", "zh", "一张照片"),
    ("papers", "en", "a photo of my cat"),
    ("event", "zh", "紫色"),
    ("event", "en", "purple"),
    ("identity", "zh", "哈哈哈"),
    ("identity", "en", "blah blah"),
    ("network", "zh", "香蕉"),
    ("network", "en", "banana"),
]
VAGUE = [
    ("event", "zh", "也许吧"),
    ("event", "en", "maybe"),
    ("network", "zh", "随便啦"),
    ("network", "en", "whatever"),
]
NOT_DONE_BY_AGREEING = [("identity", "zh", "好的"), ("identity", "en", "ok")]


@pytest.mark.parametrize(("language", "text", "secret", "tail"), NUMBERS)
def test_of_a_whole_card_number_only_the_end_is_kept(stack, backend, language, text, secret, tail):
    user, _ = OTHER_CARD.reach(stack, language)
    asked = answered(user, text, language)
    assert tail in asked.text
    assert "/affirm" in asked.payloads
    for file in Path(stack.env["TRACKER_DB"]).parent.glob("*.db*"):
        assert secret.encode() not in file.read_bytes()


@pytest.mark.parametrize(("language", "text"), TAILS)
def test_not_four_digits(stack, backend, language, text):
    user, asked = CARD.reach(stack, language)
    reply = answered(user, text, language, "3305")
    assert reply.texts[-1] == asked.texts[-1]
    assert "/affirm" not in reply.payloads


@pytest.mark.parametrize(("language", "text"), VERSIONS)
def test_a_version_that_is_too_old_or_none(stack, backend, language, text):
    user, asked = VERSION.reach(stack, language)
    before = on_file(backend, VERSION.account)
    reply = answered(user, text, language, "10.5.0")
    assert reply.texts[-1] == asked.texts[-1]
    assert on_file(backend, VERSION.account) == before


@pytest.mark.parametrize(("name", "language", "text"), NONSENSE)
def test_nonsense_is_asked_again(stack, backend, name, language, text):
    question = QUESTIONS[name]
    user, asked = question.reach(stack, language)
    before = on_file(backend, question.account)
    reply = answered(user, text, language)
    assert reply.texts[-1] == asked.texts[-1]
    assert on_file(backend, question.account) == before


@pytest.mark.parametrize(("name", "language", "text"), VAGUE)
def test_a_vague_word_decides_nothing(stack, backend, name, language, text):
    question = QUESTIONS[name]
    user, _ = question.reach(stack, language)
    before = on_file(backend, question.account)
    answered(user, text, language)
    assert on_file(backend, question.account) == before


@pytest.mark.parametrize(("name", "language", "text"), NOT_DONE_BY_AGREEING)
def test_to_agree_is_not_to_have_done_it(stack, backend, name, language, text):
    question = QUESTIONS[name]
    user, _ = question.reach(stack, language)
    before = on_file(backend, question.account)
    answered(user, text, language)
    assert on_file(backend, question.account) == before
