"""Typed calls to a lender's system, with timeouts, bounded retries and idempotency keys."""

import asyncio
import logging
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import ValidationError, parse_obj_as

from contract.base import Request
from contract.credit import (
    Business,
    Compromise,
    CreditLine,
    CreditStatus,
    Identity,
    IdentityStep,
    Loan,
    Login,
    Transaction,
)
from contract.operations import (
    Alternative,
    AppVersion,
    CardChange,
    DisbursementRequest,
    DocumentRequest,
    EventVerdict,
    Feedback,
    FeedbackRequest,
    NetworkCheck,
    Notice,
    NoticeRequest,
    Quoted,
    Receipt,
    RepaymentRequest,
    SecurityStatus,
    SecurityStep,
    Ticket,
    TicketRequest,
)
from contract.system import SystemStatus
from lender.errors import (
    AccountServiceError,
    BadAnswer,
    NotAuthorised,
    OutcomeUnknown,
    QuoteChanged,
    Refused,
    Unavailable,
    UnknownAccount,
)

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Timeouts:
    """Seconds for reaching the system, for its answer, and the pauses before asking again."""

    connect: float = 1.0
    answer: float = 2.5
    pauses: tuple[float, ...] = (0.1,)

    def httpx(self) -> httpx.Timeout:
        """The same for httpx."""
        return httpx.Timeout(self.answer, connect=self.connect)


