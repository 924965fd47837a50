"""From a finding's raw evidence to words: every sentence and every term stands in data/responses.

There, `responses` are what Rasa utters; `phrases`, of the same shape, are what goes into them.

The rules, by key and by type:

- `…_cents`: money without its unit, under the key without the suffix: `amount_cents=128050` → amount "1,280.50"
- `…_percent`: "63%", and with its sign where the key says `change`: "+35%"; `points` have their sign, too: "-40"
- `…_minutes`: with its unit, by `term_minutes`
- moments and days: in the lender's zone, by `term_moment`, `term_day` and, outside the current year, `…_with_year`
- Words: the language's own, without a closing full stop
- enum members: `term_<class in snake case>_<value>`
- a mapping: `item_<key>`, filled by the same rules; several of them: a line each
- a text with a term of its own, `term_<key>_<text>`, as that term
- several values of another kind: one after the other, by `term_comma` (Words, which may be long: `term_semicolon`)
- None or nothing in a list: `term_unknown_<key>` where there is one, else `term_unknown`
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from contract.base import Words
from diagnosis.finding import ZONE, Finding

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RESPONSES = Path(__file__).parent / "data" / "responses"


class WordingError(LookupError):
    """A response, a language of it or a placeholder is missing: a mistake in data/responses or in the caller."""


class Wording:
    """Says things in a language ("zh" or "en").

    Args:
        responses: name → variations, as Rasa reads them: `[{"condition": [{"name": "language", "value": "zh", …}],
            "text": "…"}, …]`. Of several texts for one language the first counts; a variation without a text or without
            a language is passed over.
    """

    def __init__(self, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for name, variations in responses.items():
            for variation in variations:
                language = _language(variation)
                if language and "text" in variation:
                    self._texts.setdefault((name, language), variation["text"])

    @classmethod
    def load(cls, folder: Path = RESPONSES) -> "Wording":
        """Everything under a folder of YAML files. Reads them at each call: keep the result."""
        responses: dict[str, Sequence[Mapping[str, Any]]] = {}
        for path in sorted(folder.rglob("*.yml")):
            content = yaml.load(path.read_bytes(), Loader=_LOADER)
            responses.update(content.get("responses") or {})
            responses.update(content.get("phrases") or {})
        return cls(responses)

    def cause(self, finding: Finding, language: str, now: datetime) -> str:
        """The whole text of a finding."""
        return self._fill(f"utter_cause_{finding.cause.value}", language, self.placeholders(finding, language, now))

    def placeholders(self, finding: Finding, language: str, now: datetime) -> dict[str, str]:
        """What `utter_cause_<id>` is filled with: the evidence, `retry`, and `again`.

        retry is the bare moment; again is a whole sentence about when to try again, whether or not there is a moment.
        """
        filled = self.render({**finding.evidence, "retry": finding.retry}, language, now)
        filled["again"] = self._fill(f"term_retry_{finding.retry_known_as}", language, filled)
        return filled

    def say(self, text: str, language: str, now: datetime | None = None, /, **values: Any) -> str:
        """A response or phrase by name, filled with raw values by the rules above.

        Args:
            now: so that the current year may be left out of dates.

        Raises:
            WordingError: no such response in that language, or a placeholder without a value.
        """
        return self._fill(text, language, self.render(values, language, now))

    def render(self, values: Mapping[str, Any], language: str, now: datetime | None = None) -> dict[str, str]:
        """Placeholders for raw values, by the rules above: for responses that Rasa itself fills."""
        return self._render(values, _Manner(language, now))

    def _fill(self, name: str, language: str, values: Mapping[str, Any]) -> str:
        try:
            return self._texts[name, language].format_map(values)
        except KeyError as error:
            raise WordingError(f"{name} ({language}): nothing for {error}") from error

    def _render(self, values: Mapping[str, Any], manner: "_Manner") -> dict[str, str]:
        return {key.removesuffix("_cents"): self._word(key, value, manner) for key, value in values.items()}

    def _word(self, key: str, value: Any, manner: "_Manner") -> str:
        language = manner.language
        match value:
            case None | () | []:
                return self._unknown(key.removesuffix("_cents"), language)
            case Words():
                return str(getattr(value, language)).rstrip("。.")
            case Enum():
                return self._fill(f"term_{_snake(type(value).__name__)}_{value.value}", language, {})
            case str():
                return self._texts.get((f"term_{key}_{value}", language), value)
            case datetime():
                local = value.astimezone(ZONE)
                return self._fill(manner.dated("term_moment", local), language, {"at": local})
            case date():
                return self._fill(manner.dated("term_day", value), language, {"at": value})
            case Mapping():
                return self._fill(f"item_{key}", language, self._render(value, manner))
            case tuple() | list():
                separator = "\n" if isinstance(value[0], Mapping) else self._separator(value[0], language)
                return separator.join(self._word(key, each, manner) for each in value)
            case int() if not isinstance(value, bool):
                return self._number(key, value, language)
        raise WordingError(f"no rule for {key}: {type(value).__name__}")

    def _number(self, key: str, value: int, language: str) -> str:
        if key.endswith("_cents"):
            return money(value)
        sign = "+" if value and (key == "points" or "change" in key) else ""
        if key.endswith("_minutes"):
            return self._fill("term_minutes", language, {"count": f"{value:,}"})
        return f"{value:{sign},}%" if key.endswith("_percent") else f"{value:{sign},}"

    def _separator(self, first: Any, language: str) -> str:
        return self._fill("term_semicolon" if isinstance(first, Words) else "term_comma", language, {})

    def _unknown(self, key: str, language: str) -> str:
        own = f"term_unknown_{key}"
        return self._fill(own if (own, language) in self._texts else "term_unknown", language, {})


@dataclass(frozen=True)
class _Manner:
    """How one text is rendered."""

    language: str
    now: datetime | None

    def dated(self, term: str, day: date) -> str:
        this_year = self.now is not None and self.now.astimezone(ZONE).year == day.year
        return term if this_year else f"{term}_with_year"


def money(cents: int) -> str:
    """128050 → "1,280.50"; 128000 → "1,280"."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}" + (f".{part:02}" if part else "")


def _language(variation: Mapping[str, Any]) -> str | None:
    return next((c["value"] for c in variation.get("condition", ()) if c.get("name") == "language"), None)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
