"""Credit status: everything the lender knows of one account that bears on borrowing.

Next to each group stands the rule by which it blocks borrowing. The backend decides by these rules on its own, and
the bot's diagnosis must come to the same result.
"""

from datetime import date, datetime
from enum import Enum

from pydantic import Field

from contract.base import Shape, Words


class Product(str, Enum):
    """What was borrowed."""

    cash_loan = "cash_loan"
    card_bill = "card_bill"
    instalments = "instalments"


class LoanState(str, Enum):
    """Where a loan stands."""

    active = "active"
    processing = "processing"
    disbursement_failed = "disbursement_failed"
    repaid = "repaid"


class Loan(Shape):
    """One loan or bill. To clear it takes `outstanding_cents + penalty_cents`.

    overdue: a loan in state `active` with `days_overdue > 0` and something outstanding.
    processing_delay: a loan in state `processing`. disbursement_failed: a loan in that state.
    """

    id: str
    product: Product
    name: Words
    principal_cents: int = Field(ge=0)
    outstanding_cents: int = Field(ge=0)
    penalty_cents: int = Field(default=0, ge=0)
    due_on: date | None = None
    days_overdue: int = Field(default=0, ge=0)
    state: LoanState = LoanState.active
    submitted_at: datetime | None = None
    usual_minutes: int | None = Field(default=None, ge=0)
    deadline: datetime | None = None
    card_tail: str | None = None
    bank_code: str | None = None
    bank_reason: Words | None = None
    fixable_by_card: bool = False


class ScoreFactor(str, Enum):
    """What moved a credit score."""

    late_repayments = "late_repayments"
    unstable_income = "unstable_income"
    many_enquiries = "many_enquiries"
    high_utilisation = "high_utilisation"
    short_history = "short_history"
    negative_record = "negative_record"


class ScoreChange(Shape):
    """How many points one factor cost (negative) or brought."""

    factor: ScoreFactor
    points: int


class Score(Shape):
    """low_credit_score: `value < threshold`."""

    value: int
    threshold: int
    previous: int
    changes: tuple[ScoreChange, ...] = ()


class Enquiries(Shape):
    """frequent_applications: now is before `window_ends` and (`total_7d > allowed_7d` or `total_30d > allowed_30d`),

    where a total is applications + limit queries + failed attempts of that period.
    """

    applications_7d: int = Field(default=0, ge=0)
    limit_queries_7d: int = Field(default=0, ge=0)
    failed_attempts_7d: int = Field(default=0, ge=0)
    allowed_7d: int = Field(default=10, ge=0)
    applications_30d: int = Field(default=0, ge=0)
    limit_queries_30d: int = Field(default=0, ge=0)
    failed_attempts_30d: int = Field(default=0, ge=0)
    allowed_30d: int = Field(default=25, ge=0)
    window_ends: datetime | None = None

    @property
    def total_7d(self) -> int:
        """Everything that counts in the last 7 days."""
        return self.applications_7d + self.limit_queries_7d + self.failed_attempts_7d

    @property
    def total_30d(self) -> int:
        """Everything that counts in the last 30 days."""
        return self.applications_30d + self.limit_queries_30d + self.failed_attempts_30d


class LenderBalance(Shape):
    """What is owed to one other lender."""

    lender: Words
    balance_cents: int = Field(ge=0)


class Debt(Shape):
    """over_indebted: `total_cents * 100 > ceiling_percent * yearly_income_cents`.

    multi_platform_borrowing: more `other_lenders` than `lenders_allowed`.
    `total_cents` counts this lender's outstanding loans and the other lenders' balances.
    """

    total_cents: int = Field(default=0, ge=0)
    yearly_income_cents: int = Field(default=10_000_000, ge=0)
    ceiling_percent: int = Field(default=50, ge=0)
    other_lenders: tuple[LenderBalance, ...] = ()
    lenders_allowed: int = Field(default=3, ge=0)


class CashFlow(Shape):
    """income_drop: `inflow_cents * 100 < last_quarter_inflow_cents * (100 - allowed_drop_percent)`."""

    inflow_cents: int = Field(default=2_500_000, ge=0)
    last_quarter_inflow_cents: int = Field(default=2_500_000, ge=0)
    allowed_drop_percent: int = Field(default=40, ge=0, le=100)
    spending_change_percent: int = 0


class EarlyRepayments(Shape):
    """unusual_repayment: now is before `window_ends` and `count_90d > allowed_90d`."""

    count_90d: int = Field(default=0, ge=0)
    usual_90d: int = Field(default=1, ge=0)
    allowed_90d: int = Field(default=4, ge=0)
    window_ends: datetime | None = None


class Activity(Shape):
    """low_activity: `active_days_90d < required_days_90d`."""

    active_days_90d: int = Field(default=60, ge=0)
    required_days_90d: int = Field(default=15, ge=0)
    products_used: int = Field(default=4, ge=0)


