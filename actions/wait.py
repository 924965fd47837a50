"""The remedy `wait`: a notice when it is over."""

from rasa_sdk.events import SlotSet

from actions.diagnose import NO_OFFER
from actions.turn import AccountAction, Event, Turn
from contract.operations import NoticeRequest
from diagnosis import diagnose


class ActionSubscribeNotice(AccountAction):
    """Asks the backend to tell the user when the cause is over."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_subscribe_notice"

    async def act(self, turn: Turn) -> list[Event]:
        """Files the notice for the first cause; asking twice files one."""
        snapshot = await turn.snapshot()
        findings = diagnose(snapshot).findings
        if not findings:
            turn.say("utter_nothing_to_wait_for")
            return [SlotSet("offer", NO_OFFER)]
        wanted = turn.tracker.get_slot("cause")
        finding = next((f for f in findings if f.cause.value == wanted), findings[0])
        request = NoticeRequest(cause=finding.cause, language=turn.language)
        await turn.client.subscribe(turn.account_id, request, f"notice-{turn.message_key}")
        again = turn.words.placeholders(finding, turn.language, snapshot.now)["again"]
        turn.say("utter_notice_kept", cause=finding.cause, again=again)
        return [SlotSet("offer", NO_OFFER)]
