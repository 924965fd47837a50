"""RoFormer-Sim small, an encoder trained on Chinese question pairs (Apache-2.0; 62 MB, used in 8 bits; ONNX)."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from nlu.quantise import in_8_bits
from nlu.weights import verified

_PACKAGE = "near_synonym"
_MODEL = "data/roformer_unilm_small.onnx", "85f0b711f9e5ce8b8a8d3504690a58da46a91e0848bdd24b874fc26d3837c314"
_VOCABULARY = "data/roformer_vocab.txt", "722b0e17d2c0d35a835811967e74f1ec3203c885bade5cd523086594e3d0b29e"
_LONGEST = 64


class RoFormerSim:
    """Encodes short texts; 384 numbers each, of length 1. Raises WeightsError where a file is missing or altered."""

    name = "roformer_sim"
    cached_as = "roformer_sim alone"
    width = 384

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(in_8_bits(verified(_PACKAGE, *_MODEL), _MODEL[1])), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = BertWordPieceTokenizer(str(verified(_PACKAGE, *_VOCABULARY)), lowercase=True)
        self._tokenizer.enable_truncation(_LONGEST)

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Gives an array of shape (texts, 384).

        Every text has a run of its own: in 8 bits the numbers of a run share one scale, so company would change them.
        """
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(texts)):
            tokens = np.asarray([encoding.ids], dtype=np.float32)
            (vectors[row : row + 1],) = self._session.run(
                None, {"Input-Token": tokens, "Input-Segment": np.zeros_like(tokens)}
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
