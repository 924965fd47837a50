"""The door to the internet: what is no proper HTTP request is answered here, in words, and goes no further.

Sanic 21.12's own reader of HTTP trusts what it reads: one request with `Content-Length: -5` made it spin for ever. So
uvicorn with h11 reads the requests (`tools/front.py` starts it), and what they leave to the application stands here:
limits of size and of time, and refusals as `{"code", "message"}` like those of every channel.
"""

import asyncio
import json
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

import h11
from httptools import HttpParserError, parse_url
from sanic import response
from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from nlu.language import CHINESE, ENGLISH
from wording import Wording

logger = logging.getLogger(__name__)

LONGEST_HEAD = 16 * 1024
LONGEST_ADDRESS = 4 * 1024
LONGEST_UNASKED_BODY = 128 * 1024
REQUEST_SECONDS = 10.0
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_LINGER_SECONDS = 1.0
_ENGLISH_FIRST = re.compile(rb"(?:^|\n)accept-language:[ \t]*en", re.IGNORECASE)
_CODES = {404: "not_found", 405: "method", 408: "too_slow", 413: "too_long", 414: "head", 429: "too_many", 431: "head"}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class Refusal(Exception):
    """A request that goes no further. `code` names the response `channel_<code>`."""

    def __init__(self, code: str, status: int, close: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.close = close


class Refusals:
    """Says no, as JSON, in the language of the browser."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def body(self, code: str, language: str) -> dict[str, str]:
        """What a refused caller reads."""
        return {"code": code, "message": self._wording.say(f"channel_{code}", language)}

    def content(self, code: str, language: str) -> bytes:
        """The same, as it is sent."""
        return json.dumps(self.body(code, language), ensure_ascii=False).encode()


def browser_language(accept_language: str) -> str:
    """Gives the language to answer in, by the header `Accept-Language`."""
    return ENGLISH if accept_language.strip().lower().startswith("en") else CHINESE


def answer_errors(app: Any, refusals: Refusals) -> None:
    """Gives what Sanic itself refuses, and what breaks in a handler, the form that every refusal has."""

    async def answer(request: Request, error: Exception) -> HTTPResponse:
        status = int(getattr(error, "status_code", 503)) if isinstance(error, SanicException) else 503
        if status >= 500:
            last = traceback.extract_tb(error.__traceback__)[-1:]
            logger.error("A request failed: %s at %s", type(error).__name__, [(at.filename, at.lineno) for at in last])
            status = 503
        code = "unavailable" if status >= 500 else _CODES.get(status, "malformed")
        language = browser_language(request.headers.get("Accept-Language", ""))
        return response.json(refusals.body(code, language), status=status)

    app.exception(Exception)(answer)
    app.exception(SanicException)(answer)


class Door:
    """An ASGI application in front of another: lets through only what is of bearable form and size."""

    def __init__(self, inner: Application, refusals: Refusals) -> None:
        self._inner = inner
        self._refusals = refusals

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hands a request on, or answers it."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
            return
        try:
            check_head(scope)
        except Refusal as refusal:
            await self._refuse(refusal, scope, send)
            return
        out = _WithLength(send)
        try:
            await self._inner(scope, _limited(receive), out.send)
        except Exception as error:
            logger.error("A request could not be handed on: %s", type(error).__name__)
            if not out.started:
                await self._refuse(Refusal("unavailable", 503, close=True), scope, send)

    async def _live(self, scope: Message, receive: Receive, send: Send) -> None:
        """Start and stop. Sanic 21.12 takes the stop, once it is done, for one more request, and fails at that."""
        over = False

        async def noting_send(message: Message) -> None:
            nonlocal over
            over = message["type"] == "lifespan.shutdown.complete"
            await send(message)

        try:
            await self._inner(scope, receive, noting_send)
        except AttributeError:
            if not over:
                raise

    async def _refuse(self, refusal: Refusal, scope: Message, send: Send) -> None:
        language = browser_language(dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1"))
        content = self._refusals.content(refusal.code, language)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        if refusal.close:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


class _WithLength:
    """Adds the length to an answer that comes in one piece: Sanic leaves that to its own server."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            start, self._start, self.started = self._start, None, True
            headers = list(start["headers"])
            known = any(name.lower() == b"content-length" for name, _ in headers)
            if not (known or message.get("more_body") or start["status"] in (204, 304)):
                headers.append((b"content-length", str(len(message["body"] or b"")).encode()))
            await self._send({**start, "headers": headers})
        await self._send(message)


def check_head(scope: Message) -> None:
    """Raises Refusal for a request whose first line or headers no honest client sends."""
    address = scope["raw_path"] + b"?" + scope["query_string"]
    if len(address) > LONGEST_ADDRESS:
        raise Refusal("head", 414)
    if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > LONGEST_HEAD:
        raise Refusal("head", 431)
    if scope["method"] not in METHODS:
        raise Refusal("method", 405)
    names = [name for name, _ in scope["headers"]]
    if (b"transfer-encoding" in names and b"content-length" in names) or scope["http_version"] not in ("1.0", "1.1"):
        raise Refusal("malformed", 400, close=True)
    try:
        parse_url(address)
    except HttpParserError as error:
        raise Refusal("malformed", 400) from error
    if not address.startswith(b"/") or address.startswith(b"//"):
        raise Refusal("malformed", 400)


def _limited(receive: Receive) -> Receive:
    """The body as it comes, up to a size; a caller who goes away in its middle has not sent a request."""
    size, ended = 0, False

    async def limited() -> Message:
        nonlocal size, ended
        if ended:
            return {"type": "http.request", "body": b"", "more_body": False}
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SanicException("The caller has gone", status_code=400, quiet=True)
        size += len(message.get("body", b""))
        if size > LONGEST_UNASKED_BODY:
            raise PayloadTooLarge("The body is too long")
        ended = not message.get("more_body", False)
        return message

    return limited


class DoorProtocol(H11Protocol):
    """uvicorn's reader of HTTP/1, with refusals in JSON, and a request must have come in whole after a time.

    `refusals` and `request_seconds` belong to the class, since uvicorn makes an object for every connection.
    """

    refusals: Refusals
    request_seconds = REQUEST_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts the time: a caller who says nothing is no caller."""
        super().connection_made(transport)
        self._refused = False
        self._head = b""
        self._deadline: asyncio.TimerHandle | None = self.loop.call_later(self.request_seconds, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the time."""
        self._stop_the_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads on; what comes after a refusal is read and forgotten, so that the refusal still arrives."""
        if self._refused:
            return
        self._head = (self._head if self.conn.their_state is h11.IDLE else b"") + data[:LONGEST_HEAD]
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Looks at what came meanwhile."""
        super().on_response_complete()
        self._watch()

    def send_400_response(self, msg: str) -> None:
        """Stands in for uvicorn's answer to what is no HTTP; its name is uvicorn's."""
        too_large = len(self.conn.trailing_data[0]) > LONGEST_HEAD and b"\r\n\r\n" not in self._head
        self._refuse("head" if too_large else "malformed", 431 if too_large else 400)

    def _watch(self) -> None:
        half = self.conn.their_state is h11.SEND_BODY or (
            self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        )
        if not half or self.transport.is_closing():
            self._stop_the_time()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.request_seconds, self._too_late)

    def _stop_the_time(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        if not self._head:
            self.transport.close()
        elif not self.transport.is_closing():
            self._refuse("too_slow", 408)

    def _refuse(self, code: str, status: int) -> None:
        """Answers, unless an answer is under way, and lets go of the connection."""
        self._stop_the_time()
        self._refused = True
        if self.transport.is_closing():
            return
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        language = ENGLISH if _ENGLISH_FIRST.search(self._head) else CHINESE
        content = self.refusals.content(code, language)
        self.transport.write(
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode()
            + content
        )
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER_SECONDS, self.transport.close)
