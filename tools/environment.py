"""The environment that every process of the stack gets: ports, secrets, quiet libraries."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).parent.parent
VAR = ROOT / "var"
SECRETS = VAR / "secrets.env"
SECRET_NAMES = ("CHANNEL_KEYS", "BACKEND_SERVICE_KEY")
LOOPBACK = ("127.0.0.1", "localhost", "::1")

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SQLALCHEMY_WARN_20": "0",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def environment(folder: Path = VAR) -> dict[str, str]:
    """Gives the environment for a stack whose files lie in `folder`; what is set outside wins."""
    env = {**QUIET, **_secrets(), **os.environ}
    env.setdefault("BACKEND_PORT", "8000")
    env.setdefault("ACTIONS_PORT", "5055")
    env.setdefault("RASA_PORT", "5005")
    env.setdefault("BACKEND_DATABASE_URL", f"sqlite:///{folder / 'backend.db'}")
    env.setdefault("BACKEND_DEMO", "1")
    env.setdefault("BACKEND_URL", f"http://127.0.0.1:{env['BACKEND_PORT']}")
    env.setdefault("ACTIONS_URL", f"http://127.0.0.1:{env['ACTIONS_PORT']}/webhook")
    env.setdefault("TRACKER_DB", str(folder / "conversations.db"))
    env.setdefault("NLU_VECTOR_CACHE", str(VAR / "vectors"))
    for name in ("no_proxy", "NO_PROXY"):
        env[name] = _with_loopback(env.get("no_proxy") or env.get("NO_PROXY") or "")
    env["SANIC_HOST"] = "127.0.0.1"
    env["PYTHONPATH"] = str(ROOT)
    return env


def _with_loopback(unproxied: str) -> str:
    """Adds this machine to the hosts that no proxy stands before."""
    named = [host.strip() for host in unproxied.split(",") if host.strip()]
    return "*" if "*" in named else ",".join(dict.fromkeys([*named, *LOOPBACK]))


def _secrets() -> dict[str, str]:
    """Reads the secrets of this checkout, made at the first use and readable by its owner alone."""
    if not SECRETS.is_file():
        SECRETS.parent.mkdir(parents=True, exist_ok=True)
        made = "".join(f"{name}={secrets.token_urlsafe(32)}\n" for name in SECRET_NAMES)
        descriptor = os.open(SECRETS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(made)
    lines = SECRETS.read_text(encoding="utf-8").split()
    return dict(line.split("=", 1) for line in lines)
