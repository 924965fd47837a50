"""A loan, purchase, account or guarantee that is not the user's: what is on file, and never "please pay first"."""

from actions.safety.account import on_file
from actions.safety.kind import Alarm, case_and_lock
from actions.turn import Turn
from contract.alarms import AlarmKind
from lender import AccountServiceError


class NotMine(Alarm):
    """Somebody used this name."""

    kind = AlarmKind.not_mine

    async def answer(self, turn: Turn, times: int) -> str:
        """What is on file and the way to have it taken off; then the case and the lock."""
        if times:
            self.say(turn, times, most=2)
            return await case_and_lock(turn, self.kind)
        try:
            snapshot = await turn.snapshot()
            on_record = on_file(turn, snapshot)
        except AccountServiceError:
            snapshot, on_record = None, turn.words.say("term_on_file_unknown", turn.language)
        turn.say("utter_alarm_not_mine_1", on_file=on_record)
        return await case_and_lock(turn, self.kind, snapshot)
