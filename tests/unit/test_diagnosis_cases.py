"""For every cause, accounts that just have it and accounts that just do not."""

from datetime import date, datetime, timedelta

from contract.base import Words
from contract.causes import Cause
from contract.credit import (
    Activity,
    Business,
    CashFlow,
    Compromise,
    Condition,
    Contact,
    ContactChange,
    ContactKind,
    CreditLine,
    CreditStatus,
    Debt,
    EarlyRepayments,
    Enquiries,
    Evaluation,
    EvaluationState,
    Freeze,
    Identity,
    IdentityStep,
    LenderBalance,
    LineState,
    Loan,
    LoanState,
    Login,
    Product,
    Restoring,
    Score,
    ScoreChange,
    ScoreFactor,
    Transaction,
)
from contract.system import (
    App,
    Bar,
    Function,
    GrayRelease,
    Incident,
    Interruption,
    Load,
    Maintenance,
    NetworkTrouble,
    PolicyChange,
    RegionSuspension,
    Regulation,
    SystemStatus,
)
from diagnosis import ZONE, Snapshot, diagnose

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
TODAY = NOW.date()
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def words(text):
    return Words(zh=f"{text}的中文", en=f"{text} in English")


def snapshot(now=NOW, system=None, **credit):
    """A healthy account on a healthy platform, but for what is given."""
    fields = {
        "account_id": "a",
        "as_of": now,
        "name": words("name"),
        "next_evaluation_on": TODAY + 26 * DAY,
        "score": Score(value=720, threshold=600, previous=710),
        "identity": Identity(id_expires_on=date(2031, 5, 1)),
    }
    return Snapshot(CreditStatus(**{**fields, **credit}), SystemStatus(as_of=now, **(system or {})), now)


def on(**system):
    return snapshot(system=system)


def loan(**fields):
    defaults = {
        "id": "L1",
        "product": Product.cash_loan,
        "name": words("loan"),
        "principal_cents": 500_000,
        "outstanding_cents": 128_050,
    }
    return Loan(**{**defaults, **fields})


def lenders(count):
    return tuple(LenderBalance(lender=words(f"lender{n}"), balance_cents=100_000 * (n + 1)) for n in range(count))


def changes(count):
    return tuple(ContactChange(kind=kind, at=NOW - 5 * DAY) for kind in (*ContactKind, ContactKind.phone)[:count])


def line(**fields):
    return snapshot(line=CreditLine(**fields))


def restoring(**fields):
    defaults = {
        "repayment_id": "R1",
        "amount_cents": 40_000,
        "repaid_at": NOW - 60 * MINUTE,
        "freed_at": NOW + 60 * MINUTE,
    }
    return Restoring(**{**defaults, **fields})


LOGIN = Login(id="E1", at=NOW - DAY, place=words("place"), device="Pixel 7")
PAYMENT = Transaction(id="T1", at=NOW - DAY, amount_cents=99_999, counterparty=words("shop"), rule=words("rule"))
BUSINESS = Business(
    monthly_revenue_cents=(8_000_000, 12_345_678),
    swing_percent=51,
    order_change_percent=180,
    documents_received=("statement.pdf",),
    review_due=TODAY + 3 * DAY,
)
INCIDENT = Incident(
    id="I1",
    title=words("title"),
    since=NOW - 30 * MINUTE,
    latest_update=words("update"),
    latest_update_at=NOW - 10 * MINUTE,
)
WINDOW = NOW + 7 * DAY
POLICY = PolicyChange(bar=Bar.account_months, was_required=6, now_required=12, account_value=11, since=TODAY - 20 * DAY)
INTERRUPTION = Interruption(
    paused=(Function.cash_loan,),
    working=(Function.instalments, Function.repayment),
    reason=words("reason"),
    since=NOW - 60 * MINUTE,
)

