"""A greeting offers the likeliest questions from the findings, shows nothing of the account, and invents none."""

from datetime import datetime

import pytest

from backend.demo import demo_accounts
from diagnosis import ZONE
from tests.conversations.journeys import LANGUAGES, answered

ACCOUNTS = [each.credit.account_id for each in demo_accounts(datetime.now(ZONE)) if each.credit.account_id != "healthy"]
HELLO = {"zh": "你好", "en": "hello"}
GUESSES = {
    "many_causes": ["overdue_blocked", "cannot_borrow", "system_error"],
    "sme_owner": ["cannot_borrow", "money_not_arrived"],
    "xiaowang": ["overdue_blocked", "cannot_borrow"],
    "identity_expired": ["verification_failed"],
    "line_not_opened": ["not_opened"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", GUESSES)
def test_the_likeliest_first(stack, account, language):
    user = stack.client(account)
    greeting = answered(user, HELLO[language], language)
    assert greeting.payloads == [*(f"/{guess}" for guess in GUESSES[account]), "/ask_status", "/human_handoff"]
    assert not any(letter.isdigit() for letter in greeting.text), "figures are for whoever asks"
    assert user.tap(greeting.payloads[0]).causes[0] == stack.backend.apply_for_loan(account)["reasons"][0]["code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_is_invented(stack, language):
    greeting = answered(stack.client("healthy"), HELLO[language], language)
    assert greeting.payloads == ["/cannot_borrow", "/ask_status", "/human_handoff"]
    assert stack.client("healthy", language=language).greeting().messages == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_backend_a_greeting_is_still_answered(stack, language):
    with stack.wire.broken("cut"):
        greeting = answered(stack.client("overdue"), HELLO[language], language)
    assert "/overdue_blocked" not in greeting.payloads
    assert "/human_handoff" in greeting.payloads


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_an_opened_page_offers_words_that_lead_to_the_first_cause(stack, account, language):
    user = stack.client(account, language=language)
    greeting = user.greeting()
    assert not any(letter.isdigit() for letter in greeting.text)
    first = stack.backend.apply_for_loan(account)["reasons"][0]["code"]
    assert user.say(greeting.payloads[0]).causes[0] == first
