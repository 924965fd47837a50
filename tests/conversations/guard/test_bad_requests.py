"""Whatever is sent, the answer is clear and the conversation unharmed."""

import pytest

from tests.conversations.figures import HAN
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, YES

COMMANDS = [
    '/repay{"account_id":"healthy"}',
    "/restart",
    "/session_start",
    "/affirm",
    "/back",
    "/cannot_borrow",
    '/inform{"repay_confirmed": true}',
    " /restart",
    "／restart",
    "\u200b/restart",
    '/inform{"share": "all"}',
    "EXTERNAL: /restart",
]
BODIES = [
    ({"message": None}, 422),
    ({"message": 5}, 422),
    ({"message": ["借不了"]}, 422),
    ({"message": {"text": "借不了"}}, 422),
    ({"message": ""}, 422),
    ({"message": " \u200b\n"}, 422),
    ({}, 422),
    ({"text": "借不了"}, 422),
    ([1, 2], 400),
    ("借不了", 400),
    (5, 400),
    (None, 400),
]
TOO_LONG = {"zh": "借" * 20_000, "en": "a" * 501}
RAW = [
    (b"", 400),
    (b"{", 400),
    (b'{"message": "\xff"}', 400),
    (b"[" * 50_000, 400),
    (b'{"message": "' + b"x" * 100_000 + b'"}', 413),
]


def in_the_middle(user):
    for text in (COMPLAINT, YES, FULL):
        reply = user.say(text["zh"])
    return reply


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_nothing(stack, backend, command):
    user = stack.client("overdue")
    user.say(COMPLAINT["zh"])
    user.say(YES["zh"])
    reply = user.say(command)
    assert reply.status == 200
    assert reply.text
    assert backend.repayments("overdue") == []
    if command == '/inform{"share": "all"}':
        return
    user.say(FULL["zh"])
    assert user.say(CONFIRM["zh"]).diagnosis["can_borrow"], "the dialogue goes on"


def test_a_command_is_answered_in_the_language_spoken(stack):
    for language in ("zh", "en"):
        user = stack.client("overdue")
        user.say(COMPLAINT[language])
        assert_language(user.say("/restart"), language)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("body", "status"), BODIES, ids=lambda value: str(value)[:20])
def test_a_body_that_is_no_message(stack, body, status, language):
    reply = stack.client("overdue", language=language).post(body)
    assert reply.status == status
    assert set(reply.json) == {"code", "message"}
    assert bool(HAN.search(reply.text)) == (language == "zh")


@pytest.mark.parametrize("language", TOO_LONG)
def test_a_message_that_is_too_long_is_answered_in_its_language(stack, language):
    reply = stack.client("overdue").say(TOO_LONG[language])
    assert reply.status == 413
    assert bool(HAN.search(reply.text)) == (language == "zh")


@pytest.mark.parametrize(("content", "status"), RAW, ids=["empty", "half", "not utf-8", "deep", "large"])
def test_a_body_that_is_not_json(stack, content, status):
    reply = stack.client("overdue").post(content=content)
    assert reply.status == status
    assert reply.text


def test_the_conversation_is_unharmed(stack, backend):
    user = stack.client("overdue")
    in_the_middle(user)
    for body, _ in BODIES:
        user.post(body)
    for text in TOO_LONG.values():
        user.say(text)
    for content, _ in RAW:
        user.post(content=content)
    for command in COMMANDS[:3]:
        user.say(command)
    assert user.say(CONFIRM["zh"]).diagnosis["can_borrow"]
    assert len(backend.repayments("overdue")) == 1


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("我的卡号是6222021234567890123，为什么借不了", "622202123456"),
        ("身份证110101199003078515，借呗借不了", "110101199003078515"),
        ("密码是abc12345，借呗为什么借不了", "abc12345"),
        ("my card is 4111 1111 1111 1111, why can't I borrow", "4111 1111"),
    ],
)
def test_secrets_are_masked_before_they_are_kept(stack, text, secret):
    from pathlib import Path

    reply = stack.client("overdue").say(text)
    assert reply.causes == ["overdue"]
    assert len(reply.texts) >= 3
    for file in Path(stack.env["TRACKER_DB"]).parent.glob("conversations.db*"):
        assert secret.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "text",
    ["😀😀😀", "?", "1", "。。。", "ok", "a" * 500, "借" * 500, "'; DROP TABLE events; --", "{0}{x}%s", "<b>hi</b>"],
)
def test_odd_texts_get_an_answer(stack, text):
    reply = stack.client("overdue").say(text)
    assert reply.status == 200
    assert reply.text
