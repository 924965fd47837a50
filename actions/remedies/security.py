"""The remedy `secure_account`: whose each flagged event was, then the three steps, then another look or a person."""

import json
import re

from rasa_sdk.events import SlotSet

from actions.confirmation import answered, quote_of
from actions.diagnose import carried, look_again
from actions.remedies.procedure import Draft, Procedure, means_all, new_draft, says_done, steps_meant
from actions.repair.hand_over import hand_over, ticket_request
from actions.turn import Event, Turn
from contract.causes import Cause
from contract.credit import Login, Transaction
from contract.operations import SecurityStep, TicketKind, TicketRequest
from diagnosis import Snapshot, diagnose
from nlu.reading.whose import Whose, leans_to_mine, whose

SURE = 0.9
"""So sure of "it was me" the classifier must be, where the words speak of nobody else and of no doubt."""
_BEFORE = re.compile(r"刚才|上一|前一|前面|\b(?:before|previous|earlier)\b", re.IGNORECASE)

NAMES = {
    SecurityStep.change_password: re.compile(r"密码|password|passcode", re.IGNORECASE),
    SecurityStep.two_factor: re.compile(r"双重|两步|二次|验证(?!码)|factor|2fa|two.step|verification", re.IGNORECASE),
    SecurityStep.review_devices: re.compile(r"设备|移除|踢|device|removed|kicked", re.IGNORECASE),
}


class SecureAccount(Procedure):
    """Goes through the flagged events; where one was not the owner's, the three steps and a person follow."""

    async def begin(self, turn: Turn) -> Draft | None:
        """Says so where nothing is wrong, and where nothing is left to do but for a person."""
        snapshot = await turn.snapshot()
        credit = snapshot.credit
        events = [login.id for login in credit.logins if not login.secured]
        events += [payment.id for payment in credit.transactions if not payment.confirmed]
        if not events and credit.compromise is None:
            turn.say("utter_account_safe")
            return None
        if not events and not (await turn.client.security(turn.account_id)).missing:
            turn.say("utter_account_secured")
            await hand_over(turn, TicketKind.human)
            return None
        return new_draft() | {"events": events, "verdicts": {}}

    async def ask(self, turn: Turn, draft: Draft) -> None:
        """Asks whose the next event was, or for the next step."""
        snapshot = await turn.snapshot()
        event_id = next_event(draft)
        if event_id is not None:
            left = len(draft["events"]) - len(draft["verdicts"])
            turn.say(
                "utter_ask_event", now=snapshot.now, event=described(turn, snapshot, event_id), left=left,
                quote=quote_of(event_id),
            )  # fmt: skip
            return
        missing = (await turn.client.security(turn.account_id)).missing
        if missing:
            how = turn.words.say(f"how_security_{missing[0].value}", turn.language)
            turn.say("utter_ask_security_step", step=missing[0], left=len(missing), how=how)

    async def read(self, turn: Turn, draft: Draft) -> Draft | None:
        """Records a verdict or a step; "no, that one was not me" takes the last verdict back."""
        if next_event(draft) is not None:
            return await self._verdict(turn, draft)
        mine = verdict(turn, None)
        if draft["verdicts"] and turn.intent == "correct_choice" and not means_step(turn):
            if mine is None:
                return _taken_back(draft)
            return await self._verdict(turn, _taken_back(draft))
        if not says_done(turn):
            return None
        missing = (await turn.client.security(turn.account_id)).missing
        for step in steps_meant(turn, missing, NAMES):
            await turn.client.security_step(turn.account_id, step, f"{draft['key']}-{step.value}")
            turn.say("utter_security_step_done", step=step)
        return await self._with_end(turn, draft)

    def unclear(self, draft: Draft) -> str:
        """Nothing is cleared on a guess."""
        return super().unclear(draft) if next_event(draft) is None else "utter_event_unclear"

    async def finish(self, turn: Turn, draft: Draft) -> list[Event]:
        """Hands a theft to a person; otherwise looks again."""
        snapshot = await turn.snapshot()
        if snapshot.credit.compromise is not None:
            request = TicketRequest.parse_obj(draft["request"])
            ticket = await turn.client.open_ticket(turn.account_id, request, f"{draft['key']}-ticket")
            turn.say(
                "utter_secured_and_handed_over",
                carried(diagnose(snapshot)),
                snapshot.now,
                number=ticket.number,
                answer_by=ticket.answer_by,
            )
            return [SlotSet("cause", Cause.account_compromised.value)]
        return await look_again(turn)

    async def _verdict(self, turn: Turn, draft: Draft) -> Draft | None:
        if draft["verdicts"] and _BEFORE.search(turn.text):
            draft = _taken_back(draft)
        event_id = next_event(draft)
        mine = verdict(turn, event_id)
        if mine is None or event_id is None:
            if turn.intent == "correct_choice" and draft["verdicts"]:
                return _taken_back(draft)
            return None
        asked = [each for each in draft["events"] if each not in draft["verdicts"]] if means_all(turn) else [event_id]
        payments = {payment.id for payment in (await turn.snapshot()).credit.transactions}
        for each in asked:
            key = f"{turn.message_key}-{each}"
            send = turn.client.transaction_verdict if each in payments else turn.client.login_verdict
            await send(turn.account_id, each, mine, key)
        turn.say("utter_event_mine" if mine else "utter_event_not_mine")
        return await self._with_end(turn, {**draft, "verdicts": draft["verdicts"] | dict.fromkeys(asked, mine)})

    async def _with_end(self, turn: Turn, draft: Draft) -> Draft:
        if next_event(draft) is not None:
            return {**draft, "done": False}
        stolen = (await turn.snapshot()).credit.compromise is not None
        needs_steps = stolen or not all(draft["verdicts"].values())
        missing = (await turn.client.security(turn.account_id)).missing if needs_steps else ()
        if missing or not stolen:
            return {**draft, "done": not missing}
        request = await ticket_request(turn, TicketKind.human, cause=Cause.account_compromised)
        return {**draft, "request": json.loads(request.json()), "done": True}


