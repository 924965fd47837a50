"""Starts and stops the three processes: backend, action server, Rasa."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from tools.environment import ROOT, VAR, environment

START_SECONDS = 120


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
        """Ends the named processes, or all, the last started first."""
        for name in names or tuple(reversed(self._running)):
            process = self._running.pop(name, None)
            if process is None or process.poll() is not None:
                continue
            _signal(process, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait(5)

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
            raise StackError(f"Port {self.env[port]} is taken. Choose another: {port}=<port> make …")
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
            )

    def _wait(self, name: str, port: str, path: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._running[name].poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.env[port]}{path}", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        log = self._logs / f"{name}.log"
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-10:])
        raise StackError(f"{name} did not start; the last lines of {log}:\n{tail}")


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
    """Turns SIGTERM and SIGHUP into an orderly exit, so that everything started ends with this process."""

    def leave(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
