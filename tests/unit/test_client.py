"""The account client against a transport that fails in every way: its own errors, bounded retries, one key."""

import httpx
import pytest

from contract.operations import RepaymentRequest
from lender import (
    AccountClient,
    AccountServiceError,
    BadAnswer,
    NotAuthorised,
    OutcomeUnknown,
    QuoteChanged,
    Refused,
    Timeouts,
    Unavailable,
    UnknownAccount,
)

PAYMENT = RepaymentRequest(loan_id="L-1", amount_cents=500)
RECEIPT = {
    "number": "R-1",
    "loan_id": "L-1",
    "amount_cents": 500,
    "booked_at": "2026-11-24T12:00:00+08:00",
    "remaining_cents": 0,
}


class Lender:
    """Gives the answers one after the other, the last one again and again, and keeps what was asked."""

    def __init__(self, *answers):
        self.asked = []
        self._answers = list(answers)

    def __call__(self, request):
        self.asked.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self):
        return AccountClient("http://lender", "key", Timeouts(pauses=(0.0,)), httpx.MockTransport(self))


def receipt():
    return httpx.Response(200, json=RECEIPT)


STATUSES = [
    (401, NotAuthorised),
    (403, NotAuthorised),
    (404, UnknownAccount),
    (409, Refused),
    (422, Refused),
    (302, BadAnswer),
    (408, Unavailable),
    (429, Unavailable),
    (500, Unavailable),
    (503, Unavailable),
]


@pytest.mark.parametrize(("status", "error"), STATUSES)
async def test_a_status_becomes_an_error_of_its_own(status, error):
    async with Lender(httpx.Response(status, text="<html>")).client() as client:
        with pytest.raises(error):
            await client.credit_status("overdue")


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[1]", b"{}", b"<html>", b"\xff"])
async def test_nonsense_is_a_bad_answer(body):
    async with Lender(httpx.Response(200, content=body)).client() as client:
        with pytest.raises(BadAnswer):
            await client.credit_status("overdue")


async def test_a_refusal_keeps_its_detail():
    answer = httpx.Response(422, json={"detail": "amount_cents: too much", "field": "amount_cents"})
    async with Lender(answer).client() as client:
        with pytest.raises(Refused) as error:
            await client.repay("a", PAYMENT, "k")
    assert (error.value.detail, error.value.field) == ("amount_cents: too much", "amount_cents")


def conflict(field, status=409):
    return Lender(httpx.Response(status, json={"detail": "…", "field": field}))


@pytest.mark.parametrize(
    ("field", "status", "error"),
    [
        ("quoted_owed_cents", 409, QuoteChanged),
        ("quoted_owed_cents", 422, Refused),
        ("card_tail", 409, Refused),
        ("Idempotency-Key", 409, Refused),
    ],
)
async def test_a_quote_that_has_changed_is_an_error_of_its_own(field, status, error):
    quoted = PAYMENT.copy(update={"quoted_owed_cents": 700})
    async with conflict(field, status).client() as client:
        with pytest.raises(Refused) as raised:
            await client.repay("a", quoted, "k")
    assert (type(raised.value), raised.value.field) == (error, field)


@pytest.mark.parametrize(
    ("tail", "content", "error"), [("6023", b'{"card_tail": "6023"', QuoteChanged), (None, b"", Refused)]
)
async def test_money_is_sent_to_the_card_that_was_named(tail, content, error):
    lender = conflict("card_tail")
    async with lender.client() as client:
        with pytest.raises(Refused) as raised:
            await client.send_again("a", "L-1", "k", tail)
    assert type(raised.value) is error
    assert lender.asked[0].content.startswith(content)


async def test_the_second_try_has_the_same_key_and_body():
    lender = Lender(httpx.ReadTimeout("late"), receipt())
    async with lender.client() as client:
        assert (await client.repay("a", PAYMENT, "k-1")).number == "R-1"
    assert [request.headers["Idempotency-Key"] for request in lender.asked] == ["k-1", "k-1"]
    assert lender.asked[0].content == lender.asked[1].content


@pytest.mark.parametrize(
    ("failures", "error"),
    [
        ([httpx.ConnectError("no")], Unavailable),
        ([httpx.ReadTimeout("late")], OutcomeUnknown),
        ([httpx.ReadTimeout("late"), httpx.ConnectError("no")], OutcomeUnknown),
        ([httpx.ReadError("cut"), httpx.Response(503)], OutcomeUnknown),
        ([httpx.ConnectError("no"), httpx.ReadTimeout("late")], OutcomeUnknown),
    ],
)
async def test_a_payment_that_may_have_been_booked_is_never_called_undone(failures, error):
    lender = Lender(*failures)
    async with lender.client() as client:
        with pytest.raises(AccountServiceError) as raised:
            await client.repay("a", PAYMENT, "k")
    assert type(raised.value) is error
    assert len(lender.asked) == 2, "retries are bounded"


async def test_a_receipt_that_cannot_be_read_is_not_called_undone():
    async with Lender(httpx.Response(200, content=b"{")).client() as client:
        with pytest.raises((OutcomeUnknown, BadAnswer)):
            await client.repay("a", PAYMENT, "k")


async def test_a_look_up_without_an_answer_is_unavailable():
    async with Lender(httpx.ReadTimeout("late")).client() as client:
        with pytest.raises(Unavailable):
            await client.system_status("a")


async def test_an_account_id_cannot_leave_its_place_in_the_address():
    lender = Lender(httpx.Response(404))
    async with lender.client() as client:
        with pytest.raises(UnknownAccount):
            await client.credit_status("../healthy?x=1")
    assert lender.asked[0].url.raw_path == b"/v1/accounts/..%2Fhealthy%3Fx%3D1/credit-status"
