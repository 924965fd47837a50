"""Labelled questions to measure understanding on, and the figures that a list of predicted intents gets on them.

LABELLED names the files (separated by `:`), each a TSV with the columns `text` and `labels`; labels joined by `|` are
all right. Without it, the files in ../shared/eval are taken, and where there are none, the project's own in
benchmarks/questions.
"""

import csv
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.environment import ROOT

COMPLAINTS = frozenset(
    [
        "cannot_borrow", "no_limit", "limit_reduced", "service_closed", "not_opened", "entry_missing",
        "limit_not_restored", "money_not_arrived", "evaluation_failed", "verification_failed", "overdue_blocked",
        "risk_blocked", "system_error", "partial_interruption",
    ]
)  # fmt: skip
IN_SCOPE = COMPLAINTS | {"ask_eligibility", "ask_raise_limit"}
NOTHING = frozenset(["out_of_scope", "nlu_fallback", ""])


@dataclass(frozen=True)
class Question:
    """What somebody typed, and the labels that are right for it."""

    text: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1: of right intents, of right intents among complaints, of questions taken for complaints."""

    accuracy: float
    complaints: float
    false_alarms: float


def files() -> list[Path]:
    """Gives the files of labelled questions; says on stderr where it has to take the project's own."""
    if named := os.environ.get("LABELLED"):
        return [Path(name) for name in named.split(os.pathsep)]
    if found := sorted((ROOT.parent / "shared" / "eval").glob("*_dev.tsv")):
        return found
    print("No LABELLED=FILE.tsv given: measuring on the questions in benchmarks/questions.", file=sys.stderr)
    return sorted((ROOT / "benchmarks" / "questions").glob("*.tsv"))


def read(path: Path) -> list[Question]:
    """Reads one file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Question(row["text"], frozenset(row["labels"].split("|"))) for row in rows]


def is_right(labels: frozenset[str], intent: str) -> bool:
    """Is the intent right where the readers gave these labels?

    Any intent of the assistant's own serves a product question; whatever is no complaint serves what is off topic.
    """
    if intent in labels:
        return True
    if "product_question" in labels and intent not in IN_SCOPE | NOTHING:
        return True
    return "out_of_scope" in labels and intent not in IN_SCOPE | {"product_question"}


def accuracy(questions: list[Question], intents: list[str]) -> float:
    """The share of right intents."""
    right = [is_right(question.labels, intent) for question, intent in zip(questions, intents, strict=True)]
    return sum(right) / max(len(right), 1)


def figures(questions: list[Question], intents: list[str]) -> Figures:
    """The three shares."""
    rows = list(zip(questions, intents, strict=True))
    complaints = [row for row in rows if row[0].labels <= COMPLAINTS]
    others = [intent for question, intent in rows if not question.labels & IN_SCOPE]
    return Figures(
        accuracy(questions, intents),
        accuracy([question for question, _ in complaints], [intent for _, intent in complaints]),
        sum(intent in COMPLAINTS for intent in others) / max(len(others), 1),
    )
