"""The intent classifier: the same training gives the same figures, and what it does with a careful intent."""

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.intent_classifier import SentenceIntentClassifier
from nlu.neighbours import Neighbours

NAMES = ("cannot_borrow", "repay", "faq/terms", "faq/fees")
WIDTH = 12


def message(text, vector, name=None):
    made = Message({TEXT: text})
    if name:
        made.set(INTENT, name.split("/")[0])
        if "/" in name:
            made.set(INTENT_RESPONSE_KEY, name)
    made.add_features(Features(vector[np.newaxis].astype(np.float32), FEATURE_TYPE_SENTENCE, TEXT, "encoder"))
    return made


def examples():
    chance = np.random.default_rng(1)
    rows = []
    for number, name in enumerate(NAMES):
        for each in range(8):
            vector = chance.normal(0, 0.1, WIDTH)
            vector[number] += 1
            rows.append(message(f"{name} {each}", vector / np.linalg.norm(vector), name))
    return TrainingData(rows)


def trained(folder, **config):
    storage = LocalModelStorage(folder)
    settings = {**SentenceIntentClassifier.get_default_config(), **config}
    SentenceIntentClassifier(settings, storage, Resource("classifier")).train(examples())
    return SentenceIntentClassifier.load(settings, storage, Resource("classifier"), None)


def ranking(classifier, vector):
    asked = message("question", vector)
    classifier.process([asked])
    return asked.get("intent_ranking")


MIXED = np.array([0.7, 0.68, 0.2] + [0.0] * (WIDTH - 3))


def test_training_twice_gives_the_same_probabilities(tmp_path):
    first, second = (trained(folder) for folder in (tmp_path / "a", tmp_path / "b") if not folder.mkdir())
    assert ranking(first, MIXED) == ranking(second, MIXED)


def test_confidences_are_shares(tmp_path):
    found = ranking(trained(tmp_path), MIXED)
    assert sum(each["confidence"] for each in found) == pytest.approx(1, abs=1e-5)
    assert {each["name"] for each in found} == {"cannot_borrow", "repay", "faq"}


def test_a_retrieval_intent_selects_its_answer(tmp_path):
    asked = message("question", np.eye(WIDTH)[3])
    trained(tmp_path).process([asked])
    assert asked.get(INTENT)["name"] == "faq"
    assert asked.get("response_selector")["faq"]["response"]["utter_action"] == "utter_faq/fees"


@pytest.mark.parametrize(("bar", "first"), [(0.99, "nlu_fallback"), (0.1, "repay")])
def test_a_careful_intent_below_its_bar_is_asked_about(tmp_path, bar, first):
    found = ranking(trained(tmp_path, careful={"repay": bar}, spelling_share=0), MIXED[[1, 0, *range(2, WIDTH)]] - 0.01)
    assert found[0]["name"] == ("repay" if bar < 0.5 else first)
    assert "repay" in [each["name"] for each in found[:2]]


def test_no_vector_no_intent(tmp_path):
    asked = Message({TEXT: "/greet"})
    trained(tmp_path).process([asked])
    assert asked.get(INTENT) == {"name": None, "confidence": 0.0}


def test_neighbours_of_one_language_do_not_count_for_the_other():
    vectors = np.zeros((6, 6), dtype=np.float32)
    vectors[:3, :2] = [[1, 0.1], [1, 0.2], [0.1, 1]]
    vectors[3:, 2:4] = [[1, 0.1], [1, 0.2], [0.1, 1]]
    vectors[:, 4:] = 1
    near = Neighbours(vectors, np.array([0, 0, 1, 2, 2, 3]))
    shares = near.shares(np.array([1, 0.1, 0, 0, 1, 1], dtype=np.float32), 2)
    assert shares[0] == pytest.approx(1)
    assert shares.sum() == pytest.approx(1)
    assert near.shares(np.array([0, 0, 0.1, 1, 1, 1], dtype=np.float32), 1).argmax() == 3
