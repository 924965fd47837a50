"""What the environment decides, read once when the service starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_DATABASE_URL = "sqlite:///var/backend.db"
DEFAULT_PORT = 8000
HOST = "127.0.0.1"
_SWITCH = {"1": True, "0": False}


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set.

    `service_key` is what callers send as `X-Service-Key`. `demo` fills the database with the demo accounts and lets
    callers move the clock.
    """

    service_key: str = field(repr=False)
    database_url: str = field(default=DEFAULT_DATABASE_URL, repr=False)
    demo: bool = False
    port: int = DEFAULT_PORT
    host: str = HOST

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read `BACKEND_SERVICE_KEY`, `BACKEND_DATABASE_URL`, `BACKEND_DEMO` and `BACKEND_PORT`.

        Raises `SettingsError` when one of them cannot be used.
        """
        key = env.get("BACKEND_SERVICE_KEY", "").strip()
        if not key:
            raise SettingsError(
                "BACKEND_SERVICE_KEY is not set: choose a long random secret, and give the same to the action server."
            )
        demo = env.get("BACKEND_DEMO", "0").strip()
        if demo not in _SWITCH:
            raise SettingsError(f"BACKEND_DEMO is {demo!r}: write 1 for the demo accounts, 0 for none.")
        return cls(
            service_key=key,
            database_url=env.get("BACKEND_DATABASE_URL", "").strip() or DEFAULT_DATABASE_URL,
            demo=_SWITCH[demo],
            port=_port(env.get("BACKEND_PORT", "").strip() or str(DEFAULT_PORT)),
        )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65_536:
        return int(text)
    raise SettingsError(f"BACKEND_PORT is {text!r}: write a port number from 1 to 65535.")
