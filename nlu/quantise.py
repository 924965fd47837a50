"""A model with its weights in 8 bits: half the time a message, a quarter of the size, made once on this machine."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nlu.weights import WeightsError, sha256_of

Write = Callable[[Path], None]

FOLDER = Path(__file__).parent.parent / "var" / "weights"


def in_8_bits(source: Path, sha256: str, folder: Path = FOLDER) -> Path:
    """Gives the path of the model that is made from `source`, making it where it is not there yet.

    sha256: that of the source, so that other weights make another model.
    """
    return _made(lambda to: _quantise(source, to), f"{source.stem}-{sha256[:12]}", folder)


def quantised(write: Write, name: str, whole: Sequence[str], folder: Path = FOLDER) -> Path:
    """Gives the path of a model in 8 bits, a scale a column, by its name, making it where it is not there yet.

    write: writes the model to a path; whole: the nodes that stay as they are, because 8 bits would hurt them.
    """

    def make(to: Path) -> None:
        write(to)
        _quantise(to, to, per_channel=True, nodes_to_exclude=list(whole))

    return _made(make, name, folder)


def _made(make: Write, name: str, folder: Path) -> Path:
    """Its own SHA-256 is kept beside the model and checked. Raises WeightsError where it has been altered."""
    made = folder / f"{name}-int8.onnx"
    digest = made.with_suffix(".sha256")
    if not (made.is_file() and digest.is_file()):
        made.parent.mkdir(parents=True, exist_ok=True)
        half_done = made.with_suffix(f".{os.getpid()}.onnx")
        make(half_done)
        digest.write_text(sha256_of(half_done), encoding="utf-8")
        half_done.replace(made)
    if sha256_of(made) != digest.read_text(encoding="utf-8"):
        raise WeightsError(f"{made} has been altered: delete the folder {folder}, and it is made again.")
    return made


def _quantise(source: Path, to: Path, **options: Any) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(source), str(to), weight_type=QuantType.QInt8, **options)
