"""Collectors who threaten or hound: what they may not do, what to note, and where to complain."""

from actions.safety.kind import Alarm, case_only
from actions.turn import Turn
from contract.alarms import AlarmKind


class Collectors(Alarm):
    """Ours or anybody's."""

    kind = AlarmKind.collectors

    async def answer(self, turn: Turn, times: int) -> str:
        """The complaint is filed with the user's own words, and what is told later is added."""
        self.say(turn, times, most=2)
        await case_only(turn, self.kind)
        return "none"
