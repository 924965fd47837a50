import json
from datetime import date, datetime, timedelta, timezone

import pytest

from contract.causes import Cause, Remedy
from contract.credit import Business, Debt, Identity, LoanState, Score
from contract.system import Maintenance, Regulation
from diagnosis import CHECKS, MOST_FINDINGS, Finding, diagnose
from tests.unit.test_diagnosis_cases import (
    DAY,
    HAS,
    INCIDENT,
    INTERRUPTION,
    MINUTE,
    NOW,
    TODAY,
    lenders,
    loan,
    on,
    snapshot,
    words,
)

REMEDIES = {
    "overdue": "repay",
    "low_credit_score": "improve_credit",
    "frequent_applications": "cool_down",
    "over_indebted": "reduce_debt",
    "multi_platform_borrowing": "reduce_debt",
    "income_drop": "improve_credit",
    "unusual_repayment": "cool_down",
    "low_activity": "improve_credit",
    "business_volatility": "wait submit_documents",
    "identity_incomplete": "verify_identity",
    "identity_expired": "verify_identity",
    "contact_changed": "cool_down",
    "abnormal_login": "secure_account",
    "suspicious_transactions": "secure_account",
    "account_compromised": "secure_account human",
    "account_frozen": "human",
    "limit_minimum": "improve_credit",
    "limit_used_up": "repay",
    "limit_restoring": "wait",
    "line_closed": "reapply appeal",
    "line_not_opened": "reapply",
    "evaluation_pending": "wait",
    "evaluation_rejected": "improve_credit appeal",
    "risk_policy_tightened": "follow_notices alternatives",
    "region_suspended": "follow_notices alternatives",
    "regulatory_limit": "follow_notices alternatives",
    "gray_release": "wait update_app",
    "maintenance": "wait",
    "system_outage": "wait",
    "high_load": "wait",
    "network_trouble": "check_network",
    "processing_delay": "wait human",
    "disbursement_failed": "fix_card human",
    "app_outdated": "update_app",
    "partial_interruption": "wait alternatives",
}


def only(case):
    (finding,) = diagnose(case).findings
    return finding


def everything():
    """One account that has every cause that one account can have at once."""
    cases = [case for cause, first in HAS.items() if cause.value not in ONE_OF_SEVERAL for case in first[:1]]
    credit: dict[str, object] = {}
    system: dict[str, object] = {}
    loans: tuple[object, ...] = ()
    for case in cases:
        loans += case.credit.loans
        credit.update({k: v for k, v in dict(case.credit).items() if v != dict(snapshot().credit)[k]})
        system.update({k: v for k, v in dict(case.system).items() if v != dict(snapshot().system)[k]})
    credit["loans"] = loans
    credit["debt"] = Debt(total_cents=9_000_000, other_lenders=lenders(4))
    credit["identity"] = Identity(
        missing_steps=HAS[Cause.identity_incomplete][0].credit.identity.missing_steps, id_expires_on=TODAY - DAY
    )
    return snapshot(system=system, **credit)


ONE_OF_SEVERAL = {"line_not_opened", "limit_minimum", "limit_used_up", "limit_restoring", "evaluation_pending"}


def test_healthy_can_borrow():
    assert diagnose(snapshot()).can_borrow
    assert diagnose(snapshot()).to_json() == {"can_borrow": True, "findings": []}


def test_every_cause_is_checked_once():
    assert set(CHECKS) == set(Cause)


def test_a_check_finds_its_own_cause():
    for cause, check in CHECKS.items():
        assert check(snapshot()) is None
        found = check(HAS[cause][0])
        assert found is not None and found.cause is cause


@pytest.mark.parametrize("cause", Cause)
def test_remedies(cause):
    assert " ".join(remedy.value for remedy in only(HAS[cause][0]).remedies) == REMEDIES[cause.value]


def test_order_and_cap(monkeypatch):
    case = everything()
    findings = diagnose(case).findings
    assert len(findings) == MOST_FINDINGS == 4
    assert [finding.cause.value for finding in findings] == [
        "account_compromised",
        "account_frozen",
        "suspicious_transactions",
        "abnormal_login",
    ]
    monkeypatch.setattr("diagnosis.table.MOST_FINDINGS", 99)
    all_causes = [finding.cause for finding in diagnose(case).findings]
    assert all_causes == [cause for cause in CHECKS if cause.value not in ONE_OF_SEVERAL]


def test_many_causes_most_decisive_first():
    case = snapshot(
        loans=(loan(days_overdue=30),),
        debt=Debt(total_cents=6_000_000, other_lenders=lenders(5)),
        score=Score(value=500, threshold=600, previous=510),
        system={"maintenance": (Maintenance(id="M", starts_at=NOW, ends_at=NOW + DAY),)},
    )
    diagnosis = diagnose(case)
    assert [finding.cause.value for finding in diagnosis.findings] == [
        "overdue",
        "over_indebted",
        "multi_platform_borrowing",
        "low_credit_score",
    ]
    assert not diagnosis.can_borrow


@pytest.mark.parametrize(
    "burden",
    [
        {"loans": (loan(days_overdue=1),)},
        {"debt": Debt(total_cents=5_000_001)},
        {"debt": Debt(other_lenders=lenders(4))},
    ],
)
def test_no_alternatives_for_who_owes_too_much(burden):
    system = {
        "regulation": Regulation(rule=words("r"), covers=words("c"), since=TODAY),
        "interruption": INTERRUPTION,
    }
    remedies = {finding.cause: finding.remedies for finding in diagnose(snapshot(system=system, **burden)).findings}
    assert remedies[Cause.regulatory_limit] == (Remedy.follow_notices,)
    assert remedies[Cause.partial_interruption] == (Remedy.wait,)
    assert all(Remedy.alternatives not in each for each in remedies.values())


