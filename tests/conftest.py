"""The whole assistant, started once where a test asks for `stack`, and short ways to talk to it."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from tests.wire import Wire
    from tools.stack import Stack

PATIENCE_SECONDS = 60


_QUOTE = re.compile(r'\{"quote": "[0-9a-f]+"\}')


@dataclass(frozen=True)
class Reply:
    """What came back from the REST channel."""

    status: int
    json: Any

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The bot's messages; none where the channel refused or failed."""
        return self.json if isinstance(self.json, list) else []

    @property
    def texts(self) -> list[str]:
        """One text a message, or the one text of a refusal."""
        if isinstance(self.json, dict):
            return [str(self.json.get("message", ""))]
        return [message["text"] for message in self.messages if message.get("text")]

    @property
    def text(self) -> str:
        """All texts, a line each."""
        return "\n".join(self.texts)

    @property
    def buttons(self) -> list[dict[str, str]]:
        """All buttons of the reply."""
        return [button for message in self.messages for button in message.get("buttons", [])]

    @property
    def payloads(self) -> list[str]:
        """What the buttons would send, without the quote that a confirmation carries."""
        return [_QUOTE.sub("", button["payload"]) for button in self.buttons]

    @property
    def diagnosis(self) -> dict[str, Any]:
        """The diagnosis that the reply carries; fails where there is none."""
        carried = [m["custom"]["diagnosis"] for m in self.messages if "diagnosis" in m.get("custom", {})]
        assert len(carried) == 1, f"{len(carried)} diagnoses in: {self.text}"
        found: dict[str, Any] = carried[0]
        return found

    @property
    def causes(self) -> list[str]:
        """The causes found, most decisive first."""
        return [finding["cause"] for finding in self.diagnosis["findings"]]


class Client:
    """One user in one conversation."""

    def __init__(self, http: httpx.Client, token: str, language: str | None = None) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        if language:
            self._headers["Accept-Language"] = language
        self.last = Reply(0, [])

    def post(self, body: Any = None, content: bytes | None = None) -> Reply:
        """Sends any body at all."""
        sent = json.dumps(body).encode() if content is None else content
        headers = {"Content-Type": "application/json", **self._headers}
        answer = self._http.post("/webhooks/rest/webhook", headers=headers, content=sent)
        self.last = Reply(answer.status_code, answer.json())
        return self.last

    def greeting(self) -> Reply:
        """What a page that opens is told, before anyone has said anything."""
        answer = self._http.get("/webhooks/rest/greeting", headers=self._headers)
        self.last = Reply(answer.status_code, answer.json())
        return self.last

    def say(self, text: str) -> Reply:
        """Sends a message."""
        return self.post({"message": text})

    def tap(self, wanted: str) -> Reply:
        """Taps the button of the last reply whose payload this is, or whose title holds it."""
        for button in self.last.buttons:
            if _QUOTE.sub("", button["payload"]) == wanted or wanted in button["title"]:
                return self.say(button["payload"])
        raise AssertionError(f"no button {wanted!r} among {self.last.buttons}")


