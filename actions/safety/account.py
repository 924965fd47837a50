"""What the account shows at this moment that somebody in danger has to know."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from actions.turn import Turn
from diagnosis import Snapshot
from nlu.reading.loans import to_clear

JUST_NOW = timedelta(days=3)


def recent(turn: Turn, snapshot: Snapshot) -> str:
    """What was borrowed, changed, paid or logged in to in the last three days, or that there was nothing."""
    lines = list(_recent(turn, snapshot))
    if not lines:
        return turn.words.say("term_seen_nothing", turn.language)
    return turn.words.say("term_seen", turn.language, lines="\n".join(lines))


def on_file(turn: Turn, snapshot: Snapshot) -> str:
    """The loans in this name, with what stands open, or that there is none."""
    loans = [loan for loan in snapshot.credit.loans if to_clear(loan) > 0]
    if not loans:
        return turn.words.say("term_on_file_nothing", turn.language)
    lines = [
        turn.words.say(
            "item_on_file", turn.language, snapshot.now, name=loan.name, principal_cents=loan.principal_cents
        )
        for loan in loans
    ]
    return turn.words.say("term_on_file", turn.language, lines="\n".join(lines))


def _recent(turn: Turn, snapshot: Snapshot) -> Iterator[str]:
    credit, now = snapshot.credit, snapshot.now

    def line(item: str, at: datetime, **values: object) -> str:
        return turn.words.say(f"item_seen_{item}", turn.language, now, at=at, **values)

    for loan in credit.loans:
        if loan.submitted_at and now - loan.submitted_at <= JUST_NOW:
            yield line("loan", loan.submitted_at, name=loan.name, amount_cents=loan.principal_cents)
    for change in credit.contact.changes_90d:
        if now - change.at <= JUST_NOW:
            yield line("change", change.at, what=change.kind)
    for login in credit.logins:
        if not login.secured:
            yield line("login", login.at, place=login.place, device=login.device)
    for payment in credit.transactions:
        if not payment.confirmed:
            yield line("payment", payment.at, counterparty=payment.counterparty, amount_cents=payment.amount_cents)
