"""What the channel remembers between messages: how much each caller has sent, whose turn runs, what was answered."""

import time
from collections import OrderedDict
from typing import Protocol, TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 10_000


class StoreError(Exception):
    """The store cannot be reached, so that nobody can say whether a message may go on."""


class Store(Protocol):
    """Everything is forgotten by itself after its time. Calls raise StoreError."""

    async def take(self, key: str, per_minute: int) -> float:
        """Takes one from a bucket that holds a minute's worth; gives the seconds to wait where it is empty, else 0."""

    async def hold(self, key: str, owner: str, seconds: float) -> bool:
        """Takes or prolongs a lease; False where another owner has it."""

    async def holder(self, key: str) -> str | None:
        """Gives the owner of a lease."""

    async def release(self, key: str, owner: str) -> None:
        """Ends a lease if this owner has it."""

    async def keep(self, key: str, value: str, seconds: float) -> None:
        """Remembers a text."""

    async def kept(self, key: str) -> str | None:
        """Gives a text remembered before."""


class MemoryStore:
    """For a single process; holds at most so many of each, the latest."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._leases: dict[str, tuple[str, float]] = {}
        self._texts: OrderedDict[str, tuple[str, float]] = OrderedDict()

    async def take(self, key: str, per_minute: int) -> float:
        """See Store."""
        now = time.monotonic()
        level, at = self._buckets.get(key, (float(per_minute), now))
        level = min(float(per_minute), level + (now - at) * per_minute / 60)
        wait = 0.0 if level >= 1 else (1 - level) * 60 / per_minute
        _put(self._buckets, key, (level if wait else level - 1, now), self._most)
        return wait

    async def hold(self, key: str, owner: str, seconds: float) -> bool:
        """See Store."""
        if await self.holder(key) not in (None, owner):
            return False
        self._leases[key] = (owner, time.monotonic() + seconds)
        return True

    async def holder(self, key: str) -> str | None:
        """See Store."""
        owner, until = self._leases.get(key, ("", 0.0))
        return owner if until > time.monotonic() else None

    async def release(self, key: str, owner: str) -> None:
        """See Store."""
        if self._leases.get(key, ("", 0.0))[0] == owner:
            del self._leases[key]

    async def keep(self, key: str, value: str, seconds: float) -> None:
        """See Store."""
        _put(self._texts, key, (value, time.monotonic() + seconds), self._most)

    async def kept(self, key: str) -> str | None:
        """See Store."""
        value, until = self._texts.get(key, ("", 0.0))
        return value if until > time.monotonic() else None


def _put(remembered: "OrderedDict[str, T]", key: str, value: T, most: int) -> None:
    remembered[key] = value
    remembered.move_to_end(key)
    while len(remembered) > most:
        remembered.popitem(last=False)
