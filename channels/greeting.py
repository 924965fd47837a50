"""The first line of a page that has just been opened: what the account's owner is likely to ask."""

from typing import Any

from contract.identity import Identity
from diagnosis import diagnose
from diagnosis.questions import likely
from lender import AccountClient
from lender.snapshot import snapshot_of
from wording import Wording

ALWAYS = ("web_ask_status", "web_ask_human")


class Greeting:
    """A message with the likeliest questions, each in words that the user could have typed."""

    def __init__(self, client: AccountClient, wording: Wording) -> None:
        self._client = client
        self._wording = wording

    async def messages(self, identity: Identity, language: str) -> list[dict[str, Any]]:
        """Gives one message, or none where nothing blocks; raises AccountServiceError."""
        questions = likely(diagnose(await snapshot_of(self._client, identity.account_id)).findings)
        if not questions:
            return []
        phrases = [*(f"term_meaning_{question}" for question in questions), *ALWAYS]
        titles = [self._wording.say(phrase, language) for phrase in phrases]
        return [
            {
                "recipient_id": identity.sender_id,
                "text": self._wording.say("utter_greet_guess", language),
                "response": "utter_greet_guess",
                "buttons": [{"title": title, "payload": title} for title in titles],
            }
        ]
