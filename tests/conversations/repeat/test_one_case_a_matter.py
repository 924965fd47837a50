"""Two windows of one account at the same moment: one case, and both are told its number."""

from concurrent.futures import ThreadPoolExecutor

import pytest

ROUNDS = 5


def at_once(users, text):
    with ThreadPoolExecutor(len(users)) as pool:
        return list(pool.map(lambda user: user.say(text), users))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_person_is_asked_for_twice_at_once(client, backend, number):
    replies = at_once([client("overdue"), client("overdue")], "转人工")
    tickets = backend.get("overdue", "tickets")
    assert len(tickets) == 1
    assert all(tickets[0]["number"] in reply.text for reply in replies)


def test_an_appeal_is_filed_from_two_windows_at_once(client, backend):
    users = [client("evaluation_rejected"), client("evaluation_rejected")]
    for user, reason in zip(users, ("我的年终奖没有算进去", "我的公积金没有算进去"), strict=True):
        user.say("我要申诉")
        user.say(reason)
    replies = at_once(users, "确认提交")
    appeals = [ticket for ticket in backend.get("evaluation_rejected", "tickets") if ticket["kind"] == "appeal"]
    assert len(appeals) == 1
    assert all(appeals[0]["number"] in reply.text for reply in replies)
    assert "年终奖" in appeals[0]["note"] and "公积金" in appeals[0]["note"]
