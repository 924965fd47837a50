"""Keeps the vectors of training examples between trainings, so that one new example costs one encoding."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER_VARIABLE = "NLU_VECTOR_CACHE"

Vectors = NDArray[np.float32]


def cached(name: str, texts: list[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
    """Gives `encode(texts)`, taking what is known from the folder that NLU_VECTOR_CACHE names, if it names one."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return encode(texts)
    path = Path(folder) / f"{name}.npz"
    known = _read(path)
    missing = sorted(set(texts) - known.keys())
    if missing:
        known.update(zip(missing, encode(missing), strict=True))
        path.parent.mkdir(parents=True, exist_ok=True)
        half_done = path.with_suffix(f".{os.getpid()}.npz")
        np.savez(half_done, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
        half_done.replace(path)
    return np.stack([known[text] for text in texts])


def _read(path: Path) -> dict[str, Vectors]:
    if not path.is_file():
        return {}
    with np.load(path) as arrays:
        return dict(zip(arrays["texts"].tolist(), arrays["vectors"], strict=True))
