"""The fine-tuned encoder: of these weights, the same whatever came before, and near to full precision."""

import numpy as np
import onnx
import pytest

from contract.alarms import AlarmKind
from nlu.encoders import tuned as module
from nlu.encoders.e5 import E5, FILE, PACKAGE
from nlu.encoders.tuned import ADAPTER, TunedEncoder, adapter_of, merged, tuned
from nlu.weights import WeightsError, verified

TEXTS = [
    "借呗为什么借不了",
    "他还没挂电话，让我把钱先转过去",
    "500",
    "why can't I borrow",
    "he is still on the line and wants me to transfer it first",
]


def test_every_kind_of_alarm_has_a_label():
    assert {kind.value for kind in AlarmKind} <= set(tuned().labels)


def test_company_changes_nothing():
    first = [tuned().probabilities(text) for text in TEXTS]
    again = [tuned().probabilities(text) for text in reversed(TEXTS)]
    assert all(np.array_equal(one, other) for one, other in zip(first, reversed(again), strict=True))


def test_8_bits_are_near_to_full_precision(tmp_path):
    encoder = TunedEncoder(folder=tmp_path)
    rounded = np.array([encoder.probabilities(text) for text in TEXTS])
    onnx.save(merged(E5(verified(PACKAGE, *FILE)), adapter_of(ADAPTER)[0]), str(tmp_path / "full.onnx"))
    encoder.open(tmp_path / "full.onnx")
    full = np.array([encoder.probabilities(text) for text in TEXTS])
    assert np.abs(rounded - full).max() < 0.2


def test_a_missing_adapter_and_one_for_other_weights_are_refused(tmp_path, monkeypatch):
    with pytest.raises(WeightsError, match="make tune"):
        TunedEncoder(tmp_path / "none.safetensors")
    tensors, about = adapter_of(ADAPTER)
    monkeypatch.setattr(module, "adapter_of", lambda path: (tensors, about | {"base": "0" * 64}))
    with pytest.raises(WeightsError, match="other weights"):
        TunedEncoder()


def test_blanks_and_full_width_letters_are_one_spelling():
    e5 = E5(verified(PACKAGE, *FILE))
    assert list(e5.tokens("pay  ５００ now")) == list(e5.tokens("pay 500 now"))
    assert len(e5.tokens("word " * 500)) == 128