def test_closed_line_without_a_day_to_reapply_is_appealed():
    finding = only(HAS[Cause.line_closed][1])
    assert finding.remedies == (Remedy.appeal,)
    assert finding.retry is None


def test_failed_disbursement_that_no_card_mends_goes_to_a_person():
    assert only(HAS[Cause.disbursement_failed][1]).remedies == (Remedy.human,)


def test_secured_compromise_goes_to_a_person():
    assert only(HAS[Cause.account_compromised][1]).remedies == (Remedy.human,)


def test_a_loan_past_its_deadline_goes_to_a_person():
    finding = only(HAS[Cause.processing_delay][1])
    assert (finding.remedy, finding.retry, finding.retry_known_as) == (Remedy.human, None, "deadline_passed")


@pytest.mark.parametrize(
    ("cause", "retry"),
    [
        ("low_credit_score", TODAY + 26 * DAY),
        ("frequent_applications", NOW + 7 * DAY),
        ("business_volatility", TODAY + 3 * DAY),
        ("limit_restoring", NOW + 60 * MINUTE),
        ("line_closed", TODAY + 40 * DAY),
        ("evaluation_pending", NOW + DAY),
        ("maintenance", NOW + 120 * MINUTE),
        ("gray_release", NOW + MINUTE),
        ("high_load", NOW + 12 * MINUTE),
        ("processing_delay", NOW + 60 * MINUTE),
        ("overdue", None),
        ("regulatory_limit", None),
        ("region_suspended", None),
        ("system_outage", None),
        ("account_frozen", None),
    ],
)
def test_retry(cause, retry):
    assert only(HAS[Cause(cause)][0]).retry == retry


def test_an_estimate_that_has_passed_is_not_given():
    late = INCIDENT.copy(update={"estimated_end": NOW})
    ahead = INCIDENT.copy(update={"estimated_end": NOW + MINUTE})
    assert only(on(incidents=(late,))).retry is None
    assert only(on(incidents=(late, ahead))).retry is None
    assert only(on(incidents=(ahead, ahead))).retry == NOW + MINUTE


def test_an_evaluation_day_that_has_passed_is_not_given():
    score = Score(value=1, threshold=2, previous=1)
    assert only(snapshot(score=score, next_evaluation_on=TODAY)).retry == TODAY
    assert only(snapshot(score=score, next_evaluation_on=TODAY - DAY)).retry is None


def test_days_begin_in_the_lenders_zone():
    expires_on = date(2026, 11, 24)
    before_midnight = datetime(2026, 11, 24, 15, 59, tzinfo=timezone.utc)
    identity = Identity(id_expires_on=expires_on)
    assert diagnose(snapshot(now=before_midnight, identity=identity)).can_borrow
    after_midnight = before_midnight + timedelta(minutes=1)
    assert not diagnose(snapshot(now=after_midnight, identity=identity)).can_borrow


def test_of_several_maintenance_windows_the_last_end_counts():
    short = Maintenance(id="M1", starts_at=NOW, ends_at=NOW + MINUTE)
    long = Maintenance(id="M2", starts_at=NOW, ends_at=NOW + DAY)
    finding = only(on(maintenance=(long, short)))
    assert (finding.retry, finding.evidence["maintenance_id"]) == (NOW + DAY, "M2")


def test_overdue_evidence_counts_penalty_and_sums_up():
    loans = (
        loan(id="A", days_overdue=3, outstanding_cents=100_00, penalty_cents=5),
        loan(id="B", days_overdue=9, outstanding_cents=200_00),
        loan(id="C", state=LoanState.active),
    )
    evidence = only(snapshot(loans=loans)).evidence
    assert [(each["loan_id"], each["due_cents"]) for each in evidence["loans"]] == [("A", 100_05), ("B", 200_00)]
    assert evidence["total_cents"] == 300_05


def test_ratios_round_away_from_what_is_allowed():
    assert only(HAS[Cause.over_indebted][0]).evidence["ratio_percent"] == 51
    assert only(HAS[Cause.over_indebted][1]).evidence["ratio_percent"] is None
    assert only(HAS[Cause.income_drop][0]).evidence["drop_percent"] == 41


def test_papers_are_asked_for_until_a_review_runs():
    handed_in, not_yet = HAS[Cause.business_volatility]
    assert only(handed_in).remedy.value == "wait"
    assert [remedy.value for remedy in only(not_yet).remedies] == ["submit_documents"]


def test_json():
    case = snapshot(business=Business(monthly_revenue_cents=(1, 2), swing_percent=60, review_due=date(2026, 12, 1)))
    assert only(case).to_json() == {
        "cause": "business_volatility",
        "remedy": "submit_documents",
        "evidence": {
            "monthly_revenue_cents": [1, 2],
            "swing_percent": 60,
            "allowed_swing_percent": 50,
            "order_change_percent": 0,
            "documents_received": [],
        },
        "retry": "2026-12-01",
    }
    login = only(HAS[Cause.abnormal_login][0]).to_json()["evidence"]["logins"][0]
    assert login["at"] == "2026-11-23T12:00:00+08:00"
    assert login["place"] == {"zh": "place的中文", "en": "place in English"}


@pytest.mark.parametrize("cause", Cause)
def test_json_is_safe(cause):
    for case in HAS[cause]:
        json.dumps(diagnose(case).to_json())


def test_a_finding_offers_its_first_remedy():
    finding = Finding(Cause.overdue, (Remedy.repay, Remedy.human), {})
    assert finding.remedy is Remedy.repay
    assert finding.without(Remedy.human).remedies == (Remedy.repay,)
