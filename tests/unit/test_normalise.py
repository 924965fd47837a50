"""One spelling for what is spelt in many ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalise import normalise

CASES = [
    ("我的借唄 逾期 12 天", "我的借呗 逾期 *** 天"),
    ("接呗借不了", "借呗借不了"),
    ("花唄", "花呗"),
    ("马蚁借呗", "蚂蚁借呗"),
    ("预期了", "逾期了"),
    ("ＡＢＣ", "abc"),
    ("  a   b ", "a b"),
]


@pytest.mark.parametrize(("text", "same"), CASES)
def test_spellings(text, same):
    assert normalise(text) == same


@given(st.text(alphabet="借呗唄逾期预马蚁花额度12.,aB *", max_size=30))
def test_no_ascii_digit_is_left(text):
    assert not any("0" <= character <= "9" for character in normalise(text))
