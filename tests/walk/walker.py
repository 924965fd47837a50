"""Walks over the dialogue of one account by its buttons, and keeps what was seen as a graph of states."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.conftest import Client, Reply

_FIGURES = re.compile(r"\d+|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
_TICKET = re.compile(r"\bT\d{8}-\d{4}\b")
_OPEN_QUESTIONS = (
    (re.compile(r"新卡的后四位|last four digits of the other card"), "6023"),
    (re.compile(r"版本号告诉我|tell me the version there"), "10.6.0"),
    (re.compile(r"想先还多少|How much\? Just give me a number"), "500"),
)

Key = tuple[str, tuple[str, ...]]


def asks_openly(reply: Reply) -> list[str]:
    """What a question without a button for each answer could be answered with; nothing where none is asked."""
    return [answer for question, answer in _OPEN_QUESTIONS if question.search(reply.text)]


@dataclass
class State:
    """What the user sees, without its figures; `ways` are what can be said here, and where it led once said."""

    reply: Reply
    said_before: list[str]
    ways: dict[str, Key | None]

    @property
    def is_settled(self) -> bool:
        """Has a person taken over, or was the account looked up?"""
        looked_up = any("diagnosis" in message.get("custom", {}) for message in self.reply.messages)
        return looked_up or _TICKET.search(self.reply.text) is not None

    def __str__(self) -> str:
        return f"{' → '.join(self.said_before)}: {self.reply.text} {self.reply.payloads}"


@dataclass
class Walk:
    """Takes a button that was never taken; where none is left, the shortest known way to one; else begins anew."""

    begin: Callable[[], Client]
    first_words: str
    most_steps: int
    states: dict[Key, State] = field(default_factory=dict)

    def run(self) -> dict[Key, State]:
        """Walks until every button of every state was taken, or the steps are used up."""
        steps = 0
        while steps < self.most_steps:
            user = self.begin()
            said = [self.first_words]
            here = root = self._arrive(user.say(self.first_words), said)
            steps += 1
            while steps < self.most_steps and (way := self._next_way(here)) is not None:
                said.append(way)
                there = self._arrive(user.tap(way) if way.startswith("/") else user.say(way), said)
                self.states[here].ways[way] = there
                here, steps = there, steps + 1
            if self._next_way(root) is None:
                break
        return self.states

    def leads_somewhere(self, key: Key) -> bool:
        """Is a person or a look at the account reached from here?"""
        return any(self.states[other].is_settled for other in self._reached(key))

    def is_closed(self, key: Key) -> bool:
        """Was everything tried that can be said from here on?"""
        return all(None not in self.states[other].ways.values() for other in self._reached(key))

    def _arrive(self, reply: Reply, said: list[str]) -> Key:
        key = (_FIGURES.sub("", reply.text), tuple(_FIGURES.sub("", payload) for payload in reply.payloads))
        if key not in self.states:
            self.states[key] = State(reply, list(said), dict.fromkeys(self._ways(reply)))
        return key

    def _ways(self, reply: Reply) -> list[str]:
        return [*asks_openly(reply), *reply.payloads] or [self.first_words]

    def _next_way(self, start: Key) -> str | None:
        for key, first in self._in_order(start):
            for way, there in self.states[key].ways.items():
                if there is None:
                    return first or way
        return None

    def _reached(self, start: Key) -> list[Key]:
        return [key for key, _ in self._in_order(start)]

    def _in_order(self, start: Key) -> Iterator[tuple[Key, str | None]]:
        """The states that are known to be reached from here, the nearest first, each with the first thing to say."""
        seen = {start}
        waiting: deque[tuple[Key, str | None]] = deque([(start, None)])
        while waiting:
            key, first = waiting.popleft()
            yield key, first
            for way, there in self.states[key].ways.items():
                if there is not None and there not in seen:
                    seen.add(there)
                    waiting.append((there, first or way))
