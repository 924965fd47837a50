"""Between table rows and accounts."""

from __future__ import annotations

import json
from typing import Any

from pydantic import parse_raw_as

from backend.account import Account, BookedLoan, Later, Security
from contract.base import Words
from contract.credit import CreditStatus, Loan
from contract.system import SystemStatus

_PLAIN = (
    "id",
    "principal_cents",
    "outstanding_cents",
    "due_on",
    "submitted_at",
    "usual_minutes",
    "deadline",
    "card_tail",
    "bank_code",
    "fixable_by_card",
)


def account_from(row: Any, loan_rows: list[Any]) -> Account:
    """Read an account from its row and its loans' rows, these in their order."""
    return Account(
        credit=CreditStatus.parse_raw(row.credit),
        system=SystemStatus.parse_raw(row.system),
        loans=tuple(_loan_from(loan) for loan in loan_rows),
        security=Security.parse_raw(row.security),
        later=parse_raw_as(tuple[Later, ...], row.later),
        seeded_at=row.seeded_at,
        receiving_card=row.receiving_card,
        card_changed_at=row.card_changed_at,
    )


def account_row(account: Account) -> dict[str, Any]:
    """The account's own row."""
    return {
        "id": account.id,
        "credit": account.credit.copy(update={"loans": ()}).json(ensure_ascii=False),
        "system": account.system.json(ensure_ascii=False),
        "security": account.security.json(),
        "later": json.dumps([json.loads(script.json()) for script in account.later], ensure_ascii=False),
        "seeded_at": account.seeded_at,
        "receiving_card": account.receiving_card,
        "card_changed_at": account.card_changed_at,
    }


def loan_row(account_id: str, position: int, booked: BookedLoan) -> dict[str, Any]:
    """One loan's row."""
    loan = booked.loan
    return {name: getattr(loan, name) for name in _PLAIN} | {
        "account_id": account_id,
        "position": position,
        "product": loan.product.value,
        "state": loan.state.value,
        "name_zh": loan.name.zh,
        "name_en": loan.name.en,
        "bank_reason_zh": loan.bank_reason and loan.bank_reason.zh,
        "bank_reason_en": loan.bank_reason and loan.bank_reason.en,
        "penalty_from": booked.penalty_from,
        "penalty_adjust_cents": booked.penalty_adjust_cents,
    }


def _loan_from(row: Any) -> BookedLoan:
    reason = None if row.bank_reason_zh is None else Words(zh=row.bank_reason_zh, en=row.bank_reason_en)
    loan = Loan(
        **{name: row._mapping[name] for name in _PLAIN},
        product=row.product,
        state=row.state,
        name=Words(zh=row.name_zh, en=row.name_en),
        bank_reason=reason,
    )
    return BookedLoan(loan, row.penalty_from, row.penalty_adjust_cents)
