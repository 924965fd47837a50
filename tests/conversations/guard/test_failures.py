"""When a part fails the user is told in his language, a person is offered, and it goes on once the part is back."""

import pytest

from tests.conversations.figures import HAN
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, PERSON, YES
from tests.wire import NONSENSE

PATHS = ["credit-status", "system-status", "notices"]


def assert_told(reply, language):
    assert reply.status == 200
    assert "/human_handoff" in reply.payloads
    assert not any("custom" in message for message in reply.messages)
    assert_language(reply, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_backend_down(stack, language):
    user = stack.client("overdue")
    stack.stop("backend")
    try:
        assert_told(user.say(COMPLAINT[language]), language)
        handed = user.say(PERSON[language])
        assert "400-000-0000" in handed.text
        assert_language(handed, language)
    finally:
        stack.start("backend")
    assert user.tap("/human_handoff").status == 200
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
    stack.backend.reset()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", [*NONSENSE, "cut"])
def test_backend_answers_nonsense(stack, kind, path):
    language = "en" if path == "system-status" else "zh"
    user = stack.client("overdue")
    with stack.wire.broken(kind, path=path):
        assert_told(user.say(COMPLAINT[language]), language)
    assert user.tap("/check_again").causes == ["overdue"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_backend_slow(stack, language):
    user = stack.client("overdue")
    with stack.wire.broken("slow"):
        assert_told(user.say(COMPLAINT[language]), language)
    assert user.say(COMPLAINT[language]).causes == ["overdue"]


def test_one_hiccup_is_not_noticed(stack):
    user = stack.client("overdue")
    for kind in ("cut", "error"):
        with stack.wire.broken(kind, times=1):
            assert user.say(COMPLAINT["zh"]).causes == ["overdue"]


@pytest.mark.parametrize("at", ["amount", "confirmation"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_backend_fails_while_repaying(stack, backend, language, at):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES) if at == "amount" else (COMPLAINT, YES, FULL):
        user.say(text[language])
    with stack.wire.broken("cut"):
        assert_told(user.say((FULL if at == "amount" else CONFIRM)[language]), language)
    assert backend.repayments("overdue") == []
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
    for text in (YES, FULL, CONFIRM):
        reply = user.say(text[language])
    assert len(backend.repayments("overdue")) == 1
    assert reply.diagnosis["can_borrow"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reply_lost_once_is_asked_for_again(stack, backend, language):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        user.say(text[language])
    with stack.wire.broken("lost", method="POST", path="repayments", times=1):
        reply = user.say(CONFIRM[language])
    (booked,) = backend.repayments("overdue")
    assert booked["number"] in reply.text
    assert reply.diagnosis["can_borrow"]


@pytest.mark.parametrize("how", ["button", "words"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_repayment_whose_reply_is_lost_is_booked_once(stack, backend, language, how):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        user.say(text[language])
    with stack.wire.broken("lost", method="POST", path="repayments"):
        told = user.say(CONFIRM[language])
    assert_told(told, language)
    assert len(backend.repayments("overdue")) == 1
    receipt = user.tap("/affirm") if how == "button" else user.say(CONFIRM[language])
    (booked,) = backend.repayments("overdue")
    assert booked["number"] in receipt.text
    assert receipt.diagnosis["can_borrow"]
    assert_language(receipt, language)


def test_a_repayment_that_never_arrived_is_booked_at_the_second_try(stack, backend):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        user.say(text["zh"])
    with stack.wire.broken("error", method="POST", path="repayments"):
        assert_told(user.say(CONFIRM["zh"]), "zh")
    assert backend.repayments("overdue") == []
    assert user.tap("/affirm").diagnosis["can_borrow"]
    assert len(backend.repayments("overdue")) == 1


def test_a_receipt_that_is_nonsense_is_not_taken_for_a_failure(stack, backend):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        user.say(text["zh"])
    with stack.wire.broken("half", method="POST", path="repayments"):
        reply = user.say(CONFIRM["zh"])
    assert_told(reply, "zh")
    assert "没有扣款" not in reply.text, "nobody knows that"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_look_that_fails_after_paying_does_not_hide_the_receipt(stack, backend, language):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        user.say(text[language])
    with stack.wire.broken("cut", method="GET", path="system-status"):
        reply = user.say(CONFIRM[language])
    (booked,) = backend.repayments("overdue")
    assert booked["number"] in reply.text
    user.say(CONFIRM[language])
    assert len(backend.repayments("overdue")) == 1


def test_action_server_down(stack, backend):
    users = {language: stack.client("overdue") for language in ("zh", "en")}
    for language, user in users.items():
        user.say(COMPLAINT[language])
        user.say(YES[language])
    stack.stop("actions")
    try:
        for language, user in users.items():
            reply = user.say(FULL[language])
            assert reply.status == 503
            assert set(reply.json) == {"code", "message"}
            assert bool(HAN.search(reply.text)) == (language == "zh")
            assert "400-000-0000" in reply.text
        fresh = stack.client("healthy").say(COMPLAINT["en"])
        assert fresh.status == 503
        assert "400-000-0000" in fresh.text
    finally:
        stack.start("actions")
    for language, user in users.items():
        user.say(FULL[language])
        assert user.say(CONFIRM[language]).diagnosis["can_borrow"]
        assert len(backend.repayments("overdue")) == 1
        backend.reset()
