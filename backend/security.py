"""Securing an account: what the steps done and the owner's verdicts make of flagged events. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from backend.account import Account, Security
from backend.days import add_working_days, local_day
from contract.base import Words
from contract.credit import Compromise, Login, Transaction
from contract.operations import SecurityStep

_REVIEW_WORKING_DAYS = 3


def with_step(account: Account, step: SecurityStep) -> Account:
    """The account with this step done."""
    done = tuple(other for other in SecurityStep if other is step or other in account.security.done)
    return _judged(replace(account, security=account.security.copy(update={"done": done})))


def with_verdict(account: Account, event_id: str, mine: bool, now: datetime) -> Account:
    """The account with its owner's word on a flagged login or transaction.

    A transaction that was not the owner's opens a compromise report, which only a person lifts.
    """
    verdicts = account.security.verdicts | {event_id: mine}
    account = replace(account, security=account.security.copy(update={"verdicts": verdicts}))
    disputed = [item for item in account.credit.transactions if item.id == event_id and not mine]
    if disputed and account.credit.compromise is None:
        account = account.with_credit(compromise=_report(disputed[0], now))
    return _judged(account)


def locked(account: Account, now: datetime) -> Account:
    """The account locked at its owner's word: nobody borrows on it until a person has lifted that."""
    if account.credit.compromise is not None:
        return account
    report = Compromise(
        reported_at=now,
        what=Words(zh="本人要求锁定账户", en="The owner asked to lock the account"),
        review_due=add_working_days(local_day(now), _REVIEW_WORKING_DAYS),
    )
    return _judged(account.with_credit(compromise=report))


def _judged(account: Account) -> Account:
    credit, security = account.credit, account.security
    compromise = credit.compromise
    if compromise is not None and security.complete:
        compromise = compromise.copy(update={"secured": True})
    return account.with_credit(
        logins=tuple(_login(item, security) for item in credit.logins),
        transactions=tuple(_transaction(item, security) for item in credit.transactions),
        compromise=compromise,
    )


def _login(login: Login, security: Security) -> Login:
    mine = security.verdicts.get(login.id)
    return login if mine is None else login.copy(update={"secured": mine or security.complete})


def _transaction(transaction: Transaction, security: Security) -> Transaction:
    mine = security.verdicts.get(transaction.id)
    return transaction if mine is None else transaction.copy(update={"confirmed": mine})


def _report(transaction: Transaction, now: datetime) -> Compromise:
    amount = f"{transaction.amount_cents // 100:,}.{transaction.amount_cents % 100:02d}"
    payee = transaction.counterparty
    return Compromise(
        reported_at=now,
        what=Words(
            zh=f"本人否认向{payee.zh}支付的 {amount} 元",
            en=f"The owner disputes a payment of {amount} yuan to {payee.en}",
        ),
        review_due=add_working_days(local_day(now), _REVIEW_WORKING_DAYS),
    )
