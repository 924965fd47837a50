"""Who may speak for an account: keys, their rotation, and a start without one."""

import pytest

from channels.rest import VerifiedRest
from channels.tokens import TokenChecker, TokenError, sign
from contract.identity import Identity, account_of

OLD, NEW, STRANGER = "o" * 32, "n" * 32, "s" * 32


def test_token_proves_account_and_session() -> None:
    assert TokenChecker([NEW]).check(sign("overdue", "s1", NEW)) == Identity("overdue", "s1")


def test_account_of_a_conversation() -> None:
    assert account_of(Identity("overdue", "s1").sender_id) == "overdue"


def test_both_keys_count_while_one_is_replaced() -> None:
    checker = TokenChecker([NEW, OLD])
    assert checker.check(sign("a", "s", OLD)).account_id == "a"
    assert checker.check(sign("a", "s", NEW)).account_id == "a"
    with pytest.raises(TokenError):
        checker.check(sign("a", "s", STRANGER))


def test_old_key_is_worth_nothing_after_the_change() -> None:
    with pytest.raises(TokenError):
        TokenChecker([NEW]).check(sign("a", "s", OLD))


def test_expired_token_of_the_old_key_is_refused() -> None:
    with pytest.raises(TokenError):
        TokenChecker([NEW, OLD]).check(sign("a", "s", OLD, lifetime_seconds=-1))


@pytest.mark.parametrize("keys", [[], [""], ["short"], [NEW, "short"]])
def test_unsafe_keys_are_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="CHANNEL_KEYS"):
        TokenChecker(keys)


@pytest.mark.parametrize("value", ["", "short", " , "])
def test_channel_does_not_start_without_a_key(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CHANNEL_KEYS", value)
    with pytest.raises(SystemExit, match=r"does not start: .*CHANNEL_KEYS: one or two secrets of at least 32"):
        VerifiedRest.from_credentials(None)


def test_channel_does_not_start_with_a_limit_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANNEL_KEYS", NEW)
    monkeypatch.setenv("CHANNEL_ACCOUNT_PER_MINUTE", "many")
    with pytest.raises(SystemExit, match="CHANNEL_ACCOUNT_PER_MINUTE is a whole number"):
        VerifiedRest.from_credentials(None)
