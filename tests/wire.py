"""A wire between action server and backend: it passes everything on, and fails in the ways that networks do."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SLOW_SECONDS = 4.0
NONSENSE = {
    "html": (200, "text/html", b"<html><body>502 Bad Gateway</body></html>"),
    "half": (200, "application/json", b'{"account_id": "over'),
    "empty": (200, "application/json", b"{}"),
    "list": (200, "application/json", b"[1, 2]"),
    "null": (200, "application/json", b"null"),
    "error": (500, "application/json", b'{"detail": "Traceback"}'),
    "moved": (302, "text/html", b""),
    "teapot": (418, "text/plain", b"short and stout"),
    "forbidden": (401, "application/json", b'{"detail": "no"}'),
}
_HEADERS_NOT_PASSED = {"connection", "keep-alive", "transfer-encoding", "host", "content-length", "date", "server"}


@dataclass
class Fault:
    """What goes wrong: `slow`, `cut` (never arrives), `lost` (is done, but its answer is lost), or nonsense by name.

    It meets the next `times` requests with this method whose path ends in `path`.
    """

    kind: str
    method: str = ""
    path: str = ""
    times: int = 10**6

    def meets(self, method: str, path: str) -> bool:
        """Does it hit this request? Counts it if so."""
        if self.times <= 0 or not path.endswith(self.path) or self.method not in ("", method):
            return False
        self.times -= 1
        return True


class Wire:
    """Listens on `port` and passes on to `leads_to`; a context manager."""

    def __init__(self) -> None:
        self.leads_to = 0
        self._fault: Fault | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> Wire:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def broken(self, kind: str, method: str = "", path: str = "", times: int = 10**6) -> Iterator[Fault]:
        """Fails inside the block."""
        self._fault = Fault(kind, method, path, times)
        try:
            yield self._fault
        finally:
            self._fault = None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fault = wire._fault
                kind = fault.kind if fault and fault.meets(self.command, self.path) else ""
                if kind == "cut":
                    self.close_connection = True
                    return
                if kind == "slow":
                    time.sleep(SLOW_SECONDS)
                if kind in NONSENSE:
                    self._answer(*NONSENSE[kind])
                    return
                passed = wire._pass_on(self.command, self.path, dict(self.headers), body)
                if passed is None or kind == "lost":
                    self.close_connection = True
                    return
                self._answer(*passed)

            do_POST = do_GET

            def _answer(self, status: int, content_type: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                return

        return Handler

    def _pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes] | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.leads_to, timeout=20)
        kept = {name: value for name, value in headers.items() if name.lower() not in _HEADERS_NOT_PASSED}
        try:
            connection.request(method, path, body or None, kept)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        except OSError:
            return None
        finally:
            connection.close()
