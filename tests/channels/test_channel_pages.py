"""What a browser may load, and that the demo's doors are closed outside a demo."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from channels.assets import WEB, texts, widget_assets
from channels.pages import POLICY, WebPages
from wording import Wording

KEY = "k" * 40


def routes_with(monkeypatch: pytest.MonkeyPatch, demo: str | None) -> set[str]:
    """The addresses served where BACKEND_DEMO has this value."""
    monkeypatch.setenv("CHANNEL_KEYS", KEY)
    monkeypatch.delenv("BACKEND_DEMO", raising=False)
    if demo is not None:
        monkeypatch.setenv("BACKEND_DEMO", demo)

    async def nothing(message: Any) -> None:
        """Nobody talks here."""

    return {route.uri for route in WebPages.from_credentials(None).blueprint(nothing)._future_routes}


@pytest.mark.parametrize("demo", [None, "", "0", "true", "yes"])
def test_no_demo_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, demo: str | None) -> None:
    assert routes_with(monkeypatch, demo) == {"/widget/<path:path>"}


def test_demo_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"/demo", "/demo/token", "/demo/clock"} <= routes_with(monkeypatch, "1")


def test_policy_has_no_inline_script_and_no_other_origin() -> None:
    assert "script-src 'self';" in POLICY
    assert "default-src 'none'" in POLICY
    assert "http" not in POLICY


def test_every_text_is_there_in_both_languages() -> None:
    said = texts(Wording.load())
    assert said["zh"].keys() == said["en"].keys()
    used = {
        name for file in WEB.glob("*.js") for name in re.findall(r"\bt\.([a-z_]+)", file.read_text(encoding="utf-8"))
    }
    assert used - said["zh"].keys() == set()


def test_library_comes_with_its_licence() -> None:
    assets = widget_assets(Wording.load())
    assert b"MIT License" in assets["vendor/deep-chat-LICENSE.txt"].content
    assert json.loads(assets["texts.json"].content)["zh"]["title"]


def test_pages_have_no_inline_script() -> None:
    page = (WEB / "demo.html").read_text(encoding="utf-8")
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"\son[a-z]+=", page)
