"""The alarm reader: is somebody in danger, being defrauded, robbed, hounded or in despair?

Every message is read, whatever else it may mean and whatever question is open. What sounds harmless alone is read once
more together with what was said before it. A message that rings gets the intent `alarm`; while a talk about life and
death or a fraud is going on, what the user says belongs to that talk (`in_talk`), until they go back to
business themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from contract.alarms import AlarmKind
from nlu.component import ConfiguredComponent
from nlu.encoders.tuned import tuned
from nlu.in_context import MEANS
from nlu.language import CHINESE, ENGLISH, detect
from nlu.reading.consent import goes_on

ALARM, IN_TALK, RESUME, FOUND, CHANCES = "alarm", "in_talk", "resume", "alarms", "chances"
_ANSWERS = ("mine",)
"""What the same forward pass tells of an answer: `actions.remedies.security` asks for it beside the grammar."""
TALKS = frozenset({AlarmKind.danger, AlarmKind.hopeless, AlarmKind.fraud_now})
"""After these, the next messages belong to the talk."""
DESPAIR = (AlarmKind.danger, AlarmKind.hopeless, AlarmKind.overwhelmed)
_SOCIAL = frozenset(
    {"affirm", "deny", "cancel", "inform", "correct_choice", "thanks", "greet", "goodbye", "insult", "bot_challenge"}
    | {"out_of_scope", "nlu_fallback", "human_handoff", "distress", "ask_remedy", "ask_why", "ask_when", "step_done"}
    | {"check_again", "scam_offer", "feedback_good", "feedback_bad", "product_question", ALARM, IN_TALK}
)
_OWN_QUESTION = {"secure_account": AlarmKind.not_mine}
"""A procedure that itself asks whether something was the user's own takes that answer."""

Probabilities = Callable[[str], Mapping[str, float]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AlarmReader(ConfiguredComponent):
    """Comes last: what it hears goes before what the message would mean otherwise."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`thresholds`: a kind rings from this probability on, by language. `doubt`: from here on what was said before
        is read with it. `business`: so sure must another intent be to end a talk. `outright`: so sure must the
        classifier be of despair to ring where the reader does not.
        """
        return {"thresholds": {}, "doubt": 0.1, "business": 0.4, "outright": 0.6}

    def __init__(self, config: dict[str, Any], read: Probabilities | None = None) -> None:
        """read: the chances of a text's labels; else the fine-tuned encoder, loaded here, not at the first message."""
        self._thresholds: dict[str, dict[AlarmKind, float]] = {
            language: {AlarmKind(kind): float(value) for kind, value in values.items()}
            for language, values in config["thresholds"].items()
        }
        self._doubt, self._business = float(config["doubt"]), float(config["business"])
        self._outright = float(config["outright"])
        self._read = read or tuned().chances

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Gives the same messages, with the kinds found, most urgent first, under `alarms`."""
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith("/"):
                continue
            scores = self._scores(text)
            message.set(CHANCES, {name: scores.get(name, 0.0) for name in _ANSWERS}, add_to_output=True)
            kinds = self._ringing(text, scores, tracker) or self._plain_despair(message, scores)
            if kinds:
                self._set(message, ALARM, kinds)
            elif tracker is not None and tracker.get_slot("set_aside") and goes_on(text):
                self._set(message, RESUME, [])
            elif talk_going_on(tracker) and not self._is_business(message) and not _takes_the_lock(message, tracker):
                self._set(message, IN_TALK, [])
        return messages

    def kinds(self, text: str, tracker: DialogueStateTracker | None = None) -> list[AlarmKind]:
        """The kinds that ring, most urgent first; with what was said before, where the text alone leaves a doubt."""
        return self._ringing(text, self._scores(text), tracker)

    def _scores(self, text: str) -> Mapping[str, float]:
        return self._read(text)

    def _ringing(self, text: str, scores: Mapping[str, float], tracker: DialogueStateTracker | None) -> list[AlarmKind]:
        bars = self._thresholds[_language(text)]
        ringing = [kind for kind in AlarmKind if scores[kind] >= bars[kind]]
        before = next(said_before(tracker), None)
        if not ringing and before and any(scores[kind] >= self._doubt for kind in AlarmKind):
            together = self._read(f"{before}\n{text}")
            alone = self._read(before)
            ringing = [
                kind for kind in AlarmKind if together[kind] >= bars[kind] > alone[kind] and scores[kind] >= self._doubt
            ]
        asked = _OWN_QUESTION.get(_doing(tracker))
        return [kind for kind in ringing if kind is not asked]

    def _plain_despair(self, message: Message, scores: Mapping[str, float]) -> list[AlarmKind]:
        """What is said outright the intent classifier knows; which level it is, the reader says."""
        intent = message.get(INTENT) or {}
        sure = float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) >= self._outright
        outright = sure and intent.get(INTENT_NAME_KEY) == "distress"
        return [max(DESPAIR, key=lambda kind: scores[kind])] if outright else []

    def _is_business(self, message: Message) -> bool:
        intent = message.get(INTENT) or {}
        sure = float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) >= self._business
        return sure and intent.get(INTENT_NAME_KEY) not in _SOCIAL

    def _set(self, message: Message, intent: str, kinds: list[AlarmKind]) -> None:
        beside = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        found = {"kinds": [kind.value for kind in kinds], "beside": beside}
        message.set(FOUND, found, add_to_output=True)
        message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)


def said_before(tracker: DialogueStateTracker | None) -> Iterator[str]:
    """The user's own words of this conversation, newest first."""
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered) and event.text and not event.text.startswith("/"):
            yield event.text


def _takes_the_lock(message: Message, tracker: DialogueStateTracker | None) -> bool:
    """Is it the plain yes to the lock that was just offered?"""
    offered = tracker is not None and tracker.get_slot("offer") == "lock"
    return offered and bool((message.get(METADATA) or {}).get(MEANS))


def talk_going_on(tracker: DialogueStateTracker | None) -> bool:
    """Was the message before this one a part of a talk that has not ended?"""
    if tracker is None or tracker.get_slot("alarm") not in TALKS:
        return False
    last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    return last is not None and last.intent_name in {ALARM, IN_TALK}


def _language(text: str) -> str:
    return ENGLISH if detect(text) == ENGLISH else CHINESE


def _doing(tracker: DialogueStateTracker | None) -> str:
    return str(tracker.get_slot("doing")) if tracker and tracker.active_loop_name == "remedy_form" else ""
