"""What a reply about each cause must hold, worked out from the backend's status and not from the bot's diagnosis."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

CHINA = timezone(timedelta(hours=8))
HAN = re.compile(r"[\u4e00-\u9fff]")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = {
    "face_check": {"zh": "人脸识别", "en": "face check"},
    "bank_card": {"zh": "绑定银行卡", "en": "linking a bank card"},
}
_FUNCTIONS = {
    "cash_loan": {"zh": "取现借款", "en": "cash loans"},
    "instalments": {"zh": "分期付款", "en": "instalment purchases"},
    "pay_later": {"zh": "先用后付", "en": "pay later"},
    "repayment": {"zh": "还款", "en": "repayment"},
    "limit_query": {"zh": "额度查询", "en": "limit checks"},
}
_BARS = {"on_time_repayments": {"zh": "按时还款次数", "en": "on-time repayments"}}
_FACTORS = {
    "late_repayments": {"zh": "还款不及时", "en": "late repayments"},
    "unstable_income": {"zh": "收入不够稳定", "en": "unstable income"},
    "many_enquiries": {"zh": "查询和申请偏多", "en": "many enquiries"},
    "high_utilisation": {"zh": "额度使用率偏高", "en": "high use of the limit"},
    "short_history": {"zh": "信用记录时间较短", "en": "short credit history"},
}


class Shown:
    """How figures are written in one language, at one moment."""

    def __init__(self, language: str, now: datetime) -> None:
        self.language = language
        self._year = now.astimezone(CHINA).year

    def money(self, cents: int) -> str:
        """Cents in yuan, with thousands apart and without empty cents."""
        text = f"{cents / 100:,.2f}"
        return text.removesuffix(".00")

    def day(self, iso: str) -> str:
        """A day such as 11月24日 or 24 Nov 2026."""
        return self._day(date.fromisoformat(iso), year_in_english=True)

    def moment(self, iso: str) -> str:
        """A moment such as 11月24日 12:05 or 24 Nov, 12:05."""
        at = datetime.fromisoformat(iso).astimezone(CHINA)
        day = self._day(at.date(), year_in_english=False)
        return f"{day} {at:%H:%M}" if self.language == "zh" else f"{day}, {at:%H:%M}"

    def words(self, both: dict[str, str]) -> str:
        """The language's own words, without a closing full stop."""
        return both[self.language].rstrip("。.")

    def signed(self, number: int) -> str:
        """With its sign."""
        return f"{number:+,}"

    def _day(self, day: date, year_in_english: bool) -> str:
        this_year = day.year == self._year
        if self.language == "zh":
            return ("" if this_year else f"{day.year}年") + f"{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if this_year and not year_in_english else f" {day.year}")


Status = dict[str, Any]
Figures = Callable[[Status, Status, Shown], list[str]]


