"""The account client: the bot's only way to a lender's system."""

from lender.client import AccountClient, Timeouts
from lender.errors import (
    AccountServiceError,
    BadAnswer,
    NotAuthorised,
    OutcomeUnknown,
    QuoteChanged,
    Refused,
    Unavailable,
    UnknownAccount,
)

__all__ = [
    "AccountClient",
    "AccountServiceError",
    "BadAnswer",
    "NotAuthorised",
    "OutcomeUnknown",
    "QuoteChanged",
    "Refused",
    "Timeouts",
    "Unavailable",
    "UnknownAccount",
]