HAS: dict[Cause, list[Snapshot]] = {
    Cause.overdue: [
        snapshot(loans=(loan(days_overdue=1, penalty_cents=1_234, due_on=TODAY - DAY),)),
        snapshot(loans=(loan(days_overdue=1, outstanding_cents=1),)),
    ],
    Cause.low_credit_score: [
        snapshot(
            score=Score(
                value=599,
                threshold=600,
                previous=640,
                changes=(
                    ScoreChange(factor=ScoreFactor.late_repayments, points=-53),
                    ScoreChange(factor=ScoreFactor.short_history, points=12),
                ),
            )
        ),
        snapshot(score=Score(value=599, threshold=600, previous=640)),
    ],
    Cause.frequent_applications: [
        snapshot(
            enquiries=Enquiries(
                applications_7d=6, limit_queries_7d=3, failed_attempts_7d=2, applications_30d=11, window_ends=WINDOW
            )
        ),
        snapshot(enquiries=Enquiries(limit_queries_30d=26, window_ends=NOW + MINUTE)),
    ],
    Cause.over_indebted: [
        snapshot(debt=Debt(total_cents=5_000_001)),
        snapshot(debt=Debt(total_cents=1, yearly_income_cents=0)),
    ],
    Cause.multi_platform_borrowing: [snapshot(debt=Debt(total_cents=1_000_000, other_lenders=lenders(4)))],
    Cause.income_drop: [snapshot(cash_flow=CashFlow(inflow_cents=1_499_999, spending_change_percent=35))],
    Cause.unusual_repayment: [snapshot(early_repayments=EarlyRepayments(count_90d=5, window_ends=WINDOW))],
    Cause.low_activity: [snapshot(activity=Activity(active_days_90d=14, products_used=1))],
    Cause.business_volatility: [
        snapshot(business=BUSINESS),
        snapshot(business=Business(monthly_revenue_cents=(), swing_percent=51)),
    ],
    Cause.identity_incomplete: [
        snapshot(identity=Identity(missing_steps=tuple(IdentityStep), id_expires_on=date(2031, 5, 1)))
    ],
    Cause.identity_expired: [snapshot(identity=Identity(id_expires_on=TODAY - DAY))],
    Cause.contact_changed: [snapshot(contact=Contact(changes_90d=changes(3), window_ends=NOW + MINUTE))],
    Cause.abnormal_login: [snapshot(logins=(LOGIN.copy(update={"secured": True}), LOGIN))],
    Cause.suspicious_transactions: [snapshot(transactions=(PAYMENT.copy(update={"confirmed": True}), PAYMENT))],
    Cause.account_compromised: [
        snapshot(compromise=Compromise(reported_at=NOW - DAY, what=words("card"), review_due=TODAY + 2 * DAY)),
        snapshot(compromise=Compromise(reported_at=NOW - DAY, what=words("card"), secured=True)),
    ],
    Cause.account_frozen: [
        snapshot(freeze=Freeze(by=words("court"), at=NOW - 400 * DAY, case_id="C-77", reason=words("reason")))
    ],
    Cause.limit_minimum: [
        line(
            total_cents=1_000,
            available_cents=1_000,
            previous_total_cents=2_000_000,
            limit_changed_at=NOW - 9 * DAY,
            limit_change_behaviour=(words("many small loans"), words("late repayments")),
        ),
        line(total_cents=49_999, available_cents=49_999, restoring=restoring()),
    ],
    Cause.limit_used_up: [
        line(drawn_cents=1_950_001, available_cents=49_999),
        line(available_cents=9_999, restoring=restoring()),
        line(available_cents=49_999, restoring=restoring(freed_at=NOW)),
    ],
    Cause.limit_restoring: [
        line(available_cents=10_000, restoring=restoring()),
        line(available_cents=49_999, restoring=restoring(freed_at=NOW + MINUTE)),
    ],
    Cause.line_closed: [
        line(
            state=LineState.closed,
            closed_at=NOW - 3 * DAY,
            closed_by=words("lender"),
            closed_reason=words("reason"),
            may_reapply_on=TODAY + 40 * DAY,
        ),
        line(state=LineState.closed),
    ],
    Cause.line_not_opened: [
        line(
            state=LineState.not_opened,
            available_cents=0,
            conditions=(Condition(name=words("adult"), met=True), Condition(name=words("history"), met=False)),
        ),
        line(state=LineState.not_opened, total_cents=0),
    ],
    Cause.evaluation_pending: [
        snapshot(evaluation=Evaluation(state=EvaluationState.pending, submitted_at=NOW - DAY, decided_by=NOW + DAY)),
        snapshot(evaluation=Evaluation(state=EvaluationState.pending, submitted_at=NOW - DAY, decided_by=NOW)),
    ],
    Cause.evaluation_rejected: [
        snapshot(
            evaluation=Evaluation(
                state=EvaluationState.rejected, submitted_at=NOW - DAY, reasons=[words("income"), words("history")]
            )
        ),
        snapshot(evaluation=Evaluation(state=EvaluationState.rejected, submitted_at=NOW - DAY)),
    ],
    Cause.risk_policy_tightened: [on(policy_change=POLICY)],
    Cause.region_suspended: [
        on(region_suspension=RegionSuspension(region=words("region"), since=NOW - DAY)),
        on(region_suspension=RegionSuspension(region=words("region"), since=NOW - DAY, until=NOW + MINUTE)),
    ],
    Cause.regulatory_limit: [on(regulation=Regulation(rule=words("rule"), covers=words("students"), since=TODAY))],
    Cause.gray_release: [on(gray_release=GrayRelease(release="r7", cohort=words("group"), rollout_at=NOW + MINUTE))],
    Cause.maintenance: [
        on(maintenance=(Maintenance(id="M1", starts_at=NOW, ends_at=NOW + 120 * MINUTE),)),
        on(maintenance=(Maintenance(id="M1", starts_at=NOW - DAY, ends_at=NOW + MINUTE, covers=tuple(Function)),)),
    ],
    Cause.system_outage: [
        on(incidents=(INCIDENT,)),
        on(incidents=(INCIDENT.copy(update={"resolved_at": NOW + MINUTE, "estimated_end": NOW + 20 * MINUTE}),)),
    ],
    Cause.high_load: [
        on(load=Load(queue_length=1_001, waiting_minutes=12)),
        on(load=Load(queue_length=1_001)),
    ],
    Cause.network_trouble: [
        on(network=NetworkTrouble(carrier=words("carrier"), region=words("region"), since=NOW - 9 * MINUTE))
    ],
    Cause.processing_delay: [
        snapshot(
            loans=(
                loan(
                    state=LoanState.processing,
                    submitted_at=NOW - 90 * MINUTE,
                    usual_minutes=30,
                    deadline=NOW + 60 * MINUTE,
                ),
            )
        ),
        snapshot(loans=(loan(state=LoanState.processing, deadline=NOW),)),
        snapshot(loans=(loan(state=LoanState.processing),)),
    ],
    Cause.disbursement_failed: [
        snapshot(
            loans=(
                loan(
                    state=LoanState.disbursement_failed,
                    submitted_at=NOW - 90 * MINUTE,
                    card_tail="8888",
                    bank_code="51",
                    bank_reason=words("locked card"),
                    fixable_by_card=True,
                ),
            )
        ),
        snapshot(loans=(loan(state=LoanState.disbursement_failed),)),
    ],
    Cause.app_outdated: [
        on(app=App(installed="10.4.99", minimum="10.5.0")),
        on(app=App(installed="9.9", minimum="10")),
    ],
    Cause.partial_interruption: [
        on(interruption=INTERRUPTION),
        on(interruption=INTERRUPTION.copy(update={"until": NOW + MINUTE, "working": ()})),
    ],
}

