"""The cases that the articles tell, played to the end with the demo clock."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.language import assert_language
from tests.conversations.words import AGAIN, COMPLAINT, CONFIRM, FULL, NOTIFY, YES

DAY = 24 * 60


@pytest.mark.parametrize("language", ["zh", "en"])
def test_xiaowang_repays_and_three_months_later_can_borrow(stack, backend, language):
    user = stack.client("xiaowang")
    owed = {x["id"]: x["outstanding_cents"] + x["penalty_cents"] for x in backend.credit_status("xiaowang")["loans"]}
    assert user.say(COMPLAINT[language]).causes == ["overdue", "low_credit_score"]
    for left in (2, 1, 0):
        reply = user.say(YES[language])
        if left:
            reply = user.tap(reply.payloads[0])
        assert '/inform{"share": "all"}' in reply.payloads
        user.say(FULL[language])
        reply = user.say(CONFIRM[language])
        assert reply.causes == (["overdue", "low_credit_score"] if left else ["low_credit_score"])
        assert_language(reply, language)
    paid = backend.repayments("xiaowang")
    assert {booked["loan_id"]: booked["amount_cents"] for booked in paid} == owed
    assert not backend.apply_for_loan("xiaowang")["granted"]
    backend.move_clock(90 * DAY)
    reply = user.say(AGAIN[language])
    assert reply.diagnosis["can_borrow"]
    assert_language(reply, language)
    assert backend.apply_for_loan("xiaowang")["granted"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ms_li_waits_for_the_maintenance_to_end(stack, backend, language):
    user = stack.client("ms_li")
    reply = user.say(
        {"zh": "提示服务暂未开放", "en": "I tried to borrow and it says the service is not open"}[language]
    )
    assert reply.causes == ["maintenance"]
    end = backend.system_status("ms_li")["maintenance"][0]["ends_at"]
    assert holds(reply.text, Shown(language, backend.now()).moment(end))
    assert user.say(AGAIN[language]).causes == ["maintenance"]
    backend.move_clock(121)
    reply = user.say(AGAIN[language])
    assert reply.diagnosis["can_borrow"]
    assert_language(reply, language)
    assert backend.apply_for_loan("ms_li")["granted"]


@pytest.mark.parametrize("wanted", ["words", "yes", "button"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_notice_is_delivered_once(stack, backend, language, wanted):
    user = stack.client("ms_li")
    user.say(COMPLAINT[language])
    kept = user.tap("/affirm") if wanted == "button" else user.say((YES if wanted == "yes" else NOTIFY)[language])
    assert_language(kept, language)
    (notice,) = backend.get("ms_li", "notices")
    assert notice["cause"] == "maintenance"
    assert notice["language"] == language
    assert len(user.say(AGAIN[language]).messages) == 2, "nothing is over yet"
    backend.move_clock(121)
    due = user.say(AGAIN[language])
    over = backend.get("ms_li", "notices")[0]
    assert over["delivered_at"]
    assert holds(due.texts[0], Shown(language, backend.now()).moment(over["over_at"]))
    assert due.diagnosis["can_borrow"]
    assert_language(due, language)
    assert len(user.say(AGAIN[language]).messages) == 1
    assert len(stack.client("ms_li").say(COMPLAINT[language]).messages) == 1


def test_asking_twice_keeps_one_notice(stack, backend):
    user = stack.client("ms_li")
    user.say(COMPLAINT["zh"])
    user.say(NOTIFY["zh"])
    user.say(NOTIFY["zh"])
    assert len(backend.get("ms_li", "notices")) == 1
