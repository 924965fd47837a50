"""The widget's files, read once, compressed once, and sent again only when they have changed."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import yaml
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from contract.causes import Cause, Remedy
from wording import RESPONSES, Wording

WEB = Path(__file__).parent.parent / "web"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
_SMALLEST_COMPRESSED = 1_000


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    content: bytes
    compressed: bytes
    kind: str
    tag: str

    @classmethod
    def of(cls, content: bytes, kind: str) -> "Asset":
        """Prepares a file."""
        compressed = gzip.compress(content, 9, mtime=0) if len(content) >= _SMALLEST_COMPRESSED else b""
        return cls(content, compressed, kind, f'"{hashlib.sha256(content).hexdigest()[:20]}"')

    def answer(self, request: Request) -> HTTPResponse:
        """Gives the file, or 304 to a browser that has it."""
        headers = {
            "ETag": self.tag,
            "Cache-Control": "public, max-age=300",
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding, Origin",
        }
        if request.headers.get("If-None-Match") == self.tag:
            return response.raw(b"", status=304, headers=headers)
        if self.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return response.raw(self.compressed, headers=headers, content_type=self.kind)
        return response.raw(self.content, headers=headers, content_type=self.kind)


def widget_assets(wording: Wording) -> dict[str, Asset]:
    """Gives what is served below /widget/, by path."""
    files = {
        path.relative_to(WEB).as_posix(): Asset.of(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(WEB.rglob("*"))
        if path.suffix in _TYPES
    }
    return {**files, "texts.json": Asset.of(json.dumps(texts(wording), ensure_ascii=False).encode(), _TYPES[".json"])}


def texts(wording: Wording) -> dict[str, dict[str, str]]:
    """Gives what the widget says by itself: language → name → text, with the names of causes."""
    own = yaml.safe_load((RESPONSES / "phrases" / "web.yml").read_text(encoding="utf-8"))["phrases"]
    return {
        language: {
            **{name.removeprefix("web_"): wording.say(name, language) for name in own},
            **{f"cause_{cause.value}": wording.say(f"term_cause_{cause.value}", language) for cause in Cause},
            **{f"remedy_{remedy.value}": wording.say(f"web_remedy_{remedy.value}", language) for remedy in Remedy},
        }
        for language in ("zh", "en")
    }
