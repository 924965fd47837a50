"""However an amount is said and however often it is confirmed: it is booked once, or nothing with a clear reason."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import Client, Reply
from tests.conversations.language import assert_language
from tests.conversations.repaying import CONFIRM, LANGUAGES, OVERDUE_LOAN, booked, choose, money
from tests.conversations.words import COMPLAINT

AMOUNTS = [
    ("zh", "一千二", 120_000),
    ("zh", "全部", None),
    ("zh", "1,280.5", 128_050),
    ("en", "twelve hundred", 120_000),
    ("en", "everything", None),
    ("en", "0.01", 1),
]


def at_once(*taps: tuple[Client, str]) -> list[Reply]:
    with ThreadPoolExecutor(len(taps)) as pool:
        return list(pool.map(lambda tap: tap[0].say(tap[1]), taps))


def confirming(user: Client) -> tuple[Client, str]:
    assert "/affirm" in user.last.payloads
    return user, next(button["payload"] for button in user.last.buttons if button["payload"].startswith("/affirm"))


@pytest.mark.parametrize(("language", "text", "cents"), AMOUNTS)
def test_an_amount_in_words_is_booked_once_by_a_double_tap(stack, backend, language, text, cents):
    cents = cents or backend.to_clear("overdue", OVERDUE_LOAN)
    user = stack.client("overdue")
    assert money(cents) in choose(user, language, text).text
    replies = at_once(confirming(user), confirming(user))
    assert booked(backend) == [cents]
    assert any(reply.status == 200 and money(cents) in reply.text for reply in replies)
    assert all(reply.status == 200 or reply.json["code"] == "busy" for reply in replies)
    later = user.say(CONFIRM[language])
    assert later.text
    assert booked(backend) == [cents]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_conversations_pay_everything_at_once(stack, backend, language):
    users = [stack.client("overdue"), stack.client("overdue")]
    cents = backend.to_clear("overdue", OVERDUE_LOAN)
    for user in users:
        choose(user, language, {"zh": "全部", "en": "everything"}[language])
    replies = at_once(*map(confirming, users))
    assert booked(backend) == [cents]
    for reply in replies:
        assert reply.status == 200
        assert reply.diagnosis["can_borrow"]
        assert_language(reply, language)
    number = backend.repayments("overdue")[0]["number"]
    assert sorted(number in reply.text for reply in replies) == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_conversations_pay_a_part_each(stack, backend, language):
    users = [stack.client("overdue"), stack.client("overdue")]
    owed = backend.to_clear("overdue", OVERDUE_LOAN)
    for user, amount in zip(users, ("300", "400"), strict=True):
        choose(user, language, amount)
    at_once(*map(confirming, users))
    assert booked(backend) in ([30_000], [40_000]), "what is left was no longer what the second had been told"
    number = backend.repayments("overdue")[0]["number"]
    second = next(user for user in users if number not in user.last.text)
    if not any("quote" in button["payload"] for button in second.last.buttons):
        second.say({"zh": "我要还款", "en": "I want to repay"}[language])
        second.say("300" if booked(backend) == [40_000] else "400")
    second.tap("/affirm")
    assert sorted(booked(backend)) == [30_000, 40_000]
    assert backend.to_clear("overdue", OVERDUE_LOAN) == owed - 70_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_is_left_after_another_conversation_paid_takes_nothing(stack, backend, language):
    users = [stack.client("overdue"), stack.client("overdue")]
    for user in users:
        choose(user, language, "1000")
    users[0].say(CONFIRM[language])
    refused = users[1].say(CONFIRM[language])
    assert booked(backend) == [100_000]
    assert "/affirm" not in refused.payloads
    assert money(backend.to_clear("overdue", OVERDUE_LOAN)) in refused.text
    assert_language(refused, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_whose_reply_is_lost_is_booked_once(stack, backend, language):
    user = stack.client("overdue")
    choose(user, language, "500")
    with stack.wire.broken("lost", method="POST", path="repayments"):
        user.say(CONFIRM[language])
    assert booked(backend) == [50_000]
    receipt = user.tap("/affirm")
    assert booked(backend) == [50_000]
    assert backend.repayments("overdue")[0]["number"] in receipt.text
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
