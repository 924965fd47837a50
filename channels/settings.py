"""What the channel takes from its environment, read once at the start."""

import os
from dataclasses import dataclass

DEFAULT_ACCOUNT_PER_MINUTE = 60
DEFAULT_ADDRESS_PER_MINUTE = 6_000


@dataclass(frozen=True)
class ChannelSettings:
    """Keys and limits of the channel.

    keys: secrets that sign tokens, the newest first.
    origins: pages of other origins that may call, like `https://www.lender.example`; none by default.
    account_per_minute, address_per_minute: messages and requests that are let through; 0 for no limit.
    redis_url: where several processes share what they must know of each other; empty for a single process.
    """

    keys: tuple[str, ...]
    origins: frozenset[str] = frozenset()
    account_per_minute: int = DEFAULT_ACCOUNT_PER_MINUTE
    address_per_minute: int = DEFAULT_ADDRESS_PER_MINUTE
    redis_url: str = ""

    @classmethod
    def from_environment(cls) -> "ChannelSettings":
        """Reads CHANNEL_KEYS, CHANNEL_ORIGINS, CHANNEL_ACCOUNT_PER_MINUTE, CHANNEL_ADDRESS_PER_MINUTE, REDIS_URL."""
        return cls(
            keys=tuple(_listed("CHANNEL_KEYS")),
            origins=frozenset(origin.rstrip("/") for origin in _listed("CHANNEL_ORIGINS") if origin != "*"),
            account_per_minute=_number("CHANNEL_ACCOUNT_PER_MINUTE", DEFAULT_ACCOUNT_PER_MINUTE),
            address_per_minute=_number("CHANNEL_ADDRESS_PER_MINUTE", DEFAULT_ADDRESS_PER_MINUTE),
            redis_url=os.environ.get("REDIS_URL", "").strip(),
        )


def _listed(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal():
        raise ValueError(f"{name} is a whole number, 0 for no limit; it is {text!r}.")
    return int(text)