class Backend:
    """The lender's system, asked directly."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def get(self, account: str, path: str) -> Any:
        """Anything on file for an account."""
        return self._http.get(f"/v1/accounts/{account}/{path}").raise_for_status().json()

    def credit_status(self, account: str) -> Any:
        """The account as it stands."""
        return self.get(account, "credit-status")

    def system_status(self, account: str) -> Any:
        """The platform as it stands for this account."""
        return self.get(account, "system-status")

    def repayments(self, account: str) -> list[Any]:
        """Every payment booked."""
        found: list[Any] = self.get(account, "repayments")
        return found

    def to_clear(self, account: str, loan_id: str) -> int:
        """The cents that clear a loan."""
        loan = next(loan for loan in self.credit_status(account)["loans"] if loan["id"] == loan_id)
        return int(loan["outstanding_cents"] + loan["penalty_cents"])

    def apply_for_loan(self, account: str) -> Any:
        """Applies for the smallest loan and gives the decision."""
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        answer = self._http.post(f"/v1/accounts/{account}/loan-applications", json={}, headers=headers)
        return answer.raise_for_status().json()

    def move_clock(self, minutes: int) -> None:
        """Moves the demo clock forward."""
        self._http.post("/v1/clock/move", json={"minutes": minutes}).raise_for_status()

    def now(self) -> datetime:
        """What the demo clock shows."""
        return datetime.fromisoformat(self._http.get("/v1/clock").raise_for_status().json()["now"])

    def reset(self) -> None:
        """All demo accounts as on the first day, and real time again."""
        self._http.post("/v1/demo/reset").raise_for_status()


class RunningAssistant:
    """Backend, action server and Rasa, with a wire between the last two that can be made to fail."""

    def __init__(self, stack: Stack, wire: Wire, rasa: httpx.Client, backend: httpx.Client) -> None:
        self._stack = stack
        self._rasa = rasa
        self.wire = wire
        self.env = stack.env
        self.backend_url = f"http://127.0.0.1:{self.env['BACKEND_PORT']}"
        self.url = f"{rasa.base_url}/webhooks/rest/webhook"
        self.backend = Backend(backend)

    def stop(self, part: str) -> None:
        """Ends `backend`, `actions` or `rasa`."""
        self._stack.stop(part)

    def start(self, part: str) -> None:
        """Starts a part again and waits until it answers."""
        getattr(self._stack, f"start_{part}")()

    def client(self, account: str, session: str | None = None, language: str | None = None) -> Client:
        """A user of this account, in a new conversation unless one is named."""
        from channels.tokens import sign

        key = self.env["CHANNEL_KEYS"].split(",")[0]
        return self.client_with(sign(account, session or secrets.token_hex(8), key), language)

    def client_with(self, token: str, language: str | None = None) -> Client:
        """A caller with any token, or with none where it is empty."""
        return Client(self._rasa, token, language)


def free_ports(count: int) -> list[int]:
    """Gives so many ports that nothing listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def environment_of(folder: Path, wire_port: int) -> dict[str, str]:
    """Gives an environment that shares neither ports, files nor secrets with any other stack."""
    from tools.environment import environment

    backend, actions, rasa = free_ports(3)
    return {
        **environment(folder),
        "BACKEND_PORT": str(backend),
        "ACTIONS_PORT": str(actions),
        "RASA_PORT": str(rasa),
        "BACKEND_URL": f"http://127.0.0.1:{wire_port}",
        "ACTIONS_URL": f"http://127.0.0.1:{actions}/webhook",
        "BACKEND_DATABASE_URL": f"sqlite:///{folder / 'backend.db'}",
        "BACKEND_DEMO": "1",
        "CHANNEL_ACCOUNT_PER_MINUTE": "0",
        "CHANNEL_ADDRESS_PER_MINUTE": "0",
        "TRACKER_DB": str(folder / "conversations.db"),
        "CHANNEL_KEYS": ",".join((secrets.token_urlsafe(32), secrets.token_urlsafe(32))),
        "BACKEND_SERVICE_KEY": secrets.token_urlsafe(32),
    }


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAssistant]:
    """Everything running, on free ports and with files of its own."""
    import httpx

    from tests.wire import Wire
    from tools.stack import Stack
    from tools.train import ensure_model

    folder = tmp_path_factory.mktemp("stack")
    given = os.environ.get("ASSISTANT_MODEL")
    model = Path(given) if given else ensure_model()
    with Wire() as wire:
        env = environment_of(folder, wire.port)
        wire.leads_to = int(env["BACKEND_PORT"])
        rasa = httpx.Client(base_url=f"http://127.0.0.1:{env['RASA_PORT']}", timeout=PATIENCE_SECONDS, trust_env=False)
        backend = httpx.Client(
            base_url=f"http://127.0.0.1:{env['BACKEND_PORT']}",
            headers={"X-Service-Key": env["BACKEND_SERVICE_KEY"]},
            timeout=PATIENCE_SECONDS,
            trust_env=False,
        )
        with Stack(model, env, logs=folder / "log") as running, rasa, backend:
            running.start()
            yield RunningAssistant(running, wire, rasa, backend)


@pytest.fixture
def client(stack: RunningAssistant) -> Callable[..., Client]:
    """Begins a conversation: `client("overdue")`."""
    return stack.client


@pytest.fixture
def backend(stack: RunningAssistant) -> Iterator[Backend]:
    """The backend, for tests that change what it holds; afterwards the demo starts over."""
    yield stack.backend
    stack.backend.reset()
