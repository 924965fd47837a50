"""What may go on to the bot."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from channels.incoming import MessageError, accept, id_of, offered_buttons, text_of

BUTTON = {"title": "确认", "payload": "/affirm"}


def test_offered_payload_goes_on() -> None:
    assert accept("/affirm", ["/affirm"]).is_payload


@pytest.mark.parametrize("text", ["/affirm ", "/AFFIRM", '/affirm{"x": 1}', "／affirm", "\u200b/affirm", "/deny"])
def test_what_only_looks_like_it_does_not(text: str) -> None:
    with pytest.raises(MessageError) as refused:
        accept(text, ["/affirm"])
    assert refused.value.code == "command"


def test_secret_is_masked_on_the_way() -> None:
    incoming = accept("电话13912345678", [])
    assert incoming.masked
    assert "13912345678" not in incoming.text


def test_full_width_digits_are_no_secret() -> None:
    incoming = accept("还５００元", [])
    assert not incoming.masked
    assert incoming.text == "还500元"


def test_last_word_of_the_bot_counts() -> None:
    events = [BotUttered("a", {"buttons": [BUTTON]}), UserUttered("x"), BotUttered("b", {"buttons": []})]
    assert offered_buttons(events) == []
    assert offered_buttons([*events[1:], BotUttered("c", {"buttons": [BUTTON]})]) == [BUTTON]


@pytest.mark.parametrize("body", [[], "x", None, {"message": 1}, {}, {"message": "  "}, {"message": "a" * 501}])
def test_unusable_body(body: Any) -> None:
    with pytest.raises(MessageError):
        text_of(body)


@pytest.mark.parametrize(("body", "expected"), [({}, None), ({"id": "abcd-1234"}, "abcd-1234"), ([], None)])
def test_message_id(body: Any, expected: str | None) -> None:
    assert id_of(body) == expected


@pytest.mark.parametrize("value", ["short", "a" * 65, 12345678, "with:colon", "", ["abcdefgh"]])
def test_unusable_message_id(value: Any) -> None:
    with pytest.raises(MessageError):
        id_of({"id": value})
