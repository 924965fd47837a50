"""The account client: the bot's only way to a lender's system."""

from lender.client import AccountClient, Timeouts
from lender.errors import (
    AccountServiceError,
    BadAnswer,
    NotAuthorised,
    OutcomeUnknown,
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
    "Refused",
    "Timeouts",
    "Unavailable",
    "UnknownAccount",
]
