"""Despair, by level: overwhelmed, hopeless, in danger of life. Guidelines behind the words: docs/safety.md."""

from actions.safety.kind import Alarm, case_only
from actions.turn import Turn
from contract.alarms import AlarmKind


class Overwhelmed(Alarm):
    """Heard first, then one small step; a person if wanted."""

    kind = AlarmKind.overwhelmed

    async def answer(self, turn: Turn, times: int) -> str:
        """No case unless it is wanted."""
        self.say(turn, times, most=2)
        return "human"


class Hopeless(Alarm):
    """Stays, asks, offers numbers; a person today."""

    kind = AlarmKind.hopeless

    async def answer(self, turn: Turn, times: int) -> str:
        """People are told at once."""
        self.say(turn, times, most=2)
        if not times:
            await case_only(turn, self.kind)
        return "none"


class Danger(Alarm):
    """Asks plainly, gives numbers, tells people; no money and no forms."""

    kind = AlarmKind.danger

    async def answer(self, turn: Turn, times: int) -> str:
        """Every such message goes into the urgent case."""
        self.say(turn, times, most=3)
        await case_only(turn, self.kind)
        return "none"
