"""A page with the widget in a real Chromium; skipped, with the reason, where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tools.browser import BrowserMissing, executable, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

    from tests.conftest import RunningAssistant

PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file."""
    try:
        executable()
    except BrowserMissing as missing:
        pytest.skip(str(missing))
    with launch() as running:
        yield running


@pytest.fixture(scope="session")
def origin(stack: RunningAssistant) -> str:
    """Where pages and channel are served."""
    return f"http://127.0.0.1:{stack.env['RASA_PORT']}"


class Seen:
    """What a page has asked for and complained of."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complaints: list[str] = []

    def watch(self, page: Page) -> None:
        """Follows one page."""
        page.on("request", lambda request: self.addresses.append(request.url))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def outside(self, origin: str) -> list[str]:
        """The addresses that are not of this origin."""
        return [url for url in self.addresses if not url.startswith((f"{origin}/", "data:", "blob:"))]

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)


@pytest.fixture
def seen(origin: str) -> Iterator[Seen]:
    """Checks, after every test, that nothing left the origin and nothing was complained of."""
    watched = Seen()
    yield watched
    assert watched.outside(origin) == []
    assert watched.complaints == []


@pytest.fixture
def open_page(browser: Browser, origin: str, seen: Seen) -> Iterator[Callable[..., Page]]:
    """Opens the demo page: `open_page("overdue", language="en", width=320, dark=True, notice_seconds=1)`."""
    contexts: list[Any] = []

    def open_(
        account: str,
        language: str = "zh",
        width: int = 1100,
        height: int = 800,
        dark: bool = False,
        notice_seconds: int | None = None,
    ) -> Page:
        context = browser.new_context(
            locale="zh-CN" if language == "zh" else "en-GB",
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        seen.watch(page)
        if notice_seconds:
            page.route("**/demo?*", lambda route: _with_notices_every(route, notice_seconds))
        page.goto(f"{origin}/demo?account={account}")
        page.get_by_role("textbox").wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()


def _with_notices_every(route: Any, seconds: int) -> None:
    answer = route.fetch()
    page = answer.text().replace("data-open", f'data-open data-notice-seconds="{seconds}"')
    route.fulfill(response=answer, body=page)
