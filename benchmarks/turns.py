"""How fast the whole assistant answers: turns a second, waiting times and memory, with 1 and with 20 users at once."""

import asyncio
import secrets
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from channels.tokens import sign
from tools.environment import environment
from tools.stack import Stack
from tools.train import ensure_model

QUESTIONS = ("借呗为什么借不了钱", "为什么", "还有别的原因吗", "why can't I borrow", "what should I do", "再查一次")
TURNS = 120


@dataclass(frozen=True)
class Load:
    """What one run gave; waiting times in milliseconds."""

    users: int
    turns_a_second: float
    p50: float
    p95: float


async def _talk(http: httpx.AsyncClient, key: str, turns: int) -> list[float]:
    """Conversations of a few turns each, one after the other; gives the waiting times in milliseconds."""
    waits = []
    for number in range(turns):
        if number % len(QUESTIONS) == 0:
            headers = {"Authorization": f"Bearer {sign('overdue', secrets.token_hex(6), key)}"}
        body = {"message": QUESTIONS[number % len(QUESTIONS)]}
        started = time.perf_counter()
        answer = await http.post("/webhooks/rest/webhook", json=body, headers=headers)
        answer.raise_for_status()
        waits.append((time.perf_counter() - started) * 1000)
    return waits


async def load(url: str, key: str, users: int) -> Load:
    """Gives the figures for so many users who each wait for their answer before they go on."""
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        await _talk(http, key, len(QUESTIONS))
        started = time.perf_counter()
        waits = [
            w for each in await asyncio.gather(*(_talk(http, key, TURNS // users) for _ in range(users))) for w in each
        ]
        seconds = time.perf_counter() - started
    return Load(users, len(waits) / seconds, statistics.median(waits), statistics.quantiles(waits, n=20)[-1])


def memory_mb(pid: int) -> float:
    """Gives the resident memory of a process and its children."""
    process = psutil.Process(pid)
    return float(sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 2**20)


def main() -> None:
    """Starts a stack of its own and prints a table."""
    model = ensure_model()
    with tempfile.TemporaryDirectory() as name:
        env = {
            **environment(Path(name)),
            "BACKEND_PORT": "8310", "ACTIONS_PORT": "5365", "RASA_PORT": "5315",
            "BACKEND_URL": "http://127.0.0.1:8310", "ACTIONS_URL": "http://127.0.0.1:5365/webhook",
            "BACKEND_DATABASE_URL": f"sqlite:///{name}/backend.db", "TRACKER_DB": f"{name}/conversations.db",
            "CHANNEL_ACCOUNT_PER_MINUTE": "100000", "CHANNEL_ADDRESS_PER_MINUTE": "100000",
        }  # fmt: skip
        with Stack(model, env, logs=Path(name)) as stack:
            stack.start()
            url, key = f"http://127.0.0.1:{env['RASA_PORT']}", env["CHANNEL_KEYS"].split(",")[0]
            print("users  turns/s   p50 ms   p95 ms")
            for users in (1, 20):
                result = asyncio.run(load(url, key, users))
                print(f"{users:5d}  {result.turns_a_second:7.1f}  {result.p50:7.0f}  {result.p95:7.0f}", flush=True)
            for part in ("backend", "actions", "rasa"):
                print(f"memory of {part:8s} {memory_mb(stack.pid(part)):6.0f} MB")


if __name__ == "__main__":
    main()
