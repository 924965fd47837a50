"""The plan: what to do today, what to wait for, and the earliest day that makes sense."""

from datetime import datetime, timedelta

import pytest

from backend.demo import demo_accounts
from contract.causes import Cause
from diagnosis import ZONE, Snapshot, diagnose
from diagnosis.plan import Pace, plan
from tests.unit.test_diagnosis_cases import HAS

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)


@pytest.fixture
def many():
    account = next(account for account in demo_accounts(NOW) if account.credit.account_id == "many_causes")
    return Snapshot(account.credit, account.system, NOW)


def planned(cause, number=0):
    return plan(diagnose(HAS[cause][number]))


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_place_in_a_plan(cause):
    made = planned(cause)
    assert len(made.steps) == 1
    assert not (made.at_once and made.earliest)


@pytest.mark.parametrize("cause", [Cause.overdue, Cause.identity_incomplete, Cause.app_outdated])
def test_what_the_user_can_do_has_no_date(cause):
    made = planned(cause)
    assert made.at_once
    assert made.steps[0].pace is Pace.today


@pytest.mark.parametrize("cause", [Cause.maintenance, Cause.low_credit_score, Cause.gray_release])
def test_a_known_date_is_the_earliest(cause):
    made = planned(cause)
    assert made.earliest == diagnose(HAS[cause][0]).findings[0].retry
    assert made.steps[0].pace is Pace.later


@pytest.mark.parametrize("cause", [Cause.account_frozen, Cause.regulatory_limit])
def test_what_nobody_knows_has_no_date(cause):
    made = planned(cause)
    assert made.earliest is None
    assert not made.at_once


def test_several_causes_come_in_order(many):
    made = plan(diagnose(many))
    assert [step.finding.cause.value for step in made.steps] == [
        "overdue",
        "over_indebted",
        "maintenance",
        "low_credit_score",
    ]
    assert [step.pace for step in made.steps] == [Pace.today, Pace.today, Pace.later, Pace.later]
    assert made.earliest is None, "when a ratio is back under its ceiling is not known"


def test_the_earliest_is_the_latest_of_the_dates(many):
    freed = many.credit.copy(update={"debt": many.credit.debt.copy(update={"total_cents": 0})})
    made = plan(diagnose(type(many)(freed, many.system, many.now)))
    assert made.earliest == many.credit.next_evaluation_on
    assert made.earliest > (many.now + timedelta(days=1)).date()
