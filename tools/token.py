"""`make token ACCOUNT=<id>`: prints a token for the REST channel."""

import os
import secrets

from channels.tokens import sign
from tools.environment import environment


def main() -> None:
    """Signs with the newest key of this checkout; SESSION= names a conversation to go on with."""
    key = environment()["CHANNEL_KEYS"].split(",")[0]
    print(sign(os.environ.get("ACCOUNT") or "overdue", os.environ.get("SESSION") or secrets.token_hex(8), key))


if __name__ == "__main__":
    main()
