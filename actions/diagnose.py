"""Look-ups: the answer to a complaint, the second look, and one's own status."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.answers.plan import say_plan
from actions.notices import tell_due_notices
from actions.turn import AccountAction, Event, Turn
from contract.causes import Remedy
from diagnosis import Diagnosis, Finding, Snapshot, diagnose
from diagnosis.plan import lead
from nlu.reading.mentioned import acknowledgement, mentioned

NO_OFFER = "none"
OFFERS: Mapping[Remedy, str] = {
    Remedy.repay: "repay",
    Remedy.wait: "notice",
    Remedy.cool_down: "steps",
    Remedy.improve_credit: "steps",
    Remedy.reduce_debt: "steps",
    Remedy.follow_notices: "steps",
    Remedy.alternatives: "alternatives",
    Remedy.human: "human",
}
"""What "yes" begins after a remedy was offered; the others are procedures of the form `remedy_form`."""


class ActionDiagnose(AccountAction):
    """Answers a complaint: every reason with its evidence, then the way out of the first.

    Whoever puts the same complaint in other words at once is told why this is a reason, instead of the same again.
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_diagnose"

    async def act(self, turn: Turn) -> list[Event]:
        """Looks the account and the platform up and says what is found."""
        await tell_due_notices(turn)
        snapshot = await turn.snapshot()
        if heard := acknowledgement(mentioned(turn.tracker.latest_message), turn.words, turn.language):
            turn.dispatcher.utter_message(text=heard)
        diagnosis = diagnose(snapshot)
        if not _insists(turn, diagnosis):
            return report(turn, snapshot, clear="utter_nothing_blocks")
        if diagnosis.can_borrow:
            return _say_clear(turn, snapshot, diagnosis, "utter_still_nothing_blocks")
        first = diagnosis.findings[0]
        turn.say(f"utter_why_{first.cause.value}")
        say_finding(turn, first, snapshot, custom=carried(diagnosis))
        offer_first(turn, diagnosis)
        return remember(diagnosis)


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
    if diagnosis.can_borrow:
        return _say_clear(turn, snapshot, diagnosis, clear)
    first, *others = diagnosis.findings
    say_finding(turn, first, snapshot, custom=carried(diagnosis))
    if others:
        turn.say("utter_more_reasons", count=len(others))
        for finding in others:
            say_finding(turn, finding, snapshot)
        say_plan(turn, diagnosis, snapshot)
    offer_first(turn, diagnosis)
    return remember(diagnosis)


async def look_again(turn: Turn) -> list[Event]:
    """After a remedy: borrowing works again, or what is left of the plan."""
    snapshot = await turn.snapshot()
    diagnosis = diagnose(snapshot)
    if diagnosis.can_borrow:
        return _say_clear(turn, snapshot, diagnosis, "utter_works_again")
    if len(diagnosis.findings) > 1:
        say_plan(turn, diagnosis, snapshot, custom=carried(diagnosis), left=True)
    else:
        say_finding(turn, diagnosis.findings[0], snapshot, custom=carried(diagnosis))
    offer_first(turn, diagnosis)
    return remember(diagnosis)


def carried(diagnosis: Diagnosis) -> dict[str, Any]:
    """What the message carries besides its text."""
    return {"diagnosis": diagnosis.to_json()}


def say_finding(turn: Turn, finding: Finding, snapshot: Snapshot, custom: dict[str, Any] | None = None) -> None:
    """Says one reason with its evidence."""
    filled = turn.words.placeholders(finding, turn.language, snapshot.now)
    turn.dispatcher.utter_message(response=f"utter_cause_{finding.cause.value}", json_message=custom, **filled)


def offer_first(turn: Turn, diagnosis: Diagnosis) -> None:
    """Offers to begin the remedy that leads the plan. A form that is open asks by itself."""
    first = lead(diagnosis)
    if first is not None and not turn.in_form:
        turn.say(f"utter_offer_{first.remedy.value}")


def remember(diagnosis: Diagnosis) -> list[Event]:
    """Gives the slots that the stories branch on."""
    return offered(lead(diagnosis))


def offered(finding: Finding | None) -> list[Event]:
    """Gives the slots for a reason whose remedy has just been offered, or for none."""
    return [
        SlotSet("cause", finding.cause.value if finding else None),
        SlotSet("remedy", finding.remedy.value if finding else None),
        SlotSet("offer", OFFERS.get(finding.remedy, "form") if finding else NO_OFFER),
    ]


def _insists(turn: Turn, diagnosis: Diagnosis) -> bool:
    told = f"utter_cause_{diagnosis.findings[0].cause.value}" if diagnosis.findings else "utter_nothing_blocks"
    return told in turn.told_last and turn.text != turn.said_last and not turn.in_form


def _say_clear(turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis, clear: str) -> list[Event]:
    available = snapshot.credit.line.available_cents
    turn.say(clear, custom=carried(diagnosis), now=snapshot.now, available_cents=available)
    return remember(diagnosis)
