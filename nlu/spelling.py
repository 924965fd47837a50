"""Intents by the characters of a message: a rare word or a name, which sentence vectors smooth over."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

Array = NDArray[np.float32]

_LONGEST_PIECE, _RAREST, _ALPHA, _ROUNDS = 4, 2, 3e-6, 8


class Spelling:
    """Logistic regression, one class against the rest, over TF-IDF of one to four characters in a row."""

    def __init__(self, pieces: list[str], rarity: NDArray[np.float64], weights: Array, bias: Array) -> None:
        """pieces: the runs of characters that count; rarity: one number a piece; weights: (pieces, classes)."""
        self._pieces = _vectorizer(pieces)
        self._pieces.idf_ = rarity
        self._weights, self._bias = weights, bias

    @classmethod
    def fitted(cls, texts: Sequence[str], labels: Sequence[str], seed: int) -> "Spelling":
        """Learns from examples; there are at least three classes, numbered in the order of their names."""
        pieces = _vectorizer()
        counts = pieces.fit_transform(texts)
        model = SGDClassifier(loss="log_loss", alpha=_ALPHA, max_iter=_ROUNDS, tol=None, random_state=seed, n_jobs=-1)
        model.fit(counts, labels)
        return cls(
            list(pieces.get_feature_names_out()),
            pieces.idf_,
            np.ascontiguousarray(model.coef_.T, dtype=np.float32),
            model.intercept_.astype(np.float32),
        )

    def shares(self, text: str) -> Array:
        """Gives the probability of each class; they sum to 1."""
        row = self._pieces.transform([text])
        scores = row.data.astype(np.float32) @ self._weights[row.indices] + self._bias
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum(), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Writes plain arrays and a list of words."""
        pieces = json.dumps(list(self._pieces.get_feature_names_out()), ensure_ascii=False)
        (folder / "spelling.json").write_text(pieces, encoding="utf-8")
        np.savez(
            folder / "spelling.npz",
            rarity=self._pieces.idf_,
            weights=self._weights.astype(np.float16),
            bias=self._bias,
        )

    @classmethod
    def loaded(cls, folder: Path) -> "Spelling":
        """Reads what `save` wrote."""
        pieces = json.loads((folder / "spelling.json").read_text(encoding="utf-8"))
        with np.load(folder / "spelling.npz") as arrays:
            return cls(pieces, arrays["rarity"], arrays["weights"].astype(np.float32), arrays["bias"])


def _vectorizer(pieces: list[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char", ngram_range=(1, _LONGEST_PIECE), min_df=_RAREST, sublinear_tf=True, vocabulary=pieces
    )
