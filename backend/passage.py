"""The passage of time: what an account has become by a moment, computed and never stored by a timer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from backend.account import Account, BookedLoan, Later
from backend.days import local_day, resolve
from contract.credit import Business, CreditLine, CreditStatus, Loan
from contract.system import SystemStatus

_EVALUATION_EVERY = timedelta(days=30)


def at(account: Account, now: datetime) -> Account:
    """The account at `now`: scripts that are due have come true, limits are free again, reviews have passed."""
    for script in account.later:
        if _is_due(script, account, now):
            account = _apply(script, account)
    today = local_day(now)
    return account.with_credit(
        line=_freed(account.credit.line, now),
        business=_reviewed(account.credit.business, today),
        next_evaluation_on=_next_evaluation(account, today),
    )


def stamp(account: Account, now: datetime) -> Account:
    """Note for each script whose condition holds now that it holds since now, and for the others that it does not."""
    today = local_day(now)
    return replace(
        account,
        later=tuple(
            script.copy(update={"since": (script.since or now) if _holds(script, account, today) else None})
            for script in account.later
        ),
    )


def credit_status(account: Account, now: datetime) -> CreditStatus:
    """The credit status to report of an account that `at` has brought to `now`."""
    today = local_day(now)
    return account.credit.copy(update={"as_of": now, "loans": tuple(item.on(today) for item in account.loans)})


def system_status(account: Account, now: datetime) -> SystemStatus:
    """The system status to report of an account that `at` has brought to `now`."""
    return account.system.copy(update={"as_of": now})


def _holds(script: Later, account: Account, today: date) -> bool:
    return script.when is None or not account.overdue(today)


def _is_due(script: Later, account: Account, now: datetime) -> bool:
    due = script.due
    if due is None or not _holds(script, account, local_day(now)):
        return False
    return local_day(due) <= local_day(now) if script.evaluation else due <= now


def _apply(script: Later, account: Account) -> Account:
    documents: dict[str, Any] = account.credit.dict()
    documents["system"] = account.system.dict()
    documents["loans"] = {item.loan.id: item.loan.dict() for item in account.loans}
    for path, value in script.set.items():
        _put(documents, path, resolve(value, account.seeded_at))
    system, loans = documents.pop("system"), documents.pop("loans")
    credit = CreditStatus.parse_obj(documents)
    debt = credit.debt
    if "debt.other_lenders" in script.set:
        elsewhere = _elsewhere(account.credit) - _elsewhere(credit)
        debt = debt.copy(update={"total_cents": max(0, debt.total_cents - elsewhere)})
    return replace(
        account,
        credit=credit.copy(update={"debt": debt}),
        system=SystemStatus.parse_obj(system),
        loans=tuple(_rebook(item, Loan.parse_obj(loans[item.loan.id])) for item in account.loans),
        later=tuple(other for other in account.later if other is not script),
    )


def _rebook(before: BookedLoan, loan: Loan) -> BookedLoan:
    return before if loan == before.loan else BookedLoan(loan, penalty_from=loan.due_on)


def _elsewhere(credit: CreditStatus) -> int:
    return sum(lender.balance_cents for lender in credit.debt.other_lenders)


def _put(document: Any, path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for part in parents:
        document = document[int(part)] if isinstance(document, (list, tuple)) else document[part]
    if last not in document:
        raise KeyError(path)
    document[last] = value


def _freed(line: CreditLine, now: datetime) -> CreditLine:
    if line.restoring is None or now < line.restoring.freed_at:
        return line
    room = max(line.available_cents, line.total_cents - line.drawn_cents)
    available = min(room, line.available_cents + line.restoring.amount_cents)
    return line.copy(update={"available_cents": available, "restoring": None})


def _reviewed(business: Business | None, today: date) -> Business | None:
    if business is None or not business.documents_received or business.review_due is None:
        return business
    return business.copy(update={"review_passed": business.review_passed or business.review_due <= today})


def _next_evaluation(account: Account, today: date) -> date:
    known = [local_day(script.due) for script in account.later if script.evaluation and script.due is not None]
    day = min(known, default=account.credit.next_evaluation_on)
    while day <= today:
        day += _EVALUATION_EVERY
    return day
