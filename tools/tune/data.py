"""What is learnt: messages with their labels, from data/alarms and, as ordinary ones, data/nlu."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from contract.alarms import AlarmKind

ALARMS = tuple(kind.value for kind in AlarmKind)
ANSWERS = ("consent", "mine")
LABELS = (*ALARMS, *ANSWERS)
UNKNOWN = -1.0
"""A label that a row says nothing about; it is left out of the loss."""

_DEV_SHARE, _BLOCK = 8, 20
_ORDINARY = 1_500
_NOT_ORDINARY = frozenset(
    {
        "distress",
        "secure_account",
        "scam_offer",
        "risk_blocked",
        "human_handoff",
        "insult",
        "goodbye",
        "complain_service",
    }
)
_EXAMPLE = re.compile(r"^\s*-\s+(.+)$")
_MARK = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Row:
    """A message and, for each label, 1, 0 or UNKNOWN."""

    text: str
    labels: str
    targets: tuple[float, ...]
    is_dev: bool
    """Is it kept apart, for the calibration and the thresholds?"""


def rows(alarms: Path, nlu: Path) -> list[Row]:
    """All rows of both languages, in a fixed order, none twice."""
    found: dict[str, Row] = {}
    for path in sorted(alarms.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            labels, _, text = line.partition("\t")
            if text.strip():
                found.setdefault(
                    text.strip(), _row(text.strip(), labels, path.stem.startswith("consent"), _apart(number))
                )
    ordinary = sorted(set(_ordinary(nlu)) - set(found), key=_stable)
    for language in (True, False):
        some = [text for text in ordinary if bool(_CHINESE.search(text)) is language][:_ORDINARY]
        found |= {text: _row(text, "none", False, _apart(_BLOCK * _stable(text))) for text in some}
    return list(found.values())


def _apart(number: int) -> bool:
    """Neighbouring lines are often an alarm and its near miss: blocks of them stay together."""
    return number // _BLOCK % _DEV_SHARE == 0


def _row(text: str, labels: str, of_answers: bool, is_dev: bool) -> Row:
    """A file of answers says nothing about alarms in what is no answer, and the other way round."""
    said = set(labels.split("+")) - {"none"}
    if unknown := said - set(LABELS):
        raise ValueError(f"{unknown} in: {labels}\t{text}")
    silent = {*ALARMS} if of_answers else {*ANSWERS}
    if said:
        silent = set()
    targets = tuple(UNKNOWN if label in silent else float(label in said) for label in LABELS)
    return Row(text, labels, targets, is_dev)


def _ordinary(nlu: Path) -> Iterator[str]:
    for path in sorted(nlu.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", ()):
            if block.get("intent", "").partition("/")[0] in _NOT_ORDINARY:
                continue
            for line in str(block.get("examples", "")).splitlines():
                example = _EXAMPLE.match(line)
                text = _MARK.sub(r"\1", example[1]) if example else ""
                if text:
                    yield text


def _stable(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)
