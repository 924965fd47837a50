"""A dense featurizer: one vector a message from one or more sentence encoders."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoders.multilingual import MultilingualEncoder
from nlu.encoders.roformer import RoFormerSim
from nlu.normalise import normalise
from nlu.vector_cache import cached

ENCODERS: dict[str, Callable[[], Any]] = {
    RoFormerSim.name: cache(RoFormerSim),
    MultilingualEncoder.name: cache(MultilingualEncoder),
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Gives each message the vectors of the configured `encoders`, side by side."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Rasa wants tokens before features."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`encoders`: names from ENCODERS."""
        return {**DenseFeaturizer.get_default_config(), "encoders": list(ENCODERS)}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raises InvalidConfigException for an encoder that does not exist."""
        unknown = set(config.get("encoders", ())) - set(ENCODERS)
        if unknown:
            raise InvalidConfigException(f"Unknown encoders {sorted(unknown)}; there are {sorted(ENCODERS)}.")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoder":
        """Rasa's way of making a component."""
        return cls(execution_context.node_name, config)

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._encoders = [ENCODERS[encoder]() for encoder in config["encoders"]]

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the vectors to the messages that have a text and are no payload."""
        self._add(messages, lambda encoder, texts: encoder.encode(texts))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vectors to the training examples."""
        self._add(training_data.training_examples, lambda encoder, texts: cached(encoder.name, texts, encoder.encode))
        return training_data

    def _add(self, messages: list[Message], encode: Callable[[Any, list[str]], NDArray[np.float32]]) -> None:
        spoken = [message for message in messages if message.get(TEXT) and not message.get(TEXT).startswith("/")]
        if not spoken:
            return
        texts = [normalise(message.get(TEXT)) for message in spoken]
        vectors = np.hstack([encode(encoder, texts) for encoder in self._encoders])
        for message, vector in zip(spoken, vectors, strict=True):
            message.add_features(
                Features(vector[np.newaxis], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
            )