def next_event(draft: Draft) -> str | None:
    """The first flagged event without a verdict."""
    return next((event for event in draft["events"] if event not in draft["verdicts"]), None)


def verdict(turn: Turn, event_id: str | None) -> bool | None:
    """Was it the owner? None where the message does not say so unmistakably; the event then stays as it is.

    event_id: the event that was asked about, whose button alone counts; None where none was.
    """
    if turn.text.startswith("/"):
        return answered(turn, quote_of(event_id))
    said = whose(turn.text, bare_yes_is_mine=event_id is not None)
    if said is Whose.unclear and turn.chance("mine") >= SURE and leans_to_mine(turn.text):
        return True
    return {Whose.mine: True, Whose.not_mine: False}.get(said)


def means_step(turn: Turn) -> bool:
    """Is a step spoken of, and not an event?"""
    return any(name.search(turn.text) for name in NAMES.values())


def described(turn: Turn, snapshot: Snapshot, event_id: str) -> str:
    """One flagged event as a line."""
    events: tuple[Login | Transaction, ...] = (*snapshot.credit.logins, *snapshot.credit.transactions)
    for event in events:
        if event.id == event_id:
            kind = "item_logins" if isinstance(event, Login) else "item_transactions"
            return turn.words.say(kind, turn.language, snapshot.now, **_values(event))
    return event_id


def _values(event: Login | Transaction) -> dict[str, object]:
    if isinstance(event, Login):
        return {"at": event.at, "place": event.place, "device": event.device}
    return {
        "at": event.at,
        "counterparty": event.counterparty,
        "amount_cents": event.amount_cents,
        "rule": event.rule,
    }


def _taken_back(draft: Draft) -> Draft:
    kept = dict(list(draft["verdicts"].items())[:-1])
    return {**draft, "verdicts": kept, "done": False}
