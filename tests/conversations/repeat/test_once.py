"""Said twice is done once."""

import pytest

from tests.conversations.words import COMPLAINT, CONFIRM, FULL, PERSON, YES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_confirmed_twice_is_booked_once(stack, backend, language):
    user = stack.client("overdue")
    for text in (COMPLAINT, YES, FULL, CONFIRM, CONFIRM, CONFIRM):
        reply = user.say(text[language])
    assert len(backend.repayments("overdue")) == 1
    assert reply.status == 200
    assert reply.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_part_confirmed_twice_is_booked_once(stack, backend, language):
    user = stack.client("overdue")
    for text in (COMPLAINT[language], YES[language], "500", CONFIRM[language], CONFIRM[language], CONFIRM[language]):
        user.say(text)
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [50_000]


def test_a_stale_confirm_button_pays_nothing(stack, backend):
    user = stack.client("overdue")
    user.say(COMPLAINT["zh"])
    user.say(YES["zh"])
    confirmation = user.say("500")
    (payload,) = [button["payload"] for button in confirmation.buttons if "500" in button["title"]]
    user.tap("/cancel")
    user.say(payload)
    user.say(payload)
    assert backend.repayments("overdue") == []


def test_two_parts_are_two_payments(stack, backend):
    user = stack.client("overdue")
    for text in (COMPLAINT["zh"], YES["zh"], "100", CONFIRM["zh"], YES["zh"], "100", CONFIRM["zh"]):
        user.say(text)
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [10_000, 10_000]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_complaint_gets_the_same_answer(stack, language):
    user = stack.client("overdue")
    assert user.say(COMPLAINT[language]).json == user.say(COMPLAINT[language]).json


def test_paid_elsewhere_in_the_meantime(stack, backend):
    first, second = stack.client("overdue"), stack.client("overdue")
    for text in (COMPLAINT, YES, FULL):
        first.say(text["zh"])
        second.say(text["zh"])
    assert first.say(CONFIRM["zh"]).diagnosis["can_borrow"]
    reply = second.say(CONFIRM["zh"])
    assert len(backend.repayments("overdue")) == 1
    assert reply.status == 200
    assert reply.text


def test_a_person_asked_for_twice(stack, backend):
    user = stack.client("account_frozen")
    for _ in range(2):
        reply = user.say(PERSON["zh"])
        assert backend.get("account_frozen", "tickets")[-1]["number"] in reply.text
