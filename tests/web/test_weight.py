"""What the widget costs a page: bytes, the time to a usable input, the time to a reply. Measured in the browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAVIEST_BYTES = 160_000
SLOWEST_INPUT_SECONDS = 5.0
SLOWEST_REPLY_SECONDS = 3.0

_BYTES = """() => performance.getEntriesByType("resource").filter((e) => e.name.includes("/widget/"))
  .reduce((sum, e) => sum + e.transferSize, 0)"""


def test_weight_and_time(
    browser: Browser, open_page: Callable[..., Page], record_property: Callable[..., None]
) -> None:
    began = time.perf_counter()
    page = open_page("overdue")
    usable = time.perf_counter() - began
    weight = page.evaluate(_BYTES)
    times = []
    for text in ("借呗为什么借不了钱", "还有别的原因吗", "要多久"):
        before = page.locator(".said").count()
        page.get_by_role("textbox").click()
        page.keyboard.insert_text(text)
        sent = time.perf_counter()
        page.keyboard.press("Enter")
        page.wait_for_function(_MORE, arg=before)
        times.append(time.perf_counter() - sent)
    record_property("bytes", weight)
    print(f"\n{weight:,} bytes, usable after {usable:.2f} s, replies after {', '.join(f'{t:.2f}' for t in times)} s")
    assert 0 < weight < HEAVIEST_BYTES
    assert usable < SLOWEST_INPUT_SECONDS
    assert max(times) < SLOWEST_REPLY_SECONDS


_MORE = """(before) => {
  const chat = document.querySelector("credit-assistant").shadowRoot.querySelector("deep-chat");
  return chat.shadowRoot.querySelectorAll(".said").length > before;
}"""
