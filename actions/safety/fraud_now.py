"""A fraud that is going on: stop, what not to do now, whom to call; then the one question that shows it."""

from actions.safety.kind import Alarm, case_and_lock
from actions.turn import Turn
from contract.alarms import AlarmKind


class FraudNow(Alarm):
    """The caller is still there."""

    kind = AlarmKind.fraud_now

    async def answer(self, turn: Turn, times: int) -> str:
        """The first time with the case and the lock; whoever still believes the caller gets the question, then less."""
        self.say(turn, times, most=3)
        return "none" if times else await case_and_lock(turn, self.kind)
