"""However a run ends, nothing of it goes on; and what does go on is named."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tools.stack
from tests.conftest import environment_of, free_ports
from tools.environment import ROOT
from tools.stack import Stack, StackError

PATIENCE_SECONDS = 20
# A run with three children of the stack's own making; one is slow to end, as Rasa is.
RUN = """
import sys, time
from pathlib import Path
import tools.stack
from tools.environment import environment
from tools.stack import Stack, end_on_terminate

folder, *ports = sys.argv[1:]
tools.stack.RUNS = Path(folder) / "run"
child = "import signal,sys,time;signal.signal(15,lambda *_:(time.sleep(float(sys.argv[1])),sys.exit()));time.sleep(99)"
end_on_terminate()
env = dict(zip(("BACKEND_PORT", "ACTIONS_PORT", "RASA_PORT"), ports), PATH="")
with Stack(Path(folder), env, logs=Path(folder)) as stack:
    for name, slow in (("backend", "0"), ("actions", "0"), ("rasa", "1")):
        stack._start(name, f"{name.upper()}_PORT", [sys.executable, "-c", child, slow])
    time.sleep(0.5)
    print(*(stack.pid(name) for name in ("backend", "actions", "rasa")), flush=True)
    stack.watch()
"""


def alive(pid: int) -> bool:
    return tools.stack._born(pid) != "-"


def gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


class Run:
    def __init__(self, folder: Path) -> None:
        ports = [str(port) for port in free_ports(3)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(folder), *ports],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.children = [int(pid) for pid in self.process.stdout.readline().split()]
        assert len(self.children) == 3


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    started = Run(tmp_path)
    yield started
    for pid in (started.process.pid, *started.children):
        if alive(pid):
            os.kill(pid, signal.SIGKILL)
    started.process.wait()


@pytest.mark.parametrize(
    "signals",
    [
        (signal.SIGINT,),
        (signal.SIGINT, signal.SIGINT),
        (signal.SIGINT, signal.SIGINT, signal.SIGINT, signal.SIGTERM),
        (signal.SIGTERM, signal.SIGHUP),
        (signal.SIGHUP, signal.SIGHUP, signal.SIGTERM),
        (signal.SIGKILL,),
    ],
    ids=lambda signals: "-".join(number.name for number in signals),
)
def test_nothing_of_a_run_goes_on(run: Run, signals: tuple[signal.Signals, ...], tmp_path: Path) -> None:
    for number in signals:
        run.process.send_signal(number)
        time.sleep(0.3)
    run.process.wait(PATIENCE_SECONDS)

    assert gone(run.children)
    assert signals == (signal.SIGKILL,) or not list((tmp_path / "run").iterdir())


def test_what_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    others = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        tools.stack.end_on_terminate()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
        for number, handler in others.items():
            signal.signal(number, handler)


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[dict[str, str], Path]]:
    """A stack's environment whose backend port somebody holds, and the folder of its records."""
    monkeypatch.setattr(tools.stack, "RUNS", tmp_path / "run")
    env = environment_of(tmp_path, free_ports(1)[0])
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", int(env["BACKEND_PORT"])))
        holder.listen()
        yield env, tmp_path


def message(env: dict[str, str], folder: Path) -> str:
    with Stack(folder, env, logs=folder) as stack, pytest.raises(StackError) as refused:
        stack.start_backend()
    return str(refused.value)


def test_a_stranger_on_the_port_is_no_earlier_run(held: tuple[dict[str, str], Path]) -> None:
    env, folder = held
    assert message(env, folder) == f"Port {env['BACKEND_PORT']} is taken. Choose another: BACKEND_PORT=<port> make …"


def test_a_run_that_still_goes_on_is_named(held: tuple[dict[str, str], Path]) -> None:
    env, folder = held
    tools.stack._record(env["BACKEND_PORT"], os.getppid())  # this process holds it
    assert f"held by an earlier run of this project. End it: kill {os.getpid()} —" in message(env, folder)


def test_what_a_run_has_left_is_named_whole(held: tuple[dict[str, str], Path]) -> None:
    env, folder = held
    children = [subprocess.Popen(["sleep", "60"]) for _ in range(2)]
    try:
        for child, port in zip(children, (env["BACKEND_PORT"], "1"), strict=True):
            tools.stack._record(port, child.pid)
            record = folder / "run" / f"{child.pid}.pid"
            record.write_text(record.read_text().rsplit(" ", 2)[0] + " 1 0")  # its parent is another by now
        said = message(env, folder)
        assert "an earlier run of this project left. End it: kill -9 " in said
        assert all(str(child.pid) in said for child in children)
    finally:
        for child in children:
            child.kill()
            child.wait()
    assert "is taken" in message(env, folder), "a number that is nobody's any more is not named"
