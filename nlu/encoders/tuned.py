"""The fine-tuned encoder: multilingual-e5-small with this project's adapter merged in, in 8 bits, and its labels.

The adapter is made by `make tune` (tools/tune). One forward pass gives a vector and, from it, the chance of each label.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load

from nlu.encoders.bert_graph import bert_graph
from nlu.encoders.e5 import E5, FILE, LAYERS, PACKAGE
from nlu.quantise import FOLDER, quantised
from nlu.weights import WeightsError, sha256_of, verified

ADAPTER = Path(__file__).parent.parent / "adapters" / "alarms.safetensors"

Array = NDArray[np.float32]

_WHOLE = [f"l{layer}.down.product" for layer in range(LAYERS)]
"""In 8 bits these move a chance by 0.3 at worst, whole by 0.1; a message costs 3.4 ms instead of 2.4."""


class TunedEncoder:
    """Reads one text at a time, so that company never changes what it gives. Raises WeightsError for foreign files."""

    def __init__(self, adapter: Path = ADAPTER, folder: Path = FOLDER) -> None:
        weights = verified(PACKAGE, *FILE)
        tensors, about = adapter_of(adapter)
        if about["base"] != FILE[1]:
            raise WeightsError(f"{adapter} belongs to other weights than {weights.name}: run `make tune` again.")
        self.labels = tuple(about["labels"].split())
        self._head, self._bias = tensors["head.weight"], tensors["head.bias"]
        self._scale, self._shift = tensors["scale"], tensors["shift"]
        self._e5 = E5(weights)
        self._places = self._e5.places()
        name = f"{adapter.stem}-{sha256_of(adapter)[:12]}"
        model = quantised(lambda to: onnx.save(merged(self._e5, tensors), str(to)), name, _WHOLE, folder)
        self.open(model)

    def open(self, model: Path) -> None:
        """Reads with this model from now on."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def vector(self, text: str) -> Array:
        """Gives 384 numbers: the mean over the text's tokens."""
        tokens = self._e5.tokens(text)
        embedded = self._e5.words(tokens) + self._places[: len(tokens)]
        (hidden,) = self._session.run(None, {"embedded": embedded[None]})
        return np.asarray(hidden[0].mean(axis=0), dtype=np.float32)

    def probabilities(self, text: str) -> Array:
        """Gives the chance of each of `labels`, from 0 to 1, calibrated on messages that were not learnt from."""
        logits = self.vector(text) @ self._head + self._bias
        return np.asarray(1 / (1 + np.exp(-(logits * self._scale + self._shift))), dtype=np.float32)

    def chances(self, text: str) -> dict[str, float]:
        """The same by label."""
        return {label: float(chance) for label, chance in zip(self.labels, self.probabilities(text), strict=True)}


@cache
def tuned() -> TunedEncoder:
    """The one encoder of this process."""
    return TunedEncoder()


def adapter_of(path: Path) -> tuple[dict[str, Array], dict[str, str]]:
    """The tensors of an adapter, and what it says of itself: its labels, and the SHA-256 of the weights it is for."""
    if not path.is_file():
        raise WeightsError(f"{path} is missing: run `make tune`.")
    data = path.read_bytes()
    head = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    return {name: np.asarray(value, dtype=np.float32) for name, value in load(data).items()}, head["__metadata__"]


def merged(e5: E5, tensors: dict[str, Array]) -> onnx.ModelProto:
    """The model with the adapter in its matrices, in full precision."""

    def added(layer: int, part: str) -> Array | None:
        name = f"layer{layer}.{part}"
        return tensors[f"{name}.a"] @ tensors[f"{name}.b"] if f"{name}.a" in tensors else None

    return bert_graph(e5, added)
