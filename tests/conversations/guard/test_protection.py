"""Nobody is led into more debt, nobody pays for an unlock, and whoever is in distress gets a person."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.words import COMPLAINT

IN_DEBT = ("overdue", "over_indebted", "multi_platform_borrowing", "many_causes", "xiaowang")
OTHER_WAYS = {"zh": "还能从哪里借点钱", "en": "where else can I get money"}
A_WAY = {"zh": "年化", "en": "a year"}
DISTRESS = {"zh": "债太多了，我撑不下去了", "en": "I can't cope with my debts any more"}
SCAM = {"zh": "有没有人收费帮忙解封额度的", "en": "are there agents who unlock a limit for a fee"}
PAID = [("zh", "付过了"), ("zh", "我已经转给他了"), ("en", "yes, I paid"), ("en", "yes, I already sent him the money")]
NOT_PAID = [("zh", "没有付"), ("zh", "没有"), ("en", "no, not yet"), ("en", "no")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", IN_DEBT)
def test_no_credit_is_offered_to_someone_in_debt(stack, account, language):
    user = stack.client(account)
    reply = answered(user, OTHER_WAYS[language], language)
    assert A_WAY[language] not in reply.text
    assert "/ask_plan" in reply.payloads
    plan = user.tap("/ask_plan")
    assert "/alternatives" not in plan.payloads


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_question_is_answered_where_it_does_no_harm(stack, language):
    reply = answered(stack.client("maintenance"), OTHER_WAYS[language], language, A_WAY[language])
    assert "13.2%" in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", ["over_indebted", "region_suspended"])
def test_distress_gets_a_person_and_no_credit(stack, backend, account, language):
    user = stack.client(account)
    calm = answered(user, DISTRESS[language], language, "12356")
    (ticket,) = backend.get(account, "tickets")
    assert ticket["number"] in calm.text
    assert (ticket["kind"], ticket["cause"], ticket["language"]) == ("alarm", account, language)
    assert ticket["note"] == DISTRESS[language] and DISTRESS[language] in ticket["summary"]
    assert A_WAY[language] not in answered(user, OTHER_WAYS[language], language).text
    answered(user, DISTRESS[language], language)
    assert len(backend.get(account, "tickets")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_paid_for_an_unlock_by_the_button(stack, backend, language):
    user = stack.client("overdue")
    answered(user, SCAM[language], language)
    assert "96110" in user.tap("/affirm").text
    (ticket,) = backend.get("overdue", "tickets")
    assert ticket["kind"] == "human"
    assert ticket["note"]
    assert SCAM[language] in ticket["summary"]


@pytest.mark.parametrize(("language", "text"), PAID)
def test_paid_for_an_unlock(stack, backend, language, text):
    user = stack.client("overdue")
    answered(user, SCAM[language], language)
    answered(user, text, language, "96110")
    assert len(backend.get("overdue", "tickets")) == 1


@pytest.mark.parametrize(("language", "text"), NOT_PAID)
def test_not_paid_for_an_unlock(stack, backend, language, text):
    user = stack.client("overdue")
    answered(user, SCAM[language], language)
    assert "/cannot_borrow" in answered(user, text, language).payloads
    assert backend.get("overdue", "tickets") == []
    assert user.tap("/cannot_borrow").causes == ["overdue"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_offers_credit_to_someone_in_debt(stack, language):
    user = stack.client("many_causes")
    complaint = user.say(COMPLAINT[language])
    assert "/alternatives" not in complaint.payloads
    steps = answered(user, {"zh": "那我该怎么办", "en": "what can I do about it?"}[language], language)
    assert "/alternatives" not in steps.payloads
