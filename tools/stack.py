"""Starts and stops the three processes: backend, action server, Rasa."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from tools.environment import ROOT, VAR, environment

START_SECONDS = 120
RUNS = VAR / "run"

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)
_without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StackError(SystemExit):
    """The stack cannot start; the text says what to do."""


class Stack:
    """The processes of one assistant; a context manager that ends them all."""

    def __init__(self, model: Path, env: dict[str, str] | None = None, logs: Path = VAR / "log") -> None:
        self.env = env or environment()
        self._model = model
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Stack":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start_backend(self) -> None:
        """Starts the mock account backend and waits until it answers."""
        self._start("backend", "BACKEND_PORT", [sys.executable, "-m", "backend"])
        self._wait("backend", "BACKEND_PORT", "/health")

    def start_actions(self, wait: bool = True) -> None:
        """Starts the action server; waits until it answers unless told not to."""
        port = self.env["ACTIONS_PORT"]
        command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", port]
        self._start("actions", "ACTIONS_PORT", command)
        if wait:
            self._wait("actions", "ACTIONS_PORT", "/health")

    def start_rasa(self) -> None:
        """Starts Rasa with the REST channel and waits until its model is loaded."""
        command = [
            sys.executable, "-m", "tools.front", "run", "--model", str(self._model), "--endpoints", "endpoints.yml",
            "--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", self.env["RASA_PORT"],
        ]  # fmt: skip
        self._start("rasa", "RASA_PORT", command)
        self._wait("rasa", "RASA_PORT", "/webhooks/rest/")

    def start(self) -> None:
        """Starts all three."""
        self.start_backend()
        self.start_actions(wait=False)
        self.start_rasa()
        self._wait("actions", "ACTIONS_PORT", "/health")

    def stop(self, *names: str) -> None:
        """Ends the named processes, or all, the last started first; what is asked meanwhile has to wait."""
        with _undisturbed():
            for name in names or tuple(reversed(self._running)):
                process = self._running.pop(name, None)
                if process is not None:
                    _end(process)
                    (RUNS / f"{process.pid}.pid").unlink(missing_ok=True)

    def watch(self) -> None:
        """Returns when one of the processes has ended by itself, with a word about it."""
        while True:
            for name, process in self._running.items():
                if process.poll() is not None:
                    raise StackError(f"{name} has ended; see {self._logs / name}.log")
            time.sleep(0.5)

    def pid(self, name: str) -> int:
        """The process id of a running part."""
        return self._running[name].pid

    def _start(self, name: str, port: str, command: list[str]) -> None:
        if _is_taken(int(self.env[port])):
            raise StackError(_who_holds(self.env[port], port))
        self._logs.mkdir(parents=True, exist_ok=True)
        with (self._logs / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=ending_with_parent(),
            )
        _record(self.env[port], self._running[name].pid)

    def _wait(self, name: str, port: str, path: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._running[name].poll() is not None:
                break
            try:
                with _without_proxy.open(f"http://127.0.0.1:{self.env[port]}{path}", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        log = self._logs / f"{name}.log"
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-10:])
        raise StackError(f"{name} did not start; the last lines of {log}:\n{tail}")


def ending_with_parent() -> Callable[[], None] | None:
    """What a child does before it becomes its program, so that it ends with this process even at `kill -9`.

    Linux ties this to the thread that starts the child; a thread other than the main one gets None.
    """
    if threading.current_thread() is not threading.main_thread():
        return None
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != parent:
            os._exit(1)

    return tie


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        if process.poll() is None:
            _signal(process, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)


def _record(port: str, pid: int) -> None:
    """Notes who holds a port: the port, the child and the process that started it, each with its time of birth."""
    RUNS.mkdir(parents=True, exist_ok=True)
    people = " ".join(f"{number} {_born(number)}" for number in (pid, os.getpid()))
    (RUNS / f"{pid}.pid").write_text(f"{port} {people}", encoding="utf-8")


def _who_holds(port: str, variable: str) -> str:
    """Says how to get past a taken port; names what an earlier run of this checkout has left on it."""
    owner, left = None, []
    for record in RUNS.glob("*.pid"):
        with contextlib.suppress(ValueError, OSError):
            held, child, born, parent, parent_born = record.read_text(encoding="utf-8").split()
            if _born(int(child)) != born:
                record.unlink()
            elif _born(int(parent)) != parent_born:
                left.append((held, child))
            elif held == port:
                owner = parent
    other = f"choose another port: {variable}=<port> make …"
    if owner is not None:
        return f"Port {port} is held by an earlier run of this project. End it: kill {owner} — or {other}"
    if any(held == port for held, _ in left):
        children = " ".join(["-9", *(child for _, child in left)])
        return f"Port {port} is held by what an earlier run of this project left. End it: kill {children} — or {other}"
    return f"Port {port} is taken. Choose another: {variable}=<port> make …"


def _born(pid: int) -> str:
    """When a process began, in the kernel's count, which tells it from a later one of the same number; "-" if none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "-"
    state, *fields = stat.rpartition(")")[2].split()
    return "-" if state == "Z" else fields[18]


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def end_on_terminate() -> None:
    """Turns SIGINT, SIGTERM and SIGHUP into one orderly exit: the first counts, and all later ones are ignored.

    What is ignored from outside, as under nohup, stays ignored.
    """

    def leave(number: int, frame: object) -> None:
        for ending in _ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    for ending in _ENDINGS:
        if signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, leave)
