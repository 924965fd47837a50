"""Each rule on both sides of its edge."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from backend.days import ZONE
from backend.decision import RULES, decide
from contract.base import Words
from contract.causes import Cause
from contract.credit import CreditStatus, Identity, Score
from contract.system import SystemStatus

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
TODAY = NOW.date()
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
W = Words(zh="某", en="some")
LOAN = {"id": "L", "product": "cash_loan", "name": W, "principal_cents": 9, "outstanding_cents": 9}
REST = {"repayment_id": "R", "repaid_at": NOW - DAY}
LINE = {"minimum_loan_cents": 500, "total_cents": 1_000}

CREDIT = CreditStatus(
    account_id="a",
    as_of=NOW,
    name=W,
    next_evaluation_on=TODAY + DAY,
    score=Score(value=700, threshold=700, previous=700),
    identity=Identity(id_expires_on=TODAY),
)


def causes(system: bool, **groups) -> list[str]:
    if system:
        return [cause.value for cause in decide(CREDIT, SystemStatus(as_of=NOW, **groups), NOW)]
    credit = CreditStatus.parse_obj(CREDIT.dict() | groups)
    return [cause.value for cause in decide(credit, SystemStatus(as_of=NOW), NOW)]


def paused(function: str, until: datetime | None) -> dict[str, Any]:
    return {"interruption": {"paused": [function], "working": [], "reason": W, "since": NOW - DAY, "until": until}}


def incident(resolved_at: datetime | None) -> dict[str, Any]:
    about = {"id": "I", "title": W, "since": NOW, "latest_update": W, "latest_update_at": NOW}
    return {"incidents": [about | {"resolved_at": resolved_at}]}


def window(starts: datetime, ends: datetime, covers: str = "cash_loan") -> dict[str, Any]:
    return {"maintenance": [{"id": "M", "starts_at": starts, "ends_at": ends, "covers": [covers]}]}


def business(swing: int, passed: bool) -> dict[str, Any]:
    figures = {"monthly_revenue_cents": [1], "allowed_swing_percent": 50}
    return {"business": figures | {"swing_percent": swing, "review_passed": passed}}


def restoring(available: int, amount: int, freed_at: datetime) -> dict[str, Any]:
    on_its_way = REST | {"amount_cents": amount, "freed_at": freed_at}
    return {"line": LINE | {"available_cents": available, "restoring": on_its_way}}


def payment(confirmed: bool) -> dict[str, Any]:
    about = {"id": "T", "at": NOW, "amount_cents": 1, "counterparty": W, "rule": W}
    return {"transactions": [about | {"confirmed": confirmed}]}


def login(secured: bool) -> dict[str, Any]:
    return {"logins": [{"id": "G", "at": NOW, "place": W, "device": "d", "secured": secured}]}


def changes(count: int, ends: datetime | None) -> dict[str, Any]:
    return {"contact": {"changes_90d": [{"kind": "phone", "at": NOW}] * count, "window_ends": ends}}


def debt(total: int, lenders: int) -> dict[str, Any]:
    others = [{"lender": W, "balance_cents": 1}] * lenders
    return {"debt": {"total_cents": total, "yearly_income_cents": 1_000, "other_lenders": others}}


def policy(value: int) -> dict[str, Any]:
    moved = {"bar": "score", "was_required": 1, "now_required": 9, "since": TODAY}
    return {"policy_change": moved | {"account_value": value}}


FREEZE = {"by": W, "at": NOW, "case_id": "C", "reason": W}
NETWORK = {"carrier": W, "region": W, "since": NOW}
REGION = {"region": W, "since": NOW - DAY}

TABLE = [
    (False, {}, []),
    (False, {"loans": [LOAN | {"days_overdue": 1}]}, ["overdue"]),
    (False, {"loans": [LOAN | {"days_overdue": 0}]}, []),
    (False, {"loans": [LOAN | {"days_overdue": 1, "outstanding_cents": 0}]}, []),
    (False, {"loans": [LOAN | {"days_overdue": 1, "state": "repaid"}]}, []),
    (False, {"loans": [LOAN | {"days_overdue": 1, "state": "processing"}]}, ["processing_delay"]),
    (False, {"loans": [LOAN | {"state": "disbursement_failed"}]}, ["disbursement_failed"]),
    (False, {"score": {"value": 699, "threshold": 700, "previous": 1}}, ["low_credit_score"]),
    (False, {"enquiries": {"applications_7d": 11, "window_ends": NOW + SECOND}}, ["frequent_applications"]),
    (False, {"enquiries": {"applications_7d": 11, "window_ends": NOW}}, []),
    (False, {"enquiries": {"applications_7d": 11}}, []),
    (False, {"enquiries": {"applications_7d": 10, "window_ends": NOW + DAY}}, []),
    (False, {"enquiries": {"failed_attempts_30d": 26, "window_ends": NOW + DAY}}, ["frequent_applications"]),
    (False, {"enquiries": {"limit_queries_30d": 25, "window_ends": NOW + DAY}}, []),
    (False, debt(501, 0), ["over_indebted"]),
    (False, debt(500, 3), []),
    (False, debt(0, 4), ["multi_platform_borrowing"]),
    (False, {"cash_flow": {"inflow_cents": 59, "last_quarter_inflow_cents": 100}}, ["income_drop"]),
    (False, {"cash_flow": {"inflow_cents": 60, "last_quarter_inflow_cents": 100}}, []),
    (False, {"early_repayments": {"count_90d": 5, "window_ends": NOW + SECOND}}, ["unusual_repayment"]),
    (False, {"early_repayments": {"count_90d": 5, "window_ends": NOW}}, []),
    (False, {"early_repayments": {"count_90d": 4, "window_ends": NOW + DAY}}, []),
    (False, {"activity": {"active_days_90d": 14}}, ["low_activity"]),
    (False, {"activity": {"active_days_90d": 15}}, []),
    (False, business(51, False), ["business_volatility"]),
    (False, business(51, True), []),
    (False, business(50, False), []),
    (False, {"identity": {"id_expires_on": TODAY - DAY}}, ["identity_expired"]),
    (False, {"identity": {"id_expires_on": TODAY, "missing_steps": ["face_check"]}}, ["identity_incomplete"]),
    (False, changes(3, NOW + SECOND), ["contact_changed"]),
    (False, changes(3, NOW), []),
    (False, changes(2, NOW + DAY), []),
    (False, login(False), ["abnormal_login"]),
    (False, login(True), []),
    (False, payment(False), ["suspicious_transactions"]),
    (False, payment(True), []),
    (False, {"compromise": {"reported_at": NOW, "what": W, "secured": True}}, ["account_compromised"]),
    (False, {"freeze": FREEZE}, ["account_frozen"]),
    (False, {"line": {"state": "closed", "total_cents": 0, "available_cents": 0}}, ["line_closed"]),
    (False, {"line": {"state": "not_opened", "total_cents": 0, "available_cents": 0}}, ["line_not_opened"]),
    (False, {"line": LINE | {"total_cents": 499, "available_cents": 0}}, ["limit_minimum"]),
    (False, {"line": LINE | {"available_cents": 499}}, ["limit_used_up"]),
    (False, {"line": LINE | {"available_cents": 500}}, []),
    (False, restoring(100, 400, NOW + SECOND), ["limit_restoring"]),
    (False, restoring(100, 399, NOW + SECOND), ["limit_used_up"]),
    (False, restoring(100, 400, NOW), ["limit_used_up"]),
    (False, restoring(500, 400, NOW + SECOND), []),
    (False, {"evaluation": {"state": "pending", "submitted_at": NOW}}, ["evaluation_pending"]),
    (False, {"evaluation": {"state": "rejected", "submitted_at": NOW}}, ["evaluation_rejected"]),
    (True, policy(8), ["risk_policy_tightened"]),
    (True, policy(9), []),
    (True, {"region_suspension": REGION}, ["region_suspended"]),
    (True, {"region_suspension": REGION | {"until": NOW + SECOND}}, ["region_suspended"]),
    (True, {"region_suspension": REGION | {"until": NOW}}, []),
    (True, {"regulation": {"rule": W, "covers": W, "since": TODAY}}, ["regulatory_limit"]),
    (True, {"gray_release": {"release": "r", "cohort": W, "rollout_at": NOW + SECOND}}, ["gray_release"]),
    (True, {"gray_release": {"release": "r", "cohort": W, "rollout_at": NOW}}, []),
    (True, window(NOW, NOW + SECOND), ["maintenance"]),
    (True, window(NOW - DAY, NOW), []),
    (True, window(NOW + SECOND, NOW + DAY), []),
    (True, window(NOW, NOW + DAY, "repayment"), []),
    (True, incident(None), ["system_outage"]),
    (True, incident(NOW + SECOND), ["system_outage"]),
    (True, incident(NOW), []),
    (True, {"load": {"queue_length": 1_001}}, ["high_load"]),
    (True, {"load": {"queue_length": 1_000}}, []),
    (True, {"network": NETWORK}, ["network_trouble"]),
    (True, {"app": {"installed": "10.9", "minimum": "10.10"}}, ["app_outdated"]),
    (True, {"app": {"installed": "10.5", "minimum": "10.5.0"}}, []),
    (True, {"app": {"installed": "9.99.9.9", "minimum": "10"}}, ["app_outdated"]),
    (True, paused("cash_loan", None), ["partial_interruption"]),
    (True, paused("cash_loan", NOW + SECOND), ["partial_interruption"]),
    (True, paused("cash_loan", NOW), []),
    (True, paused("pay_later", None), []),
]


@pytest.mark.parametrize(("system", "groups", "expected"), TABLE)
def test_a_rule_at_its_edge(system, groups, expected):
    assert causes(system, **groups) == expected


def test_every_cause_has_its_rule_and_its_edge():
    assert set(RULES) == set(Cause)
    assert {cause for _, _, expected in TABLE for cause in expected} == {cause.value for cause in Cause}


def test_the_day_is_the_lenders():
    utc_evening = datetime.fromisoformat("2026-11-24T17:00:00+00:00")
    assert decide(CREDIT, SystemStatus(as_of=utc_evening), utc_evening) == (Cause.identity_expired,)
    assert CREDIT.identity.id_expires_on == date(2026, 11, 24)
