"""Steps of the repay dialogue that many conversations begin with."""

from tests.conftest import Backend, Client, Reply
from tests.conversations.figures import HAN
from tests.conversations.words import COMPLAINT, YES

OVERDUE_LOAN = "L-0781"
ALL = {"zh": "全部还清", "en": "all of it"}
CONFIRM = {"zh": "确认", "en": "yes, confirm"}
ASKS_CONFIRMATION = {"zh": "请确认", "en": "Please confirm"}
CANCELLED = {"zh": "没有扣款", "en": "nothing was taken"}
LANGUAGES = ("zh", "en")


def money(cents: int) -> str:
    """128050 → 1,280.50; 100000 → 1,000."""
    return f"{cents / 100:,.2f}".removesuffix(".00")


def complain(user: Client, language: str) -> Reply:
    """Complains, and gets the offer to repay."""
    reply = user.say(COMPLAINT[language])
    assert reply.causes[0] == "overdue"
    return reply


def begin(user: Client, language: str) -> Reply:
    """Gets as far as the question how much."""
    complain(user, language)
    return user.say(YES[language])


def choose(user: Client, language: str, amount: str) -> Reply:
    """Gets as far as the question whether this amount is right."""
    begin(user, language)
    reply = user.say(amount)
    assert ASKS_CONFIRMATION[language] in reply.text
    return reply


def booked(backend: Backend, account: str = "overdue") -> list[int]:
    """The cents of every payment booked."""
    return [payment["amount_cents"] for payment in backend.repayments(account)]


def in_chinese(text: str) -> bool:
    """Is any of it in Chinese?"""
    return HAN.search(text) is not None
