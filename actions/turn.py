"""What an action has at hand: who is speaking, in which language, the lender's system, and the words."""

import hashlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from contract.identity import account_of
from diagnosis import ZONE, Diagnosis, Snapshot, diagnose
from lender import AccountClient, AccountServiceError
from lender.settings import settings
from lender.snapshot import snapshot_of
from wording import Wording

logger = logging.getLogger(__name__)

Event = dict[str, Any]

DONE = frozenset(
    {"utter_receipt", "utter_case_filed", "utter_money_sent", "utter_documents_received", "utter_line_opened"}
)
"""The responses that report a change which cannot be taken back by saying no."""


@cache
def account_client() -> AccountClient:
    """The one client of this process, made at the first use."""
    return AccountClient(settings().backend_url, settings().service_key)


@cache
def wording() -> Wording:
    """The one set of words of this process."""
    return Wording.load()


class Turn:
    """One run of an action, for the account that the channel has proven."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.dispatcher = dispatcher
        self.tracker = tracker
        self.account_id = account_of(tracker.sender_id)
        self.client = account_client()
        self.words = wording()

    @property
    def language(self) -> str:
        """The language of the conversation."""
        return str(self.tracker.get_slot("language") or "zh")

    @property
    def in_form(self) -> bool:
        """Is a form waiting for an answer, so that nothing else should be offered?"""
        return bool((self.tracker.active_loop or {}).get("name"))

    @property
    def intent(self) -> str:
        """The intent of the user's last message."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def confidence(self) -> float:
        """How sure the intent is, from 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

    def chance(self, label: str) -> float:
        """What the fine-tuned encoder gives for the message being this ("mine": it was me), from 0 to 1."""
        return float((self.tracker.latest_message.get("chances") or {}).get(label) or 0.0)

    @property
    def text(self) -> str:
        """The user's last message."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def told_last(self) -> frozenset[str]:
        """The names of the responses with which the bot answered the message before this one."""
        return frozenset(_responses(self._turn_before()))

    @property
    def said_last(self) -> str:
        """The user's message before this one."""
        return next((str(event.get("text")) for event in self._turn_before() if event.get("event") == "user"), "")

    @property
    def done_last(self) -> str:
        """What the bot reported as done in its answer to the message before this one, or nothing."""
        reports = [event for event in self._turn_before() if set(_responses([event])) & DONE]
        return str(reports[-1].get("text") or "") if reports else ""

    def was_told(self, response: str) -> bool:
        """Has the bot said this response in this conversation?"""
        return response in _responses(self.tracker.events)

    def _turn_before(self) -> list[Event]:
        users = [at for at, event in enumerate(self.tracker.events) if event.get("event") == "user"]
        return list(self.tracker.events[users[-2] : users[-1]]) if len(users) > 1 else []

    @property
    def message_key(self) -> str:
        """The same for the same message of the same conversation, however often its action runs."""
        said = sum(event.get("event") == "user" for event in self.tracker.events)
        message = f"{self.tracker.sender_id} {self.tracker.latest_message.get('message_id') or said}"
        return hashlib.sha256(message.encode()).hexdigest()[:32]

    def say(
        self,
        response: str,
        custom: dict[str, Any] | None = None,
        now: datetime | None = None,
        buttons: list[dict[str, str]] | None = None,
        **values: Any,
    ) -> None:
        """Utters a response by name; values are turned into words of the language, buttons added to its own."""
        said = self.words.render(values, self.language, now or datetime.now(ZONE))
        self.dispatcher.utter_message(response=response, json_message=custom, buttons=buttons or [], **said)

    def button(self, phrase: str, payload: str, **values: Any) -> dict[str, str]:
        """A button with a phrase for its title."""
        return {"title": self.words.say(phrase, self.language, None, **values), "payload": payload}

    async def snapshot(self) -> Snapshot:
        """Fetches the account and the platform; raises AccountServiceError."""
        return await snapshot_of(self.client, self.account_id)

    async def diagnose(self) -> Diagnosis:
        """Fetches and diagnoses; raises AccountServiceError."""
        return diagnose(await self.snapshot())


def _responses(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.get("event") == "bot":
            yield str((event.get("metadata") or {}).get("utter_action"))


def last_value(events: Iterable[Event], slot: str) -> Any:
    """The last value that a slot held, if it ever held any."""
    values = [event.get("value") for event in events if event.get("event") == "slot" and event.get("name") == slot]
    return next((value for value in reversed(values) if value is not None), None)


def has_said(events: Iterable[Event], intent: str) -> bool:
    """Did the user, in this conversation, say something of this intent?"""
    users = (event for event in events if event.get("event") == "user")
    return any(((event.get("parse_data") or {}).get("intent") or {}).get("name") == intent for event in users)


class AccountAction(Action, ABC):
    """An action that asks the lender's system; where that fails, the user is told and offered a person."""

    @abstractmethod
    async def act(self, turn: Turn) -> list[Event]:
        """Does the work; may raise AccountServiceError."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """Rasa's way in."""
        turn = Turn(dispatcher, tracker)
        try:
            return await self.act(turn)
        except AccountServiceError as error:
            logger.warning("%s: %s: %s", self.name(), type(error).__name__, error)
            turn.say("utter_backend_down")
            return []
