"""What if: the same diagnosis on the account as it would be."""

from datetime import date, datetime, timedelta

import pytest

from actions.answers.suppose import named_moment, supposed
from backend.demo import demo_accounts
from diagnosis import ZONE, Snapshot, diagnose
from diagnosis.what_if import after_repaying, at

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)
ACCOUNTS = {account.credit.account_id: account for account in demo_accounts(NOW)}


def of(account):
    return Snapshot(ACCOUNTS[account].credit, ACCOUNTS[account].system, NOW)


def causes(snapshot):
    return [finding.cause.value for finding in diagnose(snapshot).findings]


def test_paying_the_penalty_and_the_loan():
    snapshot = of("overdue")
    loan = snapshot.credit.loans[0]
    paid = after_repaying(snapshot, loan.id, loan.penalty_cents + 100).credit
    assert paid.loans[0].penalty_cents == 0
    assert paid.loans[0].outstanding_cents == loan.outstanding_cents - 100
    assert paid.line.available_cents == snapshot.credit.line.available_cents + 100
    assert paid.debt.total_cents == snapshot.credit.debt.total_cents - 100


def test_the_snapshot_itself_stays():
    snapshot = of("overdue")
    after_repaying(snapshot, "L-0781", 100_000)
    assert causes(snapshot) == ["overdue"]


@pytest.mark.parametrize(
    ("account", "text", "left"),
    [
        ("overdue", "如果我现在还500能借吗", ["overdue"]),
        ("overdue", "if I repay 500 now, can I borrow?", ["overdue"]),
        ("overdue", "如果我全部还清呢", []),
        ("overdue", "what if I pay it all off", []),
        ("overdue", "要是还一半呢", ["overdue"]),
        ("overdue", "what if I wait until next month?", ["overdue"]),
        ("limit_used_up", "还600能借吗", []),
        ("limit_used_up", "还100能借吗", ["limit_used_up"]),
        ("over_indebted", "if I pay 10800 can I borrow", []),
        ("over_indebted", "if I pay 10799 can I borrow", ["over_indebted"]),
        ("xiaowang", "如果我把逾期的都还了呢", ["low_credit_score"]),
        ("maintenance", "等两个小时呢", []),
        ("maintenance", "what if I try again in an hour", ["maintenance"]),
        ("frequent_applications", "如果等10天呢", []),
        ("frequent_applications", "what if I wait a week", ["frequent_applications"]),
        ("limit_restoring", "明天再借可以吗", []),
        ("low_credit_score", "等到下次评估呢", ["low_credit_score"]),
        ("many_causes", "如果我再还5000能借吗", ["over_indebted", "low_credit_score", "maintenance"]),
    ],
)
def test_what_would_still_block(account, text, left):
    supposition = supposed(text, of(account))
    assert supposition is not None
    assert causes(supposition.snapshot) == left


@pytest.mark.parametrize(
    "text", ["如果呢", "what if", "要是我有钱了呢", "what if I were rich", "if I repay 0", "还-5能借吗", "还0.001呢"]
)
def test_nothing_that_can_be_worked_out(text):
    assert supposed(text, of("overdue")) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("等到下个月", datetime(2026, 12, 1, tzinfo=ZONE)),
        ("next month", datetime(2026, 12, 1, tzinfo=ZONE)),
        ("明天", NOW + timedelta(days=1)),
        ("三天后", NOW + timedelta(days=3)),
        ("半个月以后", NOW + timedelta(days=15)),
        ("in two weeks", NOW + timedelta(days=14)),
        ("等到12月5号", datetime(2026, 12, 5, tzinfo=ZONE)),
        ("等到1月5日", datetime(2027, 1, 5, tzinfo=ZONE)),
        ("2月30日", None),
        ("等一等", None),
    ],
)
def test_moments(text, moment):
    assert named_moment(text, of("overdue")) == moment


def test_waiting_does_not_pay_what_is_due():
    later = at(of("limit_used_up"), NOW + timedelta(days=200))
    assert later.credit.loans[1].due_on == date(2027, 4, 23)
    assert causes(later) == ["overdue", "limit_used_up"]
    assert at(of("overdue"), NOW - timedelta(days=1)).now == NOW
