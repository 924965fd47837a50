"""What every shape of the contract has in common."""

from pydantic import BaseModel


class Shape(BaseModel):
    """Immutable. Fields that nobody here knows are passed over, so that a lender may report more."""

    class Config:
        frozen = True


class Request(Shape):
    """What a caller sends: a field that nobody knows is an error, so that a misspelt name is noticed."""

    class Config:
        extra = "forbid"


class Words(Shape):
    """A sentence of the lender's own, in both languages."""

    zh: str
    en: str
