"""The one way in which anything is confirmed that moves money, files something or changes the account.

A question names the exact thing and carries its quote; a button counts only with that quote, a typed answer only if
the whole of it is an unmistakable yes (`nlu.reading.consent`); no classifier has a say in it.
"""

import hashlib
import json
from typing import Any

from actions.turn import Turn
from nlu.reading.answers import entity
from nlu.reading.consent import Quoted, consent


def quote_of(*parts: Any) -> str:
    """Names exactly this content: another figure, card or text has another quote."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:12]


def answered(turn: Turn, quote: str, quoted: Quoted | None = None) -> bool | None:
    """True for a yes to exactly this quote, False for a no, None for anything else."""
    if not turn.text.startswith("/"):
        return consent(turn.text, quoted)
    if turn.intent == "affirm":
        tapped = entity(turn.tracker.latest_message.get("entities") or [], "quote")
        return True if tapped == quote else None
    return False if turn.intent in {"deny", "cancel"} else None


def confirms_again(turn: Turn, act: str = "") -> bool:
    """Is it a yes to trying the same change once more? What was confirmed is kept; the key makes it happen once."""
    return turn.text.startswith("/") or consent(turn.text, Quoted(act)) is True
