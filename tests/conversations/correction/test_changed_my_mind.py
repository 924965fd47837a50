"""The amount and the loan can be corrected until they are confirmed; what is confirmed is what is booked."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.language import assert_language
from tests.conversations.words import COMPLAINT, CONFIRM, FULL, YES


@pytest.mark.parametrize(
    ("language", "first", "corrected", "cents"),
    [
        ("zh", "500", "不对，还300", 30_000),
        ("zh", "500", "改成200元", 20_000),
        ("zh", "全部", "还是先还一百吧", 10_000),
        ("en", "500", "no, make it 300", 30_000),
        ("en", "500", "actually 200", 20_000),
        ("en", "all of it", "change it to 100 yuan", 10_000),
    ],
)
def test_another_amount(stack, backend, language, first, corrected, cents):
    user = stack.client("overdue")
    for text in (COMPLAINT[language], YES[language], first):
        user.say(text)
    asked = user.say(corrected)
    assert holds(asked.text, Shown(language, backend.now()).money(cents))
    assert_language(asked, language)
    assert backend.repayments("overdue") == []
    user.say(CONFIRM[language])
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [cents]


@pytest.mark.parametrize(("language", "amount"), [("zh", "300"), ("en", "300")])
def test_another_amount_by_button(stack, backend, language, amount):
    user = stack.client("overdue")
    for text in (COMPLAINT[language], YES[language], FULL[language]):
        user.say(text)
    assert '/inform{"share": "all"}' in user.tap("/correct_choice").payloads
    assert holds(user.say(amount).text, "300")
    user.tap("/affirm")
    assert [booked["amount_cents"] for booked in backend.repayments("overdue")] == [30_000]


@pytest.mark.parametrize(
    ("language", "choice", "corrected", "loan"),
    [
        ("zh", "第一笔", "不对，换第三笔", "B-1101"),
        ("zh", "江城银行信用卡账单", "我说错了，是滨海银行信用卡账单", "B-1001"),
        ("en", "the first one", "no, the third one", "B-1101"),
        ("en", "Jiangcheng Bank card bill", "I meant the Binhai Bank card bill", "B-1001"),
    ],
)
@pytest.mark.parametrize("at", ["amount", "confirmation"])
def test_another_loan(stack, backend, language, choice, corrected, loan, at):
    user = stack.client("xiaowang")
    owed = backend.to_clear("xiaowang", loan)
    for text in (COMPLAINT[language], YES[language], choice):
        user.say(text)
    if at == "confirmation":
        user.say(FULL[language])
    asked = user.say(corrected)
    assert holds(asked.text, Shown(language, backend.now()).money(owed))
    if "/affirm" not in asked.payloads:
        user.say(FULL[language])
    user.tap("/affirm")
    assert [(b["loan_id"], b["amount_cents"]) for b in backend.repayments("xiaowang")] == [(loan, owed)]


@pytest.mark.parametrize(("language", "text"), [("zh", "先还第一笔500元"), ("en", "pay 500 on the first one")])
def test_loan_and_amount_in_one_sentence(stack, backend, language, text):
    user = stack.client("xiaowang")
    user.say(COMPLAINT[language])
    user.say(YES[language])
    asked = user.say(text)
    assert "/affirm" in asked.payloads
    assert holds(asked.text, "500")
    user.tap("/affirm")
    assert [(b["loan_id"], b["amount_cents"]) for b in backend.repayments("xiaowang")] == [("B-0901", 50_000)]
