"""The overdue account: the offer, the full amount, the confirmation, the receipt, and borrowing works again."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, PART, YES

LOAN = "L-0781"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_words_to_the_end(stack, backend, language):
    user = stack.client("overdue")
    shown = Shown(language, backend.now())
    owed = backend.to_clear("overdue", LOAN)
    assert not backend.apply_for_loan("overdue")["granted"]
    assert user.say(COMPLAINT[language]).causes == ["overdue"]
    asked = user.say(YES[language])
    assert holds(asked.text, shown.money(owed))
    confirmation = user.say(FULL[language])
    assert holds(confirmation.text, shown.money(owed))
    assert backend.repayments("overdue") == []
    receipt = user.say(CONFIRM[language])
    (booked,) = backend.repayments("overdue")
    assert booked["amount_cents"] == owed
    assert holds(receipt.texts[0], booked["number"])
    assert holds(receipt.texts[0], shown.money(owed))
    assert holds(receipt.texts[0], "0")
    assert receipt.diagnosis["can_borrow"]
    assert backend.apply_for_loan("overdue")["granted"]
    for reply in (asked, confirmation, receipt):
        assert_language(reply, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_by_buttons_to_the_end(stack, backend, language):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    user.tap("/affirm")
    user.tap('/inform{"share": "all"}')
    receipt = user.tap("/affirm")
    assert receipt.diagnosis["can_borrow"]
    assert_language(receipt, language)
    assert len(backend.repayments("overdue")) == 1


@pytest.mark.parametrize(
    ("language", "amount"),
    [("zh", "先还500块"), ("en", "pay 500 first")],
)
def test_a_part_leaves_the_rest_and_the_reason(stack, backend, language, amount):
    user = stack.client("overdue")
    owed = backend.to_clear("overdue", LOAN)
    user.say(COMPLAINT[language])
    user.say(YES[language])
    asked = user.say(PART[language])
    assert holds(asked.text, Shown(language, backend.now()).money(owed))
    confirmation = user.say(amount)
    left = Shown(language, backend.now()).money(owed - 50_000)
    assert holds(confirmation.text, "500")
    assert holds(confirmation.text, left)
    receipt = user.say(CONFIRM[language])
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [50_000]
    assert receipt.causes == ["overdue"]
    assert holds(receipt.text, left)
    assert backend.to_clear("overdue", LOAN) == owed - 50_000


@pytest.mark.parametrize(("language", "text"), [("zh", "我要还款"), ("en", "I want to repay")])
def test_asked_for_without_a_complaint(stack, language, text):
    asked = stack.client("overdue").say(text)
    assert '/inform{"share": "all"}' in asked.payloads
    assert_language(asked, language)


@pytest.mark.parametrize(("language", "text"), [("zh", "我要还款"), ("en", "I want to repay")])
def test_where_nothing_is_owed(stack, language, text):
    reply = stack.client("healthy").say(text)
    assert reply.payloads == ["/cannot_borrow"]
    assert_language(reply, language)
