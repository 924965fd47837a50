"""What can be wrong with somebody who writes, most urgent first."""

from enum import Enum


class AlarmKind(str, Enum):
    """A kind of alarm in a message; where several hold, the first of them leads."""

    danger = "danger"
    fraud_now = "fraud_now"
    hopeless = "hopeless"
    fraud_past = "fraud_past"
    not_mine = "not_mine"
    secret = "secret"
    collectors = "collectors"
    overwhelmed = "overwhelmed"
