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
from channels.output import LETTERS, numbered
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
            by_letter = await self._asks_for_a_number(request.app.ctx.agent)

            async def stream(out: Any) -> None:
                number = 1
                for message in messages:
                    await out.write(json.dumps(numbered(message, number, by_letter)) + "\n")
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
        if tracker and _a_number_is_asked(tracker):
            picked = LETTERS.find(text.lower()) + 1 if len(text) == 1 else 0
        else:
            picked = int(text) if text.isdecimal() else 0
        if 1 <= picked <= len(buttons):
            text = buttons[picked - 1]["payload"]
        return (await self._turns.take(text, self._identity, agent, on_new_message)).messages

    async def _asks_for_a_number(self, agent: Any) -> bool:
        tracker = await agent.tracker_store.retrieve(self._identity.sender_id)
        return tracker is not None and _a_number_is_asked(tracker)


def _a_number_is_asked(tracker: Any) -> bool:
    """Is an amount the open question, so that 1, 2 and 3 are amounts and no buttons?"""
    return bool(tracker.get_slot("requested_slot") == "repay_amount_cents")
