"""Follow-up questions about a reason: why, what else, when, what can I do, and the decision in detail."""

from abc import abstractmethod

from rasa_sdk.events import SlotSet

from actions.answers.plan import said_again
from actions.diagnose import NO_OFFER, OFFERS, offer_first, remember, report, say_finding
from actions.repair.hand_over import say_tickets
from actions.turn import AccountAction, Event, Turn
from contract.causes import Remedy
from diagnosis import Diagnosis, Finding, Snapshot, diagnose
from nlu.reading.consent import Quoted, consent
from nlu.reading.loans import payable
from nlu.reading.topic import talked_about

TICKETS = frozenset({"utter_ticket", "utter_ticket_exists", "utter_case_filed", "utter_secured_and_handed_over"})


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
        finding = talked_about(turn.text, turn.tracker.get_slot("cause"), diagnosis.findings)
        turn.say(f"utter_why_{finding.cause.value}")
        say_finding(turn, finding, snapshot)
        turn.say("utter_why_next")
        return []


class ActionExplainDecision(FollowUp):
    """The decision in detail: which rules, which data, what would change it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_explain_decision"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Goes through every reason: the rule, the data, what would change it; then one's right to a person."""
        turn.say("utter_explain_decision", count=len(diagnosis.findings))
        for finding in diagnosis.findings:
            turn.say(f"utter_why_{finding.cause.value}")
            say_finding(turn, finding, snapshot)
        lines = [
            turn.words.say(
                "item_change", turn.language, None, cause=finding.cause,
                todo=turn.words.say(f"term_todo_{finding.remedy.value}", turn.language),
                again=said_again(turn, finding, snapshot),
            )
            for finding in diagnosis.findings
        ]  # fmt: skip
        turn.say("utter_what_changes_it", lines="\n".join(lines))
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
            return remember(diagnosis)
        turn.say("utter_more_reasons", count=len(diagnosis.findings) - 1)
        for finding in diagnosis.findings[1:]:
            say_finding(turn, finding, snapshot)
        offer_first(turn, diagnosis)
        return remember(diagnosis)


class ActionWhen(FollowUp):
    """When can I try again? Right after a ticket: when will I be answered?"""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_when"

    async def act(self, turn: Turn) -> list[Event]:
        """Answers for the ticket that was just spoken of, and else for the reasons."""
        if turn.told_last & TICKETS:
            return await say_tickets(turn)
        return await super().act(turn)

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Says, reason by reason, when trying again makes sense."""
        lines = [
            turn.words.say("item_when", turn.language, cause=finding.cause, again=said_again(turn, finding, snapshot))
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
        finding = talked_about(turn.text, turn.tracker.get_slot("cause"), diagnosis.findings)
        if finding.remedy in (Remedy.repay, Remedy.wait):
            turn.say(f"utter_offer_{finding.remedy.value}")
            return remember(diagnosis)
        filled = turn.words.placeholders(finding, turn.language, snapshot.now)
        turn.say(
            f"utter_steps_{finding.remedy.value}",
            steps=turn.words.say(f"steps_{finding.cause.value}", turn.language, None, **filled),
            again=filled["again"],
            buttons=_more(turn, finding, snapshot),
        )
        offer = OFFERS.get(finding.remedy, "form")
        return [
            SlotSet("cause", finding.cause.value),
            SlotSet("remedy", finding.remedy.value),
            SlotSet("offer", "notice" if offer == "steps" else offer),
        ]


def _more(turn: Turn, finding: Finding, snapshot: Snapshot) -> list[dict[str, str]]:
    """Buttons for what else helps with this cause on this account."""
    buttons = [
        turn.button(f"term_button_{remedy.value}", f"/{remedy.value}")
        for remedy in finding.remedies[1:]
        if remedy in (Remedy.alternatives, Remedy.appeal, Remedy.update_app)
    ]
    if finding.remedy is Remedy.reduce_debt and payable(snapshot.credit.loans):
        buttons.insert(0, turn.button("term_button_repay", "/repay"))
    return buttons


class ActionDeclined(AccountAction):
    """No, with nothing begun."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_declined"

    async def act(self, turn: Turn) -> list[Event]:
        """Nothing is on offer any more; what has just been done is said to be done."""
        if turn.done_last:
            turn.say("utter_already_done", done=turn.done_last)
            return [SlotSet("offer", "human")]
        turn.say("utter_declined")
        return [SlotSet("offer", NO_OFFER)]


class ActionAgreed(AccountAction):
    """Yes, with nothing on offer."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_agreed"

    async def act(self, turn: Turn) -> list[Event]:
        """Who says yes once more is told what has been done."""
        if turn.done_last and consent(turn.text, Quoted("pay")):
            turn.say("utter_already_done", done=turn.done_last)
        else:
            turn.say("utter_anything_else")
        return []
