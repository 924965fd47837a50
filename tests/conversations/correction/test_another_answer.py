"""An answer in a remedy can be taken back until it is confirmed; what is confirmed is what is done."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import APPEAL, CARD, EVENT, PAPERS
from tests.conversations.words import CONFIRM

CARDS = [
    ("zh", ("6023", "不对，是7788"), "7788"),
    ("zh", ("6023", "换一张卡", "9911"), "9911"),
    ("zh", ("6023", "算了还是用原来那张"), "3305"),
    ("zh", ("换一张卡", "还是用原来那张"), "3305"),
    ("en", ("6023", "no, another card", "7788"), "7788"),
    ("en", ("6023", "sorry, I meant 9911"), "9911"),
    ("en", ("6023", "use the first card after all"), "3305"),
    ("en", ("another card", "use the first card after all"), "3305"),
]
REASONS = [
    ("zh", ("我的工资没算进去", "重新写", "我的年终奖没算进去"), "我的年终奖没算进去"),
    ("zh", ("我的工资没算进去", "还有公积金也没算"), "我的工资没算进去\n还有公积金也没算"),
    ("en", ("my salary was left out", "no, let me write it again", "my bonus was left out"), "my bonus was left out"),
    ("en", ("my pay was left out", "and my rent income was too"), "my pay was left out\nand my rent income was too"),
]
PAPERS_NAMED = [
    ("zh", ("流水和库存记录", "不要库存了"), ["statements"]),
    ("zh", ("银行流水", "改一下", "应收账款"), ["receivables"]),
    ("en", ("statements and stock records", "without the stock records"), ["statements"]),
    ("en", ("bank statements", "change it", "receivables"), ["receivables"]),
]


@pytest.mark.parametrize(("language", "said", "card"), CARDS)
def test_another_card(stack, backend, language, said, card):
    user, _ = CARD.reach(stack, language)
    for text in said:
        reply = answered(user, text, language)
    assert card in reply.texts[-1]
    assert backend.credit_status(CARD.account)["loans"][0]["state"] == "disbursement_failed"
    answered(user, CONFIRM[language], language, card)
    (loan,) = backend.credit_status(CARD.account)["loans"]
    assert (loan["state"], loan["card_tail"]) == ("active", card)


@pytest.mark.parametrize(("language", "said", "note"), REASONS)
def test_another_reason(stack, backend, language, said, note):
    user, _ = APPEAL.reach(stack, language)
    for text in said:
        answered(user, text, language)
    assert backend.get(APPEAL.account, "tickets") == []
    answered(user, CONFIRM[language], language)
    (ticket,) = backend.get(APPEAL.account, "tickets")
    assert ticket["note"] == note


@pytest.mark.parametrize(("language", "said", "received"), PAPERS_NAMED)
def test_other_papers(stack, backend, language, said, received):
    user, _ = PAPERS.reach(stack, language)
    for text in said:
        answered(user, text, language)
    user.say(CONFIRM[language])
    assert backend.credit_status(PAPERS.account)["business"]["documents_received"] == received


@pytest.mark.parametrize(
    ("language", "first", "corrected"),
    [("zh", "是我", "不对，刚才那笔不是我"), ("en", "that was me", "no wait, the one before was not me")],
)
def test_the_payment_before_was_not_mine(stack, backend, language, first, corrected):
    user, _ = EVENT.reach(stack, language)
    answered(user, first, language)
    answered(user, corrected, language)
    answered(user, {"zh": "这笔是我本人付的", "en": "yes, this one was me"}[language], language)
    status = backend.credit_status(EVENT.account)
    assert "4,800.00" in status["compromise"]["what"]["zh"], "the first payment is the disputed one"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_login_was_mine_after_all(stack, backend, language):
    user = stack.client("abnormal_login")
    mine = {"zh": "等等，说错了，那次登录是我", "en": "no wait, that login was me after all"}
    for text in (EVENT.said[language][0], {"zh": "不是我", "en": "not me"}[language], mine[language]):
        answered(user, text, language)
    answered(user, {"zh": "是我本人", "en": "yes, that was me"}[language], language)
    assert backend.credit_status("abnormal_login")["logins"][0]["secured"]
    assert backend.apply_for_loan("abnormal_login")["granted"]
