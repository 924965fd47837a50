"""Conversations from the complaint to the end, read from `journeys.yml` and played through the REST channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.conftest import Client, Reply, RunningAssistant
from tests.conversations.language import assert_language

FILE = Path(__file__).with_suffix(".yml")
MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Journey:
    """One conversation in one language, and how it ends."""

    name: str
    language: str
    turns: tuple[str | Mapping[str, str], ...]
    ends: Mapping[str, str]

    @property
    def account(self) -> str:
        """Whose conversation it is."""
        return self.name.partition("/")[0]

    @property
    def complaint(self) -> str:
        """What the user says first."""
        return str(self.turns[0])

    @property
    def reason(self) -> str:
        """What the user gives as the reason of a case."""
        return next((turn["reason"] for turn in self.turns if isinstance(turn, Mapping) and "reason" in turn), "")


@cache
def journeys() -> dict[tuple[str, str], Journey]:
    """All of them, by name and language."""
    document = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {
        (name, language): Journey(name, language, tuple(told[language]), told.get("ends", {"granted": "yes"}))
        for name, told in document.items()
        for language in LANGUAGES
    }


def play(stack: RunningAssistant, journey: Journey) -> Iterator[Reply]:
    """Says one turn after the other and gives the replies, each of them checked."""
    user = stack.client(journey.account)
    for turn in journey.turns:
        told = {"say": turn} if isinstance(turn, str) else turn
        for key in {"wait", "back after"} & set(told):
            stack.backend.move_clock(int(told[key][:-1]) * MINUTES[told[key][-1]])
        if "back after" in told:
            user = stack.client(journey.account)
        text = told.get("say") or told.get("reason")
        if text:
            yield answered(user, text, journey.language, told.get("holds", ""))


def answered(user: Client, text: str, language: str, holds: str = "") -> Reply:
    """Says it; the reply has words in this language, and nothing in it was left unfilled."""
    reply = user.say(text)
    assert reply.status == 200, f"{text}: {reply.json}"
    assert reply.messages
    assert all(message.get("text") for message in reply.messages), f"an empty message after {text}"
    assert "{" not in reply.text
    assert holds in reply.text, f"{text}: {reply.text}"
    assert_language(reply, language)
    return reply


def carries_diagnosis(reply: Reply) -> bool:
    """Did the bot look the account up for this reply?"""
    return any("diagnosis" in message.get("custom", {}) for message in reply.messages)
