"""`make chat`: `rasa shell` for one demo account, with a fresh backend of its own behind it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import yaml

from tools.environment import ROOT, VAR, environment
from tools.stack import Stack, end_on_terminate, ending_with_parent
from tools.train import ensure_model

ACCOUNTS = ROOT / "backend" / "demo_accounts.yml"
FOLDER = VAR / "chat"


def accounts() -> list[str]:
    """Gives the ids of the demo accounts."""
    return list(yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))["accounts"])


def main() -> int:
    """Talks until the user leaves; then everything ends."""
    end_on_terminate()
    account = os.environ.get("ACCOUNT") or "overdue"
    if account not in accounts():
        print(f"There is no demo account '{account}'. Choose one of: {', '.join(accounts())}", file=sys.stderr)
        return 2
    model = ensure_model()
    fresh(FOLDER)
    env = {**environment(FOLDER), "ACCOUNT": account}
    with Stack(model, env) as stack, contextlib.suppress(KeyboardInterrupt):
        print(f"Starting for the demo account '{account}' …", file=sys.stderr, flush=True)
        stack.start_backend()
        stack.start_actions(wait=False)
        command = [sys.executable, "-m", "tools.shell", str(model)]
        with (VAR / "log" / "rasa.log").open("ab") as log:
            shell = subprocess.run(command, cwd=ROOT, env=env, stderr=log, check=False, preexec_fn=ending_with_parent())
            return shell.returncode
    return 130


def fresh(folder: Path) -> None:
    """Empties the folder of an earlier chat."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db*"):
        file.unlink()


if __name__ == "__main__":
    sys.exit(main())
