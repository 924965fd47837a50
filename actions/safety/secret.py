"""A secret that is told or about to be told: stopped, and what to change."""

from actions.safety.kind import Alarm
from actions.turn import Turn
from contract.alarms import AlarmKind


class Secret(Alarm):
    """Nobody here ever needs one."""

    kind = AlarmKind.secret

    async def answer(self, turn: Turn, times: int) -> str:
        """No case: where somebody asked for it, that is a fraud and has one."""
        self.say(turn, times, most=2)
        return "none"
