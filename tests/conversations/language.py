"""In which language a reply is written, judged by its letters alone."""

from tests.conftest import Reply
from tests.conversations.figures import HAN


def assert_language(reply: Reply, language: str) -> None:
    """Every message and every button is in this language."""
    parts = [*reply.texts, *(button["title"] for button in reply.buttons)]
    assert parts, "nothing was said"
    wrong = [part for part in parts if bool(HAN.search(part)) != (language == "zh")]
    assert not wrong, f"not in {language}: {wrong}"
