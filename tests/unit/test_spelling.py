"""The spelling of a message: the same twice, kept as it was, and of use where a word is telling."""

import numpy as np
import pytest

from nlu.spelling import Spelling

TEXTS = [
    "借呗额度没了",
    "额度怎么没有了",
    "我的额度呢",
    "怎么还款",
    "在哪里还款",
    "提前还款怎么弄",
    "我要还款",
    "还款",
    "转人工",
    "人工客服",
    "找人工",
]
LABELS = ["no_limit", "no_limit", "no_limit", *["repay"] * 5, *["person"] * 3]


def test_the_telling_word_counts():
    spelling = Spelling.fitted(TEXTS, LABELS, seed=1)
    assert spelling.shares("额度跑哪去了").argmax() == 0
    assert spelling.shares("还款入口").argmax() == 2


def test_twice_the_same_and_kept(tmp_path):
    first, second = (Spelling.fitted(TEXTS, LABELS, seed=1) for _ in range(2))
    first.save(tmp_path)
    for text in ("额度", "还款 limit", "全新的话", ""):
        assert first.shares(text).sum() == pytest.approx(1, abs=1e-5)
        assert np.array_equal(first.shares(text), second.shares(text))
        assert np.allclose(Spelling.loaded(tmp_path).shares(text), first.shares(text), atol=0.01)
