"""The clock, and starting the demo over."""

from fastapi import Depends, Request

from backend import clock
from backend.bodies import ClockMove
from backend.demo import reset
from backend.errors import DemoOnly
from backend.routes.common import TheStore, topic
from contract.operations import Clock, Problem

router = topic("clock and demo", prefix="/v1")


def _demo_only(request: Request) -> None:
    if not request.app.state.settings.demo:
        raise DemoOnly("Only demo mode (BACKEND_DEMO=1) moves the clock or resets the data.")


_DEMO = {"dependencies": [Depends(_demo_only)], "responses": {403: {"model": Problem, "description": "No demo mode."}}}


@router.get("/clock", summary="What time it is here")
def read(store: TheStore) -> Clock:
    """Real time, plus what the demo has moved it by; in the lender's zone."""
    return Clock(now=store.now())


@router.post("/clock/move", summary="Move the clock forward", **_DEMO)  # type: ignore[arg-type]
def move(body: ClockMove, store: TheStore) -> Clock:
    """Demo mode only. What time brings has come true by the next request."""
    with store.database.write() as connection:
        return Clock(now=clock.move(connection, body.minutes))


@router.post("/demo/reset", summary="Start the demo over", **_DEMO)  # type: ignore[arg-type]
def start_over(store: TheStore) -> Clock:
    """Demo mode only. All accounts as on the first day; tickets, notices and keys are forgotten; real time again."""
    return Clock(now=reset(store))
