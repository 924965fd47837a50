"""Tokens that prove for which account a conversation is: JWT, HS256, short-lived, bound to this audience.

The lender's own server signs them (`sign`), the channel checks them (`TokenChecker`).
"""

import math
import re
import time
from collections.abc import Sequence
from typing import TypeGuard

import jwt

from contract.identity import Identity

ISSUER = "lender"
AUDIENCE = "credit-assistant"
ALGORITHM = "HS256"
LIFETIME_SECONDS = 900
LONGEST_LIFETIME_SECONDS = 3_600
SHORTEST_KEY = 32
SKEW_SECONDS = 60

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class TokenError(Exception):
    """The token does not prove an account; the text says why, without anything secret."""


def sign(account_id: str, session: str, key: str, lifetime_seconds: int = LIFETIME_SECONDS) -> str:
    """Gives a token for this account and session, valid for so many seconds from now."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": account_id,
        "sid": session,
        "iat": now,
        "exp": now + lifetime_seconds,
    }
    return jwt.encode(claims, key, algorithm=ALGORITHM)


class TokenChecker:
    """Checks tokens against one or more keys; two are valid while a key is being replaced."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises ValueError without a key, or for one that is too short to be safe."""
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(
                f"The REST channel needs CHANNEL_KEYS: one or two secrets of at least {SHORTEST_KEY} characters, "
                "separated by a comma."
            )
        self._keys = tuple(keys)

    def check(self, token: str) -> Identity:
        """Gives the proven identity; raises TokenError.

        The clock of the signer may be ahead by a minute; a token that is over is over.
        """
        if not token.isascii():
            raise TokenError("Not a token")
        problem: Exception | None = None
        for key in self._keys:
            try:
                claims = jwt.decode(
                    token,
                    key,
                    algorithms=[ALGORITHM],
                    audience=AUDIENCE,
                    issuer=ISSUER,
                    leeway=SKEW_SECONDS,
                    options={"require": ["exp", "iat", "sub", "sid", "aud", "iss"]},
                )
            except jwt.InvalidSignatureError as error:
                problem = error
                continue
            except (jwt.PyJWTError, OverflowError) as error:
                raise TokenError(str(error)) from error
            return _identity(claims)
        raise TokenError("Signature verification failed") from problem

    def check_header(self, header: str | None) -> Identity:
        """Gives the identity from an `Authorization: Bearer …` header; raises TokenError."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise TokenError("No bearer token")
        return self.check(token.strip())


def _is_moment(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _identity(claims: dict[str, object]) -> Identity:
    subject, session = claims["sub"], claims["sid"]
    if not (isinstance(subject, str) and isinstance(session, str)):
        raise TokenError("Subject and session must be texts")
    if not (_NAME.fullmatch(subject) and _NAME.fullmatch(session)):
        raise TokenError("Subject and session must be 1 to 64 letters, digits, _ or -")
    issued, expires = claims["iat"], claims["exp"]
    if not (_is_moment(issued) and _is_moment(expires)):
        raise TokenError("Times must be numbers")
    if expires <= time.time():
        raise TokenError("Signature has expired")
    if expires - issued > LONGEST_LIFETIME_SECONDS:
        raise TokenError("The token lives too long")
    return Identity(subject, session)
