"""System status: what the platform and the technology do to one account at one moment.

Only what concerns this account (its region, carrier, cohort, app) is reported.
"""

from datetime import date, datetime
from enum import Enum

from pydantic import Field

from contract.base import Shape, Words


class Function(str, Enum):
    """A function of the app that can be paused on its own."""

    cash_loan = "cash_loan"
    instalments = "instalments"
    pay_later = "pay_later"
    repayment = "repayment"
    limit_query = "limit_query"


class Maintenance(Shape):
    """maintenance: `starts_at <= now < ends_at` and `cash_loan` is covered."""

    id: str
    starts_at: datetime
    ends_at: datetime
    covers: tuple[Function, ...] = (Function.cash_loan,)


class Incident(Shape):
    """system_outage: an incident that is not `resolved_at` yet (or only later than now)."""

    id: str
    title: Words
    since: datetime
    latest_update: Words
    latest_update_at: datetime
    estimated_end: datetime | None = None
    resolved_at: datetime | None = None


class Load(Shape):
    """high_load: `queue_length > busy_above`."""

    queue_length: int = Field(default=0, ge=0)
    busy_above: int = Field(default=1_000, ge=0)
    waiting_minutes: int = Field(default=0, ge=0)


class NetworkTrouble(Shape):
    """network_trouble: this is present."""

    carrier: Words
    region: Words
    since: datetime


class Bar(str, Enum):
    """A requirement that a risk policy can move."""

    score = "score"
    account_months = "account_months"
    on_time_repayments = "on_time_repayments"


class PolicyChange(Shape):
    """risk_policy_tightened: `account_value < now_required`."""

    bar: Bar
    was_required: int
    now_required: int
    account_value: int
    since: date


class RegionSuspension(Shape):
    """region_suspended: `until` is unknown or later than now."""

    region: Words
    since: datetime
    until: datetime | None = None


class Regulation(Shape):
    """regulatory_limit: this is present."""

    rule: Words
    covers: Words
    since: date


class GrayRelease(Shape):
    """gray_release: now is before `rollout_at`."""

    release: str
    cohort: Words
    rollout_at: datetime


class App(Shape):
    """app_outdated: `installed` is an older version than `minimum` (dotted numbers, compared number by number)."""

    installed: str = Field(default="10.6.0", regex=r"^\d+(\.\d+){0,3}$")
    minimum: str = Field(default="10.5.0", regex=r"^\d+(\.\d+){0,3}$")


class Interruption(Shape):
    """partial_interruption: `cash_loan` is paused, and `until` is unknown or later than now."""

    paused: tuple[Function, ...]
    working: tuple[Function, ...]
    reason: Words
    since: datetime
    until: datetime | None = None


class SystemStatus(Shape):
    """The platform as it stands for one account at `as_of`."""

    as_of: datetime
    maintenance: tuple[Maintenance, ...] = ()
    incidents: tuple[Incident, ...] = ()
    load: Load = Load()
    network: NetworkTrouble | None = None
    policy_change: PolicyChange | None = None
    region_suspension: RegionSuspension | None = None
    regulation: Regulation | None = None
    gray_release: GrayRelease | None = None
    app: App = App()
    interruption: Interruption | None = None
