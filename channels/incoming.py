"""What a client sent, made safe: a text of bearable length, or a payload that the bot itself has just offered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered

from channels.masking import mask, with_plain_digits

LONGEST_MESSAGE = 500
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\x00-\x1f\x7f-\x9f]+"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SLASHES = "/\uff0f\u2044\u2215\u29f8"


class MessageError(Exception):
    """The message cannot be taken. `code` names the response `channel_<code>` that tells the user why.

    retry_after: seconds after which it makes sense to send it again; 0 where it does not.
    """

    def __init__(self, code: str, status: int, retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after


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


def accept(text: str, offered: Iterable[str], once_offered: Iterable[str] = ()) -> Incoming:
    """Gives what may go on to the bot; raises MessageError for a command that is not on offer (any more)."""
    if looks_like_command(text):
        if text in offered:
            return Incoming(text, is_payload=True)
        raise MessageError("stale_button" if text in once_offered else "command", 200)
    masked = mask(text)
    return Incoming(masked, masked=masked != with_plain_digits(text))


def id_of(body: Any) -> str | None:
    """Gives the id by which a client recognises its own message when it sends it again; raises MessageError."""
    message_id = body.get("id") if isinstance(body, dict) else None
    if message_id is None:
        return None
    if not (isinstance(message_id, str) and _ID.fullmatch(message_id)):
        raise MessageError("id", 422)
    return message_id


def looks_like_command(text: str) -> bool:
    """Would Rasa, or a careless reader, take this for `/intent{…}`?"""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return bare[:1] in _SLASHES if bare else False


def as_tapped(text: str, buttons: Iterable[dict[str, Any]]) -> str:
    """Gives the payload of the button whose title was typed, else the text as it is."""
    typed = _one_spelling(text)
    titled = [button["payload"] for button in buttons if _one_spelling(str(button.get("title"))) == typed]
    return titled[0] if len(set(titled)) == 1 else text


def _one_spelling(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def payloads_ever(events: Iterable[Any]) -> set[str]:
    """Gives the payloads of all buttons that the bot has shown in a conversation."""
    shown = (event.data.get("buttons") or [] for event in events if isinstance(event, BotUttered))
    return {button["payload"] for buttons in shown for button in buttons}


def offered_buttons(events: Iterable[Any]) -> list[dict[str, Any]]:
    """Gives the buttons of the last thing the bot said in a conversation, oldest first."""
    buttons: list[list[dict[str, Any]]] = []
    for event in reversed(list(events)):
        if isinstance(event, BotUttered):
            buttons.append(event.data.get("buttons") or [])
        elif isinstance(event, UserUttered) and buttons:
            break
    return [button for group in reversed(buttons) for button in group]
