"""One turn of a conversation: a text in, messages out, and never silence."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from channels.incoming import (
    MessageError,
    accept,
    as_tapped,
    looks_like_command,
    offered_buttons,
    payloads_ever,
)
from channels.output import MessageCollector
from contract.identity import Identity
from nlu.in_context import MEANS
from nlu.language import CHINESE, detect, in_another_script
from nlu.reading.answers import meaning
from wording import Wording

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class Reply:
    """The messages for the user; `failed` names what kept the bot from answering, or is empty."""

    messages: list[dict[str, Any]]
    failed: str = ""


class Turns:
    """Hands messages to Rasa for a proven identity."""

    def __init__(self, channel: str, wording: Wording) -> None:
        self._channel = channel
        self._wording = wording

    async def take(
        self,
        text: str,
        identity: Identity,
        agent: Any,
        handle: Handler,
        message_id: str | None = None,
        otherwise: str = CHINESE,
    ) -> Reply:
        """Gives the bot's messages.

        A command that the bot has not just offered, and a failure of the bot, are answered in the user's language;
        the conversation stays as it was.

        Args:
            message_id: the same when the same message is sent again.
            otherwise: the language where neither the text nor the conversation tells.
        """
        sender = identity.sender_id
        written = None if looks_like_command(text) else detect(text)
        try:
            tracker = await agent.tracker_store.retrieve(sender)
        except Exception as error:
            _log_failure("A conversation could not be read", error)
            return Reply([self.say("unavailable", written or otherwise, sender)], failed="unavailable")
        spoken = tracker.get_slot("language") if tracker and tracker.latest_message.text else None
        language = written or spoken or otherwise
        buttons = offered_buttons(tracker.events) if tracker else []
        if not looks_like_command(text) and in_another_script(text):
            return Reply([self.say("languages", language, sender)])
        text = as_tapped(text, buttons)
        once_offered = payloads_ever(tracker.events) if tracker and looks_like_command(text) else ()
        try:
            incoming = accept(text, {button["payload"] for button in buttons}, once_offered)
        except MessageError as refusal:
            return Reply([self.say(refusal.code, language, sender)])
        collector = MessageCollector()
        message = UserMessage(
            incoming.text, collector, sender, input_channel=self._channel, message_id=message_id,
            metadata=_answer(incoming.text, tracker, buttons),
        )  # fmt: skip
        try:
            await handle(message)
        except Exception as error:
            _log_failure("A message could not be handled", error)
        if not collector.messages:
            return Reply([self.say("unavailable", language, sender)], failed="unavailable")
        if incoming.masked:
            collector.messages.insert(0, {**self.say("masked", language, sender), "custom": {"masked": incoming.text}})
        return Reply(collector.messages)

    def say(self, code: str, language: str, sender: str = "") -> dict[str, Any]:
        """Gives a message of the channel's own."""
        return {"recipient_id": sender, "text": self._wording.say(f"channel_{code}", language)}


def _answer(text: str, tracker: DialogueStateTracker | None, buttons: list[dict[str, Any]]) -> dict[str, str]:
    if tracker is None:
        return {}
    payloads = {button["payload"].partition("{")[0] for button in buttons}
    means = meaning(text, payloads, tracker.active_loop_name is not None, str(tracker.get_slot("offer")))
    return {MEANS: means} if means else {}


def _log_failure(what: str, error: Exception) -> None:
    """Says where it failed, without the error's own text, in which the user's words may stand."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s: %s at %s:%s", what, type(error).__name__, last.filename, last.lineno)
