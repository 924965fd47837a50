"""A notice outlives restarts of the backend and of the action server, and is told once, at the next contact."""

import pytest

from tests.conversations.figures import Shown, holds
from tests.conversations.journeys import LANGUAGES, answered
from tests.conversations.words import COMPLAINT, YES

HELLO = {"zh": "你好", "en": "hello"}
OVER = {"zh": "已经结束了", "en": "it is over now"}


@pytest.mark.parametrize("part", ["backend", "actions"])
def test_told_once_after_a_restart(stack, backend, part):
    for language, account in zip(LANGUAGES, ("ms_li", "maintenance"), strict=True):
        user = stack.client(account)
        user.say(COMPLAINT[language])
        answered(user, YES[language], language)
    stack.stop(part)
    stack.start(part)
    backend.move_clock(130)
    for language, account in zip(LANGUAGES, ("ms_li", "maintenance"), strict=True):
        told = answered(stack.client(account), HELLO[language], language, OVER[language])
        (notice,) = backend.get(account, "notices")
        assert notice["language"] == language
        assert notice["delivered_at"]
        assert holds(told.texts[0], Shown(language, backend.now()).moment(notice["over_at"]))
        assert OVER[language] not in answered(stack.client(account), HELLO[language], language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_told_in_the_language_in_which_it_was_asked_for(stack, backend, language):
    other = {"zh": "en", "en": "zh"}[language]
    user = stack.client("high_load")
    user.say(COMPLAINT[language])
    answered(user, YES[language], language)
    backend.move_clock(13)
    assert OVER[language] in stack.client("high_load").say(HELLO[other]).texts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_before_it_is_over(stack, backend, language):
    user = stack.client("region_suspended")
    user.say(COMPLAINT[language])
    answered(user, {"zh": "恢复了告诉我", "en": "notify me when it's back"}[language], language)
    assert OVER[language] not in answered(stack.client("region_suspended"), HELLO[language], language).text
    assert backend.get("region_suspended", "notices")[0]["delivered_at"] is None
