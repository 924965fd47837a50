"""Tokens and entities from the spaCy pipeline."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import ConfiguredComponent, PlainComponent
from nlu.spacy_pipeline import pipeline


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyBlankTokenizer(ConfiguredComponent, Tokenizer):
    """Cuts a message into spaCy's tokens."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own options for a tokenizer."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Gives the tokens of one attribute, white space left out."""
        doc = pipeline().make_doc(message.get(attribute))
        return [Token(token.text, token.idx) for token in doc if not token.is_space]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SpacyRuler(PlainComponent, EntityExtractorMixin):
    """Adds the ruler's entities: amount, time, product, prompt (a message that the app showed)."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Marks each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            doc = pipeline()("" if text.startswith("/") else text)
            found = [
                {
                    "entity": span.label_,
                    "value": span.text,
                    "start": span.start_char,
                    "end": span.end_char,
                    **({"kind": span.ent_id_} if span.ent_id_ else {}),
                }
                for span in doc.ents
            ]
            if found:
                message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
