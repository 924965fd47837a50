"""One message of a conversation at a time, and the same message answered once."""

import asyncio
import hashlib
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from channels.incoming import MessageError
from channels.store import Store

logger = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
PATIENCE_SECONDS = 20.0
REMEMBERED_SECONDS = 900.0
_LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True)
class Answer:
    """What a request gets."""

    status: int
    body: Any


class Once:
    """Runs turns: two at once in one conversation never, the same message id never twice."""

    def __init__(self, store: Store, patience: float = PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience = patience
        self._running: set[asyncio.Task[Answer]] = set()

    async def run(
        self, sender: str, message_id: str | None, text: str, work: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """Gives the answer of `work`, or the first answer where this message id was answered before.

        A turn goes on to its end, and its answer is remembered, even if the caller has gone away meanwhile.

        Raises MessageError: `busy` (409) while another message of the conversation is being answered, `id_reused` (422)
        where the id came with another text; and StoreError.
        """
        owner = f"{message_id or ''}:{secrets.token_hex(8)}"
        lease = f"turn:{sender}"
        deadline = time.monotonic() + self._patience
        while True:
            known = await self._known(sender, message_id, text)
            if known is not None:
                return known
            if await self._store.hold(lease, owner, LEASE_SECONDS):
                break
            running = (await self._store.holder(lease) or "").partition(":")[0]
            if (running and running != message_id) or not message_id or time.monotonic() > deadline:
                raise MessageError("busy", 409, retry_after=1)
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        return await asyncio.shield(self._start(self._turn(lease, owner, sender, message_id, text, work)))

    def _start(self, turn: Coroutine[Any, Any, Answer]) -> "asyncio.Task[Answer]":
        task = asyncio.get_running_loop().create_task(turn)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _turn(
        self,
        lease: str,
        owner: str,
        sender: str,
        message_id: str | None,
        text: str,
        work: Callable[[], Awaitable[Answer]],
    ) -> Answer:
        prolonging = asyncio.get_running_loop().create_task(self._prolong(lease, owner))
        try:
            answer = await self._known(sender, message_id, text) or await work()
            if message_id and answer.status == 200:
                kept = json.dumps({"text": _digest(text), "status": answer.status, "body": answer.body})
                await self._store.keep(_key(sender, message_id), kept, REMEMBERED_SECONDS)
            return answer
        finally:
            prolonging.cancel()
            await self._store.release(lease, owner)

    async def _prolong(self, lease: str, owner: str) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            await self._store.hold(lease, owner, LEASE_SECONDS)

    async def _known(self, sender: str, message_id: str | None, text: str) -> Answer | None:
        kept = await self._store.kept(_key(sender, message_id)) if message_id else None
        if kept is None:
            return None
        answer = json.loads(kept)
        if answer["text"] != _digest(text):
            raise MessageError("id_reused", 422)
        return Answer(answer["status"], answer["body"])


def _key(sender: str, message_id: str) -> str:
    return f"answer:{sender}:{message_id}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
