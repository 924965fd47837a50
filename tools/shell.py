"""`rasa shell` with this project's terminal channel in the place of Rasa's own."""

import os
import sys

from rasa.__main__ import main as rasa_main
from rasa.core.channels import BUILTIN_CHANNELS

from channels.terminal import Terminal


def main() -> None:
    """Runs the shell for the model named on the command line."""
    BUILTIN_CHANNELS["cmdline"] = Terminal
    sys.argv = [
        "rasa", "shell", "--model", sys.argv[1], "--endpoints", "endpoints.yml", "--interface", "127.0.0.1",
        "--port", os.environ["RASA_PORT"],
    ]  # fmt: skip
    rasa_main()


if __name__ == "__main__":
    main()
