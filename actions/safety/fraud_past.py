"""A fraud that has happened: the bank, then the police, in minutes; the evidence; nothing is demanded."""

from actions.safety.kind import Alarm, case_and_lock
from actions.turn import Turn
from contract.alarms import AlarmKind


class FraudPast(Alarm):
    """Money, a code or a loan is gone already."""

    kind = AlarmKind.fraud_past

    async def answer(self, turn: Turn, times: int) -> str:
        """The steps once, with the case and the lock; what is told later goes into the case."""
        self.say(turn, times, most=2)
        return await case_and_lock(turn, self.kind)
