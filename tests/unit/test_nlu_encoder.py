"""The sentence encoder: shapes, lengths, the place of the other language, and its weights."""

import numpy as np
import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import weights
from nlu.sentence_encoder import ENCODERS, SentenceEncoder
from nlu.weights import WeightsError, locate, verified

ZH, EN = slice(0, 384), slice(384, 896)


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder("encoder", SentenceEncoder.get_default_config())


def vector(encoder, text):
    message = Message({TEXT: text})
    encoder.process([message])
    _, sentence = message.get_dense_features(TEXT)
    return None if sentence is None else sentence.features


@pytest.mark.parametrize("name", ENCODERS)
def test_vectors_have_the_width_and_length_one(name):
    encoder = ENCODERS[name]()
    vectors = encoder.encode(["借呗借不了", "why can't I borrow", "a"])
    assert vectors.shape == (3, encoder.width)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


@pytest.mark.parametrize(("text", "own", "other"), [("借呗借不了", ZH, EN), ("why can't I borrow", EN, ZH)])
def test_the_other_languages_place_is_zero(encoder, text, own, other):
    features = vector(encoder, text)
    assert features.shape == (1, 896)
    assert not features[0, other].any()
    assert np.linalg.norm(features[0, own]) == pytest.approx(1, abs=1e-4)


def test_an_encoder_for_both_languages_is_shared():
    shared = SentenceEncoder(
        "encoder", {**SentenceEncoder.get_default_config(), "en": [], "both": ["multilingual_use"]}
    )
    for text in ("借呗借不了", "why can't I borrow"):
        assert np.linalg.norm(vector(shared, text)[0, EN]) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["借呗借不了", "why can't I borrow"])
def test_the_same_text_has_the_same_vector_alone_and_in_company(encoder, text):
    messages = [Message({TEXT: each}) for each in (text, "借呗怎么一直打不开啊", "where did my limit go", text)]
    encoder.process(messages)
    features = [message.get_dense_features(TEXT)[1].features for message in messages]
    assert np.allclose(features[0], features[3], atol=1e-6)
    assert np.allclose(features[0], vector(encoder, text), atol=1e-5)


@pytest.mark.parametrize("text", ["", "/greet"])
def test_no_vector_for_a_payload_or_nothing(encoder, text):
    assert vector(encoder, text) is None


def test_an_unknown_encoder_is_refused():
    with pytest.raises(InvalidConfigException, match="word2vec"):
        SentenceEncoder.validate_config({"zh": ["word2vec"]})


@pytest.mark.parametrize(("package", "inside"), [("no_such_package", "weights"), ("numpy", "no/such/file")])
def test_missing_weights_are_named(package, inside):
    with pytest.raises(WeightsError, match=rf"{package}/{inside} .*make setup"):
        locate(package, inside)


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    file = tmp_path / "weights.onnx"
    file.write_bytes(b"altered")
    monkeypatch.setattr(weights, "locate", lambda package, inside: file)
    with pytest.raises(WeightsError, match=r"has been altered.*make setup"):
        verified("anything", "weights.onnx", "0" * 64)