class Business(Shape):
    """A merchant's figures. business_volatility: `swing_percent > allowed_swing_percent` and the review not passed."""

    monthly_revenue_cents: tuple[int, ...]
    swing_percent: int = Field(ge=0)
    allowed_swing_percent: int = Field(default=50, ge=0)
    order_change_percent: int = 0
    documents_received: tuple[str, ...] = ()
    review_due: date | None = None
    review_passed: bool = False


class IdentityStep(str, Enum):
    """A step of proving who one is."""

    real_name = "real_name"
    id_card_photo = "id_card_photo"
    face_check = "face_check"
    bank_card = "bank_card"


class Identity(Shape):
    """identity_incomplete: a step is missing. identity_expired: `id_expires_on` lies before today."""

    missing_steps: tuple[IdentityStep, ...] = ()
    id_expires_on: date


class ContactKind(str, Enum):
    """What was changed."""

    phone = "phone"
    address = "address"
    bank_card = "bank_card"


class ContactChange(Shape):
    """One change of contact data."""

    kind: ContactKind
    at: datetime


class Contact(Shape):
    """contact_changed: now is before `window_ends` and there are more `changes_90d` than `allowed_90d`."""

    changes_90d: tuple[ContactChange, ...] = ()
    allowed_90d: int = Field(default=2, ge=0)
    window_ends: datetime | None = None


class Login(Shape):
    """A login that looked wrong. abnormal_login: one that is not `secured`."""

    id: str
    at: datetime
    place: Words
    device: str
    secured: bool = False


class Transaction(Shape):
    """A payment that tripped a rule. suspicious_transactions: one that is not `confirmed`."""

    id: str
    at: datetime
    amount_cents: int = Field(ge=0)
    counterparty: Words
    rule: Words
    confirmed: bool = False


class Compromise(Shape):
    """What was reported stolen or unauthorised. account_compromised: this is present."""

    reported_at: datetime
    what: Words
    review_due: date | None = None
    secured: bool = False


class Freeze(Shape):
    """account_frozen: this is present."""

    by: Words
    at: datetime
    case_id: str
    reason: Words


class LineState(str, Enum):
    """Whether there is a credit line."""

    open = "open"
    closed = "closed"
    not_opened = "not_opened"


class Condition(Shape):
    """One condition for opening the line."""

    name: Words
    met: bool


class Restoring(Shape):
    """A repayment whose limit is not free yet."""

    repayment_id: str
    amount_cents: int = Field(ge=0)
    repaid_at: datetime
    freed_at: datetime


class CreditLine(Shape):
    """The line itself. The smallest loan is `minimum_loan_cents`.

    line_closed: state `closed`. line_not_opened: state `not_opened`. Of an open line:
    limit_minimum: `total_cents < minimum_loan_cents`;
    limit_restoring: `restoring` is present, now is before its `freed_at`, `available_cents < minimum_loan_cents`, and
    with `restoring.amount_cents` on top it would reach `minimum_loan_cents` (and not limit_minimum);
    limit_used_up: `available_cents < minimum_loan_cents` and neither of the two above.
    """

    state: LineState = LineState.open
    minimum_loan_cents: int = Field(default=50_000, gt=0)
    total_cents: int = Field(default=2_000_000, ge=0)
    drawn_cents: int = Field(default=0, ge=0)
    available_cents: int = Field(default=2_000_000, ge=0)
    previous_total_cents: int | None = Field(default=None, ge=0)
    limit_changed_at: datetime | None = None
    limit_change_behaviour: tuple[Words, ...] = ()
    restoring: Restoring | None = None
    closed_at: datetime | None = None
    closed_by: Words | None = None
    closed_reason: Words | None = None
    may_reapply_on: date | None = None
    conditions: tuple[Condition, ...] = ()


class EvaluationState(str, Enum):
    """Where an application for a limit stands."""

    pending = "pending"
    rejected = "rejected"


class Evaluation(Shape):
    """evaluation_pending and evaluation_rejected: by `state`."""

    state: EvaluationState
    submitted_at: datetime
    decided_by: datetime | None = None
    reasons: list[Words] = Field(default=[], max_items=4)


class CreditStatus(Shape):
    """One account, as the lender sees it at `as_of`."""

    account_id: str
    as_of: datetime
    name: Words
    next_evaluation_on: date
    loans: tuple[Loan, ...] = ()
    score: Score
    enquiries: Enquiries = Enquiries()
    debt: Debt = Debt()
    cash_flow: CashFlow = CashFlow()
    early_repayments: EarlyRepayments = EarlyRepayments()
    activity: Activity = Activity()
    business: Business | None = None
    identity: Identity
    contact: Contact = Contact()
    logins: tuple[Login, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    compromise: Compromise | None = None
    freeze: Freeze | None = None
    line: CreditLine = CreditLine()
    evaluation: Evaluation | None = None
