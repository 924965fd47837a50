"""Trains the assistant when what it is trained from has changed: `python -m tools.train`."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.environment import ROOT, VAR, environment

MODEL = ROOT / "models" / "assistant.tar.gz"
FINGERPRINT = MODEL.with_suffix(".sha256")
SOURCES = ("config.yml", "domain.yml", "requirements.txt", "requirements-weights.txt", "data", "nlu")


def sources() -> Iterator[Path]:
    """Yields every file that the model depends on, in a fixed order."""
    for name in SOURCES:
        path = ROOT / name
        files = [path] if path.is_file() else path.rglob("*")
        yield from sorted(file for file in files if file.suffix in {".yml", ".py", ".txt"})


def fingerprint() -> str:
    """Gives a digest of all sources."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def ensure_model() -> Path:
    """Gives the path of a model that is up to date, training it first where it is not."""
    current = fingerprint()
    if MODEL.is_file() and FINGERPRINT.is_file() and FINGERPRINT.read_text(encoding="utf-8") == current:
        return MODEL
    print("Training the assistant (about two minutes) …", file=sys.stderr, flush=True)
    started = time.monotonic()
    log = VAR / "log" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "assistant", "--out", str(MODEL.parent)]
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            command, cwd=ROOT, env=environment(), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode != 0 or not MODEL.is_file():
        tail = "\n".join(log.read_text(encoding="utf-8").splitlines()[-15:])
        raise SystemExit(f"Training failed; the last lines of {log}:\n{tail}")
    FINGERPRINT.write_text(current, encoding="utf-8")
    print(f"Trained in {time.monotonic() - started:.0f} s.", file=sys.stderr, flush=True)
    return MODEL


if __name__ == "__main__":
    ensure_model()
