"""Follow-up questions about a reason: why, what else, when, what can I do."""

from abc import abstractmethod

from rasa_sdk.events import SlotSet

from actions.diagnose import NO_OFFER, remember, report, say_finding
from actions.turn import AccountAction, Event, Turn
from contract.causes import Remedy
from diagnosis import Diagnosis, Finding, Snapshot, diagnose


class FollowUp(AccountAction):
    """A question that makes sense only where something blocks borrowing."""

    async def act(self, turn: Turn) -> list[Event]:
        """Answers from a fresh look, since the state may have changed since the reason was given."""
        snapshot = await turn.snapshot()
        diagnosis = diagnose(snapshot)
        if diagnosis.can_borrow:
            return report(turn, snapshot, clear="utter_nothing_blocks")
        return await self.answer(turn, snapshot, diagnosis)

    @abstractmethod
    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Answers; there is at least one finding."""


class ActionWhy(FollowUp):
    """Why is this a reason at all?"""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_why"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Says the rule behind the first reason, and its evidence again."""
        finding = _talked_about(turn, diagnosis)
        turn.say(f"utter_why_{finding.cause.value}")
        say_finding(turn, finding, snapshot)
        turn.say("utter_why_next")
        return []


class ActionOtherReasons(FollowUp):
    """Is there anything else?"""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_other_reasons"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Says the reasons after the first, or that there is just the one."""
        if len(diagnosis.findings) == 1:
            turn.say("utter_only_reason")
            return [*remember(diagnosis, offer="remedy")]
        turn.say("utter_more_reasons", count=len(diagnosis.findings) - 1)
        for finding in diagnosis.findings[1:]:
            say_finding(turn, finding, snapshot)
        turn.say(f"utter_offer_{diagnosis.findings[0].remedy.value}")
        return [*remember(diagnosis, offer="remedy")]


class ActionWhen(FollowUp):
    """When can I try again?"""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_when"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Says, reason by reason, when trying again makes sense."""
        lines = [
            turn.words.say(
                "item_when",
                turn.language,
                cause=finding.cause,
                again=turn.words.placeholders(finding, turn.language, snapshot.now)["again"],
            )
            for finding in diagnosis.findings
        ]
        turn.say("utter_when", lines="\n".join(lines))
        return []


class ActionRemedySteps(FollowUp):
    """What can I do?"""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_remedy_steps"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Gives the steps for the reason that is being talked about, with the account's own data."""
        finding = _talked_about(turn, diagnosis)
        if finding.remedy in (Remedy.repay, Remedy.wait):
            turn.say(f"utter_offer_{finding.remedy.value}")
            return [*remember(diagnosis, offer="remedy")]
        filled = turn.words.placeholders(finding, turn.language, snapshot.now)
        turn.say(f"utter_steps_{finding.remedy.value}", steps=_steps(turn, finding, filled), again=filled["again"])
        return [SlotSet("offer", "human" if finding.remedy is Remedy.human else NO_OFFER)]


def _talked_about(turn: Turn, diagnosis: Diagnosis) -> Finding:
    cause = turn.tracker.get_slot("cause")
    return next((f for f in diagnosis.findings if f.cause.value == cause), diagnosis.findings[0])


def _steps(turn: Turn, finding: Finding, filled: dict[str, str]) -> str:
    """Gives the steps of a remedy for this cause, one a line."""
    return turn.words.say(f"steps_{finding.cause.value}", turn.language, None, **filled)
