"""Looking ahead: the plan, and "what if"."""

from datetime import time

from actions.answers.explain import FollowUp
from actions.answers.plan import said_again, say_plan
from actions.answers.suppose import Supposition, supposed
from actions.diagnose import offer_first, remember
from actions.turn import AccountAction, Event, Turn
from diagnosis import ZONE, Diagnosis, Snapshot, diagnose


class ActionPlan(FollowUp):
    """Shows the whole way back to borrowing."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_plan"

    async def answer(self, turn: Turn, snapshot: Snapshot, diagnosis: Diagnosis) -> list[Event]:
        """Says the plan."""
        say_plan(turn, diagnosis, snapshot)
        offer_first(turn, diagnosis)
        return remember(diagnosis)


class ActionWhatIf(AccountAction):
    """Answers "what if I repay 500" or "what if I wait until next month" by the same diagnosis."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_what_if"

    async def act(self, turn: Turn) -> list[Event]:
        """Says what would still block then; promises nothing."""
        snapshot = await turn.snapshot()
        if diagnose(snapshot).can_borrow:
            turn.say("utter_what_if_clear_already")
            return []
        supposition = supposed(turn.text, snapshot)
        if supposition is None:
            turn.say("utter_what_if_unclear")
            return []
        after = diagnose(supposition.snapshot)
        said = _condition(turn, supposition)
        if after.can_borrow:
            turn.say("utter_what_if_clear", condition=said)
        else:
            lines = [
                turn.words.say(
                    "item_when", turn.language, None, cause=finding.cause,
                    again=said_again(turn, finding, supposition.snapshot),
                )
                for finding in after.findings
            ]  # fmt: skip
            turn.say("utter_what_if_still", condition=said, count=len(lines), lines="\n".join(lines))
        return []


def _condition(turn: Turn, supposition: Supposition) -> str:
    if supposition.moment is not None:
        now = supposition.snapshot.now
        local = supposition.moment.astimezone(ZONE)
        until = local.date() if local.time() == time() else local
        return turn.words.say("term_if_waiting", turn.language, now, until=until)
    return turn.words.say(
        "term_if_repaying", turn.language, None, amount_cents=supposition.cents, names=supposition.names
    )
