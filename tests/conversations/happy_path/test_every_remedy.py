"""Yes to the way out: its steps, said once, and the conversation goes on."""

import pytest

from tests.conversations.language import assert_language
from tests.conversations.words import AGAIN, COMPLAINT, YES

REMEDIES = {
    "low_credit_score": "improve_credit",
    "evaluation_rejected": "improve_credit",
    "frequent_applications": "cool_down",
    "over_indebted": "reduce_debt",
    "identity_incomplete": "verify_identity",
    "abnormal_login": "secure_account",
    "business_volatility": "submit_documents",
    "line_closed": "reapply",
    "disbursement_failed": "fix_card",
    "app_outdated": "update_app",
    "network_trouble": "check_network",
    "region_suspended": "follow_notices",
    "account_frozen": "human",
    "maintenance": "wait",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("account", REMEDIES)
def test_yes(stack, backend, account, language):
    user = stack.client(account)
    complaint = user.say(COMPLAINT[language])
    assert complaint.diagnosis["findings"][0]["remedy"] == REMEDIES[account]
    steps = user.say(YES[language])
    assert len(steps.messages) == 1
    assert "{" not in steps.text
    assert_language(steps, language)
    if REMEDIES[account] == "human":
        assert backend.get(account, "tickets")[0]["number"] in steps.text
    assert user.say(AGAIN[language]).causes == [account]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "account", [account for account, remedy in REMEDIES.items() if remedy not in ("human", "wait")]
)
def test_what_can_i_do(stack, account, language):
    user = stack.client(account)
    user.say(COMPLAINT[language])
    steps = user.say({"zh": "那我该怎么办", "en": "what can I do about it?"}[language])
    assert "/check_again" in steps.payloads
    assert "{" not in steps.text
    assert_language(steps, language)
    assert user.say(AGAIN[language]).causes == [account]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_title_of_a_button_means_the_same_as_the_button(stack, backend, language):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    for _ in range(3):
        user.say(user.last.buttons[0]["title"])
    assert len(backend.repayments("overdue")) == 1
