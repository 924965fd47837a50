"""Tokens prove an account or are refused."""

import time

import jwt
import pytest

from channels.tokens import ALGORITHM, AUDIENCE, ISSUER, TokenChecker, TokenError, sign
from contract.identity import Identity, account_of

KEY, NEXT = "k" * 32, "n" * 32


def claims(**changed):
    now = int(time.time())
    made = {"iss": ISSUER, "aud": AUDIENCE, "sub": "overdue", "sid": "s", "iat": now, "exp": now + 60, **changed}
    return {name: value for name, value in made.items() if value is not None}


def test_a_signed_token_names_account_and_session():
    identity = TokenChecker([KEY]).check(sign("overdue", "s1", KEY))
    assert identity == Identity("overdue", "s1")
    assert account_of(identity.sender_id) == "overdue"


def test_two_keys_count_while_one_is_replaced():
    checker = TokenChecker([NEXT, KEY])
    assert checker.check(sign("a", "s", KEY)) == checker.check(sign("a", "s", NEXT))


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "shop"},
        {"iss": "me"},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sid": None},
        {"exp": 1},
        {"exp": int(time.time()) + 10**6},
        {"sub": 7},
        {"sub": "a:b"},
        {"sub": ""},
        {"sid": "x" * 65},
        {"sub": "overdue\n"},
    ],
    ids=str,
)
def test_claims_that_prove_nothing(changed):
    with pytest.raises(TokenError):
        TokenChecker([KEY]).check(jwt.encode(claims(**changed), KEY, algorithm=ALGORITHM))


@pytest.mark.parametrize(
    "token", ["", "abc", "a.b.c", sign("a", "s", NEXT), jwt.encode(claims(), "", algorithm="none")]
)
def test_forged(token):
    with pytest.raises(TokenError):
        TokenChecker([KEY]).check(token)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", sign("a", "s", KEY)])
def test_headers_without_a_bearer_token(header):
    with pytest.raises(TokenError):
        TokenChecker([KEY]).check_header(header)


@pytest.mark.parametrize("keys", [[], ["short"], [KEY, "short"]])
def test_weak_keys_are_refused_at_the_start(keys):
    with pytest.raises(ValueError, match="CHANNEL_KEYS"):
        TokenChecker(keys)


def test_two_accounts_never_share_a_conversation():
    assert Identity("a", "b").sender_id != Identity("ab", "").sender_id
