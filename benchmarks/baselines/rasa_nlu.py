"""A Rasa pipeline as a contestant.

usage: python -m benchmarks.baselines.rasa_nlu train CONFIG FOLDER | answer TEXTS.json FOLDER
"""

import asyncio
import json
import os
import re
import sys
import time
from pathlib import Path

from benchmarks.baselines.contestant import Training, answer, peak_memory, quiet, write
from tools.environment import ROOT


def train(config: Path, folder: Path) -> None:
    """Trains the pipeline that a configuration names on data/nlu; DIET_EPOCHS, where set, for that many epochs."""
    from rasa.model_training import train_nlu

    epochs = os.environ.get("DIET_EPOCHS")
    if epochs:
        shorter = folder / "config.yml"
        shorter.write_text(re.sub(r"(?m)^(\s+epochs:).*$", rf"\1 {int(epochs)}", config.read_text(encoding="utf-8")))
        config = shorter
    started = time.perf_counter()
    train_nlu(str(config), str(ROOT / "data" / "nlu"), str(folder), fixed_model_name="model")
    write(folder / "training.json", Training(time.perf_counter() - started, peak_memory()))


async def respond(texts: list[str], folder: Path) -> None:
    """Loads what `train` made and answers."""
    from rasa.core.agent import Agent

    quiet()
    agent = Agent.load(str(folder / "model.tar.gz"))

    async def classify(text: str) -> str:
        return str((await agent.parse_message(text))["intent"]["name"])

    write(folder / "answers.json", await answer(texts, classify))


if __name__ == "__main__":
    command, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if command == "train":
        train(source, target)
    else:
        asyncio.run(respond(json.loads(source.read_text(encoding="utf-8")), target))
