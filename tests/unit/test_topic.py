"""Which reason a question is about."""

from datetime import datetime

import pytest

from backend.demo import demo_accounts
from diagnosis import ZONE, Snapshot, diagnose
from nlu.reading.topic import talked_about

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)
ACCOUNT = next(each for each in demo_accounts(NOW) if each.credit.account_id == "many_causes")


@pytest.mark.parametrize(
    ("text", "cause", "expected"),
    [
        ("谁定的680分", "overdue", "low_credit_score"),
        ("why does my score matter", None, "low_credit_score"),
        ("负债怎么算的", "overdue", "over_indebted"),
        ("why is debt a reason", None, "over_indebted"),
        ("为什么", "low_credit_score", "low_credit_score"),
        ("为什么", "no_such_cause", "overdue"),
        ("", None, "overdue"),
    ],
)
def test_topic(text, cause, expected):
    found = diagnose(Snapshot(credit=ACCOUNT.credit, system=ACCOUNT.system, now=NOW)).findings
    assert talked_about(text, cause, found).cause.value == expected
