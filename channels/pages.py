"""What a browser loads: the widget's files below /widget/ and, in demo mode only, a lender's page at /demo."""

import html
import json
import os
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import yaml
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.assets import WEB, widget_assets
from channels.cors import allow_origins
from channels.door import Refusals, browser_language
from channels.settings import ChannelSettings
from channels.tokens import sign
from lender.settings import settings as backend_settings
from wording import Wording

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST_MOVE_MINUTES = 60 * 24 * 366


class WebPages(InputChannel):
    """Serves files only; nobody talks to the bot through it."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials."""
        return "web"

    def url_prefix(self) -> str:
        """From the root of the server."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebPages":
        """Demo mode is BACKEND_DEMO=1 in the environment, nothing else."""
        return cls(ChannelSettings.from_environment(), demo=os.environ.get("BACKEND_DEMO") == "1")

    def __init__(self, settings: ChannelSettings, demo: bool = False) -> None:
        self._settings = settings
        self._demo = demo

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The files, and the demo where it is on."""
        routes = Blueprint("web_pages", __name__)
        allow_origins(routes, self._settings.origins)
        wording = Wording.load()
        assets, refusals = widget_assets(wording), Refusals(wording)

        @routes.route("/widget/<path:path>", methods=["GET", "HEAD"])
        async def file(request: Request, path: str) -> HTTPResponse:
            asset = assets.get(path)
            if asset:
                return asset.answer(request)
            language = browser_language(request.headers.get("Accept-Language", ""))
            return response.json(refusals.body("not_found", language), status=404)

        if self._demo:
            add_demo(routes, self._settings.keys[0])
        return routes


def add_demo(routes: Blueprint, key: str) -> None:
    """A lender's page with a choice of demo accounts, and tokens for whoever asks: never outside a demo."""
    accounts = _accounts()
    page = (WEB / "demo.html").read_text(encoding="utf-8")

    @routes.route("/demo", methods=["GET", "HEAD"])
    async def demo(request: Request) -> HTTPResponse:
        chosen = request.args.get("account", "overdue")
        chosen = chosen if chosen in accounts else "overdue"
        options = "".join(
            f'<option value="{name}"{" selected" if name == chosen else ""}>{html.escape(title)}</option>'
            for name, title in accounts.items()
        )
        filled = page.replace("{{options}}", options).replace("{{account}}", chosen)
        headers = {
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        return response.html(filled, headers=headers)

    @routes.route("/demo/token", methods=["GET"])
    async def token(request: Request) -> HTTPResponse:
        account, session = request.args.get("account", ""), request.args.get("session", "")
        if account not in accounts or not _SESSION.fullmatch(session):
            return response.json({"code": "unknown", "message": "No such demo account or session."}, status=404)
        return response.json({"token": sign(account, session, key)}, headers={"Cache-Control": "no-store"})

    @routes.route("/demo/clock", methods=["POST"])
    async def clock(request: Request) -> HTTPResponse:
        minutes = _minutes(request.body)
        if minutes is None:
            return response.json({"code": "minutes", "message": "minutes: a whole number."}, status=422)
        reached = backend_settings()
        try:
            async with httpx.AsyncClient(base_url=reached.backend_url, trust_env=False, timeout=3) as backend:
                moved = await backend.post(
                    "/v1/clock/move", json={"minutes": minutes}, headers={"X-Service-Key": reached.service_key}
                )
        except httpx.HTTPError:
            return response.json({"code": "unavailable", "message": "The backend does not answer."}, status=503)
        return response.json(moved.json(), status=moved.status_code)


def _minutes(body: bytes) -> int | None:
    try:
        minutes = json.loads(body[:1_000])["minutes"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    whole = isinstance(minutes, int) and not isinstance(minutes, bool)
    return minutes if whole and 0 <= minutes <= _LONGEST_MOVE_MINUTES else None


def _accounts() -> dict[str, str]:
    """Gives the demo accounts: id → what the choice on the page says."""
    listed = yaml.safe_load((WEB.parent / "backend" / "demo_accounts.yml").read_text(encoding="utf-8"))["accounts"]
    return {name: " · ".join([name, *(account.get("name") or {}).values()]) for name, account in (listed or {}).items()}
