"""Yes to the way out begins it, and asking what to do lists the steps."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.words import COMPLAINT, YES

REMEDY_AND_BEGINNING = {
    "low_credit_score": ("improve_credit", "/subscribe_notice"),
    "evaluation_rejected": ("improve_credit", "/appeal"),
    "frequent_applications": ("cool_down", "/subscribe_notice"),
    "over_indebted": ("reduce_debt", "/repay"),
    "identity_incomplete": ("verify_identity", "/step_done"),
    "abnormal_login": ("secure_account", "/deny"),
    "business_volatility": ("submit_documents", '/inform{"choice": "all"}'),
    "line_closed": ("reapply", "/appeal"),
    "disbursement_failed": ("fix_card", '/inform{"choice": "other"}'),
    "app_outdated": ("update_app", "/step_done"),
    "network_trouble": ("check_network", '/inform{"choice": "wifi"}'),
    "region_suspended": ("follow_notices", "/alternatives"),
    "account_frozen": ("human", "/check_again"),
    "maintenance": ("wait", "/check_again"),
}
ON_FILE_AT_ONCE = {"account_frozen": "tickets", "maintenance": "notices"}
STEPS_ON_REQUEST = [account for account in REMEDY_AND_BEGINNING if account not in ON_FILE_AT_ONCE]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", REMEDY_AND_BEGINNING)
def test_yes(stack, backend, account, language):
    remedy, beginning = REMEDY_AND_BEGINNING[account]
    user = stack.client(account)
    assert user.say(COMPLAINT[language]).diagnosis["findings"][0]["remedy"] == remedy
    begun = answered(user, YES[language], language)
    assert len(begun.messages) == 1
    assert beginning in begun.payloads
    if account in ON_FILE_AT_ONCE:
        (kept,) = backend.get(account, ON_FILE_AT_ONCE[account])
        assert kept["cause"] == account
        assert kept["language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", STEPS_ON_REQUEST)
def test_what_can_i_do(stack, account, language):
    user = stack.client(account)
    user.say(COMPLAINT[language])
    steps = answered(user, {"zh": "那我该怎么办", "en": "what can I do about it?"}[language], language)
    assert "/check_again" in steps.payloads
    assert user.tap("/check_again").causes == [account]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_button_means_the_same_as_the_button(stack, backend, language):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    for _ in range(3):
        user.say(user.last.buttons[0]["title"])
    assert len(backend.repayments("overdue")) == 1
