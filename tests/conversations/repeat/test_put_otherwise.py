"""The same complaint in other words is answered by more, not by the same text again."""

import pytest

from tests.conversations.journeys import LANGUAGES, answered

FIRST = {"zh": "借呗为什么借不了钱", "en": "why can't I borrow from jiebei"}
AGAIN = {"zh": "凭什么不让我借呗借钱啊", "en": "I keep getting refused a loan, how come"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_is_explained(stack, language):
    user = stack.client("overdue")
    before = answered(user, FIRST[language], language)
    after = answered(user, AGAIN[language], language)
    assert after.causes == before.causes
    assert after.texts[0] not in before.texts
    assert before.texts[0] in after.texts
    assert "/affirm" in after.payloads


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_blocks_the_prompt_is_asked_for(stack, language):
    user = stack.client("healthy")
    before = answered(user, FIRST[language], language)
    after = answered(user, AGAIN[language], language)
    assert after.texts != before.texts
    assert "20,000" in after.text
    assert "/human_handoff" in after.payloads
