"""`make predict QUESTIONS=in.tsv OUT=out.tsv`: the trained model's intent for each question."""

import asyncio
import csv
import os
import sys
import warnings
from pathlib import Path

from tools.environment import QUIET


async def predict(questions: Path, out: Path) -> int:
    """Reads a column `text`, writes text, intent and confidence; gives the number of questions."""
    from rasa.core.agent import Agent

    from tools.train import MODEL

    agent = Agent.load(str(MODEL))
    with questions.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write("text\tintent\tconfidence\n")
        for text in texts:
            parsed = await agent.parse_message(text)
            file.write(f"{text}\t{full_intent(parsed)}\t{parsed['intent']['confidence']:.4f}\n")
    return len(texts)


def full_intent(parsed: dict[str, dict[str, object]]) -> str:
    """Gives the intent, a retrieval intent with its key."""
    name = str(parsed["intent"]["name"])
    selected = parsed.get("response_selector", {}).get(name)
    return str(selected["response"]["intent_response_key"]) if isinstance(selected, dict) else name


def main() -> int:
    """Takes its two files from the environment, as make hands them over."""
    if not (os.environ.get("QUESTIONS") and os.environ.get("OUT")):
        print("usage: make predict QUESTIONS=in.tsv OUT=out.tsv", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    count = asyncio.run(predict(Path(os.environ["QUESTIONS"]), Path(os.environ["OUT"])))
    print(f"{count} questions → {os.environ['OUT']}")
    return 0


if __name__ == "__main__":
    os.environ.update({name: value for name, value in QUIET.items() if name not in os.environ})
    sys.exit(main())
