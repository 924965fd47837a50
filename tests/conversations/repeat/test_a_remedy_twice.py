"""Asked for twice, tapped twice, in two conversations at once: done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import APPEAL_CONFIRMED, CARD_CONFIRMED, PAPERS_CONFIRMED, REVIEW
from tests.conversations.words import COMPLAINT, CONFIRM, NOTIFY, PERSON


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_asked_for_three_times(stack, backend, language):
    user = stack.client("account_frozen")
    replies = [answered(user, PERSON[language], language) for _ in range(2)]
    replies.append(answered(stack.client("account_frozen"), PERSON[language], language))
    (ticket,) = backend.get("account_frozen", "tickets")
    assert all(ticket["number"] in reply.text for reply in replies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_appeal_confirmed_twice(stack, backend, language):
    user, _ = APPEAL_CONFIRMED.reach(stack, language)
    for _ in range(2):
        answered(user, CONFIRM[language], language)
    assert len(backend.get(APPEAL_CONFIRMED.account, "tickets")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_appeal_filed_again(stack, backend, language):
    user, _ = APPEAL_CONFIRMED.reach(stack, language)
    answered(user, CONFIRM[language], language)
    (ticket,) = backend.get(APPEAL_CONFIRMED.account, "tickets")
    again = stack.client(APPEAL_CONFIRMED.account).say({"zh": "我要申诉", "en": "I want to appeal"}[language])
    assert ticket["number"] in again.text
    assert len(backend.get(APPEAL_CONFIRMED.account, "tickets")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_appeal_and_a_review_are_two_cases(stack, backend, language):
    user, _ = REVIEW.reach(stack, language)
    user.tap('/inform{"choice": "none"}')
    user.tap("/affirm")
    for text in (
        {"zh": "我要申诉", "en": "I want to appeal"},
        {"zh": "收入没算全", "en": "my income was left out"},
        CONFIRM,
    ):
        answered(user, text[language], language)
    assert [ticket["kind"] for ticket in backend.get(REVIEW.account, "tickets")] == ["decision_review", "appeal"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_handed_in_twice(stack, backend, language):
    user, _ = PAPERS_CONFIRMED.reach(stack, language)
    for _ in range(2):
        user.say(CONFIRM[language])
    once = backend.credit_status(PAPERS_CONFIRMED.account)["business"]
    user, _ = PAPERS_CONFIRMED.reach(stack, language)
    user.say(CONFIRM[language])
    assert backend.credit_status(PAPERS_CONFIRMED.account)["business"] == once


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_asked_for_three_times(stack, backend, language):
    user = stack.client("region_suspended")
    for text in (COMPLAINT, NOTIFY, NOTIFY):
        answered(user, text[language], language)
    answered(stack.client("region_suspended"), NOTIFY[language], language)
    assert len(backend.get("region_suspended", "notices")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_sent_again_once(stack, backend, language):
    user, _ = CARD_CONFIRMED.reach(stack, language)
    for _ in range(3):
        answered(user, CONFIRM[language], language)
    (loan,) = backend.credit_status(CARD_CONFIRMED.account)["loans"]
    assert (loan["state"], loan["card_tail"]) == ("active", "6023")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_conversations_confirm_the_same_payout_at_once(stack, backend, language):
    users = [CARD_CONFIRMED.reach(stack, language)[0] for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        replies = list(pool.map(lambda user: answered(user, CONFIRM[language], language), users))
    sent = {"zh": "已经重新打款", "en": "Sent again"}[language]
    assert sum(sent in reply.text for reply in replies) == 1
    assert all(reply.diagnosis["can_borrow"] for reply in replies)
    assert len(backend.credit_status(CARD_CONFIRMED.account)["loans"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_solved_said_twice_is_one_word_on_file(stack, backend, language):
    user = stack.client("overdue")
    user.say(COMPLAINT[language])
    for _ in range(2):
        answered(user, {"zh": "解决了", "en": "that solved it"}[language], language)
    assert len(backend.get("overdue", "feedback")) == 1
