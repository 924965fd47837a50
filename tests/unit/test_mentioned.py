"""What a message mentions, and the line that says it back."""

import pytest

from nlu.reading.mentioned import Mention, acknowledgement, mentioned
from nlu.spacy_pipeline import pipeline
from wording import Wording

WORDS = Wording.load()

LINES = [
    ("zh", "从昨天开始一直提示系统异常", "您提到从昨天开始出现「系统异常」，我按这个查了一下。"),
    ("zh", "昨天提示系统异常", "您提到「系统异常」，我按这个查了一下。"),
    ("zh", "想借500元，提示系统繁忙", "您提到「系统繁忙」、「500元」，我按这个查了一下。"),
    ("zh", "从上周开始就借不了", "您提到从上周开始就这样，我按这个查了一下。"),
    ("en", "system error since yesterday", "You mention “system error” since yesterday; I looked into it."),
    ("en", "can't borrow since last week", "You say it has been so since last week; I looked into it."),
    ("zh", "额度没了，而且花呗还能用，钱也没到账", "没有额度了、别的功能还能用、钱没到账"),
    ("en", "my limit was cut and the money has not arrived", "the limit was lowered, the money has not arrived"),
]
NOTHING = [
    "借呗为什么借不了",
    "why can't I borrow",
    "昨天还能借，今天不行",
    "额度没有降，就是借不了",
    "额度没了",
    "/cannot_borrow",
    "/inform{{}}系统异常",
    "卡号6222021234567890元",
]


def message(text):
    entities = [{"entity": span.label_, "value": span.text} for span in pipeline()(text).ents]
    return {"text": text, "entities": entities}


@pytest.mark.parametrize(("language", "text", "line"), LINES)
def test_what_was_mentioned_is_said_back(language, text, line):
    said = acknowledgement(mentioned(message(text)), WORDS, language)
    assert said is not None
    assert line in said


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_mentioned_is_no_line(language, text):
    assert acknowledgement(mentioned(message(text)), WORDS, language) is None


def test_a_long_number_is_never_said_back():
    found = mentioned({"text": "x", "entities": [{"entity": "amount", "value": "622202 1234元"}]})
    assert found == Mention()


def test_braces_in_a_message_are_just_text():
    found = mentioned({"text": "{x}", "entities": [{"entity": "prompt", "value": "{now}"}]})
    assert "{now}" in (acknowledgement(found, WORDS, "en") or "")
