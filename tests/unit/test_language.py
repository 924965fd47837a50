"""In which language a message is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.language import detect

ZH = ["借呗为什么借不了", "why 借不了钱啊", "为什么", "jiebei jie bu liao", "借唄"]
EN = ["why can't I borrow", "why can't I use 借呗", "all of it", "again", "never mind"]
NEITHER = ["", "123", "ok", "🙂", "jiebei", "?!"]


@pytest.mark.parametrize("text", ZH)
def test_chinese(text):
    assert detect(text) == "zh"


@pytest.mark.parametrize("text", EN)
def test_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize("text", NEITHER)
def test_a_text_that_does_not_tell(text):
    assert detect(text) is None


@given(st.text(max_size=80))
def test_any_text(text):
    assert detect(text) in {"zh", "en", None}
