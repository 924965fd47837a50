"""What the action server takes from its environment, read once."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Settings:
    """Where the lender's system is, and the key to it."""

    backend_url: str
    service_key: str


@cache
def settings() -> Settings:
    """Reads BACKEND_URL (or BACKEND_PORT, on this machine) and BACKEND_SERVICE_KEY."""
    port = os.environ.get("BACKEND_PORT", "8000")
    return Settings(
        backend_url=os.environ.get("BACKEND_URL", f"http://127.0.0.1:{port}"),
        service_key=os.environ.get("BACKEND_SERVICE_KEY", ""),
    )
