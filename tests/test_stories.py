"""The dialogues told in tests/stories/, as the trained policies predict them; actions are not run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

STORIES = Path(__file__).parent / "stories"
PATIENCE_SECONDS = 300


def test_every_story_is_predicted(tmp_path: Path):
    from tools.environment import ROOT, environment
    from tools.train import ensure_model

    given = os.environ.get("ASSISTANT_MODEL")
    model = Path(given) if given else ensure_model()
    command = [
        sys.executable, "-m", "rasa", "test", "core", "--stories", str(STORIES), "--model", str(model),
        "--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path),
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def told(folder: Path, kind: str) -> Iterator[list[dict[str, Any]]]:
    """The steps of every rule or story in a folder."""
    for file in sorted(folder.glob("*.yml")):
        for each in yaml.safe_load(file.read_text(encoding="utf-8"))[kind]:
            yield each["steps"]


def turns(steps: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Each intent with the action that answers it."""
    pairs: set[tuple[str, str]] = set()
    for step, after in pairwise(steps):
        intents = [choice["intent"] for choice in step.get("or", [step]) if "intent" in choice]
        pairs |= {(intent, after["action"]) for intent in intents if "action" in after}
    return pairs


def test_every_rule_is_told():
    from tools.environment import ROOT

    wanted = set().union(*map(turns, told(ROOT / "data" / "rules", "rules")))
    assert len(wanted) > 60
    assert not wanted - set().union(*map(turns, told(STORIES, "stories")))
