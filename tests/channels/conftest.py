"""The channel in a real HTTP server, with a bot that only counts: what is tested is the way in."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.conftest import free_ports

KEY = "k" * 40
_number = itertools.count()


class Bot:
    """Stands in for Rasa's agent."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.seconds = 0.0
        self.breaks: Exception | None = None
        self.tracker_store = self

    async def retrieve(self, sender: str) -> None:
        """No conversation is remembered."""

    async def handle_message(self, message: Any) -> None:
        """Answers with a number."""
        self.heard.append(message.text)
        await asyncio.sleep(self.seconds)
        if self.breaks:
            raise self.breaks
        await message.output_channel.send_response(message.sender_id, {"text": f"answer {len(self.heard)}"})


def _once(touch_up: Callable[[Any], None], app: Any) -> None:
    with contextlib.suppress(KeyError):
        touch_up(app)


Serve = Callable[..., Awaitable[tuple[httpx.AsyncClient, Bot]]]


@pytest.fixture
async def serve(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Starts a server: `http, bot = await serve(account_per_minute=3)`."""
    from rasa.core.channels.channel import register
    from rasa.server import configure_cors
    from sanic import Sanic
    from sanic.touchup.service import TouchUp

    from channels.rest import VerifiedRest
    from channels.settings import ChannelSettings
    from wording import Wording

    # Sanic rewrites its own methods at a start, and can do that once in a process only.
    touch_up = TouchUp.run
    monkeypatch.setattr(TouchUp, "run", lambda app: _once(touch_up, app))
    running: list[tuple[Any, httpx.AsyncClient]] = []

    async def start(**settings: Any) -> tuple[httpx.AsyncClient, Bot]:
        bot = Bot()
        app = Sanic(f"channel_{next(_number)}", configure_logging=False)
        configure_cors(app, None)
        app.ctx.agent = bot
        register([VerifiedRest(ChannelSettings(keys=(KEY,), **settings), Wording.load())], app, "/webhooks/")
        server = await app.create_server(
            host="127.0.0.1", port=free_ports(1)[0], return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.start_serving()
        port = server.server.sockets[0].getsockname()[1]
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/webhooks/rest", timeout=20, trust_env=False)
        running.append((server, client))
        return client, bot

    yield start
    for server, client in running:
        await client.aclose()
        server.close()
        await server.wait_closed()
