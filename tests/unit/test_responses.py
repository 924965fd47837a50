"""Every word that the bot says: there in both languages, alike in shape, and without a promise."""

import re
import string
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from nlu.language import detect
from wording import RESPONSES

LANGUAGES = ("zh", "en")
PROMISES = {
    "zh": re.compile(
        r"(?<!不能)(?<!没法)(?<!无法)(?<!不)保证(?:您|你)?(?:能|可以|会)(?:借|恢复|提额|通过|批)|一定(?:能|会|可以)(?:借|恢复|提额|通过|批)"
        r"|(?:肯定|必定|包)(?:能|会)?(?:过|批|借到|通过|恢复)|(?:额度|权限)(?:马上|立刻|将会|很快)(?:就)?(?:会)?(?:恢复|提高)|百分之百|100%"
    ),
    "en": re.compile(
        r"\b(?:will|shall) (?:certainly |surely |definitely )?be (?:approved|granted|restored|raised)\b"
        r"|\bguaranteed? (?:approval|a loan|a limit|that you)"
        r"|\b(?:certainly|surely|definitely) (?:approved|borrow|get)\b"
        r"|\byou will (?:get|receive) (?:a loan|the loan|a limit|approval|a higher)|\b100%",
        re.IGNORECASE,
    ),
}
NEGATED = re.compile(
    r"不代表|不等于|不能|不保证|没法|没有办法|没办法|不一定|doesn't|not |no guarantee|can't|cannot|without any|nobody"
)


def entries() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(RESPONSES.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in ("responses", "phrases"):
            yield from (content.get(group) or {}).items()


ENTRIES = [pytest.param(variations, id=name) for name, variations in entries()]


def by_language(variations: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for variation in variations:
        language = next(c["value"] for c in variation["condition"] if c["name"] == "language")
        found.setdefault(language, []).append(variation)
    return found


def placeholders(text: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_names_are_unique():
    names = [name for name, _ in entries()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("variations", ENTRIES)
def test_both_languages_with_the_same_placeholders_and_payloads(variations):
    found = by_language(variations)
    assert set(found) == set(LANGUAGES)
    shapes = {
        language: (
            {frozenset(placeholders(each.get("text", ""))) for each in group},
            [[button["payload"] for button in each.get("buttons", [])] for each in group],
        )
        for language, group in found.items()
    }
    assert shapes["zh"] == shapes["en"]


@pytest.mark.parametrize("variations", ENTRIES)
def test_no_promise(variations):
    for language, group in by_language(variations).items():
        for each in group:
            for sentence in re.split(r"[。！？!?;；]|\. ", each.get("text", "")):
                promised = PROMISES[language].search(sentence)
                assert not promised or NEGATED.search(sentence), sentence


@pytest.mark.parametrize("variations", [entry for entry in ENTRIES if str(entry.id).startswith("utter_")])
def test_written_in_its_language(variations):
    for language, group in by_language(variations).items():
        for each in group:
            assert detect(re.sub(r"\{[^}]*\}", "", each["text"])) in {language, None}
            for button in each.get("buttons", []):
                assert detect(re.sub(r"\{[^}]*\}", "", button["title"])) in {language, None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "额度一定会恢复"),
        ("zh", "肯定能通过"),
        ("en", "Your limit will be restored"),
        ("en", "guaranteed approval"),
    ],
)
def test_a_promise_would_be_noticed(language, text):
    assert PROMISES[language].search(text)
