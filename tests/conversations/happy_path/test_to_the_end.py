"""Every cause, from the complaint to the end: the backend grants the loan, or a person or a notice has taken over."""

import re

import pytest

from contract.causes import Cause
from tests.conversations.figures import figures_of, missing
from tests.conversations.journeys import LANGUAGES, carries_diagnosis, journeys, play

DECIDED_BY = {
    "xiaowang": "overdue",
    "ms_li": "maintenance",
    "sme_owner": "business_volatility",
    "ten_yuan": "limit_minimum",
    "interrupted": "partial_interruption",
    "many_causes": "overdue",
}
PLAN = {"zh": ("一步一步来就好", "离能再借还有"), "en": ("One step at a time", "Steps left on the way back")}


def cases_ending(how):
    ending = {key: journey for key, journey in journeys().items() if how in journey.ends}
    return [pytest.param(journey, id="-".join(key)) for key, journey in ending.items()]


def steps_shown(reply, language):
    plans = [text for text in reply.texts if text.startswith(PLAN[language])]
    return [len(re.findall(r"^\d+\. ", plan, re.MULTILINE)) for plan in plans]


def test_every_account_has_a_journey_in_both_languages():
    wanted = {cause.value for cause in Cause} | set(DECIDED_BY)
    assert {journey.account for journey in journeys().values()} == wanted
    assert len(journeys()) == len(LANGUAGES) * len({name for name, _ in journeys()})


@pytest.mark.parametrize("journey", cases_ending("granted"))
def test_the_loan_is_granted(stack, backend, journey):
    refused = backend.apply_for_loan(journey.account)
    assert refused["reasons"][0]["code"] == DECIDED_BY.get(journey.account, journey.account)
    looks = [reply for reply in play(stack, journey) if carries_diagnosis(reply)]
    left = [len(reply.causes) for reply in looks]
    assert left == sorted(left, reverse=True)
    assert set(left) == set(range(len(refused["reasons"]) + 1)), "one reason after the other goes away"
    for reply, count in zip(looks, left, strict=True):
        assert steps_shown(reply, journey.language) == ([count] if count > 1 else []), reply.text
    assert backend.apply_for_loan(journey.account)["granted"]
    assert all(notice["delivered_at"] for notice in backend.get(journey.account, "notices"))


@pytest.mark.parametrize("journey", cases_ending("ticket"))
def test_a_person_has_it_with_everything_that_was_said(stack, backend, journey):
    credit, system = backend.credit_status(journey.account), backend.system_status(journey.account)
    replies = list(play(stack, journey))
    (ticket,) = backend.get(journey.account, "tickets")
    assert any(ticket["number"] in reply.text for reply in replies)
    assert ticket["kind"] == journey.ends["ticket"]
    assert ticket["cause"] == journey.ends.get("cause", journey.account)
    assert ticket["language"] == journey.language
    assert ticket["state"] == "pending"
    assert ticket["note"] == journey.reason
    assert journey.complaint in ticket["summary"]
    if "cause" not in journey.ends:
        assert not missing(ticket["summary"], figures_of(journey.account, credit, system, "zh"))
    assert not backend.apply_for_loan(journey.account)["granted"]


@pytest.mark.parametrize("journey", cases_ending("notice"))
def test_a_notice_is_kept(stack, backend, journey):
    list(play(stack, journey))
    (notice,) = backend.get(journey.account, "notices")
    assert notice["cause"] == journey.ends["notice"]
    assert notice["language"] == journey.language
    assert notice["over_at"] is None
    assert notice["delivered_at"] is None
    assert not backend.apply_for_loan(journey.account)["granted"]
