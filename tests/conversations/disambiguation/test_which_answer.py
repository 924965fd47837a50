"""In a remedy the title of a button, said in words, is the button; what may mean two things is asked."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.procedures import APPEAL, APPEAL_CONFIRMED, CARD, EVENT, NETWORK, OTHER_CARD, PAPERS, REVIEW

TITLES = [
    ("card", CARD, '/inform{"choice": "same"}'),
    ("card", CARD, '/inform{"choice": "other"}'),
    ("other card", OTHER_CARD, '/inform{"choice": "same"}'),
    ("papers", PAPERS, '/inform{"choice": "all"}'),
    ("papers", PAPERS, '/inform{"choice": "receivables"}'),
    ("network", NETWORK, '/inform{"choice": "mobile"}'),
    ("appeal confirmed", APPEAL_CONFIRMED, "/correct_choice"),
    ("event", EVENT, "/affirm"),
    ("event", EVENT, "/deny"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("question", "payload"), [each[1:] for each in TITLES], ids=[f"{t[0]}{t[2]}" for t in TITLES])
def test_a_title_in_words(stack, backend, language, question, payload):
    tapping, _ = question.reach(stack, language)
    tapped = tapping.tap(payload).texts
    backend.reset()
    user, asked = question.reach(stack, language)
    title = next(button["title"] for button in asked.buttons if button["payload"].startswith(payload))
    assert answered(user, title, language).texts[-1] == tapped[-1]


@pytest.mark.parametrize(
    ("language", "text", "papers"),
    [
        ("zh", "流水有，库存也有", ("经营流水", "库存周转记录")),
        ("zh", "三样都有", ("经营流水", "应收账款和合同", "库存周转记录")),
        ("en", "contracts and invoices", ("receivables and contracts",)),
        ("en", "I have all three", ("account statements", "receivables and contracts", "stock turnover")),
    ],
)
def test_which_papers(stack, language, text, papers):
    user, _ = PAPERS.reach(stack, language)
    asked = answered(user, text, language)
    assert all(paper in asked.text for paper in papers)
    assert "/affirm" in asked.payloads


@pytest.mark.parametrize(("language", "text"), [("zh", "两笔都是我付的"), ("en", "both were me")])
def test_both_payments_at_once(stack, backend, language, text):
    user, _ = EVENT.reach(stack, language)
    assert answered(user, text, language).diagnosis["can_borrow"]
    assert backend.apply_for_loan(EVENT.account)["granted"]


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        (APPEAL, "zh", "江城银行那笔早就还清了"),
        (APPEAL, "en", "the loan at Jiangcheng Bank was paid off long ago"),
        (REVIEW, "zh", "我每个月都按时还款"),
        (REVIEW, "en", "I have always repaid on time"),
    ],
    ids=["appeal-zh", "appeal-en", "review-zh", "review-en"],
)
def test_a_reason_that_sounds_like_a_question_about_the_product(stack, question, language, text):
    user, _ = question.reach(stack, language)
    asked = answered(user, text, language, text)
    assert "/affirm" in asked.payloads
