"""Strategies for accounts and platforms that come near every rule's boundary, on both sides of it, often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from contract import credit as c
from contract import system as s
from contract.base import Words
from diagnosis import ZONE

CHINA = timezone(timedelta(hours=8))
ZONES = (CHINA, timezone.utc, ZoneInfo("America/New_York"))
WORDS = Words(zh="词", en="word")


@dataclass(frozen=True)
class Around:
    """A moment, and how far from it the nearest moments of a state lie."""

    now: datetime
    step: timedelta


counts = st.integers(0, 5)
cents = st.one_of(st.sampled_from([0, 1, 49_999, 50_000, 50_001]), st.integers(0, 10**7))


def moments(around: Around) -> SearchStrategy[datetime]:
    """Moments at, just before, just after and far from now."""
    far = timedelta(days=40)
    return st.sampled_from([around.now + offset for offset in (timedelta(0), around.step, -around.step, far, -far)])


def near(number: int) -> SearchStrategy[int]:
    """The number, one less and one more; now and then anything else."""
    return st.one_of(st.sampled_from([number - 1, number, number + 1]), st.integers(0, 10**6)).map(lambda n: max(0, n))


def some_of(kind: type[Any], fixed: dict[str, Any], fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[Any]:
    """A `kind` in which a few of the fields are drawn and the others stay quiet, so that few causes meet, or none."""
    few = st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)
    return few.flatmap(lambda names: st.builds(kind, **fixed, **{name: fields[name] for name in names}))


def maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """It or None."""
    return st.none() | strategy


def tuples_of(strategy: SearchStrategy[Any], most: int = 4) -> SearchStrategy[tuple[Any, ...]]:
    """Up to so many of them."""
    return st.lists(strategy, max_size=most).map(tuple)


def loans(around: Around) -> SearchStrategy[tuple[c.Loan, ...]]:
    """Loans in every state; overdue or not; nothing outstanding or something."""
    one = st.builds(
        c.Loan,
        id=st.uuids().map(str),
        product=st.sampled_from(c.Product),
        name=st.just(WORDS),
        principal_cents=cents,
        outstanding_cents=cents,
        penalty_cents=cents,
        due_on=maybe(moments(around).map(datetime.date)),
        days_overdue=st.sampled_from([0, 0, 1, 30]),
        state=st.sampled_from(c.LoanState),
        submitted_at=maybe(moments(around)),
        usual_minutes=maybe(counts),
        deadline=maybe(moments(around)),
        bank_code=maybe(st.just("51")),
        bank_reason=maybe(st.just(WORDS)),
        fixable_by_card=st.booleans(),
    )
    return tuples_of(one, 3)


def debts() -> SearchStrategy[c.Debt]:
    """Around the ceiling to the cent, and around the number of lenders allowed."""
    lender = st.builds(c.LenderBalance, lender=st.just(WORDS), balance_cents=cents)

    def at(income: int, percent: int) -> SearchStrategy[c.Debt]:
        return st.builds(
            c.Debt,
            total_cents=near(income * percent // 100),
            yearly_income_cents=st.just(income),
            ceiling_percent=st.just(percent),
            other_lenders=tuples_of(lender, 5),
            lenders_allowed=st.integers(0, 5),
        )

    return st.tuples(st.sampled_from([0, 1, 199, 10_000_000]), st.integers(0, 110)).flatmap(lambda both: at(*both))


def cash_flows() -> SearchStrategy[c.CashFlow]:
    """Around the allowed drop to the cent."""

    def at(last: int, drop: int) -> SearchStrategy[c.CashFlow]:
        return st.builds(
            c.CashFlow,
            inflow_cents=near(last * (100 - drop) // 100),
            last_quarter_inflow_cents=st.just(last),
            allowed_drop_percent=st.just(drop),
        )

    return st.tuples(st.sampled_from([0, 1, 2_500_000, 333]), st.integers(0, 100)).flatmap(lambda both: at(*both))


def lines(around: Around) -> SearchStrategy[c.CreditLine]:
    """Around the smallest loan, with and without a limit that is being freed."""
    smallest = 50_000

    def at(missing: int) -> SearchStrategy[c.CreditLine]:
        freed = st.builds(
            c.Restoring,
            repayment_id=st.just("R"),
            amount_cents=near(missing),
            repaid_at=moments(around),
            freed_at=moments(around),
        )
        return st.builds(
            c.CreditLine,
            state=st.sampled_from([c.LineState.open] * 4 + [c.LineState.closed, c.LineState.not_opened]),
            minimum_loan_cents=st.just(smallest),
            total_cents=st.sampled_from([0, smallest - 1, smallest, smallest + 1, 10**6]),
            available_cents=st.sampled_from([smallest - missing, smallest - missing, smallest, 10**6]),
            restoring=maybe(freed),
            may_reapply_on=maybe(moments(around).map(datetime.date)),
            closed_at=maybe(moments(around)),
            conditions=tuples_of(st.builds(c.Condition, name=st.just(WORDS), met=st.booleans())),
        )

    return st.sampled_from([0, 1, 20_000, smallest]).flatmap(at)


def tight_lines(around: Around) -> SearchStrategy[c.CreditLine]:
    """Open lines with too little free for the smallest loan, some of it about to be freed."""
    smallest = 50_000

    def at(missing: int) -> SearchStrategy[c.CreditLine]:
        freed = st.builds(
            c.Restoring,
            repayment_id=st.just("R"),
            amount_cents=st.sampled_from([missing - 1, missing, missing + 1]),
            repaid_at=moments(around),
            freed_at=moments(around),
        )
        return st.builds(
            c.CreditLine,
            minimum_loan_cents=st.just(smallest),
            total_cents=st.sampled_from([smallest, smallest + 1, 10**6]),
            available_cents=st.just(smallest - missing),
            restoring=maybe(freed),
        )

    return st.sampled_from([1, 20_000, smallest]).flatmap(at)


def credit_statuses(around: Around) -> SearchStrategy[c.CreditStatus]:
    """Accounts; the quiet ones among them have no cause at all."""
    today = around.now.astimezone(ZONE).date()
    ends = maybe(moments(around))
    change = st.builds(c.ContactChange, kind=st.sampled_from(c.ContactKind), at=moments(around))
    business = st.builds(
        c.Business,
        monthly_revenue_cents=st.just((1, 2)),
        swing_percent=near(50),
        allowed_swing_percent=st.just(50),
        review_passed=st.booleans(),
        review_due=maybe(st.just(today)),
    )
    enquiries = st.builds(
        c.Enquiries,
        **{f"{kind}_{span}": counts for kind in _KINDS for span in ("7d", "30d")},
        allowed_7d=st.integers(3, 9),
        allowed_30d=st.integers(3, 9),
        window_ends=ends,
    )
    login = st.builds(
        c.Login,
        id=st.just("g"),
        at=moments(around),
        place=st.just(WORDS),
        device=st.just("phone"),
        secured=st.booleans(),
    )
    transaction = st.builds(
        c.Transaction,
        id=st.just("t"),
        at=moments(around),
        amount_cents=cents,
        counterparty=st.just(WORDS),
        rule=st.just(WORDS),
        confirmed=st.booleans(),
    )
    evaluation = st.builds(
        c.Evaluation,
        state=st.sampled_from(c.EvaluationState),
        submitted_at=moments(around),
        decided_by=ends,
        reasons=st.lists(st.just(WORDS), max_size=4),
    )
    good_identity = c.Identity(id_expires_on=today + timedelta(days=900))
    identity = st.builds(
        c.Identity,
        missing_steps=tuples_of(st.sampled_from(c.IdentityStep)),
        id_expires_on=st.sampled_from([today + timedelta(days=days) for days in (-1, 0, 1)]),
    )
    early = st.builds(c.EarlyRepayments, count_90d=counts, allowed_90d=counts, window_ends=ends)
    activity = st.builds(c.Activity, active_days_90d=near(15), required_days_90d=st.just(15))
    contact = st.builds(c.Contact, changes_90d=tuples_of(change), allowed_90d=st.integers(0, 2), window_ends=ends)
    compromise = st.builds(
        c.Compromise,
        reported_at=moments(around),
        what=st.just(WORDS),
        review_due=maybe(st.just(today)),
        secured=st.booleans(),
    )
    freeze = st.builds(c.Freeze, by=st.just(WORDS), at=moments(around), case_id=st.just("C-1"), reason=st.just(WORDS))
    return some_of(
        c.CreditStatus,
        {
            "account_id": st.just("generated"),
            "as_of": st.just(around.now),
            "name": st.just(WORDS),
            "next_evaluation_on": st.sampled_from([today + timedelta(days=days) for days in (-1, 0, 30)]),
            "score": st.builds(
                c.Score, value=st.sampled_from([700] * 7 + [679, 680, 681]), threshold=st.just(680), previous=near(680)
            ),
            "identity": st.just(good_identity) | identity,
        },
        {
            "loans": loans(around),
            "enquiries": enquiries,
            "debt": debts(),
            "cash_flow": cash_flows(),
            "early_repayments": early,
            "activity": activity,
            "business": business,
            "contact": contact,
            "logins": tuples_of(login, 2),
            "transactions": tuples_of(transaction, 2),
            "compromise": compromise,
            "freeze": freeze,
            "line": lines(around),
            "evaluation": evaluation,
        },
    )


def system_statuses(around: Around) -> SearchStrategy[s.SystemStatus]:
    """Platforms; the quiet ones among them block nothing."""
    today = around.now.astimezone(ZONE).date()
    functions = tuples_of(st.sampled_from([s.Function.cash_loan, *s.Function]), 3)
    until = maybe(moments(around))
    window = st.builds(
        s.Maintenance, id=st.just("M"), starts_at=moments(around), ends_at=moments(around), covers=functions
    )
    incident = st.builds(
        s.Incident,
        id=st.just("I"),
        title=st.just(WORDS),
        since=moments(around),
        latest_update=st.just(WORDS),
        latest_update_at=moments(around),
        estimated_end=until,
        resolved_at=until,
    )
    version = st.lists(st.integers(0, 11), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))
    nearly = st.sampled_from(["10", "10.0", "10.5", "10.5.0", "10.5.0.1", "9.9", "10.10", "10.05"])
    app = st.builds(s.App, installed=version | nearly, minimum=version | nearly)
    policy = st.builds(
        s.PolicyChange,
        bar=st.sampled_from(s.Bar),
        was_required=counts,
        now_required=st.just(12),
        account_value=near(12),
        since=st.just(today),
    )
    region = st.builds(s.RegionSuspension, region=st.just(WORDS), since=moments(around), until=until)
    regulation = st.builds(s.Regulation, rule=st.just(WORDS), covers=st.just(WORDS), since=st.just(today))
    release = st.builds(s.GrayRelease, release=st.just("11"), cohort=st.just(WORDS), rollout_at=moments(around))
    pause = st.builds(
        s.Interruption, paused=functions, working=functions, reason=st.just(WORDS), since=moments(around), until=until
    )
    network = st.builds(s.NetworkTrouble, carrier=st.just(WORDS), region=st.just(WORDS), since=moments(around))
    return some_of(
        s.SystemStatus,
        {"as_of": st.just(around.now)},
        {
            "maintenance": tuples_of(window, 2),
            "incidents": tuples_of(incident, 2),
            "load": st.builds(s.Load, queue_length=near(1_000), busy_above=st.just(1_000)),
            "network": network,
            "policy_change": policy,
            "region_suspension": region,
            "regulation": regulation,
            "gray_release": release,
            "app": app,
            "interruption": pause,
        },
    )


_KINDS = ("applications", "limit_queries", "failed_attempts")


def states(around: Around) -> SearchStrategy[tuple[c.CreditStatus, s.SystemStatus]]:
    """An account and the platform."""
    return st.tuples(credit_statuses(around), system_statuses(around))
