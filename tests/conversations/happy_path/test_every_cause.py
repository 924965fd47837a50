"""A complaint is answered with the true reason and its evidence, in the language of the complaint."""

import pytest

from contract.causes import Cause
from tests.conversations.figures import figures_of, missing
from tests.conversations.language import assert_language

COMPLAINTS = {
    "overdue": ("借呗为什么借不了钱", "why can't I borrow from jiebei"),
    "low_credit_score": ("点了借钱，提示信用评分不足", "it says my credit score is insufficient"),
    "frequent_applications": ("申请好几次了都借不出来", "I tried several times and still can't borrow"),
    "over_indebted": ("怎么突然不能借了", "suddenly I cannot borrow any more"),
    "multi_platform_borrowing": ("借呗提示综合评估不足，借不了", "it says comprehensive evaluation insufficient"),
    "income_drop": ("为什么借呗不让我借了", "why won't it let me borrow"),
    "unusual_repayment": ("我每次都提前还款，怎么反而借不了", "I always repay early, so why can't I borrow"),
    "low_activity": ("好久没用了，现在借不出来", "I hadn't used it for long and now I can't borrow"),
    "business_volatility": ("店里要进货，借呗借不了", "I need money for my shop but borrowing is refused"),
    "identity_incomplete": ("一直卡在身份验证过不去", "the identity check won't go through"),
    "identity_expired": ("提示身份验证失败", "my identity verification failed"),
    "contact_changed": ("换了手机号以后就借不了了", "since I changed my phone number I can't borrow"),
    "abnormal_login": ("提示账户有风险借不了", "it says my account is at risk"),
    "suspicious_transactions": ("显示交易有风险，不让借", "a risk warning blocks my loan"),
    "account_compromised": ("账户被锁了借不了钱", "my account is locked and I can't borrow"),
    "account_frozen": ("借呗被冻结了怎么回事", "why is my account frozen"),
    "limit_minimum": ("额度怎么被降了", "why was my limit cut"),
    "limit_used_up": ("借呗没有额度了", "I have no limit left"),
    "limit_restoring": ("还了钱额度怎么没恢复", "I repaid but my limit has not come back"),
    "line_closed": ("我的借呗被关闭了", "my jiebei was closed"),
    "line_not_opened": ("借呗一直开通不了", "I can't open jiebei"),
    "evaluation_pending": ("申请了还没有结果，借不了", "my application has no result yet and I can't borrow"),
    "evaluation_rejected": ("申请借呗没通过", "my application was rejected"),
    "risk_policy_tightened": ("以前都能借，现在怎么不行了", "I could always borrow before, why not now"),
    "region_suspended": ("我们这边借呗不能用了", "borrowing doesn't work where I live"),
    "regulatory_limit": ("为什么学生借不了", "why am I as a student refused a loan"),
    "gray_release": ("别人有借呗入口，我怎么没有", "others have the jiebei entry, why don't I"),
    "maintenance": ("提示服务暂未开放", "it says service not available yet"),
    "system_outage": ("借钱的时候提示系统异常", "I get a system error when I try to borrow"),
    "high_load": ("一直显示系统繁忙，借不了", "it keeps saying the system is busy"),
    "network_trouble": ("点借钱一直转圈加载不出来", "the loan page just keeps loading"),
    "processing_delay": ("借的钱一直没到账", "the money I borrowed hasn't arrived"),
    "disbursement_failed": ("借款成功了钱没到卡里", "the loan was approved but no money on my card"),
    "app_outdated": ("借呗页面打不开", "the jiebei page won't open"),
    "partial_interruption": ("花呗能用，为什么借呗不能用", "pay later works, why doesn't borrowing work"),
    "xiaowang": ("我刚毕业，借呗怎么借不出来", "I just graduated, why can't I borrow"),
    "ms_li": ("借钱时提示服务暂未开放", "when I try to borrow it says the service is not open"),
    "sme_owner": ("订单多了想多借点，结果放款失败", "the loan for my business was not paid out"),
    "ten_yuan": ("额度只剩10块钱了", "my limit dropped to 10 yuan"),
    "interrupted": ("取不了现，分期却能用", "I can't withdraw cash but instalments still work"),
    "many_causes": ("借呗为什么借不了", "why can't I borrow"),
}
FINDINGS = {
    "xiaowang": ["overdue", "low_credit_score"],
    "ms_li": ["maintenance"],
    "sme_owner": ["business_volatility", "disbursement_failed"],
    "ten_yuan": ["limit_minimum"],
    "interrupted": ["partial_interruption"],
    "many_causes": ["overdue", "over_indebted", "low_credit_score", "maintenance"],
}
CASES = [
    pytest.param(account, language, text, id=f"{account}-{language}")
    for account, both in COMPLAINTS.items()
    for language, text in zip(("zh", "en"), both, strict=True)
]


def test_every_cause_has_its_complaints():
    assert {cause.value for cause in Cause} <= set(COMPLAINTS)


@pytest.mark.parametrize(("account", "language", "text"), CASES)
def test_a_complaint_gets_the_reason_with_its_figures(stack, account, language, text):
    reply = stack.client(account).say(text)
    expected = FINDINGS.get(account, [account])
    credit, system = stack.backend.credit_status(account), stack.backend.system_status(account)
    assert reply.status == 200
    assert not reply.diagnosis["can_borrow"]
    assert reply.causes == expected
    for cause in expected:
        assert not missing(reply.text, figures_of(cause, credit, system, language))
    assert_language(reply, language)
    assert "/human_handoff" in reply.payloads or reply.diagnosis["findings"][0]["remedy"] == "human"
    assert "{" not in reply.text


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "借呗为什么借不了"), ("en", "why can't I borrow?")], ids=["zh", "en"]
)
def test_nothing_blocks_a_healthy_account(stack, backend, language, text):
    reply = stack.client("healthy").say(text)
    assert reply.diagnosis == {"can_borrow": True, "findings": []}
    assert_language(reply, language)
    assert backend.apply_for_loan("healthy")["granted"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reasons_come_most_decisive_first(stack, language):
    reply = stack.client("many_causes").say(COMPLAINTS["many_causes"][language == "en"])
    credit, system = stack.backend.credit_status("many_causes"), stack.backend.system_status("many_causes")
    own = [figures_of(cause, credit, system, language) for cause in FINDINGS["many_causes"]]
    places = [next(n for n, text in enumerate(reply.texts) if not missing(text, figures)) for figures in own]
    assert places == sorted(set(places))
