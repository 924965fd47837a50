"""The way back to borrowing, as a numbered list."""

from typing import Any

from actions.turn import Turn
from diagnosis import Diagnosis, Finding, Snapshot
from diagnosis.plan import Plan, plan


def say_plan(
    turn: Turn, diagnosis: Diagnosis, snapshot: Snapshot, custom: dict[str, Any] | None = None, left: bool = False
) -> None:
    """Says the plan; `left` where something of it has just been done."""
    made = plan(diagnosis)
    lines = [
        turn.words.say(
            f"item_plan_{step.pace.value}",
            turn.language,
            snapshot.now,
            number=number,
            cause=step.finding.cause,
            todo=turn.words.say(f"term_todo_{step.finding.remedy.value}", turn.language),
            when=step.finding.retry,
        )
        for number, step in enumerate(made.steps, start=1)
    ]
    turn.say(
        "utter_plan_left" if left else "utter_plan", custom=custom, now=snapshot.now, count=len(lines),
        lines="\n".join(lines), earliest=_earliest(turn, made, snapshot),
    )  # fmt: skip


def said_again(turn: Turn, finding: Finding, snapshot: Snapshot) -> str:
    """When trying again makes sense, as a sentence."""
    return turn.words.placeholders(finding, turn.language, snapshot.now)["again"]


def _earliest(turn: Turn, made: Plan, snapshot: Snapshot) -> str:
    if made.at_once:
        return turn.words.say("term_earliest_at_once", turn.language)
    if made.earliest is None:
        return turn.words.say("term_earliest_unknown", turn.language)
    return turn.words.say("term_earliest", turn.language, snapshot.now, earliest=made.earliest)
