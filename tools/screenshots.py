"""`make screenshots`: pictures of the widget for the README, from a stack of their own, into docs/images/."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.browser import BrowserMissing, launch
from tools.environment import ROOT, VAR, environment
from tools.stack import Stack, end_on_terminate
from tools.train import ensure_model

IMAGES = ROOT / "docs" / "images"
FOLDER = VAR / "screenshots"


@dataclass(frozen=True)
class Picture:
    """One picture: a page, and what is said on it before it is taken."""

    name: str
    account: str
    language: str
    said: tuple[str, ...]
    width: int = 1100
    height: int = 800
    dark: bool = False


PICTURES = (
    Picture("desktop-zh", "overdue", "zh", ("借呗为什么借不了钱",)),
    Picture("desktop-en", "ms_li", "en", ("Why can't I borrow?",)),
    Picture("dark-zh", "many_causes", "zh", ("借呗为什么借不了钱",), dark=True),
    Picture("phone-zh", "low_credit_score", "zh", ("借呗为什么借不了钱",), width=390, height=844),
    Picture("phone-dark-en", "overdue", "en", ("Why can't I borrow?", "I want to pay now"), 320, 640, dark=True),
)


def take(browser: Any, url: str, picture: Picture) -> Path:
    """Takes one picture and gives its file."""
    context = browser.new_context(
        locale="zh-CN" if picture.language == "zh" else "en-GB",
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{url}/demo?account={picture.account}")
    for text in picture.said:
        box = page.get_by_role("textbox")
        box.fill(text)
        box.press("Enter")
        page.wait_for_function(_ANSWERED)
        page.wait_for_timeout(400)
    file = IMAGES / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


_ANSWERED = """() => {
  const chat = document.querySelector("credit-assistant").shadowRoot.querySelector("deep-chat");
  const bubbles = [...chat.shadowRoot.querySelectorAll(".message-bubble")];
  const waiting = ".user-message, .deep-chat-loading-message-bubble, .loading-message-text";
  return bubbles.length && !bubbles.at(-1).matches(waiting);
}"""


@contextmanager
def running() -> Iterator[str]:
    """Gives the address of a fresh demo."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in FOLDER.glob("*.db*"):
        file.unlink()
    with Stack(ensure_model(), environment(FOLDER)) as stack:
        stack.start()
        yield f"http://127.0.0.1:{stack.env['RASA_PORT']}"


def main() -> int:
    """Takes all pictures."""
    end_on_terminate()
    IMAGES.mkdir(parents=True, exist_ok=True)
    try:
        with launch() as browser, running() as url:
            for picture in PICTURES:
                print(take(browser, url, picture).relative_to(ROOT))
    except BrowserMissing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
