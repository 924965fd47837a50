"""Which of the account's reasons a question is about."""

import re
from collections.abc import Mapping, Sequence

from contract.causes import Cause
from diagnosis import Finding


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TOPICS: Mapping[Cause, re.Pattern[str]] = {
    Cause.overdue: _words(r"逾期|罚息|过了?还款日|\boverdue|\blate\b|penalty"),
    Cause.low_credit_score: _words(r"评分|信用分|分数|芝麻分|\d\s*分|\bscore|\bpoints\b"),
    Cause.over_indebted: _words(r"负债|欠太多|欠款|年收入|\bdebt|\bincome"),
    Cause.multi_platform_borrowing: _words(r"别家|其他平台|多家|网贷|\blenders?\b|platforms"),
    Cause.frequent_applications: _words(r"申请.{0,4}(?:多|次|频)|查额度|\bappli(?:ed|cations)|attempts"),
    Cause.income_drop: _words(r"收入|流水|\bincome|inflow"),
    Cause.business_volatility: _words(r"经营|营收|订单|\bbusiness|revenue|orders"),
    Cause.disbursement_failed: _words(r"放款|打款|退回|收款卡|\bcard\b|payout|disburse"),
    Cause.limit_minimum: _words(r"额度|\blimit\b"),
    Cause.identity_expired: _words(r"身份证|证件|\bid\b"),
    Cause.identity_incomplete: _words(r"认证|验证|刷脸|\bverif|\bidentity"),
    Cause.maintenance: _words(r"维护|系统|\bmaintenance|\bsystem"),
    Cause.system_outage: _words(r"故障|系统|\boutage|\bfault|\bsystem"),
}
"""Words that tell one reason of an account from its other reasons."""


def talked_about(text: str, cause: str | None, findings: Sequence[Finding]) -> Finding:
    """Gives the finding that the text speaks of; else the one of `cause`; else the first. There is at least one."""
    spoken_of = (each for each in findings if each.cause in TOPICS and TOPICS[each.cause].search(text))
    known = (each for each in findings if each.cause.value == cause)
    return next(spoken_of, None) or next(known, findings[0])
