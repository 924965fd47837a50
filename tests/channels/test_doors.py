"""What no honest client sends, through a raw socket: an answer in words each time, and nobody else notices."""

from __future__ import annotations

import itertools
import json
import random
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt
import pytest

from channels.door import LONGEST_ADDRESS, LONGEST_HEAD, REQUEST_SECONDS
from channels.tokens import AUDIENCE, ISSUER, sign
from tests.conversations.figures import HAN

if TYPE_CHECKING:
    from tests.conftest import RunningAssistant

POST = b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
HELLO = b'{"message":"hi"}'
CLOSE = b"Connection: close\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
FUZZED = 1_000
LONGEST_WAIT = 5.0


@dataclass(frozen=True)
class Answer:
    """The first answer on a connection."""

    status: int
    body: bytes

    @property
    def refusal(self) -> dict[str, str]:
        """The documented form of a refusal; fails for any other."""
        said: dict[str, str] = json.loads(self.body)
        assert set(said) == {"code", "message"}, said
        assert said["message"]
        return said


def exchange(stack: RunningAssistant, *parts: bytes, patience: float = 5.0, pause: float = 0.0) -> bytes:
    """Sends bytes and gives all that comes back until the other side closes, or patience ends."""
    got = b""
    with socket.create_connection(("127.0.0.1", int(stack.env["RASA_PORT"])), timeout=patience) as wire:
        try:
            for part in parts:
                wire.sendall(part)
                time.sleep(pause)
            while part := wire.recv(65_536):
                got += part
        except OSError:
            pass
    return got


def ask(stack: RunningAssistant, *parts: bytes, patience: float = 5.0, pause: float = 0.0) -> Answer:
    got = exchange(stack, *parts, patience=patience, pause=pause)
    head, _, body = got.partition(b"\r\n\r\n")
    status = STATUS.match(head)
    assert status, got[:200]
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return Answer(int(status[1]), body[: int(length[1])] if length else body)


