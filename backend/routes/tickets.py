"""Cases for a person: opened for an account, worked on by support staff."""

from datetime import date, timedelta
from typing import Any

from fastapi import Response
from sqlalchemy import not_, select

from backend import tables
from backend.bodies import TicketRequest, TicketUpdate
from backend.days import add_working_days
from backend.errors import Conflict, NotFound
from backend.numbers import next_number
from backend.open_cases import OPEN, answering, open_key, with_note
from backend.routes.common import AccountId, AKeyedChange, TheStore, changes, topic
from backend.store import Unit, known_id
from contract.operations import Ticket, TicketKind, TicketState

router = topic("tickets")
staff = topic("tickets", prefix="/v1/tickets")

_WORKING_DAYS = {
    TicketKind.human: 1,
    TicketKind.distress: 1,
    TicketKind.alarm: 0,
    TicketKind.complaint: 2,
    TicketKind.appeal: 3,
    TicketKind.decision_review: 3,
}
_URGENT = frozenset({TicketKind.alarm, TicketKind.distress})
_BUREAU_DAYS = timedelta(days=20)
_MOVES = {
    TicketState.pending: {TicketState.assigned, TicketState.expired},
    TicketState.assigned: {TicketState.resolved, TicketState.expired},
}
_SHOWN = [column for column in tables.tickets.c if column.name != "open_key"]
_EXAMPLE = {
    "kind": "appeal",
    "language": "zh",
    "alarm": None,
    "urgent": False,
    "cause": "evaluation_rejected",
    "remedy": "appeal",
    "summary": "综合评估未通过,用户认为收入证明未被计入。",
    "note": "月收入 12,000 元",
    "number": "T20261124-0001",
    "account_id": "evaluation_rejected",
    "state": "pending",
    "opened_at": "2026-11-24T12:05:00+08:00",
    "answer_by": "2026-11-27",
    "assigned_to": None,
}


@router.post("/tickets", response_model=Ticket, responses=changes(_EXAMPLE), summary="Open a ticket")
def open_ticket(body: TicketRequest, change: AKeyedChange) -> Response:
    """Hand a case to a person. `answer_by` is 1 to 3 working days ahead, for a bureau dispute 20 days.

    While a ticket of the same matter is open, the answer is that ticket, with the new note added to its notes. A
    matter is the kind; for `human` and `distress` the kind and the cause, and distress does for `human` as well; for
    `alarm` the kind and what is wrong. An alarm is urgent and is to be answered on the same day.
    """

    def put_on_file(unit: Unit) -> Ticket:
        standing = _standing(unit, body)
        if standing is not None:
            return _noted(unit, standing, body.note)
        ticket = Ticket(
            **body.dict(),
            number=next_number(unit.connection, "T", unit.now),
            account_id=unit.account.id,
            state=TicketState.pending,
            urgent=body.kind in _URGENT,
            opened_at=unit.now,
            answer_by=_answer_by(body.kind, unit.now.date()),
        )
        unit.connection.execute(tables.tickets.insert().values(_row(ticket)))
        return ticket

    return change.once(put_on_file, body)


@router.get("/tickets", summary="The account's tickets")
def of_account(account_id: AccountId, store: TheStore) -> list[Ticket]:
    """Oldest first."""
    with store.look(account_id) as unit:
        query = select(*_SHOWN).where(tables.tickets.c.account_id == account_id)
        return _found(unit.connection, query)


@staff.get("", summary="All tickets, for support staff")
def all_tickets(store: TheStore, state: TicketState | None = None, urgent: bool | None = None) -> list[Ticket]:
    """Oldest first; with `state` and `urgent`, only those that stand there and are so."""
    query = select(*_SHOWN)
    if state is not None:
        query = query.where(tables.tickets.c.state == state.value)
    if urgent is not None:
        is_urgent = tables.tickets.c.kind.in_([kind.value for kind in _URGENT])
        query = query.where(is_urgent if urgent else not_(is_urgent))
    with store.database.read() as connection:
        return _found(connection, query)


@staff.get("/{number}", summary="One ticket")
def one_ticket(number: str, store: TheStore) -> Ticket:
    """By its number."""
    with store.database.read() as connection:
        return _ticket(connection, number)


@staff.patch("/{number}", responses=changes(), summary="Work on a ticket")
def update(number: str, body: TicketUpdate, store: TheStore) -> Ticket:
    """Move a ticket: pending → assigned → resolved, pending or assigned → expired; anything else is 409."""
    with store.database.write() as connection:
        ticket = _ticket(connection, number, lock=True)
        if body.state not in _MOVES.get(ticket.state, set()):
            raise Conflict(f"state: a ticket that is {ticket.state.value} cannot become {body.state.value}", "state")
        changed = ticket.copy(update={"state": body.state, "assigned_to": body.assigned_to or ticket.assigned_to})
        connection.execute(tables.tickets.update().where(tables.tickets.c.number == number).values(_moved(changed)))
        return changed


def _answer_by(kind: TicketKind, today: date) -> date:
    return today + _BUREAU_DAYS if kind is TicketKind.bureau_dispute else add_working_days(today, _WORKING_DAYS[kind])


def _row(ticket: Ticket) -> dict[str, Any]:
    plain = {name: getattr(ticket, name) for name in ("kind", "alarm", "cause", "remedy", "state")}
    values = {name: value.value if value is not None else None for name, value in plain.items()}
    return (
        ticket.dict(exclude={"urgent"})
        | values
        | {"open_key": open_key(ticket.kind, ticket.cause, ticket.state, ticket.alarm)}
    )


def _moved(ticket: Ticket) -> dict[str, Any]:
    """What staff change: one that is open keeps its matter, or its lack of one from before there were matters."""
    values: dict[str, Any] = {"state": ticket.state.value, "assigned_to": ticket.assigned_to}
    return values if ticket.state in OPEN else values | {"open_key": None}


def _standing(unit: Unit, body: TicketRequest) -> Ticket | None:
    """The open ticket that does for this request. Locked: staff do not close it while a note is added."""
    table = tables.tickets
    for key in answering(body.kind, body.cause, body.alarm):
        query = select(*_SHOWN).where(table.c.account_id == unit.account.id, table.c.open_key == key)
        row = unit.connection.execute(query.with_for_update()).first()
        if row is not None:
            return _of(row)
    return None


def _noted(unit: Unit, ticket: Ticket, note: str) -> Ticket:
    notes = with_note(ticket.note, note)
    mine = tables.tickets.update().where(tables.tickets.c.number == ticket.number)
    unit.connection.execute(mine.values(note=notes))
    return ticket.copy(update={"note": notes})


def _of(row: Any) -> Ticket:
    return Ticket(**row._mapping, urgent=TicketKind(row.kind) in _URGENT)


def _found(connection: Any, query: Any) -> list[Ticket]:
    rows = connection.execute(query.order_by(tables.tickets.c.opened_at, tables.tickets.c.number)).all()
    return [_of(row) for row in rows]


def _ticket(connection: Any, number: str, lock: bool = False) -> Ticket:
    query = select(*_SHOWN).where(tables.tickets.c.number == number)
    row = connection.execute(query.with_for_update() if lock else query).first() if known_id(number) else None
    if row is None:
        raise NotFound("number: there is no such ticket", "number")
    return _of(row)
