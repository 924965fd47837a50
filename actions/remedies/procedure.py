"""What every procedure is: begin, ask, read the answer, finish."""

from __future__ import annotations

import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from actions.confirmation import answered, quote_of
from actions.turn import Event, Turn
from nlu.reading.answers import denies_being_done, entity
from nlu.reading.consent import Quoted

Step = TypeVar("Step")
Draft = dict[str, Any]
"""What the user has answered so far, in terms of JSON. `key` names the change; `done` ends the questions."""

SURE = 0.6
"""Below this confidence a "yes" or "no" in words changes nothing."""

_VAGUE = re.compile(
    r"也许|可能|大概|随便|不确定|拿不准|不知道|\b(?:maybe|perhaps|not sure|whatever|dunno)\b", re.IGNORECASE
)
_ALL = re.compile(r"都|全部|所有|\b(?:all|both|everything)\b", re.IGNORECASE)


class Procedure(ABC):
    """One remedy. Every method may raise AccountServiceError; nothing is then lost, and the user may try again."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Gives an empty draft, or None after having said why there is nothing to do."""
        return new_draft()

    @abstractmethod
    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Says the next question."""

    @abstractmethod
    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Gives the draft with this answer in it, or None where the message is no answer."""

    def unclear(self, draft: Draft) -> str:
        """The response for an answer that is none to the question now open."""
        return "utter_answer_unclear"

    @abstractmethod
    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Does what was confirmed, once for this draft's key, and says what came of it."""


def new_draft() -> Draft:
    """An empty draft with a key of its own."""
    return {"key": secrets.token_hex(16)}


def is_done(draft: Mapping[str, Any] | None) -> bool:
    """Has everything been answered?"""
    return bool(draft and draft.get("done"))


def says_done(turn: Turn) -> bool:
    """Does the user say that a step is done? To agree is not to have done it."""
    return turn.intent == "step_done" and not denies_being_done(turn.text)


def confirmed(turn: Turn, draft: Draft, act: str = "", *names: str) -> bool:
    """Is it an unmistakable yes to exactly this draft? A button must carry its quote; names may be repeated."""
    return answered(turn, quote(draft), Quoted(act, names=names)) is True


def quote(draft: Draft) -> str:
    """Names the draft as it stands."""
    return quote_of(draft)


def is_vague(turn: Turn) -> bool:
    """Does the message leave open whether it is a yes or a no?"""
    return _VAGUE.search(turn.text) is not None


def means_all(turn: Turn) -> bool:
    """Does the user speak of all of them at once?"""
    return _ALL.search(turn.text) is not None


def steps_meant(turn: Turn, missing: Sequence[Step], names: Mapping[Step, re.Pattern[str]]) -> list[Step]:
    """The missing steps that the message names; where it names none, all of them or the first."""
    named = [step for step in missing if names[step].search(turn.text)]
    if named or not missing:
        return named
    if any(name.search(turn.text) for name in names.values()):
        return []
    return list(missing) if means_all(turn) else [missing[0]]


def choice(turn: Turn) -> str | None:
    """What a tapped button carries."""
    return entity(turn.tracker.latest_message.get("entities") or [], "choice")
