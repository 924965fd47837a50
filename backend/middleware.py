"""What happens to every request before it reaches a route."""

from __future__ import annotations

import hmac
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import problem

MAX_BODY_BYTES = 64 * 1024


class ServiceKey:
    """Lets only callers with the service key under `/v1`; 401 for everyone else, whatever they asked."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self.app = app
        self._key = key.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the header in constant time."""
        if scope["type"] == "http" and (scope["path"] + "/").startswith("/v1/"):
            sent = [value for name, value in scope["headers"] if name == b"x-service-key"]
            if len(sent) != 1 or not hmac.compare_digest(sent[0], self._key):
                answer = problem(401, "Send the service key in the header X-Service-Key.", "X-Service-Key")
                return await answer(scope, receive, send)
        await self.app(scope, receive, send)


class BodyLimit:
    """Refuses bodies above 64 KB with 413; nothing in this interface is larger."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY_BYTES:
                answer = problem(413, f"The body is larger than {MAX_BODY_BYTES} bytes.", "body")
                return await answer(scope, receive, send)
        pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return pending.pop() if pending else await receive()

        await self.app(scope, replay, send)


class LastResort:
    """Answers 503 with a `Problem`, and logs, when something that nobody foresaw goes wrong."""

    def __init__(self, app: ASGIApp, log: logging.Logger) -> None:
        self.app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; step in only when no answer has begun."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            self._log.exception("%s %s", scope["method"], scope["path"])
            answer = problem(503, "Something went wrong here; try again, or tell the operator.")
            await answer(scope, receive, send)