HAS_NOT: dict[Cause, list[Snapshot]] = {
    Cause.overdue: [
        snapshot(loans=(loan(days_overdue=0),)),
        snapshot(loans=(loan(days_overdue=9, outstanding_cents=0),)),
        snapshot(loans=(loan(days_overdue=9, state=LoanState.repaid),)),
    ],
    Cause.low_credit_score: [snapshot(score=Score(value=600, threshold=600, previous=640))],
    Cause.frequent_applications: [
        snapshot(enquiries=Enquiries(applications_7d=10, applications_30d=25, window_ends=WINDOW)),
        snapshot(enquiries=Enquiries(applications_7d=11, window_ends=NOW)),
        snapshot(enquiries=Enquiries(applications_7d=11)),
    ],
    Cause.over_indebted: [
        snapshot(debt=Debt(total_cents=5_000_000)),
        snapshot(debt=Debt(total_cents=0, yearly_income_cents=0)),
    ],
    Cause.multi_platform_borrowing: [snapshot(debt=Debt(other_lenders=lenders(3)))],
    Cause.income_drop: [
        snapshot(cash_flow=CashFlow(inflow_cents=1_500_000)),
        snapshot(cash_flow=CashFlow(inflow_cents=0, last_quarter_inflow_cents=0)),
    ],
    Cause.unusual_repayment: [
        snapshot(early_repayments=EarlyRepayments(count_90d=4, window_ends=WINDOW)),
        snapshot(early_repayments=EarlyRepayments(count_90d=5, window_ends=NOW)),
        snapshot(early_repayments=EarlyRepayments(count_90d=5)),
    ],
    Cause.low_activity: [snapshot(activity=Activity(active_days_90d=15))],
    Cause.business_volatility: [
        snapshot(business=BUSINESS.copy(update={"swing_percent": 50})),
        snapshot(business=BUSINESS.copy(update={"review_passed": True})),
    ],
    Cause.identity_incomplete: [snapshot()],
    Cause.identity_expired: [
        snapshot(identity=Identity(id_expires_on=TODAY)),
        snapshot(now=NOW.replace(hour=23, minute=59), identity=Identity(id_expires_on=TODAY)),
    ],
    Cause.contact_changed: [
        snapshot(contact=Contact(changes_90d=changes(2), window_ends=WINDOW)),
        snapshot(contact=Contact(changes_90d=changes(3), window_ends=NOW)),
        snapshot(contact=Contact(changes_90d=changes(3))),
    ],
    Cause.abnormal_login: [snapshot(logins=(LOGIN.copy(update={"secured": True}),))],
    Cause.suspicious_transactions: [snapshot(transactions=(PAYMENT.copy(update={"confirmed": True}),))],
    Cause.account_compromised: [snapshot()],
    Cause.account_frozen: [snapshot()],
    Cause.limit_minimum: [line(total_cents=50_000, available_cents=50_000)],
    Cause.limit_used_up: [line(available_cents=50_000)],
    Cause.limit_restoring: [line(available_cents=50_000, restoring=restoring())],
    Cause.line_closed: [line(state=LineState.open)],
    Cause.line_not_opened: [line(state=LineState.open)],
    Cause.evaluation_pending: [snapshot()],
    Cause.evaluation_rejected: [snapshot()],
    Cause.risk_policy_tightened: [on(policy_change=POLICY.copy(update={"account_value": 12}))],
    Cause.region_suspended: [
        on(region_suspension=RegionSuspension(region=words("region"), since=NOW - DAY, until=NOW))
    ],
    Cause.regulatory_limit: [snapshot()],
    Cause.gray_release: [on(gray_release=GrayRelease(release="r7", cohort=words("group"), rollout_at=NOW))],
    Cause.maintenance: [
        on(maintenance=(Maintenance(id="M1", starts_at=NOW - DAY, ends_at=NOW),)),
        on(maintenance=(Maintenance(id="M1", starts_at=NOW + MINUTE, ends_at=NOW + DAY),)),
        on(maintenance=(Maintenance(id="M1", starts_at=NOW, ends_at=NOW + DAY, covers=(Function.limit_query,)),)),
    ],
    Cause.system_outage: [on(incidents=(INCIDENT.copy(update={"resolved_at": NOW}),))],
    Cause.high_load: [on(load=Load(queue_length=1_000, waiting_minutes=12))],
    Cause.network_trouble: [snapshot()],
    Cause.processing_delay: [snapshot(loans=(loan(),))],
    Cause.disbursement_failed: [snapshot(loans=(loan(),))],
    Cause.app_outdated: [
        on(app=App(installed="10.5.0", minimum="10.5")),
        on(app=App(installed="10.5", minimum="10.5.0")),
        on(app=App(installed="10.10.0", minimum="10.9.9")),
    ],
    Cause.partial_interruption: [
        on(interruption=INTERRUPTION.copy(update={"until": NOW})),
        on(interruption=INTERRUPTION.copy(update={"paused": (Function.instalments,)})),
    ],
}


def test_every_cause_has_cases():
    assert set(HAS) == set(HAS_NOT) == set(Cause)


def test_just_over_the_line_it_is_the_only_finding():
    for cause, cases in HAS.items():
        for case in cases:
            assert [finding.cause for finding in diagnose(case).findings] == [cause]


def test_just_at_the_line_nothing_is_found():
    for cause, cases in HAS_NOT.items():
        for case in cases:
            assert diagnose(case).can_borrow, cause
