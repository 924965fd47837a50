"""`make clock FORWARD=2h`: moves the demo clock (m minutes, h hours, d days) and prints the time it then is."""

import os
import re
import sys

import httpx

from tools.environment import environment

MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


def main() -> int:
    """Asks the running backend."""
    wanted = re.fullmatch(r"(\d+)([mhd])", os.environ.get("FORWARD") or "0m")
    if wanted is None:
        print("FORWARD is a number with m, h or d, for example FORWARD=2h", file=sys.stderr)
        return 2
    env = environment()
    try:
        answer = httpx.post(
            f"{env['BACKEND_URL']}/v1/clock/move",
            json={"minutes": int(wanted[1]) * MINUTES[wanted[2]]},
            headers={"X-Service-Key": env["BACKEND_SERVICE_KEY"]},
            trust_env=False,
        )
    except httpx.TransportError as error:
        print(f"No backend answers at {env['BACKEND_URL']} ({error}). Start it with: make serve", file=sys.stderr)
        return 1
    print(answer.json().get("now") or answer.json().get("detail"))
    return 0 if answer.is_success else 1


if __name__ == "__main__":
    sys.exit(main())
