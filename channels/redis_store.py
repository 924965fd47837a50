"""The same memory for several processes, in Redis."""

from collections.abc import Awaitable
from typing import Any, TypeVar

from redis import asyncio as redis  # type: ignore[import-untyped]
from redis.exceptions import RedisError  # type: ignore[import-untyped]

from channels.store import StoreError

T = TypeVar("T")

PREFIX = "channel:"
_SECONDS = 2.0

_TAKE = """
local rate = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local kept = redis.call('HMGET', KEYS[1], 'level', 'at')
local level = math.min(rate, (tonumber(kept[1]) or rate) + (now - (tonumber(kept[2]) or now)) * rate / 60)
local wait = 0
if level >= 1 then level = level - 1 else wait = (1 - level) * 60 / rate end
redis.call('HSET', KEYS[1], 'level', tostring(level), 'at', tostring(now))
redis.call('EXPIRE', KEYS[1], 120)
return tostring(wait)
"""
_HOLD = """
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisStore:
    """See Store. Raises StoreError where Redis does not answer within two seconds."""

    def __init__(self, url: str) -> None:
        self._redis: Any = redis.from_url(
            url, decode_responses=True, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS
        )

    async def take(self, key: str, per_minute: int) -> float:
        """See Store."""
        return float(await _answer(self._redis.eval(_TAKE, 1, PREFIX + key, per_minute)))

    async def hold(self, key: str, owner: str, seconds: float) -> bool:
        """See Store."""
        return bool(await _answer(self._redis.eval(_HOLD, 1, PREFIX + key, owner, int(seconds * 1000))))

    async def holder(self, key: str) -> str | None:
        """See Store."""
        owner: str | None = await _answer(self._redis.get(PREFIX + key))
        return owner

    async def release(self, key: str, owner: str) -> None:
        """See Store."""
        await _answer(self._redis.eval(_RELEASE, 1, PREFIX + key, owner))

    async def keep(self, key: str, value: str, seconds: float) -> None:
        """See Store."""
        await _answer(self._redis.set(PREFIX + key, value, px=int(seconds * 1000)))

    async def kept(self, key: str) -> str | None:
        """See Store."""
        value: str | None = await _answer(self._redis.get(PREFIX + key))
        return value

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.close()


async def _answer(call: Awaitable[T]) -> T:
    try:
        return await call
    except (RedisError, OSError) as error:
        raise StoreError(type(error).__name__) from error
