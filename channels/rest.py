"""The REST channel: `POST /webhooks/rest/webhook`, for the account that a verified token names."""

import json
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.incoming import MessageError, text_of
from channels.tokens import TokenChecker, TokenError
from channels.turn import Turns
from nlu.language import CHINESE, ENGLISH, detect
from wording import Wording

logger = logging.getLogger(__name__)

LONGEST_BODY = 64 * 1024


class VerifiedRest(InputChannel):
    """Rasa's REST channel with proof of identity; errors are 4xx or 503 with `{"code", "message"}`."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials and trackers."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "VerifiedRest":
        """Reads the keys from the environment, so that no secret stands in a file of the project."""
        keys = [key.strip() for key in os.environ.get("CHANNEL_KEYS", "").split(",") if key.strip()]
        return cls(TokenChecker(keys), Wording.load())

    def __init__(self, tokens: TokenChecker, wording: Wording) -> None:
        self._tokens = tokens
        self._turns = Turns(self.name(), wording)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes below /webhooks/rest."""
        routes = Blueprint("verified_rest", __name__)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                identity = self._tokens.check_header(request.headers.get("Authorization"))
            except TokenError as error:
                logger.info("Refused a token: %s", error)
                return self._problem("unauthorised", 401, _preferred_language(request))
            try:
                text = text_of(_body(request))
            except MessageError as error:
                return self._problem(error.code, error.status, _preferred_language(request))
            reply = await self._turns.take(text, identity, request.app.ctx.agent, on_new_message)
            if reply.failed:
                return self._problem(reply.failed, 503, detect(text) or _preferred_language(request), reply.messages)
            return response.json(reply.messages)

        return routes

    def _problem(
        self, code: str, status: int, language: str, messages: list[dict[str, Any]] | None = None
    ) -> HTTPResponse:
        text = messages[0]["text"] if messages else self._turns.say(code, language)["text"]
        return response.json({"code": code, "message": text}, status=status)


def _body(request: Request) -> Any:
    if len(request.body) > LONGEST_BODY:
        raise MessageError("too_long", 413)
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise MessageError("not_json", 400) from error


def _preferred_language(request: Request) -> str:
    return ENGLISH if request.headers.get("Accept-Language", "").lower().startswith("en") else CHINESE
