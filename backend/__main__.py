"""`python -m backend`: serve on the loopback interface until told to stop."""

from __future__ import annotations

import sys

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from backend.app import create_app
from backend.settings import Settings, SettingsError


def main() -> int:
    """Start the service; 2 when a setting is wrong, 1 when the database cannot be opened."""
    try:
        settings = Settings.from_env()
        app = create_app(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (SQLAlchemyError, OSError) as error:
        print(f"The database cannot be opened: {error}", file=sys.stderr)
        return 1
    if not settings.demo:
        print("Demo mode is off: no demo accounts, and the clock stands at real time.", file=sys.stderr)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False, ws="none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
