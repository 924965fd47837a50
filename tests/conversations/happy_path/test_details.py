"""What a complaint mentions is said back before the diagnosis, and only what it mentions."""

import pytest

from tests.conversations.language import assert_language


def test_a_prompt_and_its_beginning_are_said_back(client):
    reply = client("system_outage").say("从昨天开始借钱就提示系统异常")
    assert reply.texts[0].startswith("您提到从昨天开始出现「系统异常」")
    assert reply.causes == ["system_outage"]


def test_a_prompt_is_said_back_in_english(client):
    reply = client("system_outage").say("I get a system error since yesterday when I borrow")
    assert reply.texts[0].startswith("You mention “system error” since yesterday")
    assert_language(reply, "en")
    assert reply.causes == ["system_outage"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("额度没了，而且花呗还能用，钱也没到账", "没有额度了、别的功能还能用、钱没到账"),
        ("my limit was cut and the money has not arrived", "the limit was lowered, the money has not arrived"),
    ],
    ids=["zh", "en"],
)
def test_several_complaints_are_all_heard(client, text, heard):
    reply = client("many_causes").say(text)
    assert heard in reply.texts[0]
    assert len(reply.causes) > 1


@pytest.mark.parametrize("text", ["借呗为什么借不了", "why can't I borrow"])
def test_nothing_mentioned_no_line(client, text):
    reply = client("overdue").say(text)
    assert not any("您提到" in said or "You mention" in said for said in reply.texts)
    assert reply.causes == ["overdue"]
