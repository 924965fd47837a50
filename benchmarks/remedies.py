"""How often a remedy is gone through to its end in one try, and how often in all four ways of saying it.

Every path of paraphrases.yml is played four times against the whole assistant; its end is looked up at the backend.
pass^1 is the share of runs that succeed, pass^4 the share of paths of which all four runs do.
"""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

import httpx
import yaml

from channels.tokens import sign
from tools.environment import environment
from tools.stack import Stack
from tools.train import ensure_model

PATHS = File(__file__).parent / "paraphrases.yml"
WAYS = 4
PATIENCE_SECONDS = 60
SHOWN = 90


@dataclass(frozen=True)
class End:
    """What must be so at the backend when a path has been gone through."""

    borrows: bool = False
    paid_cents: dict[str, int | str] = field(default_factory=dict)
    """By loan; `all` is what clears it at the beginning."""
    notice: str = ""
    ticket: str = ""
    cause: str = ""
    """The cause that the ticket names."""
    papers: bool = False
    alternatives: bool = False


@dataclass(frozen=True)
class Path:
    """One happy path, each turn in four ways."""

    remedy: str
    account: str
    language: str
    turns: list[Any]
    end: End

    @property
    def name(self) -> str:
        return f"{self.remedy} {self.account} {self.language}"


@dataclass(frozen=True)
class Turn:
    """What was said, and what came back."""

    said: str
    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(message.get("text", "") for message in self.messages)

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message.get("buttons", [])]

    @property
    def can_borrow(self) -> bool:
        return any(m["custom"]["diagnosis"]["can_borrow"] for m in self.messages if "diagnosis" in m.get("custom", {}))


@dataclass(frozen=True)
class Run:
    """One try at a path; `missed` says what was not so at its end, and is empty where it succeeded."""

    path: Path
    turns: list[Turn]
    missed: list[str]


def read_paths(file: File = PATHS) -> list[Path]:
    """Gives the paths; raises ValueError where a turn is not said in four ways."""
    paths = [Path(**{**entry, "end": End(**entry["end"])}) for entry in yaml.safe_load(file.read_text("utf-8"))]
    for path in paths:
        for turn in path.turns:
            ways = turn.get("say") if isinstance(turn, dict) else turn
            if ways is not None and len(ways) != WAYS:
                raise ValueError(f"{path.name}: {ways}")
    return paths


class Assistant:
    """The whole assistant, as a user and as the lender see it."""

    def __init__(self, env: dict[str, str]) -> None:
        self._key = env["CHANNEL_KEYS"].split(",")[0]
        self._rasa = httpx.Client(
            base_url=f"http://127.0.0.1:{env['RASA_PORT']}", timeout=PATIENCE_SECONDS, trust_env=False
        )
        self._backend = httpx.Client(
            base_url=f"http://127.0.0.1:{env['BACKEND_PORT']}/v1",
            headers={"X-Service-Key": env["BACKEND_SERVICE_KEY"]},
            timeout=PATIENCE_SECONDS,
            trust_env=False,
        )

    def try_path(self, path: Path, way: int) -> Run:
        """Plays a path from the first day on, each turn in its n-th way."""
        self._backend.post("/demo/reset").raise_for_status()
        owed = {loan["id"]: loan["outstanding_cents"] + loan["penalty_cents"] for loan in self._credit(path)["loans"]}
        headers = {"Authorization": f"Bearer {sign(path.account, secrets.token_hex(6), self._key)}"}
        turns: list[Turn] = []
        missed: list[str] = []
        for step in path.turns:
            if isinstance(step, dict) and "say" not in step:
                minutes = step.get("minutes", 0) + step.get("days", 0) * 24 * 60
                self._backend.post("/clock/move", json={"minutes": minutes}).raise_for_status()
                continue
            said = (step["say"] if isinstance(step, dict) else step)[way]
            answer = self._rasa.post("/webhooks/rest/webhook", json={"message": said}, headers=headers)
            turns.append(Turn(said, answer.raise_for_status().json()))
            if isinstance(step, dict) and step["offers"] not in turns[-1].payloads:
                missed.append(f"{step['offers']} not offered")
        return Run(path, turns, [*missed, *self._missed(path, turns, owed)])

    def _missed(self, path: Path, turns: Sequence[Turn], owed: dict[str, int]) -> Iterator[str]:
        end = path.end
        if end.paid_cents:
            paid: dict[str, int] = {}
            for booked in self._get(path, "repayments"):
                paid[booked["loan_id"]] = paid.get(booked["loan_id"], 0) + booked["amount_cents"]
            wanted = {loan: owed[loan] if cents == "all" else cents for loan, cents in end.paid_cents.items()}
            if paid != wanted:
                yield f"paid {paid}, not {wanted}"
        if end.notice and end.notice not in [notice["cause"] for notice in self._get(path, "notices")]:
            yield "no notice"
        if end.ticket and (end.ticket, end.cause) not in [(t["kind"], t["cause"]) for t in self._get(path, "tickets")]:
            yield "no ticket"
        if end.papers and not self._credit(path)["business"]["documents_received"]:
            yield "no papers"
        if end.alternatives:
            names = [each["name"][path.language] for each in self._get(path, "alternatives")]
            if not any(all(name in turn.text for name in names) for turn in turns):
                yield "no alternatives"
        if end.borrows and not turns[-1].can_borrow:
            yield "not told that borrowing works"
        if end.borrows and not self._is_granted(path):
            yield "loan refused"

    def _is_granted(self, path: Path) -> bool:
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        answer = self._backend.post(f"/accounts/{path.account}/loan-applications", json={}, headers=headers)
        return bool(answer.raise_for_status().json()["granted"])

    def _credit(self, path: Path) -> Any:
        return self._get(path, "credit-status")

    def _get(self, path: Path, what: str) -> Any:
        return self._backend.get(f"/accounts/{path.account}/{what}").raise_for_status().json()


