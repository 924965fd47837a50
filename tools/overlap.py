"""Reports training examples that stand, exactly or nearly, in a file of evaluation questions.

usage: python -m tools.overlap EVAL.tsv [EVAL.tsv …]        exit code 1 where an example coincides

Two questions are near when the Dice coefficient of their character pairs, after folding case, white space and
punctuation, is at least NEAR. Questions of at most SHORT folded characters are too common to count.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from nlu.normalise import normalise

NLU = Path(__file__).parent.parent / "data" / "nlu"
NEAR = 0.85
SHORT = 8


def fold(text: str) -> str:
    """One spelling, letters and digits only."""
    return re.sub(r"[\W_]+", "", normalise(text))


def pairs(text: str) -> frozenset[str]:
    """The character pairs of a folded text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def training_examples(folder: Path = NLU) -> Iterator[tuple[Path, str, str]]:
    """Yields (file, intent, text without entity marks)."""
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            for line in block.get("examples", "").splitlines():
                if line.strip().startswith("- "):
                    text = line.strip()[2:].strip()
                    yield path, block.get("intent", ""), re.sub(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})", r"\1", text)


def evaluation_questions(path: Path) -> Iterator[str]:
    """Yields the `text` column."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from (row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def coincidences(files: list[Path]) -> Iterator[tuple[float, Path, str, str]]:
    """Yields (likeness, file, example, question), likeness 1.0 where they are the same."""
    questions = [(q, fold(q)) for file in files for q in evaluation_questions(file)]
    known = [(q, folded, pairs(folded)) for q, folded in questions if len(folded) > SHORT]
    for path, _, text in training_examples():
        folded = fold(text)
        if len(folded) <= SHORT:
            continue
        mine = pairs(folded)
        for question, other, theirs in known:
            if abs(len(other) - len(folded)) > max(4, len(folded) // 3):
                continue
            likeness = 1.0 if folded == other else 2 * len(mine & theirs) / (len(mine) + len(theirs))
            if likeness >= NEAR:
                yield likeness, path, text, question


def main() -> int:
    """Prints the coincidences, likest first."""
    found = sorted(coincidences([Path(name) for name in sys.argv[1:]]), key=lambda row: -row[0])
    for likeness, path, text, question in found:
        print(f"{likeness:.2f}  {path.relative_to(NLU)}: {text}  ~  {question}")
    print(f"{len(found)} near or exact coincidences")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
