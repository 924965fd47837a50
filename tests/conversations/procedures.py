"""Every question that a remedy asks: how a user gets there, and what the backend holds meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.conftest import Backend, Client, Reply, RunningAssistant

ON_FILE = ("credit-status", "system-status", "tickets", "notices", "feedback", "security")
DAY = 24 * 60


@dataclass(frozen=True)
class Question:
    """One question: whose account, what the user says to be asked it, by language."""

    account: str
    said: Mapping[str, tuple[str, ...]]
    after_days: int = 0

    def reach(self, stack: RunningAssistant, language: str) -> tuple[Client, Reply]:
        """Gives a user who has just been asked, and the reply that asks."""
        if self.after_days:
            stack.backend.move_clock(self.after_days * DAY)
        user = stack.client(self.account)
        for text in self.said[language]:
            asked = user.say(text)
        return user, asked


def question(account: str, zh: tuple[str, ...], en: tuple[str, ...], after_days: int = 0) -> Question:
    """A question in both languages."""
    return Question(account, {"zh": zh, "en": en}, after_days)


IDENTITY = question("identity_incomplete", ("我要做身份认证",), ("I want to verify my identity",))
EVENT = question("suspicious_transactions", ("帮我保护账户",), ("help me secure my account",))
SECURITY = question("account_compromised", ("帮我保护账户",), ("help me secure my account",))
PAPERS = question("business_volatility", ("我要交材料",), ("I want to hand in my papers",))
PAPERS_CONFIRMED = question(
    "business_volatility", ("我要交材料", "有银行流水"), ("I want to hand in my papers", "bank statements")
)
CARD = question("disbursement_failed", ("换张收款卡",), ("I want to change the receiving card",))
OTHER_CARD = question("disbursement_failed", ("换张收款卡", "换一张"), ("fix the receiving card", "another card"))
CARD_CONFIRMED = question("disbursement_failed", ("换张收款卡", "6023"), ("fix the receiving card", "6023"))
REAPPLY = question("line_closed", ("借呗被关了", "好的"), ("my jiebei was closed", "yes"), after_days=56)
UPDATE = question("app_outdated", ("怎么更新App",), ("help me update the app",))
VERSION = question("app_outdated", ("怎么更新App", "更新好了"), ("help me update the app", "it's updated"))
NETWORK = question("network_trouble", ("帮我检查网络",), ("help me check my network",))
APPEAL = question("evaluation_rejected", ("我要申诉",), ("I want to appeal",))
APPEAL_CONFIRMED = question(
    "evaluation_rejected", ("我要申诉", "我的年终奖没有算进去"), ("I want to appeal", "my bonus was left out")
)
REVIEW = question("low_credit_score", ("我要人工复核",), ("I want a person to review the decision",))
BUREAU = question("low_credit_score", ("我的征信记录有错，要提异议",), ("I want to dispute my credit report",))
COMPLAINT = question("overdue", ("我要投诉你们的服务",), ("I want to complain about your service",))
FEEDBACK = question("overdue", ("借呗为什么借不了钱", "没解决我的问题"), ("why can't I borrow", "that didn't solve it"))

QUESTIONS: Mapping[str, Question] = {
    name.lower().replace("_", " "): value for name, value in globals().items() if isinstance(value, Question)
}
"""All of them, by name; FEEDBACK is the one that takes any words for its answer."""


def in_turn(*without: Question) -> list[tuple[int, str, str]]:
    """Every question but these, in one language after the other: its number, its name, the language."""
    names = [name for name, each in QUESTIONS.items() if each not in without]
    return [(number, name, ("zh", "en")[number % 2]) for number, name in enumerate(names)]


def on_file(backend: Backend, account: str) -> dict[str, Any]:
    """Everything that the backend holds for an account, but for the moment of the look."""
    found = {path: backend.get(account, path) for path in ON_FILE}
    for path in ("credit-status", "system-status"):
        found[path] = {name: value for name, value in found[path].items() if name != "as_of"}
    return found
