"""This pipeline, stock Rasa and TF-IDF with logistic regression, on the same training data and the same questions.

Each trains in one process and answers in another, both its own, so that memory is its own; answering has one thread.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import labelled
from benchmarks.baselines.contestant import Answers, Training
from tools.environment import QUIET, ROOT

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "TF_INTRA_OP_PARALLELISM_THREADS",
    "TF_INTER_OP_PARALLELISM_THREADS",
)
BASELINES = Path(__file__).parent / "baselines"


@dataclass(frozen=True)
class Contestant:
    """A name, the module that runs it, and what the module is to be told."""

    name: str
    module: str
    source: str = "-"


EPOCHS = os.environ.setdefault("DIET_EPOCHS", "10")
"""Rasa's own default is 100, which takes hours on two cores: DIET_EPOCHS=100 make bench."""

CONTESTANTS = (
    Contestant(f"stock Rasa (DIET, {EPOCHS} epochs)", "benchmarks.baselines.rasa_nlu", str(BASELINES / "stock.yml")),
    Contestant("TF-IDF + logistic regression", "benchmarks.baselines.tfidf"),
    Contestant("this pipeline", "benchmarks.baselines.rasa_nlu", str(ROOT / "config.yml")),
)


def run(contestant: Contestant, texts: list[str], folder: Path) -> tuple[Training, Answers]:
    """Trains it and lets it answer; raises CalledProcessError where it fails."""
    questions = folder / "texts.json"
    questions.write_text(json.dumps(texts), encoding="utf-8")
    quiet = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT), "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    quiet = {name: value for name, value in quiet.items() if name not in (*THREADS, "NLU_VECTOR_CACHE")}
    command = [sys.executable, "-m", contestant.module]
    for arguments, env in (
        (["train", contestant.source, str(folder)], quiet),
        (["answer", str(questions), str(folder)], {**quiet, **dict.fromkeys(THREADS, "1")}),
    ):
        with (folder / "log").open("w") as log:
            subprocess.run([*command, *arguments], cwd=ROOT, env=env, stdout=log, stderr=log, check=True)
    training = Training(**json.loads((folder / "training.json").read_text(encoding="utf-8")))
    return training, Answers(**json.loads((folder / "answers.json").read_text(encoding="utf-8")))


def main() -> None:
    """Prints the figures of each, the ratios against stock Rasa, and the shares for each file of questions."""
    files = {path.stem: labelled.read(path) for path in labelled.files()}
    texts = [question.text for questions in files.values() for question in questions]
    print(f"{'':30s} {'ms p50':>8s} {'ms p95':>8s} {'MB':>6s} {'training s':>11s} {'MB':>6s}   (one thread to answer)")
    stock: tuple[float, float, float, float] | None = None
    intents: dict[str, list[str]] = {}
    for contestant in CONTESTANTS:
        with tempfile.TemporaryDirectory() as name:
            training, answers = run(contestant, texts, Path(name))
        p50, p95 = statistics.median(answers.milliseconds), statistics.quantiles(answers.milliseconds, n=20)[-1]
        intents[contestant.name] = answers.intents
        print(
            f"{contestant.name:30s} {p50:8.1f} {p95:8.1f} {answers.memory:6.0f} {training.seconds:11.0f} "
            f"{training.memory:6.0f}"
        )
        mine = (p50, p95, answers.memory, training.seconds)
        stock = stock or mine
        shares = [value / base for value, base in zip(mine, stock, strict=True)]
        print(
            f"{'  against stock':30s} {shares[0]:8.2f} {shares[1]:8.2f} {shares[2]:6.2f} {shares[3]:11.2f}", flush=True
        )
    _print_shares(files, intents)


def _print_shares(files: dict[str, list[labelled.Question]], intents: dict[str, list[str]]) -> None:
    start = 0
    for name, questions in files.items():
        print(f"\n{name}, {len(questions)} questions {'accuracy':>20s} {'complaints':>11s} {'false alarms':>13s}")
        base: float | None = None
        for contestant, predicted in intents.items():
            shares = labelled.figures(questions, predicted[start : start + len(questions)])
            base = shares.accuracy if base is None else base
            print(
                f"{contestant:30s} {shares.accuracy:8.3f} ({shares.accuracy - base:+.3f}) {shares.complaints:11.3f} "
                f"{shares.false_alarms:13.3f}"
            )
        start += len(questions)


if __name__ == "__main__":
    main()
