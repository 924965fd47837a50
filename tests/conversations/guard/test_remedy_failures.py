"""When the backend fails in the middle of a remedy the user is told, and what is done is done once."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import APPEAL_CONFIRMED, CARD_CONFIRMED, IDENTITY, PAPERS_CONFIRMED
from tests.conversations.words import CONFIRM

DONE = {"zh": "做好了", "en": "it's done"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_that_does_not_arrive(stack, backend, language):
    user, _ = IDENTITY.reach(stack, language)
    with stack.wire.broken("cut", method="POST"):
        told = answered(user, DONE[language], language)
    assert "/human_handoff" in told.payloads
    assert backend.credit_status(IDENTITY.account)["identity"]["missing_steps"] == ["face_check", "bank_card"]
    assert user.tap("/check_again").causes == [IDENTITY.account]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("question", "path"),
    [(APPEAL_CONFIRMED, "tickets"), (PAPERS_CONFIRMED, "documents"), (CARD_CONFIRMED, "disbursement")],
    ids=["appeal", "papers", "card"],
)
def test_a_change_whose_reply_is_lost_is_made_once(stack, backend, language, question, path):
    user, _ = question.reach(stack, language)
    with stack.wire.broken("lost", method="POST", path=path):
        told = answered(user, CONFIRM[language], language)
    assert "/affirm" in told.payloads
    user.tap("/affirm")
    if path == "tickets":
        (ticket,) = backend.get(question.account, "tickets")
        assert ticket["number"] in user.last.text
    elif path == "documents":
        assert backend.credit_status(question.account)["business"]["documents_received"] == ["statements"]
    else:
        assert backend.apply_for_loan(question.account)["granted"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_that_never_arrived_is_given_up(stack, backend, language):
    user, _ = APPEAL_CONFIRMED.reach(stack, language)
    with stack.wire.broken("error", method="POST", path="tickets"):
        answered(user, CONFIRM[language], language)
    user.tap("/deny")
    user.say(CONFIRM[language])
    assert backend.get(APPEAL_CONFIRMED.account, "tickets") == []
