"""What if: answered by the same rules that decide, for a payment or a later day, and promised nothing."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.journeys import answered

CLEAR = {"zh": "就没有什么挡着了", "en": "nothing would block borrowing then"}
STILL = {"zh": "个原因挡着", "en": "would still block borrowing then"}
NO_PROMISE = {"zh": "这是推算", "en": "not a yes"}
PAYING = [
    ("overdue", "zh", "现在还500能借吗", 50_000, 1),
    ("overdue", "zh", "如果全部还清呢", None, 0),
    ("overdue", "en", "if I repay 500 now, can I borrow?", 50_000, 1),
    ("overdue", "en", "what if I pay everything", None, 0),
    ("limit_used_up", "zh", "要是还一千块能借吗", 100_000, 0),
    ("limit_used_up", "en", "if I repay 1000 could I borrow", 100_000, 0),
    ("over_indebted", "zh", "如果我还一万块能不能借", 1_000_000, 1),
    ("over_indebted", "en", "if I pay off 10800 can I borrow", 1_080_000, 0),
    ("overdue", "zh", "要是我现在还500，能借吗", 50_000, 1),
    ("many_causes", "zh", "如果都还清呢", None, 2),
]
WAITING = [
    ("maintenance", "zh", "如果等两个小时呢", 0),
    ("maintenance", "en", "what if I wait two hours", 0),
    ("overdue", "zh", "等到下个月呢", 1),
    ("overdue", "en", "what if I wait until next month?", 1),
    ("many_causes", "en", "what if I wait until the next evaluation", 3),
]


def assert_answer(reply, language, blocked):
    if blocked:
        assert STILL[language] in reply.text
        assert sum(line.startswith("·") for line in reply.text.splitlines()) == blocked
    else:
        assert CLEAR[language] in reply.text
        assert NO_PROMISE[language] in reply.text


@pytest.mark.parametrize(("account", "language", "text", "cents", "blocked"), PAYING)
def test_paying(stack, account, language, text, cents, blocked):
    reply = answered(stack.client(account), text, language)
    loans = stack.backend.credit_status(account)["loans"]
    cents = cents or sum(loan["outstanding_cents"] + loan["penalty_cents"] for loan in loans)
    assert holds(reply.text, Shown(language, stack.backend.now()).money(cents))
    assert_answer(reply, language, blocked)
    assert stack.backend.repayments(account) == []


@pytest.mark.parametrize(("account", "language", "text", "blocked"), WAITING)
def test_waiting(stack, account, language, text, blocked):
    assert_answer(answered(stack.client(account), text, language), language, blocked)


@pytest.mark.parametrize(("language", "text"), [("zh", "如果以后呢"), ("en", "what if things change")])
def test_what_cannot_be_worked_out_is_asked_for(stack, language, text):
    assert "/ask_plan" in answered(stack.client("overdue"), text, language).payloads
