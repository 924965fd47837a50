"""What the alarm reader hears, on messages kept apart from training: recall by kind, state and language; false alarms.

benchmarks/alarms.tsv was written without sight of data and code: labels, language, state, text.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from contract.alarms import AlarmKind
from nlu.alarms import DESPAIR, AlarmReader
from tools.environment import ROOT

QUESTIONS = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True)
class Message:
    """A message with its kinds (none: an ordinary one), and where in a conversation it is said."""

    kinds: frozenset[AlarmKind]
    language: str
    state: str
    text: str


def read(path: Path = QUESTIONS) -> list[Message]:
    """The messages of a file."""
    return list(_read(path.read_text(encoding="utf-8").splitlines()))


def _read(lines: Iterable[str]) -> Iterator[Message]:
    for line in lines:
        labels, language, state, text = line.split("\t")
        kinds = frozenset(AlarmKind(label) for label in labels.split("+") if label != "none")
        yield Message(kinds, language, state, text)


def reader() -> AlarmReader:
    """The product's own, as config.yml sets it."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    own = next(component for component in pipeline if component["name"] == "nlu.alarms.AlarmReader")
    return AlarmReader({**AlarmReader.get_default_config(), **own})


def main() -> None:
    """Prints the shares: heard at all, and heard as what it is."""
    messages = read()
    ear = reader()
    heard = {message: ear.kinds(message.text) for message in messages}
    alarms = [message for message in messages if message.kinds]
    print(f"{'':24s} {'messages':>9s} {'heard':>7s} {'as this kind':>13s}")
    for kind in AlarmKind:
        of_kind = [message for message in alarms if kind in message.kinds]
        _print(kind.value, of_kind, heard, lambda message, kind=kind: kind in heard[message])  # type: ignore[misc]
    for group in ("language", "state"):
        for value in sorted({str(getattr(message, group)) for message in alarms}):
            some = [message for message in alarms if getattr(message, group) == value]
            _print(f"{group} {value}", some, heard, lambda message: bool(message.kinds & set(heard[message])))
    ordinary = [message for message in messages if not message.kinds]
    false = [message for message in ordinary if heard[message]]
    despair = [message for message in false if set(DESPAIR) & set(heard[message])]
    share, of_despair = len(false) / len(ordinary), len(despair) / len(ordinary)
    print(f"\nfalse alarms {len(false)} of {len(ordinary)} ({share:.2%}), of despair {len(despair)} ({of_despair:.2%})")
    print(f"as {dict(Counter(heard[message][0].value for message in false))}")


def _print(
    name: str, some: list[Message], heard: dict[Message, list[AlarmKind]], right: Callable[[Message], bool]
) -> None:
    any_kind = sum(bool(heard[message]) for message in some) / len(some)
    print(f"{name:24s} {len(some):9d} {any_kind:7.3f} {sum(map(right, some)) / len(some):13.3f}")


if __name__ == "__main__":
    main()
