"""What every shape of the contract has in common."""

from pydantic import BaseModel


class Shape(BaseModel):
    """Immutable; a field that nobody knows is refused, so that a misspelt name is noticed."""

    class Config:
        frozen = True
        extra = "forbid"


class Words(Shape):
    """A sentence of the lender's own, in both languages."""

    zh: str
    en: str
