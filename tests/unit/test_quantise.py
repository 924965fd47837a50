"""A model in 8 bits: made once, checked at every use, and close to the one that it is made from."""

import numpy as np
import onnxruntime
import pytest

from nlu.encoders import roformer
from nlu.quantise import in_8_bits
from nlu.weights import WeightsError, verified

SHA256 = roformer._MODEL[1]
TEXTS = ["借呗为什么借不了", "还完款额度没恢复", "额度没了"]


@pytest.fixture(scope="module")
def source():
    return verified(roformer._PACKAGE, *roformer._MODEL)


def test_it_is_small_and_close(source, tmp_path):
    made = in_8_bits(source, SHA256, tmp_path)
    assert made.stat().st_size < source.stat().st_size / 3
    encoder = roformer.RoFormerSim()
    short = encoder.encode(TEXTS)
    encoder._session = onnxruntime.InferenceSession(str(source), providers=["CPUExecutionProvider"])
    assert (short * encoder.encode(TEXTS)).sum(axis=1).min() > 0.98


def test_it_is_made_once_and_an_altered_one_is_refused(source, tmp_path):
    made = in_8_bits(source, SHA256, tmp_path)
    before = made.stat().st_mtime_ns
    assert in_8_bits(source, SHA256, tmp_path).stat().st_mtime_ns == before
    made.write_bytes(made.read_bytes()[:-1] + b"?")
    with pytest.raises(WeightsError, match="altered"):
        in_8_bits(source, SHA256, tmp_path)


def test_made_twice_it_is_the_same(source, tmp_path):
    first, second = in_8_bits(source, SHA256, tmp_path / "a"), in_8_bits(source, SHA256, tmp_path / "b")
    assert np.array_equal(np.fromfile(first, np.uint8), np.fromfile(second, np.uint8))


def test_other_weights_make_another_model(source, tmp_path):
    assert in_8_bits(source, SHA256, tmp_path) != in_8_bits(source, "0" * 64, tmp_path)
