"""A person takes over, with everything that was said."""

from rasa_sdk.events import SlotSet

from actions.turn import AccountAction, Event, Turn
from contract.alarms import AlarmKind
from contract.causes import Cause, Remedy
from contract.operations import Ticket, TicketKind, TicketRequest, TicketState
from diagnosis import Snapshot, diagnose
from lender import AccountServiceError

LINES_OF_TALK = 16
LONGEST_LINES = {"user": 160, "bot": 60}
LONGEST_SUMMARY = 2_000
STAFF_LANGUAGE = "zh"
_REMEDIES = {TicketKind.appeal: Remedy.appeal, TicketKind.human: Remedy.human, TicketKind.distress: Remedy.human}
OPEN = frozenset({TicketState.pending, TicketState.assigned})


class ActionHandOver(AccountAction):
    """Opens a ticket and tells its number and hours; without the backend, gives the telephone number."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_hand_over"

    async def act(self, turn: Turn) -> list[Event]:
        """One ticket per matter: while one is open for the same cause, its number is told again."""
        await hand_over(turn, TicketKind.human)
        return [SlotSet("offer", "none")]


class ActionTicketStatus(AccountAction):
    """Where the user's tickets stand."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ticket_status"

    async def act(self, turn: Turn) -> list[Event]:
        """Lists the newest ones, or says that there is none."""
        return await say_tickets(turn)


async def say_tickets(turn: Turn) -> list[Event]:
    """Lists the newest tickets, or says that there is none."""
    tickets = await turn.client.tickets(turn.account_id)
    if not tickets:
        turn.say("utter_no_tickets")
        return []
    lines = [
        turn.words.say(
            "item_ticket", turn.language, ticket.opened_at, number=ticket.number, ticket_kind=ticket.kind,
            opened_at=ticket.opened_at, state=ticket.state, answer_by=ticket.answer_by,
        )
        for ticket in reversed(tickets[-3:])
    ]  # fmt: skip
    turn.say("utter_tickets", lines="\n".join(lines))
    return []


async def hand_over(turn: Turn, kind: TicketKind, note: str = "") -> None:
    """Opens a ticket and says its number, unless one is open and there is nothing to add; never fails."""
    try:
        open_one = None if note else await open_already(turn, kind, await turn.snapshot())
        if open_one is not None:
            say_ticket(turn, "utter_ticket_exists", open_one)
            return
        request = await ticket_request(turn, kind, note)
        ticket = await turn.client.open_ticket(turn.account_id, request, f"ticket-{turn.message_key}")
        say_ticket(turn, "utter_ticket", ticket)
    except AccountServiceError:
        turn.say("utter_hotline")


async def ticket_request(
    turn: Turn,
    kind: TicketKind,
    note: str = "",
    cause: Cause | None = None,
    alarm: AlarmKind | None = None,
    snapshot: Snapshot | None = None,
) -> TicketRequest:
    """The case as it stands now. Kept by whoever may have to send it twice: a key goes with one request.

    snapshot: where it has been fetched already.
    """
    snapshot = snapshot or await turn.snapshot()
    first = next(iter(diagnose(snapshot).findings), None)
    return TicketRequest(
        kind=kind,
        alarm=alarm,
        language=turn.language,
        cause=cause or (first.cause if first else None),
        remedy=_REMEDIES.get(kind, first.remedy if first else None),
        summary=summary(turn, snapshot),
        note=note,
    )


def say_ticket(turn: Turn, response: str, ticket: Ticket) -> None:
    """Says the number, the state and the day of the answer."""
    turn.say(response, number=ticket.number, state=ticket.state, answer_by=ticket.answer_by)


def summary(turn: Turn, snapshot: Snapshot) -> str:
    """What staff need, in their language: who, what was found, what was tried, what was said, oldest first."""
    findings = diagnose(snapshot).findings
    found = [turn.words.cause(finding, STAFF_LANGUAGE, snapshot.now) for finding in findings]
    head = turn.words.say(
        "item_summary",
        STAFF_LANGUAGE,
        snapshot.now,
        name=snapshot.credit.name,
        account_id=turn.account_id,
        speaks=turn.words.say(f"term_language_{turn.language}", STAFF_LANGUAGE),
        found="\n".join(found) if found else turn.words.say("term_nothing_found", STAFF_LANGUAGE),
        tried=tried(turn),
    )
    first, *others = _talk(turn) or [""]
    said = "\n".join(others[-LINES_OF_TALK:])
    start = f"{head[: LONGEST_SUMMARY - 800]}\n{first}\n"
    room = LONGEST_SUMMARY - len(start)
    return start + (said if len(said) <= room else said[-room:])


def tried(turn: Turn) -> str:
    """The remedies that were begun in this conversation, in the staff's language."""
    begun = {"repay_form": "repay", "action_subscribe_notice": "wait"}
    names = [begun[event["name"]] for event in turn.tracker.events if event.get("name") in begun]
    names += [
        str(event["value"])
        for event in turn.tracker.events
        if event.get("event") == "slot" and event.get("name") == "doing" and event.get("value")
    ]
    words = [turn.words.say(f"term_tried_{name}", STAFF_LANGUAGE) for name in dict.fromkeys(names)]
    return "、".join(words) if words else turn.words.say("term_nothing_tried", STAFF_LANGUAGE)


def _talk(turn: Turn) -> list[str]:
    said = [
        (event["event"], str(event.get("text")))
        for event in turn.tracker.events
        if event["event"] in ("user", "bot") and event.get("text")
    ]
    return [
        turn.words.say(f"item_said_{who}", STAFF_LANGUAGE, None, text=text[: LONGEST_LINES[who]].replace("\n", " "))
        for who, text in said
    ]


async def open_already(turn: Turn, kind: TicketKind, snapshot: Snapshot) -> Ticket | None:
    """The ticket of this kind that is open for the first cause, if there is one."""
    first = next(iter(diagnose(snapshot).findings), None)
    cause = first.cause if first else None
    tickets = await turn.client.tickets(turn.account_id)
    kinds = {kind, TicketKind.distress} if kind is TicketKind.human else {kind}
    same = [ticket for ticket in tickets if ticket.kind in kinds and ticket.cause is cause and ticket.state in OPEN]
    return same[-1] if same else None
