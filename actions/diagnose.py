"""Look-ups: the answer to a complaint, the second look, and one's own status."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.mentioned import acknowledgement, mentioned
from actions.turn import AccountAction, Event, Turn
from contract.causes import Remedy
from diagnosis import Diagnosis, Finding, Snapshot, diagnose

NO_OFFER = "none"


class ActionDiagnose(AccountAction):
    """Answers a complaint: every reason with its evidence, then the way out of the first."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_diagnose"

    async def act(self, turn: Turn) -> list[Event]:
        """Looks the account and the platform up and says what is found."""
        await tell_due_notices(turn)
        snapshot = await turn.snapshot()
        if heard := acknowledgement(mentioned(turn.tracker.latest_message), turn.words, turn.language):
            turn.dispatcher.utter_message(text=heard)
        return report(turn, snapshot, clear="utter_nothing_blocks")


class ActionCheckAgain(AccountAction):
    """Looks again after a remedy or a wait."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_check_again"

    async def act(self, turn: Turn) -> list[Event]:
        """Says that borrowing works again, or what still stands."""
        had_cause = turn.tracker.get_slot("cause") is not None
        await tell_due_notices(turn)
        return report(turn, await turn.snapshot(), clear="utter_works_again" if had_cause else "utter_nothing_blocks")


class ActionStatus(AccountAction):
    """Shows one's own credit status."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_status"

    async def act(self, turn: Turn) -> list[Event]:
        """Shows the figures, then what blocks borrowing, if anything."""
        snapshot = await turn.snapshot()
        credit = snapshot.credit
        turn.say(
            "utter_status",
            now=snapshot.now,
            total_cents=credit.line.total_cents,
            available_cents=credit.line.available_cents,
            score=credit.score.value,
            threshold=credit.score.threshold,
            debt_cents=credit.debt.total_cents,
            next_evaluation=credit.next_evaluation_on,
        )
        return report(turn, snapshot, clear="utter_nothing_blocks")


def report(turn: Turn, snapshot: Snapshot, clear: str) -> list[Event]:
    """Says the whole diagnosis and offers the first remedy; `clear` is the response where nothing blocks."""
    diagnosis = diagnose(snapshot)
    carried = {"diagnosis": diagnosis.to_json()}
    if diagnosis.can_borrow:
        turn.say(clear, custom=carried, now=snapshot.now, available_cents=snapshot.credit.line.available_cents)
        return remember(diagnosis, offer=NO_OFFER)
    first, *others = diagnosis.findings
    say_finding(turn, first, snapshot, custom=carried)
    if others:
        turn.say("utter_more_reasons", count=len(others))
        for finding in others:
            say_finding(turn, finding, snapshot)
    return [*remember(diagnosis, offer="remedy"), *offer_remedy(turn, first.remedy)]


def say_finding(turn: Turn, finding: Finding, snapshot: Snapshot, custom: dict[str, Any] | None = None) -> None:
    """Says one reason with its evidence."""
    filled = turn.words.placeholders(finding, turn.language, snapshot.now)
    turn.dispatcher.utter_message(response=f"utter_cause_{finding.cause.value}", json_message=custom, **filled)


def offer_remedy(turn: Turn, remedy: Remedy) -> list[Event]:
    """Offers to begin a remedy; what `yes` means from now on is in the slot `offer`."""
    turn.say(f"utter_offer_{remedy.value}")
    return [SlotSet("offer", "remedy")]


def remember(diagnosis: Diagnosis, offer: str) -> list[Event]:
    """Gives the slots that the stories branch on."""
    first = diagnosis.findings[0] if diagnosis.findings else None
    return [
        SlotSet("cause", first.cause.value if first else None),
        SlotSet("remedy", first.remedy.value if first else None),
        SlotSet("offer", offer),
    ]


async def tell_due_notices(turn: Turn) -> None:
    """Delivers, once, what the user had asked to be told."""
    for notice in await turn.client.notices(turn.account_id):
        if notice.over_at is not None and notice.delivered_at is None:
            turn.say("utter_notice_due", cause=notice.cause, over_at=notice.over_at)
            await turn.client.notice_delivered(turn.account_id, notice.id)
