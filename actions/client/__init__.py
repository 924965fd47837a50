"""The account client: the bot's only way to a lender's system."""

from actions.client.client import AccountClient, Timeouts
from actions.client.errors import (
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