def head(line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((line, b"Host: x", *headers, b"Connection: close", b"", b""))


FRAMING = {
    "negative": POST + b"Content-Length: -5\r\n\r\n" + HELLO,
    "negative zero": POST + b"Content-Length: -0\r\n\r\n" + HELLO,
    "plus": POST + b"Content-Length: +16\r\n\r\n" + HELLO,
    "letters": POST + b"Content-Length: abc\r\n\r\n" + HELLO,
    "hexadecimal": POST + b"Content-Length: 0x10\r\n\r\n" + HELLO,
    "fraction": POST + b"Content-Length: 16.0\r\n\r\n" + HELLO,
    "underscore": POST + b"Content-Length: 1_6\r\n\r\n" + HELLO,
    "empty length": POST + b"Content-Length:\r\n\r\n" + HELLO,
    "digits of another script": POST + "Content-Length: １６\r\n\r\n".encode() + HELLO,
    "endless length": POST + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n" + HELLO,
    "two lengths": POST + b"Content-Length: 16\r\nContent-Length: 5\r\n\r\n" + HELLO,
    "two lengths in one": POST + b"Content-Length: 16, 5\r\n\r\n" + HELLO,
    "length and chunks": POST + b"Content-Length: 16\r\n" + CHUNKED + b"0\r\n\r\n",
    "gzip, chunked": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "identity": POST + b"Transfer-Encoding: identity\r\n\r\n" + HELLO,
    "chunked twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "vertical tab": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "chunk of no number": POST + CHUNKED + b"zz\r\n" + HELLO + b"\r\n0\r\n\r\n",
    "negative chunk": POST + CHUNKED + b"-5\r\n" + HELLO + b"\r\n0\r\n\r\n",
    "chunk too short": POST + CHUNKED + b"3\r\n" + HELLO + b"\r\n0\r\n\r\n",
    "endless chunk head": POST + CHUNKED + b"1" * 200_000,
    "space before the colon": POST + b"Content-Length : 16\r\n\r\n" + HELLO,
    "folded header": POST + b"X: a\r\n b\r\nY\r\n\r\n",
    "no colon": POST + b"nonsense\r\n\r\n",
    "null in a header": POST + b"X: a\x00b\r\n\r\n",
    "bare return in a header": POST + b"X: a\rY: b\r\n\r\n",
    "no version": b"GET /demo\r\n\r\n",
    "another version": b"GET /demo HTTP/3.0\r\nHost: x\r\n\r\n",
    "no host": b"GET /demo HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /demo HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "bytes in the address": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "address of another host": b"GET http://mallory.example/demo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "two slashes": b"GET //mallory.example/demo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "star": b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
}
TOO_MUCH = {
    "header of 100 KB": (head(b"GET /demo HTTP/1.1", b"X: " + b"a" * 100_000), 431, "head"),
    "header over the limit": (head(b"GET /demo HTTP/1.1", b"X: " + b"a" * LONGEST_HEAD), 431, "head"),
    "3,000 headers": (head(b"GET /demo HTTP/1.1", *(b"X-%d: a" % n for n in range(3_000))), 431, "head"),
    "address of 10 KB": (head(b"GET /" + b"a" * 10_000 + b" HTTP/1.1"), 414, "head"),
    "query of 5 KB": (head(b"GET /demo?a=" + b"a" * LONGEST_ADDRESS + b" HTTP/1.1"), 414, "head"),
    "unknown method": (head(b"BREW /webhooks/rest/webhook HTTP/1.1"), 405, "method"),
    "CONNECT": (head(b"CONNECT mallory.example:443 HTTP/1.1"), 405, "method"),
    "method in small letters": (head(b"get /demo HTTP/1.1"), 405, "method"),
    "wrong method for a file": (head(b"DELETE /widget/chat.js HTTP/1.1"), 405, "method"),
    "no such address": (head(b"GET /nothing HTTP/1.1"), 404, "not_found"),
    "no such file": (head(b"GET /widget/nothing.js HTTP/1.1"), 404, "not_found"),
    "body nobody asked for": (
        head(b"POST /demo/clock HTTP/1.1", b"Content-Length: 300000") + b"a" * 300_000, 413, "too_long",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def same_process(stack: RunningAssistant) -> Iterator[None]:
    """After whatever was sent, the same process goes on answering."""
    before = stack._stack.pid("rasa")
    yield
    assert stack._stack.pid("rasa") == before
    assert ask(stack, head(b"GET /webhooks/rest/ HTTP/1.1")).status == 200


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", FRAMING)
def test_what_is_no_http_is_refused_in_words(stack: RunningAssistant, kind: str, language: str) -> None:
    line, _, rest = FRAMING[kind].partition(b"\r\n")
    sent = line + b"\r\nAccept-Language: " + language.encode() + b"\r\n" + rest
    answer = ask(stack, FRAMING[kind] if kind in ("no version", "TLS") else sent)
    assert answer.status == 400
    assert answer.refusal["code"] == "malformed"
    if kind not in ("no version", "TLS"):
        assert bool(HAN.search(answer.refusal["message"])) == (language == "zh")


@pytest.mark.parametrize("kind", FRAMING)
def test_so_it_is_with_a_good_token(stack: RunningAssistant, kind: str) -> None:
    token = sign("healthy", secrets.token_hex(8), stack.env["CHANNEL_KEYS"].split(",")[0]).encode()
    line, _, rest = FRAMING[kind].partition(b"\r\n")
    answer = ask(stack, line + b"\r\nAuthorization: Bearer " + token + b"\r\n" + rest)
    assert answer.status == 400


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_what_is_too_much_is_refused_in_words(stack: RunningAssistant, kind: str) -> None:
    sent, status, code = TOO_MUCH[kind]
    answer = ask(stack, sent)
    assert answer.status == status
    assert answer.refusal["code"] == code


def test_a_head_that_comes_in_pieces_has_the_same_limit(stack: RunningAssistant) -> None:
    pieces = [b"GET /demo HTTP/1.1\r\nHost: x\r\n", *(b"X-%d: %s\r\n" % (n, b"a" * 4_000) for n in range(10))]
    answer = ask(stack, *pieces, pause=0.02)
    assert (answer.status, answer.refusal["code"]) == (431, "head")


@pytest.mark.parametrize("path", ["/demo", "/widget/chat.js", "/widget/texts.json"])
def test_head_gives_the_head_of_get(stack: RunningAssistant, path: str) -> None:
    got = exchange(stack, head(f"GET {path} HTTP/1.1".encode()))
    bare = exchange(stack, head(f"HEAD {path} HTTP/1.1".encode()))
    assert bare.startswith(b"HTTP/1.1 200 ")
    assert bare.endswith(b"\r\n\r\n")
    lengths = [re.search(rb"content-length: (\d+)", each, re.IGNORECASE) for each in (got, bare)]
    assert lengths[0] and lengths[1] and lengths[0][1] == lengths[1][1]


@pytest.mark.parametrize("token", [b"\xff\xfe", "借呗".encode(), b"a.b.\xc3\xa9", b"\x80" * 100])
@pytest.mark.parametrize(
    "line",
    [
        b"POST /webhooks/rest/webhook HTTP/1.1",
        b"GET /webhooks/rest/greeting HTTP/1.1",
        b"GET /webhooks/rest/notices HTTP/1.1",
        b"POST /webhooks/rest/notices/N-1/delivered HTTP/1.1",
    ],
)
def test_bytes_that_are_no_token(stack: RunningAssistant, line: bytes, token: bytes) -> None:
    answer = ask(stack, head(line, b"Authorization: Bearer " + token, b"Content-Length: 0"))
    assert (answer.status, answer.refusal["code"]) == (401, "unauthorised")


@pytest.mark.parametrize(
    ("iat", "exp", "status"),
    [(1, 600, 200), (2, 600, 200), (5, 600, 200), (-0.5, 600, 200), (0, 600.25, 200), (-0.5, 600.25, 200),
     (600, 900, 401), (-600, -10, 401), (-600, -0.5, 401), (0, True, 401), (0, float("inf"), 401),
     (float("nan"), 600, 401)],
)  # fmt: skip
def test_times_of_a_token(stack: RunningAssistant, iat: float, exp: float, status: int) -> None:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "healthy", "sid": secrets.token_hex(4)}
    times = {"iat": now + iat, "exp": exp if exp is True else now + exp}
    token = jwt.encode({**claims, **times}, stack.env["CHANNEL_KEYS"].split(",")[0], "HS256")
    assert stack.client_with(token).greeting().status == status


def test_a_request_has_its_time(stack: RunningAssistant) -> None:
    token = sign("healthy", "slow", stack.env["CHANNEL_KEYS"].split(",")[0]).encode()
    body = POST + b"Accept-Language: en\r\nAuthorization: Bearer " + token + b"\r\nContent-Length: 500\r\n\r\n"
    started = time.monotonic()

    def timed(*parts: bytes, pause: float = 0.0) -> tuple[bytes, float]:
        got = exchange(stack, *parts, patience=REQUEST_SECONDS + 5, pause=pause)
        return got, time.monotonic() - started

    with ThreadPoolExecutor(5) as pool:
        half_head = pool.submit(timed, b"GET /demo HTTP/1.1\r\nHost: ")
        dripping = pool.submit(timed, b"GET /demo HTTP/1.1\r\n", *[b"X: a\r\n"] * 20, pause=0.5)
        half_body = pool.submit(timed, body + b'{"mess')
        unproven = pool.submit(timed, POST + b"Content-Length: 500\r\n\r\n{")
        silent = pool.submit(timed)
    for name, slow in (("head", half_head), ("dripping", dripping), ("body", half_body)):
        got, seconds = slow.result()
        assert got.startswith(b"HTTP/1.1 408 "), name
        assert b'"too_slow"' in got, name
        assert seconds < REQUEST_SECONDS + 4, name
    assert b"The rest of that request never arrived" in half_body.result()[0]
    assert unproven.result()[0].startswith(b"HTTP/1.1 401 ")
    assert unproven.result()[1] < REQUEST_SECONDS + 2
    assert silent.result()[0] == b""
    assert silent.result()[1] < REQUEST_SECONDS + 2


def test_several_requests_on_one_connection(stack: RunningAssistant) -> None:
    """The second is answered as if it came alone, and a bad one ends the connection."""
    good = b"GET /webhooks/rest/ HTTP/1.1\r\nHost: x\r\n\r\n"
    got = exchange(stack, good * 3 + FRAMING["negative"] + good)
    assert [int(status) for status in STATUS.findall(got)] == [200, 200, 200, 400]


def _byte_noise(chance: random.Random, sent: bytes) -> bytes:
    noisy = bytearray(sent)
    for _ in range(chance.randint(1, 8)):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return bytes(noisy)


def _hostile(chance: random.Random, token: bytes) -> tuple[bytes, ...]:
    """One request that is wrong in one way or several; in pieces, where it comes in pieces."""
    line = chance.choice(
        [b"POST /webhooks/rest/webhook", b"GET /webhooks/rest/greeting", b"GET /demo", b"GET /widget/chat.js",
         b"POST /demo/clock", b"GET /demo/token?account=overdue&session=s", b"POST /webhooks/rest/notices/N/delivered",
         b"GET /", b"GET /version", b"POST /model/parse", b"TRACE /demo", b"\xff\xfe /", b"GET /%ff%00%2e%2e/",
         b"GET /widget/" + b"../" * chance.randint(1, 900), b"GET /demo?" + b"a=%80&" * chance.randint(1, 900),
         b"PUT /webhooks/rest/webhook", b"HEAD /widget/chat.js", b"OPTIONS /webhooks/rest/webhook", b"", b"GET",
         b"GET /webhooks/rest/notices/%0d%0aX:%20y/delivered", b"G\x00T /demo", b"GET  /demo", b"GET /demo#x"]
    )  # fmt: skip
    version = chance.choice([b" HTTP/1.1"] * 8 + [b" HTTP/1.0", b" HTTP/9.9", b"", b" HTTP/1.1 ", b" http/1.1"])
    body = chance.choice(
        [HELLO, b"{", b"[" * 5_000, b'{"message": "\xff\xfe"}', b'{"message": "\\ud800"}', b"null", b"1e999", b"NaN",
         b'{"message": {"a": []}}', b'{"message": "/restart"}', b"\x00" * 100, b"9" * 6_000, b"",
         b'{"id": [], "message": 1}',
         b'{"message": "a", "id": "\xc3\xa9aaaaaaaa"}', b"a" * chance.randint(1, 90_000), b'{"minutes": 1e400}']
    )  # fmt: skip
    headers = [b"Host: x", b"Content-Type: application/json", b"Authorization: Bearer " + token]
    extra = [
        b"Content-Length: -1", b"Content-Length: 99999999999999999999", b"Content-Length: 0", b"Content-Length: 1e3",
        b"Transfer-Encoding: chunked", b"Transfer-Encoding: xchunked", b"Transfer-Encoding:\tchunked", b"Expect: x",
        b"Expect: 100-continue", b"Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings", b"Authorization: Bearer \xff", b"X: \xe5\x80\x9f",
        b"Authorization: " + b"a." * 3_000, b"Content-Type: application/json; charset=\xff", b"Cookie: a=\x01",
        b"Accept-Language: " + b"en," * 2_000, b"Origin: \xff", b"X-Forwarded-For: ' OR 1", b"If-None-Match: \xff",
        b": empty", b"A B: c", b"X: a\r\n\tfolded", b"X: a\nY: b", b"Host: y", b"Range: bytes=0-,5-1",
        b"Content-Encoding: gzip", b"Forwarded: for=\"_x\"", b"X: " + b"z" * chance.randint(1, 120_000),
        b"Content-Type: multipart/form-data; boundary=" + b"-" * 200, b"Accept-Encoding: gzip;q=x, *",
    ]  # fmt: skip
    if chance.random() < 0.6:
        headers.append(b"Content-Length: %d" % (len(body) + chance.choice([0, 0, 0, 0, -1, 1, 1_000])))
    headers += chance.sample(extra, chance.choice([0, 1, 1, 1, 2, 3]))
    if chance.random() < 0.15:
        headers.pop(chance.randrange(len(headers)))
    if any(header.startswith(b"Transfer-Encoding") for header in headers) and chance.random() < 0.8:
        size = chance.choice(
            [b"%x" % len(body), b"%x" % len(body), b"-1", b"g", b"ffffffffffffffffff", b"0x5", b"", b"1;"]
        )
        body = (
            size
            + b"\r\n"
            + body
            + chance.choice([b"\r\n0\r\n\r\n", b"0\r\n\r\n", b"\r\n0\r\nX: y\r\n\r\n", b"\n", b""])
        )
    end = chance.choice([b"\r\n"] * 12 + [b"\n", b"\r", b"\r\r\n"])
    sent = end.join([line + version, *headers, b"", b""]) + body
    if chance.random() < 0.25:
        sent = _byte_noise(chance, sent)
    if chance.random() < 0.15:
        sent = sent[: chance.randrange(len(sent) + 1)]
    if chance.random() < 0.1:
        sent *= 2
    if chance.random() < 0.1:
        return tuple(sent[at : at + 1 + len(sent) // 6] for at in range(0, len(sent), 1 + len(sent) // 6))
    return (sent,)


def _dialogue(client: Callable[..., Any], done: threading.Event, replies: list[tuple[int, float]]) -> None:
    words = ["借呗为什么借不了钱", "好的", "全部还清", "先不还", "我的额度是多少", "谢谢"]
    user = client("overdue")
    for text in itertools.cycle(words):
        if done.is_set():
            return
        started = time.monotonic()
        reply = user.say(text)
        replies.append((reply.status, time.monotonic() - started))
        assert reply.text
        time.sleep(0.05)


def test_a_thousand_hostile_requests_harm_nobody(stack: RunningAssistant, client: Callable[..., Any]) -> None:
    chance = random.Random(20261127)
    key = stack.env["CHANNEL_KEYS"].split(",")[0]
    requests = [_hostile(chance, sign("healthy", f"fuzz-{n}", key).encode()) for n in range(FUZZED)]
    done = threading.Event()
    replies: list[tuple[int, float]] = []
    with ThreadPoolExecutor(5) as pool:
        dialogue = pool.submit(_dialogue, client, done, replies)
        try:
            tries = [
                pool.submit(exchange, stack, *parts, patience=0.1, pause=0.01 if len(parts) > 1 else 0)
                for parts in requests
            ]
            got = [each.result() for each in tries]
        finally:
            done.set()
        dialogue.result()
    statuses = [[int(status) for status in STATUS.findall(answer)] for answer in got]
    failed = [(requests[n], got[n]) for n, codes in enumerate(statuses) if any(code >= 500 for code in codes)]
    assert not failed, [(sent[0][:200], answer[:300]) for sent, answer in failed[:5]]
    assert sum(bool(codes) for codes in statuses) > FUZZED * 0.5, "most were answered at once"
    refused = [body for body in got if re.match(rb"HTTP/1\.1 4", body) and body.count(b"HTTP/1.1 ") == 1]
    assert all({"code", "message"} == set(json.loads(body.partition(b"\r\n\r\n")[2] or b"{}")) for body in refused
               if b"HEAD " not in body and not body.endswith(b"\r\n\r\n"))  # fmt: skip
    assert len(replies) > 10
    assert {status for status, _ in replies} == {200}
    assert max(seconds for _, seconds in replies) < LONGEST_WAIT
