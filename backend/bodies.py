"""The contract's requests as the service reads them: whole numbers must be whole, text must be text.

The shapes are the contract's own; what is added refuses what a database or a ledger must never see, and gives the
examples that `/docs` shows.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, StrictBool, conint, constr, validator
from pydantic.errors import DictError, StrError
from pydantic.fields import ModelField

from contract import operations

_CENTS = conint(strict=True, gt=0)
_CARD = r"^[0-9]{4}$(?!\n)"
_DOCUMENT = constr(min_length=1, max_length=200)
_LANGUAGE = constr(regex="^(zh|en)$", max_length=2)


class _Body(BaseModel):
    """An object, and no list of pairs; without NUL and broken characters in its texts."""

    @classmethod
    def validate(cls, value: Any) -> Any:
        """Raise `DictError` for anything but an object."""
        if not isinstance(value, (dict, cls)):
            raise DictError
        return super().validate(value)

    @validator("*", pre=True, check_fields=False)
    def _plain(cls, value: Any, field: ModelField) -> Any:
        wants_text = isinstance(field.type_, type) and issubclass(field.type_, str)
        for text in value if isinstance(value, list) else (value,):
            if wants_text and not isinstance(text, str | None):
                raise StrError
            if isinstance(text, str) and ("\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)):
                raise ValueError("holds characters that are no text")
        return value


def _example(**values: Any) -> dict[str, Any]:
    return {"example": values}


class LoanRequest(_Body, operations.LoanRequest):
    """An application to borrow; without an amount, the smallest loan."""

    amount_cents: _CENTS | None = None  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(amount_cents=300_000)


class RepaymentRequest(_Body, operations.RepaymentRequest):
    """Pay `amount_cents` on a loan; never more than clears it."""

    loan_id: str = Field(min_length=1, max_length=64)
    amount_cents: _CENTS  # type: ignore[valid-type]
    quoted_owed_cents: conint(strict=True, ge=0) | None = None  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(loan_id="L-0781", amount_cents=128_818, quoted_owed_cents=128_818)


class DisbursementRequest(_Body, operations.DisbursementRequest):
    """Send a loan's money to the receiving card, which the user was told to be this one, and the sum this one."""

    card_tail: constr(regex=_CARD) | None = None  # type: ignore[valid-type]
    quoted_amount_cents: _CENTS | None = None  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(card_tail="6023")


class TicketRequest(_Body, operations.TicketRequest):
    """A case for a person, with everything said so far, so that nothing is told twice."""

    language: _LANGUAGE = "zh"  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(
            kind="appeal",
            language="zh",
            cause="evaluation_rejected",
            remedy="appeal",
            summary="综合评估未通过,用户认为收入证明未被计入。",
            note="月收入 12,000 元",
        )


class TicketUpdate(_Body, operations.TicketUpdate):
    """What support staff change."""

    assigned_to: str | None = Field(default=None, min_length=1, max_length=100)

    class Config:
        schema_extra = _example(state="assigned", assigned_to="Chen Yu")


class NoticeRequest(_Body, operations.NoticeRequest):
    """Tell the account's owner when this cause is over."""

    language: _LANGUAGE = "zh"  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(cause="maintenance", language="en")


class DocumentRequest(_Body, operations.DocumentRequest):
    """Papers for a review, by name; the files themselves go through the lender's own upload page."""

    documents: list[_DOCUMENT] = Field(..., min_items=1, max_items=10)  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(documents=["bank statements 2026-08 to 2026-10", "receivables"])


class CardChange(_Body, operations.CardChange):
    """Which receiving card to use from now on, by its last four digits."""

    card_tail: str = Field(regex=_CARD)

    class Config:
        schema_extra = _example(card_tail="6023")


class EventVerdict(_Body, operations.EventVerdict):
    """Whether a flagged login or transaction was the user's own."""

    mine: StrictBool

    class Config:
        schema_extra = _example(mine=False)


class AppVersion(_Body, operations.AppVersion):
    """The version of the app that the user has now."""

    installed: str = Field(regex=r"^[0-9]+(\.[0-9]+){0,3}$(?!\n)", max_length=32)

    class Config:
        schema_extra = _example(installed="10.7.0")


class NetworkCheck(_Body, operations.NetworkCheck):
    """Which connection the user tries now."""

    class Config:
        schema_extra = _example(connection="wifi")


class FeedbackRequest(_Body, operations.FeedbackRequest):
    """How a conversation ended for the user."""

    solved: StrictBool

    class Config:
        schema_extra = _example(solved=True, cause="overdue", remedy="repay", word="很清楚")


class ClockMove(_Body, operations.ClockMove):
    """Move the demo clock forward."""

    minutes: conint(strict=True, ge=0, le=60 * 24 * 366) = 0  # type: ignore[valid-type]

    class Config:
        schema_extra = _example(minutes=120)
