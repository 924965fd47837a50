"""The tables. Money is in cents; moments are kept in UTC and come back in the lender's zone."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

from backend.days import ZONE


class Moment(TypeDecorator):
    """A zone-aware datetime on databases with and without zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To naive UTC."""
        return None if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From naive UTC."""
        return None if value is None else value.replace(tzinfo=timezone.utc).astimezone(ZONE)


metadata = MetaData()


def _account_id(**options: Any) -> Column:
    return Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, **options)


accounts = Table(
    "accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("credit", Text, nullable=False, comment="CreditStatus as JSON, without its loans"),
    Column("system", Text, nullable=False, comment="SystemStatus as JSON"),
    Column("security", Text, nullable=False, comment="steps done and verdicts as JSON"),
    Column("later", Text, nullable=False, comment="what time will bring, as JSON; demo accounts only"),
    Column("seeded_at", Moment, nullable=False),
    Column("receiving_card", String(4)),
    Column("card_changed_at", Moment),
)

loans = Table(
    "loans",
    metadata,
    _account_id(primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("product", String(32), nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("principal_cents", BigInteger, nullable=False),
    Column("outstanding_cents", BigInteger, nullable=False),
    Column("due_on", Date),
    Column("penalty_from", Date, comment="the day from which the penalty on what is outstanding counts"),
    Column("penalty_adjust_cents", BigInteger, nullable=False, comment="what was paid of that penalty, negative"),
    Column("state", String(32), nullable=False),
    Column("submitted_at", Moment),
    Column("usual_minutes", Integer),
    Column("deadline", Moment),
    Column("card_tail", String(4)),
    Column("bank_code", String(64)),
    Column("bank_reason_zh", Text),
    Column("bank_reason_en", Text),
    Column("fixable_by_card", Boolean, nullable=False),
)

repayments = Table(
    "repayments",
    metadata,
    Column("number", String(32), primary_key=True),
    _account_id(index=True),
    Column("loan_id", String(64), nullable=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("penalty_cents", BigInteger, nullable=False, comment="the part that went to the penalty"),
    Column("booked_at", Moment, nullable=False),
    Column("remaining_cents", BigInteger, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("number", String(32), primary_key=True),
    _account_id(index=True),
    Column("kind", String(32), nullable=False),
    Column("language", String(2), nullable=False),
    Column("alarm", String(32)),
    Column("cause", String(64)),
    Column("remedy", String(64)),
    Column("summary", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String(32), nullable=False, index=True),
    Column("opened_at", Moment, nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("assigned_to", String(100)),
    Column("open_key", String(128), comment="the matter while the ticket is open, empty afterwards"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    _account_id(index=True),
    Column("cause", String(64), nullable=False),
    Column("language", String(2), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("over_at", Moment),
    Column("delivered_at", Moment),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    _account_id(index=True),
    Column("solved", Boolean, nullable=False),
    Column("cause", String(64)),
    Column("remedy", String(64)),
    Column("word", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("account_id", String(64), primary_key=True),
    Column("route", String(128), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ahead_minutes", BigInteger, nullable=False),
    Column("demo_seeded_at", Moment, comment="in real time; empty when the data are not the demo's"),
)

ONE_OPEN_TICKET = Index("tickets_open", tickets.c.account_id, tickets.c.open_key, unique=True)
Index("notices_open", notices.c.account_id, notices.c.cause)

OF_AN_ACCOUNT = (loans, repayments, tickets, notices, feedback, idempotency)
