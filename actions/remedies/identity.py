"""The remedy `verify_identity`: the missing steps, each ticked off."""

import re

from actions.diagnose import look_again
from actions.remedies.procedure import Draft, Procedure, is_done, new_draft, says_done, steps_meant
from actions.turn import Event, Turn
from contract.credit import IdentityStep
from diagnosis import Snapshot

NAMES = {
    IdentityStep.real_name: re.compile(r"实名|姓名|名字|\bname\b", re.IGNORECASE),
    IdentityStep.id_card_photo: re.compile(r"身份证|证件|正反面|\bid\b|\bphoto|document", re.IGNORECASE),
    IdentityStep.face_check: re.compile(r"人脸|刷脸|脸部|\bface|selfie", re.IGNORECASE),
    IdentityStep.bank_card: re.compile(r"银行卡|绑卡|储蓄卡|bank card|debit card", re.IGNORECASE),
}


class VerifyIdentity(Procedure):
    """Asks for one missing step after the other; an expired card is one more."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says so where nothing is missing."""
        if missing_steps(await turn.snapshot()):
            return new_draft()
        turn.say("utter_identity_complete")
        return None

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Names the next step and how it is done."""
        missing = missing_steps(await turn.snapshot())
        if not missing:
            turn.say("utter_identity_complete")
            return
        how = turn.words.say(f"how_identity_{missing[0].value}", turn.language)
        turn.say("utter_ask_identity_step", step=missing[0], left=len(missing), how=how)

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Records the step in hand, or all of them."""
        if not says_done(turn):
            return None
        missing = missing_steps(await turn.snapshot())
        for step in steps_meant(turn, missing, NAMES):
            await turn.client.identity_step(turn.account_id, step, f"{draft['key']}-{step.value}")
            turn.say("utter_identity_step_done", step=step)
        return {**draft, "done": not missing_steps(await turn.snapshot())}

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Looks again."""
        return await look_again(turn) if is_done(draft) else []


def missing_steps(snapshot: Snapshot) -> list[IdentityStep]:
    """Gives the steps to do; an expired card has to be photographed anew."""
    identity = snapshot.credit.identity
    steps = list(identity.missing_steps)
    if identity.id_expires_on < snapshot.today and IdentityStep.id_card_photo not in steps:
        steps.insert(0, IdentityStep.id_card_photo)
    return steps
