"""Collects what the bot says, one message with its text, buttons and diagnosis together."""

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel


class MessageCollector(CollectingOutputChannel):
    """Like Rasa's own collector, but a message's `custom` part and the name of its response stay with its text."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one message."""
        parts = {"recipient_id": recipient_id}
        parts.update({key: message[key] for key in ("text", "buttons", "custom") if message.get(key)})
        if message.get("utter_action"):
            parts["response"] = message["utter_action"]
        self.messages.append(parts)


LETTERS = "abcdefghij"


def numbered(message: dict[str, Any], first: int, by_letter: bool = False) -> dict[str, Any]:
    """Gives the message with its buttons as lines of text for a terminal, numbered, or by letter beside an amount."""
    lines = [message.get("text", "")]
    lines += [
        f"  [{LETTERS[number - 1] if by_letter and number <= len(LETTERS) else number}] {button['title']}"
        for number, button in enumerate(message.get("buttons", []), first)
    ]
    return {"recipient_id": message["recipient_id"], "text": "\n".join(line for line in lines if line)}
