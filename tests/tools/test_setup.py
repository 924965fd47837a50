"""`tools/setup.sh` where the machine, its Python or the place of the checkout is not as on the first day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.environment import ROOT

# Tells what setup asks, and makes a .venv that works or, without ensurepip, half of one, as Debian's Python does.
PYTHON = """#!/bin/sh
case "$*" in
    *"version_info"*) exit 0 ;;
    *"import ensurepip"*) exit {complete} ;;
    *"SOABI"*) exit {musl} ;;
    *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python; exit {venv} ;;
    *"-m pip"*) exit {pip} ;;
    --version) echo "Python 3.10.0" ;;
esac
"""


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder.parent / "bin"
        (folder / "tools").mkdir(parents=True)
        self.path.mkdir()
        for name in ("tools/setup.sh", "requirements.txt", "requirements-weights.txt"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("cat", "cksum", "dirname", "head", "mkdir", "rm", "sed", "sh", "tail", "cp", "uname"):
            found = shutil.which(name)
            assert found
            (self.path / name).symlink_to(found)

    def command(self, name: str, text: str) -> Path:
        file = self.path / name
        file.unlink(missing_ok=True)
        file.write_text(text)
        file.chmod(0o755)
        return file

    def python(self, complete: bool = True, musl: bool = False, venv: bool = True, pip: bool = True) -> str:
        exits = {"complete": complete, "musl": not musl, "venv": venv, "pip": pip}
        text = PYTHON.format(**{name: 0 if good else 1 for name, good in exits.items()})
        return str(self.command("python3.10", text))

    def setup(self, python: str) -> "subprocess.CompletedProcess[str]":
        env = {"PATH": str(self.path), "HOME": str(self.folder.parent), "PYTHON": python}
        return subprocess.run(
            [self.folder / "tools" / "setup.sh"], env=env, capture_output=True, text=True, check=False, timeout=30
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "aarch64"), ("Darwin", "x86_64")])
def test_another_machine_is_refused_at_once(checkout: Checkout, system: str, machine: str) -> None:
    checkout.command("uname", f'#!/bin/sh\n[ "$1" = -s ] && echo {system} || echo {machine}\n')
    done = checkout.setup(checkout.python())
    assert done.returncode == 1
    assert f"Linux on x86_64 with glibc, and this is {system} on {machine}" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_musl_is_refused_at_once(checkout: Checkout) -> None:
    done = checkout.setup(checkout.python(musl=True))
    assert done.returncode == 1
    assert "Linux with musl" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_without_ensurepip_it_says_both_times_what_to_install(checkout: Checkout) -> None:
    python = checkout.python(complete=False)
    for _ in range(2):
        done = checkout.setup(python)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "apt-get install python3.10-venv" in done.stderr
        assert not (checkout.folder / ".venv").exists()


@pytest.mark.parametrize("fault", ["venv", "pip"])
def test_a_half_made_venv_is_taken_away_and_said(checkout: Checkout, fault: str) -> None:
    python = checkout.python(venv=fault != "venv", pip=fault != "pip")
    for _ in range(2):
        done = checkout.setup(python)
        assert done.returncode == 1
        assert "could not make .venv" in done.stderr
        assert not (checkout.folder / ".venv").exists()


def test_a_whole_venv_is_set_up_once(checkout: Checkout) -> None:
    python = checkout.python()
    first, second = checkout.setup(python), checkout.setup(python)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "Set up." in first.stderr
    assert second.stderr == ""


def test_a_moved_checkout_is_mended(checkout: Checkout, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout.folder / ".venv"], check=True)
    script = checkout.folder / ".venv" / "bin" / "tool"
    script.write_text(f"#!{checkout.folder}/.venv/bin/python\nprint('it runs')\n")
    script.chmod(0o755)
    sums = "cat requirements.txt requirements-weights.txt | cksum"
    stamp = subprocess.check_output(sums, shell=True, cwd=checkout.folder, text=True)
    (checkout.folder / ".venv" / ".installed").write_text(stamp)
    assert checkout.setup("").stderr == ""

    moved = tmp_path / "another place"
    checkout.folder.rename(moved)
    checkout.folder = moved
    done = checkout.setup("")
    assert done.returncode == 0
    assert "was moved" in done.stderr
    assert str(tmp_path / "checkout") not in (moved / ".venv/bin/activate").read_text()
    assert str(moved / ".venv") in (moved / ".venv/bin/tool").read_text()
    assert checkout.setup("").stderr == "", "it is mended once"


def test_make_calls_no_script_of_the_venv() -> None:
    assert ".venv/bin/" not in (ROOT / "Makefile").read_text().replace("PYTHON_IN_VENV := .venv/bin/python\n", "")


def test_a_clone_with_converted_line_ends_keeps_the_scripts(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    source = tmp_path / "source"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x", "-c", "core.autocrlf=true"]
    (source / "tools").mkdir(parents=True)
    for name in (".gitattributes", "Makefile", "tools/setup.sh", "docs/images/desktop-zh.png"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], cwd=source, env=env, check=True, capture_output=True)
    clone = tmp_path / "clone"
    subprocess.run([*git, "clone", "-q", source, clone], env=env, check=True, capture_output=True)
    for name in ("Makefile", "tools/setup.sh", "docs/images/desktop-zh.png"):
        assert (clone / name).read_bytes() == (ROOT / name).read_bytes()
