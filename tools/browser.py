"""Chromium for pictures and browser tests: the one of this machine, never a downloaded one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserMissing(RuntimeError):
    """There is no Chromium on this machine; the text says how to get one."""


def executable() -> str:
    """Gives the path of a Chromium; raises BrowserMissing."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BrowserMissing("No Chromium is installed; on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk")
    return found


@contextmanager
def launch() -> Iterator["Browser"]:
    """Gives a headless Chromium driven by Playwright; raises BrowserMissing."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
