"""What the user had asked to be told, for a page that is open."""

import re
from typing import Any

from contract.identity import Identity
from contract.operations import Notice
from lender import AccountClient, AccountServiceError
from wording import Wording

NOTICE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Notices:
    """Notices that are over, as messages in the language in which they were asked for."""

    def __init__(self, client: AccountClient, wording: Wording) -> None:
        self._client = client
        self._wording = wording

    async def due(self, identity: Identity) -> list[dict[str, Any]]:
        """Gives those of this account that are over and have not been delivered; raises AccountServiceError."""
        notices = await self._client.notices(identity.account_id)
        return [
            self._message(notice, identity)
            for notice in notices
            if notice.over_at is not None and notice.delivered_at is None
        ]

    async def delivered(self, identity: Identity, notice_id: str) -> None:
        """Records that the page has shown it; raises AccountServiceError."""
        if not NOTICE_ID.fullmatch(notice_id):
            raise AccountServiceError("no such notice")
        await self._client.notice_delivered(identity.account_id, notice_id)

    def _message(self, notice: Notice, identity: Identity) -> dict[str, Any]:
        text = self._wording.say("utter_notice_due", notice.language, None, cause=notice.cause, over_at=notice.over_at)
        again = self._wording.say("web_check_again", notice.language)
        return {
            "recipient_id": identity.sender_id,
            "text": text,
            "response": "utter_notice_due",
            "buttons": [{"title": again, "payload": again}],
            "custom": {"notice": {"id": notice.id, "cause": notice.cause.value}},
        }
