"""Proxy variables of the outside do not come between the parts of one machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tools.stack
from tests.conftest import environment_of, free_ports
from tools.environment import ROOT, environment
from tools.stack import Stack

PROXY = "http://127.0.0.1:9"
VARIABLES = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in VARIABLES:
        monkeypatch.setenv(name, PROXY)
    yield


@pytest.mark.usefixtures("proxied")
def test_the_backend_is_found_and_its_clock_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools.stack, "RUNS", tmp_path / "run")
    monkeypatch.setattr(tools.stack, "START_SECONDS", 30)
    env = environment_of(tmp_path, free_ports(1)[0])
    env["BACKEND_URL"] = f"http://127.0.0.1:{env['BACKEND_PORT']}"
    plain = {name: value for name, value in env.items() if name.lower() != "no_proxy"}
    with Stack(tmp_path, env, logs=tmp_path) as stack:
        stack.start_backend()
        clock = [sys.executable, "-m", "tools.clock"]
        moved = subprocess.run(
            clock, cwd=ROOT, env={**plain, "FORWARD": "1m"}, capture_output=True, text=True, check=False
        )
    assert (moved.returncode, moved.stderr) == (0, "")
    silent = subprocess.run(clock, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
    assert silent.returncode == 1
    assert "make serve" in silent.stderr and "Traceback" not in silent.stderr


@pytest.mark.usefixtures("proxied")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "127.0.0.1,localhost,::1"),
        ("lender.example, localhost", "lender.example,localhost,127.0.0.1,::1"),
        ("*", "*"),
    ],
)
@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_children_ask_this_machine_without_a_proxy(
    given: str, expected: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, given)
    env = environment()
    assert env["no_proxy"] == env["NO_PROXY"] == expected
    assert env["http_proxy"] == os.environ["http_proxy"], "the proxy itself stays, for what lies outside"
