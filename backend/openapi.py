"""The OpenAPI document, with one thing put right: which fields may be null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from contract.base import Shape


def install(app: FastAPI) -> None:
    """Make `app` publish a document in which a field that may be null says so (pydantic 1 leaves that out)."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for shape in _shapes(Shape):
                _allow_null(shape, found["components"]["schemas"].get(shape.__name__, {}).get("properties", {}))
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _shapes(root: type[Shape]) -> Iterator[type[Shape]]:
    for shape in root.__subclasses__():
        yield shape
        yield from _shapes(shape)


def _allow_null(shape: type[Shape], properties: dict[str, Any]) -> None:
    for name, field in shape.__fields__.items():
        if field.allow_none and name in properties and "anyOf" not in properties[name]:
            properties[name] = {"anyOf": [properties[name], {"type": "null"}]}
