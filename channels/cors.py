"""Which pages of other origins may call: those on the list, and no other."""

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse


def allow_origins(routes: Blueprint, origins: frozenset[str]) -> None:
    """Adds the headers that browsers ask for to every answer of these routes; without credentials, cookies are no use.

    An origin that is not listed gets no such header, so that its browser keeps the answer from the page.
    """

    @routes.middleware("response")
    async def add_headers(request: Request, response: HTTPResponse) -> None:
        response.headers.setdefault("Vary", "Origin")
        response.headers.pop("Access-Control-Allow-Credentials", None)
        origin = request.headers.get("Origin", "")
        if origin not in origins:
            return
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Accept-Language"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Access-Control-Max-Age"] = "600"
