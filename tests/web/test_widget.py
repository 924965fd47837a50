"""The widget as a borrower has it: by mouse, by keyboard, over a reload, with and without the server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.conftest import Backend, RunningAssistant

OpenPage = Callable[..., Page]

QUESTION = "借呗为什么借不了钱"
WEBHOOK = "**/webhooks/rest/webhook"


def say(page: Page, text: str) -> None:
    """Types a message and sends it."""
    box = page.get_by_role("textbox")
    box.click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def reply(page: Page, name: str) -> Locator:
    """A quick reply."""
    return page.locator("button.reply", has_text=name)


def card(page: Page, kind: str) -> Locator:
    """The cards of a kind."""
    return page.locator(f".card.{kind}")


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Moves the focus by keyboard until it is on what is called so."""
    for _ in range(40):
        page.keyboard.press(key)
        if name in page.evaluate(_FOCUSED):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


_FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return (element.getAttribute("aria-label") || "") + " " + element.textContent;
}"""


def test_repay_by_mouse(open_page: OpenPage, backend: Backend) -> None:
    page = open_page("overdue")
    reply(page, "有逾期所以借不了").click()
    reason = card(page, "reason")
    expect(reason).to_contain_text("有逾期")
    expect(reason).to_contain_text("搬家借款")
    expect(reason).to_contain_text("下一步")
    reply(page, "现在还款").click()
    reply(page, "全额").click()
    reply(page, "确认还款").click()
    expect(card(page, "receipt")).to_contain_text("还款成功")
    assert len(backend.repayments("overdue")) == 1


def test_confirming_twice_pays_once(open_page: OpenPage, backend: Backend) -> None:
    page = open_page("overdue")
    say(page, "我要还款")
    reply(page, "全额").click()
    reply(page, "确认还款").dblclick()
    expect(card(page, "receipt")).to_have_count(1)
    page.wait_for_timeout(500)
    assert len(backend.repayments("overdue")) == 1


def test_repay_by_keyboard_alone(open_page: OpenPage, backend: Backend) -> None:
    page = open_page("overdue", language="en")
    tab_to(page, "Tell me what happened")
    page.keyboard.type("Why can't I borrow?")
    page.keyboard.press("Enter")
    expect(card(page, "reason")).to_contain_text("Overdue")
    for name in (r"pay", r"full", r"Confirm"):
        wanted = page.locator("button.reply", has_text=re.compile(name, re.IGNORECASE)).first
        wanted.wait_for()
        tab_to(page, wanted.inner_text(), "Shift+Tab")
        page.keyboard.press("Enter")
    expect(card(page, "receipt")).to_contain_text("Paid")
    assert len(backend.repayments("overdue")) == 1


def test_window_closes_and_opens_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("healthy", language="en")
    tab_to(page, "Tell me what happened")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()


def test_notice_comes_into_the_open_page(open_page: OpenPage, backend: Backend) -> None:
    page = open_page("ms_li", notice_seconds=1)
    say(page, QUESTION)
    expect(card(page, "reason")).to_contain_text("系统维护")
    expect(card(page, "reason")).to_contain_text("最早可再试")
    reply(page, "结束时通知我").click()
    expect(page.locator(".said", has_text="记下了")).to_be_visible()
    page.wait_for_timeout(1_500)
    expect(card(page, "notice")).to_have_count(0)
    backend.move_clock(6 * 60)
    expect(card(page, "notice")).to_contain_text("已经结束")
    page.wait_for_timeout(2_500)
    expect(card(page, "notice")).to_have_count(1)
    reply(page, "再查一次").click()
    expect(page.locator(".said").last).to_contain_text("可用额度")


def test_language_by_the_browser_and_by_the_switch(open_page: OpenPage) -> None:
    page = open_page("overdue", language="en")
    expect(page.get_by_role("heading", name="Jiebei assistant")).to_be_visible()
    say(page, "Why can't I borrow?")
    expect(card(page, "reason")).to_contain_text("Next step")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="借呗助手")).to_be_visible()
    expect(page.get_by_role("textbox", name="说说遇到了什么问题")).to_be_visible()
    expect(card(page, "reason")).to_have_count(1)
    say(page, "怎么办")
    page.reload()
    expect(page.get_by_role("heading", name="借呗助手")).to_be_visible()


def test_reload_keeps_the_conversation(open_page: OpenPage) -> None:
    page = open_page("overdue")
    say(page, QUESTION)
    expect(reply(page, "现在还款")).to_be_visible()
    page.reload()
    expect(card(page, "reason")).to_contain_text("搬家借款")
    expect(page.locator(".user-message")).to_have_text([QUESTION])
    expect(reply(page, QUESTION)).to_have_count(0)
    reply(page, "现在还款").click()
    expect(reply(page, "全额")).to_be_visible()


def test_another_account_sees_nothing_of_it(open_page: OpenPage, origin: str) -> None:
    page = open_page("overdue")
    say(page, QUESTION)
    expect(card(page, "reason")).to_be_visible()
    page.goto(f"{origin}/demo?account=healthy")
    page.get_by_role("textbox").wait_for()
    expect(card(page, "reason")).to_have_count(0)


def test_first_line_already_knows(open_page: OpenPage) -> None:
    page = open_page("disbursement_failed")
    reply(page, "借的钱没到账").click()
    expect(card(page, "reason")).to_contain_text("放款失败")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".said").first).to_contain_text("Hello")


def test_first_line_in_the_other_language(open_page: OpenPage) -> None:
    page = open_page("line_not_opened", language="en")
    expect(page.locator(".said").first).to_contain_text("Is it one of these?")
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".said").first).to_contain_text("您想问的是下面哪一个")


def test_first_line_invents_nothing(open_page: OpenPage) -> None:
    page = open_page("healthy")
    page.wait_for_timeout(1_000)
    expect(page.locator(".said")).to_have_count(1)
    expect(reply(page, QUESTION)).to_be_visible()


def test_without_the_lender_the_introduction_stays(open_page: OpenPage, stack: RunningAssistant) -> None:
    stack.stop("backend")
    try:
        page = open_page("overdue")
        page.wait_for_timeout(1_000)
        expect(reply(page, QUESTION)).to_be_visible()
    finally:
        stack.start("backend")


def test_markup_of_the_user_stays_text(open_page: OpenPage) -> None:
    page = open_page("healthy")
    for text in ("<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<script>alert(1)</script>"):
        said = page.locator(".said").count()
        say(page, text)
        expect(page.locator(".user-message").last).to_have_text(text)
        expect(page.locator(".said").nth(said)).to_be_visible()
    page.reload()
    expect(page.locator(".user-message").first).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("credit-assistant img, credit-assistant a, credit-assistant script").count() == 0


def test_markup_of_the_bot_stays_text(open_page: OpenPage) -> None:
    page = open_page("healthy")
    bad = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) <a href="javascript:alert(1)">y</a>'
    message = {
        "recipient_id": "healthy:x",
        "text": bad,
        "response": "utter_receipt",
        "buttons": [{"title": "<b onclick=alert(1)>z</b>", "payload": '"><img src=x onerror=alert(1)>'}],
    }
    page.route(
        WEBHOOK, lambda route: route.fulfill(status=200, content_type="application/json", body=json.dumps([message]))
    )
    say(page, "hi")
    expect(card(page, "receipt").locator("p")).to_have_text(bad)
    expect(reply(page, "<b onclick=alert(1)>z</b>")).to_be_visible()
    assert page.locator("credit-assistant img, credit-assistant a, credit-assistant b").count() == 0


def test_secret_leaves_the_page_as_well(open_page: OpenPage) -> None:
    page = open_page("healthy")
    say(page, "电话13912345678")
    expect(page.locator(".user-message")).to_have_text("电话*******5678")
    page.reload()
    expect(page.locator(".user-message")).to_have_text("电话*******5678")
    assert "13912345678" not in page.evaluate("() => JSON.stringify(sessionStorage)")


def test_refusal_is_shown_with_a_way_on(open_page: OpenPage) -> None:
    page = open_page("healthy", language="en")
    refusal = {"code": "too_many", "message": "Those came a little too fast."}
    page.route(WEBHOOK, lambda route: route.fulfill(status=429, json=refusal), times=1)
    say(page, "Why can't I borrow?")
    expect(page.locator(".failure")).to_contain_text("Those came a little too fast.")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".said").last).to_contain_text("nothing stands in the way")
    expect(page.locator(".user-message")).to_have_count(1)


def test_retry_after_a_lost_answer_acts_once(open_page: OpenPage, backend: Backend) -> None:
    page = open_page("overdue")
    say(page, "我要还款")
    reply(page, "全额").click()
    reply(page, "确认还款").wait_for()

    def lose_the_answer(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route(WEBHOOK, lose_the_answer, times=1)
    reply(page, "确认还款").click()
    expect(page.locator(".failure")).to_be_visible()
    assert len(backend.repayments("overdue")) == 1
    page.get_by_role("button", name="再试一次").click()
    expect(card(page, "receipt")).to_contain_text("还款成功")
    assert len(backend.repayments("overdue")) == 1


def test_fits_320_pixels(open_page: OpenPage) -> None:
    page = open_page("many_causes", width=320, height=560)
    say(page, QUESTION)
    expect(card(page, "reason")).to_have_count(4)
    too_wide = page.evaluate(_TOO_WIDE)
    assert too_wide == []
    box = page.get_by_role("button", name="发送").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 560


_TOO_WIDE = """() => {
  const found = [];
  const look = (root) => root.querySelectorAll("*").forEach((element) => {
    const box = element.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1) found.push(element.outerHTML.slice(0, 200));
    if (element.shadowRoot) look(element.shadowRoot);
  });
  look(document.querySelector("credit-assistant").shadowRoot);
  return found;
}"""


def test_server_goes_away_and_comes_back(open_page: OpenPage, stack: RunningAssistant) -> None:
    page = open_page("overdue")
    say(page, QUESTION)
    expect(reply(page, "现在还款")).to_be_visible()
    stack.stop("rasa")
    try:
        say(page, "还要等多久")
        expect(page.locator(".failure")).to_contain_text("网络好像断了")
    finally:
        stack.start("rasa")
    before = page.locator(".ai-message").count()
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".failure")).to_have_count(0)
    assert page.locator(".ai-message").count() >= before
    expect(card(page, "reason").first).to_be_visible()
