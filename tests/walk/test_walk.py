"""From the complaint, every button of every state: no dead end, no loop without an exit, no empty reply."""

import os
from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from tests.conftest import Client
from tests.conversations.figures import HAN
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT
from tests.walk.walker import Key, Walk, asks_openly

STEPS = int(os.environ.get("WALK_STEPS", "30"))
"""Taps an account; more of them walk further."""

ENDINGS = ("utter_feedback_good", "utter_goodbye")
ACCOUNTS = {
    "overdue": "zh",
    "many_causes": "en",
    "over_indebted": "zh",
    "maintenance": "en",
    "frequent_applications": "zh",
    "low_credit_score": "en",
    "identity_incomplete": "zh",
    "abnormal_login": "en",
    "account_compromised": "zh",
    "business_volatility": "en",
    "evaluation_rejected": "zh",
    "line_closed": "en",
    "line_not_opened": "zh",
    "disbursement_failed": "en",
    "app_outdated": "zh",
    "network_trouble": "en",
    "region_suspended": "zh",
    "partial_interruption": "en",
    "account_frozen": "zh",
    "healthy": "en",
}
IN_DEBT = {"overdue", "many_causes", "over_indebted"}


@cache
def begins_of(*responses: str) -> list[str]:
    """What these responses begin with, before their first figure, in both languages."""
    from tools.environment import ROOT

    said: dict[str, list[dict[str, str]]] = {}
    for file in sorted((ROOT / "data" / "responses").glob("*.yml")):
        said |= yaml.safe_load(file.read_text(encoding="utf-8"))["responses"]
    return [variation["text"].split("{")[0] for response in responses for variation in said[response]]


def holds_any(text: str, begins: list[str]) -> bool:
    return any(begin in text for begin in begins)


def wrong_in(walk: Walk, key: Key, language: str, in_debt: bool) -> Iterator[str]:
    """What is wrong with a state."""
    reply = walk.states[key].reply
    said = [*(message.get("text", "") for message in reply.messages), *(button["title"] for button in reply.buttons)]
    if reply.status != 200 or not reply.messages or not all(text.strip() for text in said):
        yield "nothing said"
    if any("{" in text for text in said):
        yield "a placeholder is left"
    if any(bool(HAN.search(text)) != (language == "zh") for text in said):
        yield "not in one language"
    if not reply.buttons and not asks_openly(reply) and not holds_any(reply.text, begins_of(*ENDINGS)):
        yield "nothing to tap and nothing asked"
    if walk.is_closed(key) and not walk.leads_somewhere(key):
        yield "no way out"
    if in_debt and ("/alternatives" in reply.payloads or holds_any(reply.text, begins_of("utter_alternatives"))):
        yield "more credit for someone in debt"


@pytest.mark.parametrize(("account", "language"), ACCOUNTS.items(), ids=ACCOUNTS)
def test_every_button_leads_on(stack, backend, account, language):
    def begin() -> Client:
        backend.reset()
        client: Client = stack.client(account)
        return client

    walk = Walk(begin, COMPLAINT[language], STEPS)
    states = walk.run()
    wrong = [
        f"{problem}: {state}"
        for key, state in states.items()
        for problem in wrong_in(walk, key, language, account in IN_DEBT)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("account", IN_DEBT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_more_credit_for_someone_in_debt_however_it_is_asked_for(stack, account, language):
    user = stack.client(account)
    user.say(COMPLAINT[language])
    reply = user.say("/alternatives")
    assert reply.text
    assert not holds_any(reply.text, begins_of("utter_alternatives"))
    assert_language(reply, language)
