"""The examples most like a message, and what their intents say about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SHARPNESS = 20.0
SHARED = 0.999


@dataclass(frozen=True)
class _Group:
    """The examples of one language: where their own encoder writes, their directions there, their classes."""

    columns: NDArray[np.int64]
    directions: Array
    classes: NDArray[np.int64]


class Neighbours:
    """Nearest examples by cosine, in the part of a vector that only a message's own language fills.

    Args:
        vectors: one row an example; a language's own encoder is zero in the other languages' rows; a column that
            SHARED of all rows fill belongs to no language. Where every column is like that, all of them count.
        classes: the number of each example's class.
    """

    def __init__(self, vectors: Array, classes: NDArray[np.int64]) -> None:
        filled = vectors != 0
        share = filled.mean(axis=0)
        own = (share > 0) & (share < SHARED)
        if not own.any() or not filled[:, own].any(axis=1).all():
            own = np.ones(vectors.shape[1], dtype=bool)
        self._width = int(classes.max()) + 1
        self._groups: list[_Group] = []
        left = np.arange(len(vectors))
        while len(left):
            columns = np.flatnonzero(own & filled[left[0]])
            mine = filled[np.ix_(left, columns)].any(axis=1)
            rows = left[mine]
            self._groups.append(_Group(columns, _directions(vectors[np.ix_(rows, columns)]), classes[rows]))
            left = left[~mine]

    def shares(self, vector: Array, count: int) -> Array:
        """Gives what each class has of the `count` nearest examples, the nearer counting more; the shares sum to 1."""
        group = max(self._groups, key=lambda each: float(np.abs(vector[each.columns]).sum()))
        likeness = group.directions @ _directions(vector[np.newaxis, group.columns])[0]
        count = min(count, len(likeness))
        nearest = np.argpartition(-likeness, count - 1)[:count]
        votes = np.exp(SHARPNESS * (likeness[nearest] - likeness[nearest].max()))
        return np.bincount(group.classes[nearest], votes / votes.sum(), self._width).astype(np.float32)


def _directions(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
