"""An answer to the question just asked: its meaning comes with the message, from the channel."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

MEANS = "means"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInContext(GraphComponent):
    """Sets the intent that the channel found (`channels.answers`); other messages pass as they are."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerInContext:
        """As Rasa asks for it."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Gives the same messages."""
        for message in messages:
            means = (message.get(METADATA) or {}).get(MEANS)
            if means:
                message.set(INTENT, {INTENT_NAME_KEY: means, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
