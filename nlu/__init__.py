"""Custom pipeline components: language, tokens and entities (spaCy), sentence vectors, intent."""