def shares(runs: Sequence[Run]) -> tuple[float, float]:
    """Gives pass^1 and pass^4."""
    by_path: dict[str, list[bool]] = {}
    for run in runs:
        by_path.setdefault(run.path.name, []).append(not run.missed)
    return sum(not run.missed for run in runs) / len(runs), sum(map(all, by_path.values())) / len(by_path)


def table(runs: Sequence[Run]) -> Iterator[str]:
    """The figures by remedy and over all, then the conversations that failed."""
    yield f"{'remedy':18s} {'paths':>5s} {'pass^1':>7s} {'pass^4':>7s}"
    for remedy in [*dict.fromkeys(run.path.remedy for run in runs), "all"]:
        own = [run for run in runs if remedy in (run.path.remedy, "all")]
        once, always = shares(own)
        yield f"{remedy:18s} {len(own) // WAYS:5d} {once:7.2f} {always:7.2f}"
    for run in runs:
        if run.missed:
            yield f"\nfailed: {run.path.name}: {'; '.join(run.missed)}"
            for turn in run.turns:
                text = turn.text.replace("\n", " / ")
                yield f"  > {turn.said}\n    {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"


@contextmanager
def assistant() -> Iterator[Assistant]:
    """A stack with ports, files and a clock of its own."""
    with tempfile.TemporaryDirectory() as name:
        env = {
            **environment(File(name)),
            "BACKEND_PORT": "8320", "ACTIONS_PORT": "5375", "RASA_PORT": "5325",
            "BACKEND_URL": "http://127.0.0.1:8320", "ACTIONS_URL": "http://127.0.0.1:5375/webhook",
            "BACKEND_DATABASE_URL": f"sqlite:///{name}/backend.db", "TRACKER_DB": f"{name}/conversations.db",
            "BACKEND_DEMO": "1", "CHANNEL_ACCOUNT_PER_MINUTE": "0", "CHANNEL_ADDRESS_PER_MINUTE": "0",
        }  # fmt: skip
        with Stack(ensure_model(), env, logs=File(name)) as stack:
            stack.start()
            yield Assistant(env)


def main() -> None:
    """Plays every path in its four ways and prints the table."""
    paths = read_paths()
    with assistant() as talks:
        runs = [talks.try_path(path, way) for path in paths for way in range(WAYS)]
    print("\n".join(table(runs)))


if __name__ == "__main__":
    main()
