"""What every shape of the contract has in common."""

from pydantic import BaseModel


class Shape(BaseModel, frozen=True):
    """Immutable. Fields that nobody here knows are passed over, so that a lender may report more."""


class Request(Shape, extra="forbid"):
    """What a caller sends: a field that nobody knows is an error, so that a misspelt name is noticed."""


class Words(Shape):
    """A sentence of the lender's own, in both languages."""

    zh: str
    en: str
