"""axe-core finds nothing of level A or AA, in either theme and language, and screen readers hear the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page, expect

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASKED = {"zh": "借呗为什么借不了钱", "en": "Why can't I borrow?"}

OpenPage = Callable[..., Page]


def violations(page: Page) -> list[str]:
    """Gives what axe-core objects to: rule, place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", LEVELS)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def ask(page: Page, language: str) -> None:
    """Asks why, and waits for the card."""
    page.get_by_role("textbox").fill(ASKED[language])
    page.keyboard.press("Enter")
    page.locator(".card.reason").first.wait_for()
    page.locator("button.reply").first.wait_for()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_conversation(open_page: OpenPage, language: str, dark: bool) -> None:
    page = open_page("many_causes", language=language, dark=dark)
    page.locator("button.reply").nth(3).wait_for()
    assert violations(page) == []
    ask(page, language)
    assert violations(page) == []


def test_phone_and_failure(open_page: OpenPage) -> None:
    page = open_page("overdue", width=320, height=640)
    page.route("**/webhooks/rest/webhook", lambda route: route.abort())
    page.get_by_role("textbox").fill(ASKED["zh"])
    page.keyboard.press("Enter")
    page.locator(".failure").wait_for()
    assert violations(page) == []


def test_answers_are_announced(open_page: OpenPage) -> None:
    page = open_page("overdue")
    ask(page, "zh")
    log = page.locator("[role=log]")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("搬家借款")
    expect(log).to_contain_text("现在还款")
