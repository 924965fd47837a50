"""Only what the user says is done is ticked; an amount named before its loan is kept."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered

SECURE = {"zh": "保护账户", "en": "secure my account"}
DEVICES = {"zh": "设备都看了", "en": "all the devices are checked"}
ALL = {"zh": "全都弄好了", "en": "all done"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_step_that_is_named_is_ticked_alone(stack, backend, language):
    user = stack.client("account_compromised")
    answered(user, SECURE[language], language)
    answered(user, DEVICES[language], language)
    assert backend.get("account_compromised", "security")["missing"] == ["change_password", "two_factor"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_asked_again_when_all_is_done_the_person_is_named(stack, backend, language):
    user = stack.client("account_compromised")
    answered(user, SECURE[language], language)
    answered(user, ALL[language], language)
    (ticket,) = backend.get("account_compromised", "tickets")
    assert ticket["number"] in answered(user, SECURE[language], language).text
    assert len(backend.get("account_compromised", "tickets")) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", ("那我先还300", "第一笔", "确认")), ("en", ("let me pay 300 first", "the first one", "confirm"))],
)
def test_an_amount_named_before_its_loan_is_kept(stack, backend, language, said):
    user = stack.client("xiaowang")
    for text in said:
        answered(user, text, language)
    assert [booked["amount_cents"] for booked in backend.repayments("xiaowang")] == [30_000]
