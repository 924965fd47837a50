"""An answer to the question just asked: its meaning comes with the message, from the channel."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.component import PlainComponent

MEANS = "means"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerInContext(PlainComponent):
    """Sets the intent that the channel found (`nlu.reading.answers`); other messages pass as they are."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Gives the same messages."""
        for message in messages:
            means = (message.get(METADATA) or {}).get(MEANS)
            if means:
                message.set(INTENT, {INTENT_NAME_KEY: means, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
