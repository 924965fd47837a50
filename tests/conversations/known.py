"""What is known to be wrong: the test says what is right, and fails once the mark can go."""

import pytest


def wrong(*values: object, reason: str) -> object:
    """A case that does not come out right yet."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))
