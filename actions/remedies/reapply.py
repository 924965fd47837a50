"""The remedy `reapply`: the conditions met and missing; applies when all are met and the user says so."""

from typing import Any

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, confirmed, new_draft, quote
from actions.turn import Event, Turn
from contract.credit import CreditLine, LineState
from diagnosis.line import may_apply
from lender import Refused


class Reapply(Procedure):
    """One question, and only where an application can pass."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says what is missing, and from when, where an application would be refused."""
        snapshot = await turn.snapshot()
        line = snapshot.credit.line
        if line.state is LineState.open:
            turn.say("utter_line_is_open", total_cents=line.total_cents, available_cents=line.available_cents)
            return None
        if may_apply(snapshot):
            return new_draft()
        turn.say("utter_reapply_not_yet", now=snapshot.now, may_reapply_on=line.may_reapply_on, **conditions(line))
        return None

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Shows the conditions and asks whether to apply now."""
        turn.say("utter_ask_reapply", quote=quote(draft), **conditions((await turn.snapshot()).credit.line))

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Takes a yes."""
        return {**draft, "done": True} if confirmed(turn, draft, "apply") else None

    def unclear(self, draft: Draft) -> str:
        """Nothing is filed yet."""
        return "utter_not_filed_yet"

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Applies, and looks again."""
        try:
            line = await turn.client.apply_for_line(turn.account_id, draft["key"])
        except Refused:
            turn.say("utter_reapply_refused")
            return await look_again(turn)
        turn.say("utter_line_opened", total_cents=line.total_cents)
        return await look_again(turn)


def conditions(line: CreditLine) -> dict[str, Any]:
    """The conditions, met and missing."""
    return {
        "met": tuple(condition.name for condition in line.conditions if condition.met),
        "missing": tuple(condition.name for condition in line.conditions if not condition.met),
    }
