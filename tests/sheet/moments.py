"""Plays one phrase at one of the five moments and sees what came of it in the lender's records."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Backend, Client, Reply, RunningAssistant

FOLDER = Path(__file__).parent
_BEGINNINGS = {
    "amount": ("overdue", {"zh": ["我要还款"], "en": ["I want to repay"]}),
    "loan": ("xiaowang", {"zh": ["我要还款"], "en": ["I want to repay"]}),
    "confirm": ("overdue", {"zh": ["我要还款", "1000"], "en": ["I want to repay", "1000"]}),
    "filing": (
        "evaluation_rejected",
        {
            "zh": ["我要申诉", "我去年在市一医院工作，工资没有算进去"],
            "en": ["I want to appeal", "My salary from the city hospital was left out"],
        },
    ),
    "mine": ("abnormal_login", {"zh": ["保护账户"], "en": ["secure my account"]}),
}
_CHANGED = frozenset(
    {"utter_receipt", "utter_case_filed", "utter_event_mine", "utter_event_not_mine"}
    | {"utter_alarm_told", "utter_alarm_case"}
)
_FIGURE = re.compile(r"(?:账单|借款|¥)([\d,]+(?:\.\d\d)?)")
_NAMES = {"yunshan": ("云山", "Yunshan"), "binhai": ("滨海", "Binhai"), "jiangcheng": ("江城", "Jiangcheng"),
    "nanhu": ("南湖", "Nanhu"), "xishan": ("西山", "Xishan")}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A phrase, and what a careful clerk would do (the sheets here, written without sight of the code)."""

    moment: str
    language: str
    phrase: str
    verdict: str
    detail: str
    exact: str = "yes"
    """Is there only one right thing, or could a clerk ask back as well ("no")?"""


def rows(sheet: str, moment: str, language: str) -> list[Row]:
    """The rows of one sheet at one moment in one language."""
    with (FOLDER / f"{sheet}.tsv").open(encoding="utf-8", newline="") as lines:
        found = [Row(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return [row for row in found if (row.moment, row.language) == (moment, language)]


@dataclass(frozen=True)
class Outcome:
    """What came of a phrase: `harm` names what must never happen; `stuck` what a clerk would not have asked."""

    row: Row
    reply: str
    harm: str = ""
    stuck: str = ""
    changed: bool = True
    """May anything on file have changed?"""


def play(stack: RunningAssistant, row: Row) -> Outcome:
    """Plays one row in a conversation of its own; what it changed is laid anew by the caller."""
    account, beginnings = _BEGINNINGS[row.moment]
    user = stack.client(account)
    for said in beginnings[row.language]:
        user.say(said)
    reply = user.say(row.phrase)
    judge = {"amount": _amount, "loan": _loan, "confirm": _confirm, "filing": _filing, "mine": _mine}[row.moment]
    harm, stuck = judge(stack.backend, user, reply, row)
    told = " ¦ ".join(message.get("text", "") for message in reply.messages)
    changed = any(message.get("response") in _CHANGED for message in reply.messages)
    return Outcome(row, told, harm, stuck if row.exact == "yes" else "", changed)


def _amount(backend: Backend, user: Client, reply: Reply, row: Row) -> tuple[str, str]:
    proposed = _proposed(reply)
    if row.verdict == "amount":
        return (f"proposes {proposed}", "") if proposed not in ("", row.detail) else ("", "" if proposed else "asks")
    return (f"proposes {proposed}" if proposed else ""), ""


def _proposed(reply: Reply) -> str:
    question = next((m["text"] for m in reply.messages if m.get("response") == "utter_ask_confirm"), "")
    found = _FIGURE.search(question)
    return f"{float(found[1].replace(',', '')):.2f}" if found else ""


def _loan(backend: Backend, user: Client, reply: Reply, row: Row) -> tuple[str, str]:
    asked = {"utter_ask_amount", "utter_ask_confirm", "utter_ask_confirm_several", "utter_several_in_full"}
    question = next((m["text"] for m in reply.messages if m.get("response") in asked), "")
    taken = "+".join(name for name, words in _NAMES.items() if any(word in question for word in words))
    if row.verdict == "loans":
        return (f"takes {taken}", "") if taken not in ("", row.detail) else ("", "" if taken else "asks")
    return "", (f"takes {taken} at once" if taken else "")


def _confirm(backend: Backend, user: Client, reply: Reply, row: Row) -> tuple[str, str]:
    paid = len(backend.repayments("overdue"))
    return _done(bool(paid), row, "pays")


def _filing(backend: Backend, user: Client, reply: Reply, row: Row) -> tuple[str, str]:
    appeals = [t for t in backend.get("evaluation_rejected", "tickets") if t["kind"] == "appeal"]
    return _done(bool(appeals), row, "files")


def _mine(backend: Backend, user: Client, reply: Reply, row: Row) -> tuple[str, str]:
    cleared = backend.credit_status("abnormal_login")["logins"][0]["secured"]
    return _done(bool(cleared), row, "clears")


def _done(done: bool, row: Row, what: str) -> tuple[str, str]:
    if row.verdict in ("yes", "mine"):
        return "", "" if done else "asks"
    return (what if done else ""), ""
