"""What a contestant's process measures of itself, and how it hands it over."""

import json
import logging
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

WARM_UP = 20


@dataclass(frozen=True)
class Training:
    """Seconds of wall clock, peak resident memory in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Answers:
    """The intents in the order of the texts, milliseconds for each, peak resident memory in MB."""

    intents: list[str]
    milliseconds: list[float]
    memory: float


def quiet() -> None:
    """Keeps Rasa from writing a line for each message."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def peak_memory() -> float:
    """The most resident memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def answer(texts: list[str], classify: Callable[[str], Awaitable[str]]) -> Answers:
    """Asks one text after the other, after a few that do not count."""
    for text in texts[:WARM_UP]:
        await classify(text)
    intents, milliseconds = [], []
    for text in texts:
        started = time.perf_counter()
        intents.append(await classify(text))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Answers(intents, milliseconds, peak_memory())


def write(path: Path, result: Training | Answers) -> None:
    """Hands a result over to the process that started this one."""
    path.write_text(json.dumps(asdict(result)), encoding="utf-8")
