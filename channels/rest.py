"""The REST channel: `POST /webhooks/rest/webhook`, for the account that a verified token names."""

import json
import logging
import math
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.cors import allow_origins
from channels.door import browser_language
from channels.greeting import Greeting
from channels.incoming import LONGEST_MESSAGE, MessageError, id_of, text_of
from channels.notices import Notices
from channels.once import Answer, Once
from channels.redis_store import RedisStore
from channels.settings import ChannelSettings
from channels.store import MemoryStore, Store, StoreError
from channels.tokens import TokenChecker, TokenError
from channels.turn import Turns
from contract.identity import Identity
from lender import AccountClient, AccountServiceError, UnknownAccount
from lender.settings import settings as backend_settings
from nlu.language import detect
from wording import Wording

logger = logging.getLogger(__name__)

LONGEST_BODY = 64 * 1024
_ALL_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_LOOKS_PER_MINUTE = 30
NOT_STORED = {"Cache-Control": "no-store"}

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class VerifiedRest(InputChannel):
    """Rasa's REST channel with proof of identity; errors are 4xx or 503 with `{"code", "message"}`."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials and trackers."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "VerifiedRest":
        """Reads keys and limits from the environment, so that no secret stands in a file of the project.

        Raises SystemExit with what to do, where there is no key or a setting cannot be understood.
        """
        try:
            return cls(ChannelSettings.from_environment(), Wording.load())
        except ValueError as error:
            raise SystemExit(f"The channel does not start: {error}") from error

    def __init__(self, settings: ChannelSettings, wording: Wording, store: Store | None = None) -> None:
        """Raises ValueError without a key that is safe."""
        self._settings = settings
        self._wording = wording
        self._tokens = TokenChecker(settings.keys)
        self._turns = Turns(self.name(), wording)
        self._store = store or (RedisStore(settings.redis_url) if settings.redis_url else MemoryStore())
        self._once = Once(self._store)
        self._client: AccountClient | None = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes below /webhooks/rest."""
        routes = Blueprint("verified_rest", __name__)
        allow_origins(routes, self._settings.origins)

        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        async def receive(request: Request) -> HTTPResponse:
            identity = await self._admit(request, "message", self._settings.account_per_minute)
            body = await _json_of(request)
            message_id, text = id_of(body), text_of(body)

            async def work() -> Answer:
                reply = await self._turns.take(
                    text, identity, request.app.ctx.agent, on_new_message, message_id, _browser_language(request)
                )
                if reply.failed:
                    return Answer(503, {"code": reply.failed, "message": reply.messages[0]["text"]})
                return Answer(200, reply.messages)

            answer = await self._once.run(identity.sender_id, message_id, text, work)
            return response.json(answer.body, status=answer.status, headers=NOT_STORED)

        async def due(request: Request) -> HTTPResponse:
            identity = await self._admit(request, "notices", _LOOKS_PER_MINUTE)
            said = await Notices(self._accounts(), self._wording).due(identity)
            return response.json(said, headers=NOT_STORED)

        async def greeting(request: Request) -> HTTPResponse:
            identity = await self._admit(request, "greeting", _LOOKS_PER_MINUTE)
            said = await Greeting(self._accounts(), self._wording).messages(identity, _browser_language(request))
            return response.json(said, headers=NOT_STORED)

        async def delivered(request: Request, notice_id: str) -> HTTPResponse:
            identity = await self._admit(request, "notices", _LOOKS_PER_MINUTE)
            try:
                await Notices(self._accounts(), self._wording).delivered(identity, notice_id)
            except UnknownAccount as error:
                raise MessageError("no_notice", 404) from error
            return response.empty()

        def route(path: str, handler: Any, method: str) -> None:
            async def answer(request: Request, **parts: str) -> HTTPResponse:
                return await self._answer(request, handler, method, parts)

            routes.add_route(answer, path, methods=_ALL_METHODS, name=handler.__name__, stream=True)

        route("/", health, "GET")
        route("/webhook", receive, "POST")
        route("/greeting", greeting, "GET")
        route("/notices", due, "GET")
        route("/notices/<notice_id>/delivered", delivered, "POST")
        return routes

    async def _answer(self, request: Request, handler: Any, method: str, parts: dict[str, str]) -> HTTPResponse:
        try:
            if request.method == "OPTIONS":
                return response.empty()
            if request.method != method:
                raise MessageError("method", 405)
            answer: HTTPResponse = await handler(request, **parts)
            return answer
        except TokenError as error:
            logger.info("Refused a token: %s", error)
            return self._problem("unauthorised", 401, request)
        except MessageError as error:
            return self._problem(error.code, error.status, request, error.retry_after)
        except (StoreError, AccountServiceError) as error:
            logger.error("The channel cannot answer: %s", type(error).__name__)
            return self._problem("unavailable", 503, request)

    async def _admit(self, request: Request, what: str, per_minute: int) -> Identity:
        """Gives the proven identity, within the limits of its address and of its account."""
        address = request.remote_addr or request.ip
        await self._take(f"rate:address:{address}", self._settings.address_per_minute)
        identity = self._tokens.check_header(request.headers.get("Authorization"))
        await self._take(f"rate:{what}:{identity.account_id}", per_minute)
        return identity

    async def _take(self, key: str, per_minute: int) -> None:
        wait = await self._store.take(key, per_minute) if per_minute else 0.0
        if wait:
            raise MessageError("too_many", 429, retry_after=math.ceil(wait))

    def _accounts(self) -> AccountClient:
        if self._client is None:
            reached = backend_settings()
            self._client = AccountClient(reached.backend_url, reached.service_key)
        return self._client

    def _problem(self, code: str, status: int, request: Request, retry_after: int = 0) -> HTTPResponse:
        text = self._turns.say(code, _preferred_language(request))["text"]
        headers = {"Retry-After": str(retry_after)} if retry_after else {}
        return response.json({"code": code, "message": text}, status=status, headers=headers)


async def _json_of(request: Request) -> Any:
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        raise MessageError("content_type", 415)
    body = b""
    async for part in request.stream:
        body += part
        if len(body) > LONGEST_BODY:
            raise MessageError("too_long", 413)
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MessageError("not_json", 400) from error
    if isinstance(parsed, dict) and isinstance(parsed.get("message"), str):
        request.ctx.language = detect(parsed["message"][:LONGEST_MESSAGE])
    return parsed


def _preferred_language(request: Request) -> str:
    return str(getattr(request.ctx, "language", None) or _browser_language(request))


def _browser_language(request: Request) -> str:
    return browser_language(request.headers.get("Accept-Language", ""))