class AccountClient:
    """One lender's system. Every call raises an AccountServiceError when it fails, and nothing else."""

    def __init__(
        self,
        url: str,
        service_key: str,
        timeouts: Timeouts | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"X-Service-Key": service_key},
            timeout=self._timeouts.httpx(),
            transport=transport,
            trust_env=False,
        )

    async def __aenter__(self) -> "AccountClient":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def credit_status(self, account_id: str) -> CreditStatus:
        """Everything that the lender knows of this account."""
        return await self._get(CreditStatus, account_id, "credit-status")

    async def system_status(self, account_id: str) -> SystemStatus:
        """The platform as it stands for this account."""
        return await self._get(SystemStatus, account_id, "system-status")

    async def repay(self, account_id: str, request: RepaymentRequest, key: str) -> Receipt:
        """Pays exactly this amount, once for this key.

        Raises OutcomeUnknown where no answer came, QuoteChanged where what was quoted is no longer so.
        """
        return await self._post(Receipt, account_id, "repayments", request, key)

    async def open_ticket(self, account_id: str, request: TicketRequest, key: str) -> Ticket:
        """Hands a case to a person, once for this key."""
        return await self._post(Ticket, account_id, "tickets", request, key)

    async def subscribe(self, account_id: str, request: NoticeRequest, key: str) -> Notice:
        """Asks to be told when a cause is over."""
        return await self._post(Notice, account_id, "notices", request, key)

    async def notices(self, account_id: str) -> list[Notice]:
        """The notices on file, those that are over marked so."""
        return await self._get(list[Notice], account_id, "notices")

    async def notice_delivered(self, account_id: str, notice_id: str) -> None:
        """Records that the user was told."""
        await self._post(Notice, account_id, f"notices/{quote(notice_id, safe='')}/delivered", None, notice_id)

    async def tickets(self, account_id: str) -> list[Ticket]:
        """The account's tickets, oldest first."""
        return await self._get(list[Ticket], account_id, "tickets")

    async def feedback(self, account_id: str, request: FeedbackRequest, key: str) -> Feedback:
        """Puts on file how a conversation ended."""
        return await self._post(Feedback, account_id, "feedback", request, key)

    async def alternatives(self, account_id: str) -> list[Alternative]:
        """Other ways to pay; none where another debt would do harm."""
        return await self._get(list[Alternative], account_id, "alternatives")

    async def identity_step(self, account_id: str, step: IdentityStep, key: str) -> Identity:
        """Records that a step of the identity check was passed."""
        return await self._post(Identity, account_id, f"identity-steps/{step.value}", None, key)

    async def security(self, account_id: str) -> SecurityStatus:
        """Which steps of securing the account are done and which are missing."""
        return await self._get(SecurityStatus, account_id, "security")

    async def security_step(self, account_id: str, step: SecurityStep, key: str) -> SecurityStatus:
        """Records that a step of securing the account was done."""
        return await self._post(SecurityStatus, account_id, f"security-steps/{step.value}", None, key)

    async def lock(self, account_id: str, key: str) -> Compromise:
        """Locks the account, so that nobody borrows on it until a person has lifted that."""
        return await self._post(Compromise, account_id, "lock", None, key)

    async def login_verdict(self, account_id: str, login_id: str, mine: bool, key: str) -> Login:
        """Records whether a flagged login was the owner's."""
        path = f"logins/{quote(login_id, safe='')}/verdict"
        return await self._post(Login, account_id, path, EventVerdict(mine=mine), key)

    async def transaction_verdict(self, account_id: str, transaction_id: str, mine: bool, key: str) -> Transaction:
        """Records whether a flagged payment was the owner's."""
        path = f"transactions/{quote(transaction_id, safe='')}/verdict"
        return await self._post(Transaction, account_id, path, EventVerdict(mine=mine), key)

    async def hand_in(self, account_id: str, request: DocumentRequest, key: str) -> Business:
        """Records papers by name and starts their review."""
        return await self._post(Business, account_id, "documents", request, key)

    async def receiving_card(self, account_id: str, request: CardChange, key: str) -> CardChange:
        """Names the card to which money goes from now on."""
        return await self._post(CardChange, account_id, "receiving-card", request, key)

    async def send_again(self, account_id: str, loan_id: str, key: str, card_tail: str | None = None) -> Loan:
        """Sends a loan's money again, to the receiving card. Raises QuoteChanged where that is not `card_tail`."""
        body = None if card_tail is None else DisbursementRequest(card_tail=card_tail)
        return await self._post(Loan, account_id, f"loans/{quote(loan_id, safe='')}/disbursement", body, key)

    async def apply_for_line(self, account_id: str, key: str) -> CreditLine:
        """Applies for the credit line. Raises Refused while a condition is not met."""
        return await self._post(CreditLine, account_id, "line-applications", None, key)

    async def app_version(self, account_id: str, request: AppVersion, key: str) -> SystemStatus:
        """Records the version of the app that is installed now."""
        return await self._post(SystemStatus, account_id, "app-version", request, key)

    async def network_check(self, account_id: str, request: NetworkCheck, key: str) -> SystemStatus:
        """Checks again over the connection that the user is on now."""
        return await self._post(SystemStatus, account_id, "network-check", request, key)

    async def _get(self, kind: type[T], account_id: str, path: str) -> T:
        try:
            return await self._call(kind, "GET", account_id, path)
        except OutcomeUnknown as error:
            raise Unavailable(str(error)) from error

    async def _post(self, kind: type[T], account_id: str, path: str, body: Request | None, key: str) -> T:
        headers = {"Idempotency-Key": key}
        content = body.json() if body is not None else None
        if content is not None:
            headers["Content-Type"] = "application/json"
        try:
            return await self._call(kind, "POST", account_id, path, headers=headers, content=content)
        except Refused as error:
            if isinstance(body, Quoted) and error.status == 409 and error.field in body.QUOTED:
                raise QuoteChanged(error.detail, error.field, error.status) from error
            raise

    async def _call(self, kind: type[T], method: str, account_id: str, path: str, **options: Any) -> T:
        url = f"/v1/accounts/{quote(account_id, safe='')}/{path}"
        failure: AccountServiceError = Unavailable("not tried")
        for pause in (*self._timeouts.pauses, None):
            try:
                return _read(kind, await self._http.request(method, url, **options))
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                if not isinstance(failure, OutcomeUnknown):
                    failure = Unavailable(f"{method} {path}: {error!r}")
            except httpx.HTTPError as error:
                failure = OutcomeUnknown(f"{method} {path}: {error!r}")
            except Unavailable as error:
                if not isinstance(failure, OutcomeUnknown):
                    failure = error
            if pause is not None:
                await asyncio.sleep(pause)
        logger.warning("%s", failure)
        raise failure


def _read(kind: type[T], response: httpx.Response) -> T:
    status = response.status_code
    if 200 <= status < 300:
        try:
            return parse_obj_as(kind, response.json())
        except (ValueError, ValidationError) as error:
            raise BadAnswer(f"{response.request.url.path}: {error}") from error
    if status in (401, 403):
        raise NotAuthorised(f"{response.request.url.path} answered {status}")
    if status == 404:
        raise UnknownAccount(_detail(response)[0])
    if status in (408, 425, 429) or status >= 500:
        raise Unavailable(f"{response.request.url.path} answered {status}")
    if 400 <= status < 500:
        raise Refused(*_detail(response), status)
    raise BadAnswer(f"{response.request.url.path} answered {status}")


def _detail(response: httpx.Response) -> tuple[str, str | None]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return f"status {response.status_code}", None
    field = body.get("field")
    return str(body.get("detail", "")), field if isinstance(field, str) else None
