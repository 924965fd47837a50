"""The demo's own words: whole in both languages, whatever punctuation they hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

BACKEND = Path(__file__).parents[2] / "backend"
FILES = ("demo_accounts.yml", "alternatives.yml")


def words(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping that says something in Chinese."""
    if isinstance(value, dict):
        if "zh" in value:
            yield value
        for each in value.values():
            yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_cut_off(name):
    said = list(words(yaml.safe_load((BACKEND / name).read_text(encoding="utf-8"))))
    assert said
    assert [each for each in said if set(each) != {"zh", "en"}] == []
