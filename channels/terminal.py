"""The terminal: `rasa shell` for one demo account, trusted only because it listens on this machine alone."""

import json
import os
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.console import CmdlineInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import ResponseStream

from channels.incoming import MessageError, offered_buttons, text_of
from channels.output import numbered
from channels.turn import Turns
from contract.identity import Identity
from nlu.language import CHINESE, detect
from wording import Wording


class Terminal(CmdlineInput):
    """Stands in for `rasa shell`'s own channel: buttons are numbered lines, and a number picks one."""

    def __init__(self) -> None:
        account = os.environ.get("ACCOUNT", "overdue")
        self._identity = Identity(account, f"terminal-{secrets.token_hex(4)}")
        self._turns = Turns(self.name(), Wording.load())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one route that `rasa shell` posts to."""
        routes = Blueprint("terminal", __name__)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> ResponseStream:
            messages = await self._answer(request, on_new_message)

            async def stream(out: Any) -> None:
                number = 1
                for message in messages:
                    await out.write(json.dumps(numbered(message, number)) + "\n")
                    number += len(message.get("buttons", []))

            return response.stream(stream, content_type="text/event-stream")

        return routes

    async def _answer(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> list[dict[str, Any]]:
        agent = request.app.ctx.agent
        try:
            text = text_of(request.json)
        except MessageError as error:
            language = detect(str(request.json.get("message") or "")) or CHINESE
            return [self._turns.say(error.code, language, self._identity.sender_id)]
        tracker = await agent.tracker_store.retrieve(self._identity.sender_id)
        buttons = offered_buttons(tracker.events) if tracker else []
        if text.isdecimal() and 1 <= int(text) <= len(buttons):
            text = buttons[int(text) - 1]["payload"]
        return (await self._turns.take(text, self._identity, agent, on_new_message)).messages
