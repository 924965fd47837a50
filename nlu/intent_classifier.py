"""Logistic regression and nearest examples on the sentence vectors, and the spelling; persisted as plain arrays."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, RESPONSE_IDENTIFIER_DELIMITER, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from nlu.gist import gist
from nlu.neighbours import Neighbours
from nlu.normalise import normalise
from nlu.spelling import Spelling

RANKING_LENGTH = 6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent, IntentClassifier):
    """Multinomial logistic regression over full intents (`product_question/terms` is a class of its own), corrected by
    the intents of the examples nearest to the message and by how the message is spelt.

    The probabilities of a retrieval intent's classes are added up for its rank; the likeliest of them selects the
    answer, in the shape that Rasa's ResponseSelector gives. An intent that is named in `careful` and does not reach
    its bar becomes nlu_fallback, and stays first in the ranking below it, so that the bot can ask about it.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse strength of the regularisation; `scale`: what the vectors are multiplied by; `neighbours`: how
        many examples are asked; `neighbours_share`: what they count beside the regression, from 0 to 1;
        `spelling_share`: what the spelling counts beside both; `sharpness`: the power of an intent's probability, since
        three opinions that are averaged are less sure than each; `careful`: intent → the least confidence with which
        it is believed; `elsewhere`: intents that are not learnt here, because another component hears them.
        """
        return {
            "C": 1.0,
            "scale": 5.0,
            "max_iterations": 100,
            "seed": 1,
            "neighbours": 5,
            "neighbours_share": 0.25,
            "spelling_share": 0.4,
            "sharpness": 1.4,
            "careful": {},
            "elsewhere": [],
        }

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads dense sentence features."""
        return [DenseFeaturizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceIntentClassifier":
        """Rasa's way of making a component."""
        return cls(config, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._classes: list[str] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)
        self._neighbours: Neighbours | None = None
        self._spelling: Spelling | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the classes and keeps them."""
        elsewhere = set(self._config["elsewhere"])
        examples = [
            example
            for example in training_data.intent_examples
            if example.features_present(TEXT) and example.get(INTENT) not in elsewhere
        ]
        vectors = np.stack([self._vector(example) for example in examples])
        labels = [example.get_full_intent() for example in examples]
        fitted = LogisticRegression(
            C=self._config["C"], max_iter=self._config["max_iterations"], random_state=self._config["seed"]
        ).fit(vectors, labels)
        self._classes = [str(label) for label in fitted.classes_]
        self._weights, self._bias = fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
        self._spelling = Spelling.fitted([_words(example) for example in examples], labels, self._config["seed"])
        numbers = np.searchsorted(self._classes, labels)
        self._neighbours = Neighbours(vectors, numbers)
        self._persist(vectors, numbers)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, ranking and, for a retrieval intent, the selected answer."""
        for message in messages:
            if message.features_present(TEXT) and self._classes:
                self._classify(message, self._probabilities(self._vector(message), _words(message)))
            else:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
        return messages

    def _vector(self, message: Message) -> NDArray[np.float32]:
        _, sentence = message.get_dense_features(TEXT)
        if sentence is None:
            raise ValueError("The intent classifier needs a dense sentence featurizer before it.")
        return np.asarray(sentence.features[0] * self._config["scale"], dtype=np.float32)

    def _probabilities(self, vector: NDArray[np.float32], words: str) -> NDArray[np.float32]:
        scores = self._weights @ vector + self._bias
        odds = np.exp(scores - scores.max())
        fitted, share = odds / odds.sum(), self._config["neighbours_share"]
        if self._neighbours is not None and share > 0:
            fitted = (1 - share) * fitted + share * self._neighbours.shares(vector, self._config["neighbours"])
        spelt = self._config["spelling_share"]
        if self._spelling is not None and spelt > 0:
            fitted = (1 - spelt) * fitted + spelt * self._spelling.shares(words)
        return np.asarray(fitted, dtype=np.float32)

    def _classify(self, message: Message, probabilities: NDArray[np.float32]) -> None:
        by_intent: dict[str, list[tuple[float, str]]] = {}
        for full, probability in zip(self._classes, probabilities.tolist(), strict=True):
            by_intent.setdefault(full.split(RESPONSE_IDENTIFIER_DELIMITER)[0], []).append((probability, full))
        power = self._config["sharpness"]
        sharp = {name: sum(p for p, _ in parts) ** power for name, parts in by_intent.items()}
        total = sum(sharp.values())
        ranked = sorted(((share / total, name) for name, share in sharp.items()), reverse=True)
        ranking = [{"name": name, "confidence": probability} for probability, name in ranked[:RANKING_LENGTH]]
        if ranking[0]["confidence"] < self._config["careful"].get(ranking[0]["name"], 0.0):
            ranking.insert(0, {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": ranking[0]["confidence"]})
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        answers = {
            name: _selection(max(parts))
            for name, parts in by_intent.items()
            if RESPONSE_IDENTIFIER_DELIMITER in parts[0][1]
        }
        message.set("response_selector", {"all_retrieval_intents": sorted(answers), **answers}, add_to_output=True)

    def _persist(self, vectors: NDArray[np.float32], numbers: NDArray[np.int64]) -> None:
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "classifier.npz", weights=self._weights, bias=self._bias)
            np.savez(folder / "examples.npz", vectors=vectors.astype(np.float16), classes=numbers)
            if self._spelling is not None:
                self._spelling.save(folder)
            (folder / "classes.json").write_text(json.dumps(self._classes), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceIntentClassifier":
        """Reads what `train` kept."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            with np.load(folder / "classifier.npz") as arrays:
                component._weights, component._bias = arrays["weights"], arrays["bias"]
            with np.load(folder / "examples.npz") as arrays:
                component._neighbours = Neighbours(arrays["vectors"].astype(np.float32), arrays["classes"])
            component._spelling = Spelling.loaded(folder)
            component._classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        return component


def _words(message: Message) -> str:
    return gist(normalise(message.get(TEXT)))


def _selection(best: tuple[float, str]) -> dict[str, Any]:
    confidence, full = best
    return {
        "response": {
            "responses": [],
            "confidence": confidence,
            "intent_response_key": full,
            "utter_action": f"utter_{full}",
        },
        "ranking": [{"confidence": confidence, "intent_response_key": full}],
    }
