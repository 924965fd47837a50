"""What a client sent is a bearable text, or a payload that was just offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.incoming import LONGEST_MESSAGE, MessageError, accept, looks_like_command, text_of

BODIES = [
    (None, 400),
    ([1, 2], 400),
    ("x", 400),
    ({}, 422),
    ({"message": None}, 422),
    ({"message": 5}, 422),
    ({"message": " \u200b\n"}, 422),
    ({"message": "借" * (LONGEST_MESSAGE + 1)}, 413),
]
COMMANDS = [
    "/restart",
    " /restart",
    "／restart",
    "\u200b/restart",
    "\u2060/affirm",
    "\u3164/affirm",
    "⁄affirm",
    "∕affirm",
]


@pytest.mark.parametrize(("body", "status"), BODIES, ids=lambda value: str(value)[:20])
def test_no_message(body, status):
    with pytest.raises(MessageError) as error:
        text_of(body)
    assert error.value.status == status


def test_the_longest_message_is_taken():
    assert text_of({"message": "借" * LONGEST_MESSAGE})


def test_a_lone_surrogate_does_no_harm():
    text_of({"message": "a\ud800b"}).encode()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_was_not_offered_is_refused(command):
    with pytest.raises(MessageError, match="command"):
        accept(command, ["/cancel"])


def test_an_offered_payload_is_taken_as_it_stands():
    assert accept("/affirm", ["/affirm"]).is_payload
    with pytest.raises(MessageError):
        accept('/affirm{"a": 1}', ["/affirm"])


def test_words_are_no_command():
    assert not looks_like_command("1/2 of it")
    assert accept("why?", []).text == "why?"


@given(st.text(max_size=40))
def test_no_command_slips_through(text):
    try:
        taken = accept(text_of({"message": text}), [])
    except MessageError:
        return
    assert not taken.text.lstrip().startswith("/")
