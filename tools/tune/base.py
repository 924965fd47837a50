"""The frozen weights by the names that `Encoder` knows."""

from pathlib import Path

import torch

from nlu.encoders.e5 import E5, LAYERS, MATRICES, NORMS, WIDTH
from tools.tune.transformer import Weights


def weights(e5: E5) -> Weights:
    """multilingual-e5-small, dequantised; matrices are (in, out)."""
    rows = e5.vocabulary
    found = {
        "token": torch.from_numpy(e5.words(rows)),
        "place": torch.from_numpy(e5.places()),
        "norm.weight": torch.from_numpy(e5.vector("emb.ln.w")),
        "norm.bias": torch.from_numpy(e5.vector("emb.ln.b")),
    }
    for layer in range(LAYERS):
        for name, theirs in MATRICES.items():
            found[f"layer{layer}.{name}.weight"] = torch.from_numpy(e5.matrix(layer, name))
            found[f"layer{layer}.{name}.bias"] = torch.from_numpy(e5.vector(f"l{layer}.{theirs}.b"))
        for name, theirs in NORMS.items():
            found[f"layer{layer}.{name}.weight"] = torch.from_numpy(e5.vector(f"l{layer}.{theirs}.w"))
            found[f"layer{layer}.{name}.bias"] = torch.from_numpy(e5.vector(f"l{layer}.{theirs}.b"))
    assert found["token"].shape[1] == WIDTH
    return found


def located(package: str, file: str, packages: Path | None) -> Path:
    """The path of a file in an installed package, or in a folder that holds the package."""
    if packages is not None:
        return packages / package / file
    from nlu.weights import locate

    return locate(package, file)
