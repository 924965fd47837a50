"""What the bot may ask a lender to do, and what comes back.

Every `POST` takes an `Idempotency-Key` header: the same key with the same body returns the first answer again and
does nothing twice; the same key with another body is refused (409). What was quoted to the user (`Quoted`) is checked
before a thing is done and is no part of what is done: under a key that was used, it makes no difference.
"""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from pydantic import Field, constr

from contract.alarms import AlarmKind
from contract.base import Request, Shape, Words
from contract.causes import Cause, Remedy
from contract.credit import Loan

LONGEST_NOTES = 20_000
Note = constr(max_length=2_000)
Notes = constr(max_length=LONGEST_NOTES)


class LoanRequest(Request):
    """An application to borrow; without an amount, the smallest loan."""

    amount_cents: int | None = Field(default=None, gt=0)


class Reason(Shape):
    """Why a loan is refused: a cause's id, or `amount_above_available` when only the amount is too high."""

    code: str


class LoanDecision(Shape):
    """Granted, or refused with every reason, most decisive first."""

    granted: bool
    amount_cents: int
    loan: Loan | None = None
    reasons: tuple[Reason, ...] = ()
    decided_at: datetime


class Quoted(Request):
    """Figures that the user saw when asked to confirm. Where one has changed, nothing is done: 409 naming its field."""

    QUOTED: ClassVar[frozenset[str]] = frozenset()


class RepaymentRequest(Quoted):
    """Pay `amount_cents` on a loan; never more than clears it.

    `quoted_owed_cents` is what cleared the loan when the user was asked.
    """

    QUOTED = frozenset({"quoted_owed_cents"})

    loan_id: str
    amount_cents: int = Field(gt=0)
    quoted_owed_cents: int | None = Field(default=None, ge=0)


class Receipt(Shape):
    """A payment that was booked. It goes to the penalty first, then to the loan."""

    number: str
    loan_id: str
    amount_cents: int
    booked_at: datetime
    remaining_cents: int = Field(ge=0)


class TicketKind(str, Enum):
    """What a ticket asks of a person."""

    human = "human"
    appeal = "appeal"
    decision_review = "decision_review"
    bureau_dispute = "bureau_dispute"
    complaint = "complaint"
    distress = "distress"
    alarm = "alarm"


class TicketState(str, Enum):
    """Where a ticket stands."""

    pending = "pending"
    assigned = "assigned"
    resolved = "resolved"
    expired = "expired"


class TicketRequest(Request):
    """A case for a person, with everything said so far, so that nothing is told twice.

    alarm: of a ticket of that kind, what is wrong; such a ticket is urgent and goes to whoever is on duty.
    """

    kind: TicketKind
    alarm: AlarmKind | None = None
    language: str = Field(default="zh", regex="^(zh|en)$")
    cause: Cause | None = None
    remedy: Remedy | None = None
    summary: Note  # type: ignore[valid-type]
    note: Note = ""  # type: ignore[valid-type]


class Ticket(TicketRequest):
    """A ticket on file. Each note that was added while it was open is on a line of its own."""

    note: Notes = ""  # type: ignore[valid-type]
    number: str
    account_id: str
    state: TicketState
    urgent: bool = False
    opened_at: datetime
    answer_by: date
    assigned_to: str | None = None


class TicketUpdate(Request):
    """What support staff change."""

    state: TicketState
    assigned_to: str | None = None


class NoticeRequest(Request):
    """Tell the account's owner when this cause is over."""

    cause: Cause
    language: str = Field(default="zh", regex="^(zh|en)$")


class Notice(NoticeRequest):
    """A notice on file; `over_at` is set once the cause is gone, `delivered_at` once the user was told."""

    id: str
    account_id: str
    asked_at: datetime
    over_at: datetime | None = None
    delivered_at: datetime | None = None


class DocumentRequest(Request):
    """Papers for a review, by name; the files themselves go through the lender's own upload page."""

    documents: list[str] = Field(..., min_items=1, max_items=10)


class CardChange(Request):
    """Which receiving card to use from now on, by its last four digits."""

    card_tail: str = Field(regex=r"^\d{4}$")


class DisbursementRequest(Quoted):
    """Send a loan's money to the receiving card, which the user was told to be this one, and the sum this one."""

    QUOTED = frozenset({"card_tail", "quoted_amount_cents"})

    card_tail: str | None = Field(default=None, regex=r"^\d{4}$")
    quoted_amount_cents: int | None = Field(default=None, gt=0)


class SecurityStep(str, Enum):
    """A step of securing an account."""

    change_password = "change_password"
    two_factor = "two_factor"
    review_devices = "review_devices"


class SecurityStatus(Shape):
    """Which steps of securing the account are done, and which are not."""

    done: tuple[SecurityStep, ...] = ()
    missing: tuple[SecurityStep, ...] = ()


class EventVerdict(Request):
    """Whether a flagged login or transaction was the user's own."""

    mine: bool


class AppVersion(Request):
    """The version of the app that the user has now."""

    installed: str = Field(regex=r"^\d+(\.\d+){0,3}$", max_length=32)


class Connection(str, Enum):
    """How a phone reaches the network."""

    wifi = "wifi"
    mobile = "mobile"


class NetworkCheck(Request):
    """Which connection the user tries now."""

    connection: Connection


class Alternative(Shape):
    """Another way to pay for something, with what it costs.

    The example: `example_cents` over `example_months` costs `example_cost_cents` in interest and fees.
    `yearly_rate_bps` is the yearly rate in hundredths of a per cent, fees included.
    """

    id: str
    name: Words
    up_to_cents: int = Field(gt=0)
    yearly_rate_bps: int = Field(ge=0)
    example_cents: int = Field(gt=0)
    example_months: int = Field(gt=0)
    example_cost_cents: int = Field(ge=0)
    good_to_know: Words


class FeedbackRequest(Request):
    """How a conversation ended for the user."""

    solved: bool
    cause: Cause | None = None
    remedy: Remedy | None = None
    word: constr(max_length=500) = ""  # type: ignore[valid-type]


class Feedback(FeedbackRequest):
    """Feedback on file."""

    id: str
    account_id: str
    given_at: datetime


class Clock(Shape):
    """The backend's clock; only demo mode can move it."""

    now: datetime


class ClockMove(Request):
    """Move the demo clock forward."""

    minutes: int = Field(default=0, ge=0, le=60 * 24 * 366)


class Problem(Shape):
    """What went wrong, for a person: which field, why, what to do."""

    detail: str
    field: str | None = None