def holds(text: str, figure: str) -> bool:
    """Does the text hold this figure as a whole, and not as a part of a longer number?"""
    before = r"(?<![\d,.])" if figure[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if figure[-1].isdigit() else ""
    return re.search(before + re.escape(figure) + after, text) is not None


def missing(text: str, figures: list[str]) -> list[str]:
    """Which of the figures the text does not hold."""
    return [figure for figure in figures if not holds(text, figure)]


def figures_of(cause: str, credit: Status, system: Status, language: str) -> list[str]:
    """What a reply about this cause must hold."""
    shown = Shown(language, datetime.fromisoformat(credit["as_of"]))
    return FIGURES[cause](credit, system, shown)


def _up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def _overdue(c: Status, s: Status, f: Shown) -> list[str]:
    late = [x for x in c["loans"] if x["state"] == "active" and x["days_overdue"] and x["outstanding_cents"]]
    found = [f.money(sum(x["outstanding_cents"] + x["penalty_cents"] for x in late))]
    for loan in late:
        found += [
            f.words(loan["name"]),
            f.money(loan["outstanding_cents"] + loan["penalty_cents"]),
            f.money(loan["penalty_cents"]),
            f.day(loan["due_on"]),
            str(loan["days_overdue"]),
        ]
    return found


def _score(c: Status, s: Status, f: Shown) -> list[str]:
    score = c["score"]
    found = [str(score["value"]), str(score["threshold"]), str(score["threshold"] - score["value"])]
    for change in score["changes"]:
        found += [_FACTORS[change["factor"]][f.language], f.signed(change["points"])]
    return [*found, str(score["previous"]), f.day(c["next_evaluation_on"])]


def _applications(c: Status, s: Status, f: Shown) -> list[str]:
    asked = c["enquiries"]
    found = [f.moment(asked["window_ends"])]
    for days in ("7d", "30d"):
        counts = [asked[f"{what}_{days}"] for what in ("applications", "limit_queries", "failed_attempts")]
        found += [str(number) for number in (*counts, sum(counts), asked[f"allowed_{days}"])]
    return found


def _debt(c: Status, s: Status, f: Shown) -> list[str]:
    debt = c["debt"]
    ratio = _up(debt["total_cents"] * 100, debt["yearly_income_cents"])
    return [
        f.money(debt["total_cents"]),
        f.money(debt["yearly_income_cents"]),
        f"{ratio}%",
        f"{debt['ceiling_percent']}%",
    ]


def _lenders(c: Status, s: Status, f: Shown) -> list[str]:
    debt = c["debt"]
    others = debt["other_lenders"]
    found = [str(len(others)), str(debt["lenders_allowed"]), str(len(others) - debt["lenders_allowed"])]
    for other in others:
        found += [f.words(other["lender"]), f.money(other["balance_cents"])]
    return [*found, f.money(sum(other["balance_cents"] for other in others)), f.day(c["next_evaluation_on"])]


def _income(c: Status, s: Status, f: Shown) -> list[str]:
    flow = c["cash_flow"]
    last = flow["last_quarter_inflow_cents"]
    return [
        f.money(flow["inflow_cents"]),
        f.money(last),
        f"{_up((last - flow['inflow_cents']) * 100, last)}%",
        f"{flow['allowed_drop_percent']}%",
        f"{f.signed(flow['spending_change_percent'])}%",
        f.day(c["next_evaluation_on"]),
    ]


def _early(c: Status, s: Status, f: Shown) -> list[str]:
    early = c["early_repayments"]
    return [*(str(early[name]) for name in ("count_90d", "usual_90d", "allowed_90d")), f.moment(early["window_ends"])]


def _activity(c: Status, s: Status, f: Shown) -> list[str]:
    names = ("active_days_90d", "required_days_90d", "products_used")
    return [*(str(c["activity"][name]) for name in names), f.day(c["next_evaluation_on"])]


def _business(c: Status, s: Status, f: Shown) -> list[str]:
    business = c["business"]
    return [
        *(f.money(cents) for cents in business["monthly_revenue_cents"]),
        f"{business['swing_percent']}%",
        f"{business['allowed_swing_percent']}%",
        f"{f.signed(business['order_change_percent'])}%",
    ]


def _contact(c: Status, s: Status, f: Shown) -> list[str]:
    contact = c["contact"]
    moments = [f.moment(change["at"]) for change in contact["changes_90d"]]
    return [str(len(moments)), str(contact["allowed_90d"]), *moments, f.moment(contact["window_ends"])]


def _logins(c: Status, s: Status, f: Shown) -> list[str]:
    return [part for x in c["logins"] for part in (f.moment(x["at"]), f.words(x["place"]), x["device"])]


def _transactions(c: Status, s: Status, f: Shown) -> list[str]:
    return [
        part
        for x in c["transactions"]
        for part in (f.moment(x["at"]), f.money(x["amount_cents"]), f.words(x["counterparty"]), f.words(x["rule"]))
    ]


def _compromised(c: Status, s: Status, f: Shown) -> list[str]:
    report = c["compromise"]
    return [f.moment(report["reported_at"]), f.words(report["what"]), f.day(report["review_due"])]


def _frozen(c: Status, s: Status, f: Shown) -> list[str]:
    freeze = c["freeze"]
    return [f.words(freeze["by"]), f.moment(freeze["at"]), freeze["case_id"], f.words(freeze["reason"])]


def _minimum(c: Status, s: Status, f: Shown) -> list[str]:
    line = c["line"]
    return [
        f.money(line["total_cents"]),
        f.money(line["minimum_loan_cents"]),
        f.money(line["previous_total_cents"]),
        f.moment(line["limit_changed_at"]),
        *(f.words(reason) for reason in line["limit_change_behaviour"]),
        f.day(c["next_evaluation_on"]),
    ]


def _used_up(c: Status, s: Status, f: Shown) -> list[str]:
    line = c["line"]
    names = ("total_cents", "drawn_cents", "available_cents", "minimum_loan_cents")
    return [f.money(line[name]) for name in names]


def _restoring(c: Status, s: Status, f: Shown) -> list[str]:
    line = c["line"]
    freed = line["restoring"]
    return [
        f.money(freed["amount_cents"]),
        f.moment(freed["repaid_at"]),
        f.moment(freed["freed_at"]),
        f.money(line["available_cents"]),
        f.money(line["minimum_loan_cents"]),
    ]


def _closed(c: Status, s: Status, f: Shown) -> list[str]:
    line = c["line"]
    return [
        f.moment(line["closed_at"]),
        f.words(line["closed_by"]),
        f.words(line["closed_reason"]),
        f.day(line["may_reapply_on"]),
    ]


def _not_opened(c: Status, s: Status, f: Shown) -> list[str]:
    return [*(f.words(x["name"]) for x in c["line"]["conditions"]), f.day(c["next_evaluation_on"])]


def _pending(c: Status, s: Status, f: Shown) -> list[str]:
    return [f.moment(c["evaluation"]["submitted_at"]), f.moment(c["evaluation"]["decided_by"])]


def _rejected(c: Status, s: Status, f: Shown) -> list[str]:
    evaluation = c["evaluation"]
    reasons = [f.words(reason) for reason in evaluation["reasons"]]
    return [f.moment(evaluation["submitted_at"]), *reasons, f.day(c["next_evaluation_on"])]


def _policy(c: Status, s: Status, f: Shown) -> list[str]:
    change = s["policy_change"]
    numbers = [str(change[name]) for name in ("was_required", "now_required", "account_value")]
    return [_BARS[change["bar"]][f.language], *numbers, f.day(change["since"]), f.day(c["next_evaluation_on"])]


def _region(c: Status, s: Status, f: Shown) -> list[str]:
    suspended = s["region_suspension"]
    return [f.words(suspended["region"]), f.moment(suspended["since"]), f.moment(suspended["until"])]


def _regulation(c: Status, s: Status, f: Shown) -> list[str]:
    rule = s["regulation"]
    return [f.words(rule["rule"]), f.words(rule["covers"]), f.day(rule["since"])]


def _release(c: Status, s: Status, f: Shown) -> list[str]:
    release = s["gray_release"]
    return [release["release"], f.words(release["cohort"]), f.moment(release["rollout_at"])]


def _maintenance(c: Status, s: Status, f: Shown) -> list[str]:
    window = s["maintenance"][0]
    covers = [_FUNCTIONS[name][f.language] for name in window["covers"]]
    return [f.moment(window["starts_at"]), f.moment(window["ends_at"]), *covers]


def _outage(c: Status, s: Status, f: Shown) -> list[str]:
    incident = s["incidents"][0]
    words = [f.words(incident["title"]), f.words(incident["latest_update"])]
    return words + [f.moment(incident[name]) for name in ("since", "latest_update_at", "estimated_end")]


def _load(c: Status, s: Status, f: Shown) -> list[str]:
    load = s["load"]
    return [f"{load['queue_length']:,}", f"{load['busy_above']:,}", str(load["waiting_minutes"])]


def _network(c: Status, s: Status, f: Shown) -> list[str]:
    trouble = s["network"]
    return [f.words(trouble["carrier"]), f.words(trouble["region"]), f.moment(trouble["since"])]


def _processing(c: Status, s: Status, f: Shown) -> list[str]:
    loan = next(x for x in c["loans"] if x["state"] == "processing")
    return [
        f.words(loan["name"]),
        f.money(loan["principal_cents"]),
        f.moment(loan["submitted_at"]),
        str(loan["usual_minutes"]),
        f.moment(loan["deadline"]),
    ]


def _failed(c: Status, s: Status, f: Shown) -> list[str]:
    loan = next(x for x in c["loans"] if x["state"] == "disbursement_failed")
    return [
        f.words(loan["name"]),
        f.money(loan["principal_cents"]),
        f.moment(loan["submitted_at"]),
        loan["card_tail"],
        f.words(loan["bank_reason"]),
        loan["bank_code"],
    ]


def _interruption(c: Status, s: Status, f: Shown) -> list[str]:
    pause = s["interruption"]
    functions = [_FUNCTIONS[name][f.language] for name in (*pause["paused"], *pause["working"])]
    return [*functions, f.words(pause["reason"]), f.moment(pause["since"]), f.moment(pause["until"])]


FIGURES: dict[str, Figures] = {
    "overdue": _overdue,
    "low_credit_score": _score,
    "frequent_applications": _applications,
    "over_indebted": _debt,
    "multi_platform_borrowing": _lenders,
    "income_drop": _income,
    "unusual_repayment": _early,
    "low_activity": _activity,
    "business_volatility": _business,
    "identity_incomplete": lambda c, s, f: [_STEPS[step][f.language] for step in c["identity"]["missing_steps"]],
    "identity_expired": lambda c, s, f: [f.day(c["identity"]["id_expires_on"])],
    "contact_changed": _contact,
    "abnormal_login": _logins,
    "suspicious_transactions": _transactions,
    "account_compromised": _compromised,
    "account_frozen": _frozen,
    "limit_minimum": _minimum,
    "limit_used_up": _used_up,
    "limit_restoring": _restoring,
    "line_closed": _closed,
    "line_not_opened": _not_opened,
    "evaluation_pending": _pending,
    "evaluation_rejected": _rejected,
    "risk_policy_tightened": _policy,
    "region_suspended": _region,
    "regulatory_limit": _regulation,
    "gray_release": _release,
    "maintenance": _maintenance,
    "system_outage": _outage,
    "high_load": _load,
    "network_trouble": _network,
    "processing_delay": _processing,
    "disbursement_failed": _failed,
    "app_outdated": lambda c, s, f: [s["app"]["installed"], s["app"]["minimum"]],
    "partial_interruption": _interruption,
}
