"""What comes before the first clause about borrowing is left out."""

import pytest

from nlu.gist import gist

CASES = [
    ("昨天下班路上车子坏了拖去修，借呗怎么借不了", "借呗怎么借不了"),
    ("上周带孩子回老家，路上堵了半天，额度怎么没了", "额度怎么没了"),
    ("my car broke down on the way home. why can't i borrow", "why can't i borrow"),
]
WHOLE = [
    "借呗借不了",
    "今天咋了，借呗借不了",
    "我把钱还清了，怎么还是不行",
    "i paid it all off last week. still nothing",
    "今天天气真好啊，我们去公园玩吧",
    "",
]


@pytest.mark.parametrize(("text", "rest"), CASES)
def test_a_story_in_front_is_left_out(text, rest):
    assert gist(text) == rest


@pytest.mark.parametrize("text", WHOLE)
def test_what_belongs_to_the_question_stays(text):
    assert gist(text) == text
