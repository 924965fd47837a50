"""How much accuracy the trained model keeps when the questions are misspelt, in other characters, or after a story."""

import asyncio
from collections.abc import Callable
from random import Random

from benchmarks import labelled, typos
from benchmarks.baselines.contestant import quiet
from tools.train import ensure_model

SEED = 1
CHANGES: tuple[tuple[str, Callable[[str, Random], str]], ...] = (
    ("one typo by sound", typos.by_sound),
    ("one typo by shape", typos.by_shape),
    ("traditional characters", typos.traditional),
    ("no punctuation, lower case", typos.bare),
    ("after a story", typos.after_a_story),
)


async def intents(texts: list[str]) -> list[str]:
    """The trained model's intents."""
    from rasa.core.agent import Agent

    quiet()
    agent = Agent.load(str(ensure_model()))
    return [str((await agent.parse_message(text))["intent"]["name"]) for text in texts]


def main() -> None:
    """Prints accuracy, complaint accuracy and false alarms of each change, and the difference from the clean ones."""
    for path in labelled.files():
        questions = labelled.read(path)
        changed = {"as typed": [question.text for question in questions]}
        for name, change in CHANGES:
            chance = Random(SEED)
            changed[name] = [change(question.text, chance) for question in questions]
        answers = asyncio.run(intents([text for texts in changed.values() for text in texts]))
        print(
            f"{path.stem + ', ' + str(len(questions)) + ' questions':30s} {'accuracy':>8s} {'':8s} complaints  alarms"
        )
        clean: float | None = None
        for number, (name, texts) in enumerate(changed.items()):
            if number and texts == changed["as typed"]:
                continue
            shares = labelled.figures(questions, answers[number * len(questions) : (number + 1) * len(questions)])
            clean = shares.accuracy if clean is None else clean
            print(
                f"{name:30s} {shares.accuracy:8.3f} ({shares.accuracy - clean:+.3f}) {shares.complaints:9.3f} "
                f"{shares.false_alarms:7.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
