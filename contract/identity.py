"""Who is speaking: a proven account and one of its conversations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """A proven account and one of its conversations."""

    account_id: str
    session: str

    @property
    def sender_id(self) -> str:
        """The conversation's id in the tracker store; two accounts can never share one."""
        return f"{self.account_id}:{self.session}"


def account_of(sender_id: str) -> str:
    """Gives the account of a conversation id made by `Identity.sender_id`."""
    return sender_id.partition(":")[0]
