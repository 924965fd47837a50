"""Other ways to pay, for those whom another debt would not harm."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import parse_obj_as

from backend.routes.common import AccountId, TheStore, topic
from backend.store import causes
from contract.causes import Cause
from contract.operations import Alternative

FILE = Path(__file__).parent.parent / "alternatives.yml"
NO_MORE_DEBT = frozenset({Cause.overdue, Cause.over_indebted, Cause.multi_platform_borrowing})

router = topic("alternatives")


@router.get("/alternatives", summary="Other ways to pay, with their cost")
def of_account(account_id: AccountId, store: TheStore) -> list[Alternative]:
    """None for an account that is overdue, over-indebted or owes too many lenders."""
    with store.look(account_id) as unit:
        return [] if NO_MORE_DEBT & set(causes(unit)) else list(_all())


@cache
def _all() -> tuple[Alternative, ...]:
    return parse_obj_as(tuple[Alternative, ...], yaml.safe_load(FILE.read_text(encoding="utf-8")))
