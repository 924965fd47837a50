"""In which language a message is written."""

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import PlainComponent

CHINESE, ENGLISH = "zh", "en"

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_WORD = re.compile(r"(?<!\d)[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)
_PRODUCTS = re.compile(
    r"支付宝|支付寶|蚂蚁|螞蟻|借呗|借唄|花呗|花唄|网商贷|網商貸|芝麻分|芝麻信用|余额宝|備用金|备用金"
)
_NEUTRAL_WORDS = frozenset(
    [
        "rmb",
        "cny",
        "yuan",
        "kuai",
        "jiebei",
        "huabei",
        "alipay",
        "ant",
        "mybank",
        "app",
        "id",
        "ok",
        "okay",
        "yes",
        "no",
        "vip",
        "wifi",
        "sms",
        "pdf",
        "emmm",
        "emm",
        "hmm",
        "lol",
        "ios",
        "android",
    ]
)
_KNOWN_LETTER = re.compile(
    r"[a-z\u00c0-\u024f\u3005\u3007\u3400-\u9fff\uf900-\ufaff\uff21-\uff5a\u2160-\u2188]", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?<![a-z])(?:[a-z]{1,4}[-_]\d[\w-]*|(?:[IVXLC]{2,}))(?![a-z])")
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|[aeiouv])"
)
_TWO_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{2,}}", re.IGNORECASE)
_PINYIN = re.compile(rf"(?:{_SYLLABLE})+", re.IGNORECASE)
_ENGLISH_LOOKALIKES = frozenset(
    [
        "a",
        "an",
        "can",
        "come",
        "done",
        "fine",
        "he",
        "hi",
        "hope",
        "i",
        "in",
        "into",
        "lie",
        "line",
        "long",
        "me",
        "men",
        "mine",
        "more",
        "no",
        "none",
        "one",
        "open",
        "out",
        "page",
        "pay",
        "pending",
        "she",
        "shout",
        "since",
        "some",
        "same",
        "so",
        "long",
        "the",
        "them",
        "then",
        "there",
        "to",
        "too",
        "use",
        "we",
        "were",
        "where",
        "woke",
        "you",
        "your",
        "do",
        "due",
        "here",
        "have",
        "gone",
        "huge",
        "home",
        "time",
        "made",
        "make",
        "take",
        "like",
        "said",
        "name",
        "not",
        "on",
        "ban",
        "bang",
        "barge",
        "bing",
        "chance",
        "change",
        "change",
        "man",
        "mean",
        "sane",
        "sea",
        "see",
        "site",
        "size",
        "sure",
        "tie",
        "tune",
        "wait",
        "ping",
        "range",
        "since",
        "die",
        "dine",
        "guide",
        "hang",
        "hide",
        "hung",
        "lend",
        "loan",
        "pound",
        "are",
        "over",
        "wallet",
        "why",
        "again",
        "any",
        "anyone",
        "gave",
        "give",
        "given",
        "ago",
        "able",
        "reopen",
        "someone",
        "zero",
        "did",
        "rose",
        "using",
        "wi",
        "fi",
        "paying",
        "simulate",
        "never",
        "came",
        "loading",
        "forever",
        "human",
        "wrong",
        "are",
    ]
)


def detect(text: str) -> str | None:
    """Gives "zh", "en", or None where the text does not tell (numbers, emoji, a product's name, ok).

    Chinese written in Latin letters (jiebei jie bu liao) counts as Chinese.
    """
    han = len(_HAN.findall(_PRODUCTS.sub("", text)))
    words = [word.lower() for word in _WORD.findall(_NUMBERED.sub(" ", text)) if word.lower() not in _NEUTRAL_WORDS]
    if han and han >= 1.5 * len(words):
        return CHINESE
    if len(words) == 1 and han == 0 and _could_be_pinyin(words[0]):
        return None
    if words:
        return CHINESE if han == 0 and _is_pinyin(words) else ENGLISH
    return CHINESE if _HAN.search(text) else None


def in_another_script(text: str) -> bool:
    """Are most of its letters neither Chinese nor Latin, so that nobody here can read it?"""
    letters = [letter for letter in text if letter.isalpha()]
    strange = [letter for letter in letters if not _KNOWN_LETTER.match(letter)]
    return len(strange) > len(letters) / 2


def _could_be_pinyin(word: str) -> bool:
    """One word that reads as several Chinese syllables (queren) tells no language by itself."""
    return bool(_TWO_SYLLABLES.fullmatch(word)) and 5 <= len(word) <= 12 and word not in _ENGLISH_LOOKALIKES


def _is_pinyin(words: list[str]) -> bool:
    plausible = [word for word in words if _PINYIN.fullmatch(word) and word not in _ENGLISH_LOOKALIKES]
    return len(plausible) >= 2 and len(plausible) >= 0.75 * len(words)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageIdentifier(PlainComponent, EntityExtractorMixin):
    """Adds an entity `language` to a message whose language can be told; the slot of that name keeps the last one."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Marks each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            language = None if text.startswith("/") else detect(text)
            if language is not None:
                entity = {"entity": "language", "value": language, "start": 0, "end": len(text)}
                found = self.add_extractor_name([entity])
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
