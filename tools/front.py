"""`rasa run` behind uvicorn in the place of Sanic's own server: `python -m tools.front run --model …`.

Rasa 3.6 pins Sanic 21.12, whose server is no longer mended and stops for good at a request with a negative length
(docs/security.md). The application stays Sanic's; uvicorn, with h11, reads what comes from the network.
"""

import sys
import warnings
from ssl import SSLContext
from typing import Any

import uvicorn
from rasa.__main__ import main as rasa_main
from sanic import Sanic
from sanic import __version__ as sanic_version

from channels.door import LONGEST_HEAD, Door, DoorProtocol, Refusals, answer_errors
from wording import Wording

TRIED_WITH = "21.12."
_IDLE_SECONDS = 15
_SHUTDOWN_SECONDS = 5


def serve(
    app: Any, host: str, port: int, ssl: SSLContext | None = None, backlog: int = 100, workers: int = 1, **_: Any
) -> None:
    """Stands in for `Sanic.run`; raises SystemExit for what it does not do."""
    if ssl is not None:
        raise SystemExit("TLS ends at the reverse proxy: leave --ssl-certificate out.")
    if workers != 1:
        raise SystemExit("SANIC_WORKERS has to be 1: start several processes behind the reverse proxy instead.")
    refusals = Refusals(Wording.load())
    DoorProtocol.refusals = refusals
    answer_errors(app, refusals)
    warnings.filterwarnings("ignore", module=r"sanic\.asgi")  # it says the same at every request
    uvicorn.run(
        Door(app, refusals),
        host=host,
        port=port,
        http=DoorProtocol,
        ws="none",
        lifespan="on",
        backlog=backlog,
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )


def main() -> None:
    """Runs the command of Rasa that stands on the command line."""
    if not sanic_version.startswith(TRIED_WITH):
        raise SystemExit(f"tools/front.py was tried with Sanic {TRIED_WITH}x only, and this is {sanic_version}.")
    Sanic.run = serve
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
