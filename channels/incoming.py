"""What a client sent, made safe: a text of bearable length, or a payload that the bot itself has just offered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered

from channels.masking import mask

LONGEST_MESSAGE = 500
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\x00-\x1f\x7f-\x9f]+"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SLASHES = "/\uff0f\u2044\u2215\u29f8"


class MessageError(Exception):
    """The message cannot be taken. `code` names the response `channel_<code>` that tells the user why."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Incoming:
    """A message to hand on; `masked` where a secret was taken out of it."""

    text: str
    is_payload: bool = False
    masked: bool = False


def text_of(body: Any) -> str:
    """Gives the message text of a request body; raises MessageError."""
    if not isinstance(body, dict):
        raise MessageError("not_an_object", 400)
    text = body.get("message")
    if not isinstance(text, str):
        raise MessageError("no_text", 422)
    text = _CONTROL.sub("", text.encode("utf-8", "replace").decode("utf-8")).strip()
    if not _INVISIBLE.sub("", text):
        raise MessageError("empty", 422)
    if len(text) > LONGEST_MESSAGE:
        raise MessageError("too_long", 413)
    return text


def accept(text: str, offered: Iterable[str]) -> Incoming:
    """Gives what may go on to the bot; raises MessageError for a command that was not offered."""
    if looks_like_command(text):
        if text in offered:
            return Incoming(text, is_payload=True)
        raise MessageError("command", 200)
    masked = mask(text)
    return Incoming(masked, masked=masked != text)


def looks_like_command(text: str) -> bool:
    """Would Rasa, or a careless reader, take this for `/intent{…}`?"""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return bare[:1] in _SLASHES if bare else False


def offered_buttons(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Gives the buttons of the last thing the bot said in a conversation, oldest first."""
    buttons: list[list[dict[str, Any]]] = []
    for event in reversed(list(events)):
        if isinstance(event, BotUttered):
            buttons.append(event.data.get("buttons") or [])
        elif isinstance(event, UserUttered) and buttons:
            break
    return [button for group in reversed(buttons) for button in group]
