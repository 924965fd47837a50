"""Everything that can go wrong between the bot and a lender's system."""


class AccountServiceError(Exception):
    """The root of the tree: catch this to answer the user whatever happened."""


class Unavailable(AccountServiceError):
    """The system cannot be reached, or says that it cannot answer now. Nothing was done."""


class OutcomeUnknown(AccountServiceError):
    """A change was sent and no answer came, even when asked again. It may have been done, once at the most."""


class BadAnswer(AccountServiceError):
    """The system answered something that the contract does not know."""


class NotAuthorised(AccountServiceError):
    """The service key was refused: a matter for the operator, not for the user."""


class UnknownAccount(AccountServiceError):
    """There is no such account, loan or ticket."""


class Refused(AccountServiceError):
    """The system understood and declined; `detail` is for logs and staff."""

    def __init__(self, detail: str, field: str | None = None, status: int = 422) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.status = status


class QuoteChanged(Refused):
    """What the user was told has changed since, and nothing was done: tell it anew and ask again."""
