"""`python -m tools.tune`: trains the adapter of nlu/adapters from data/alarms and data/nlu.

Seeded and with a fixed order, so that the same data on the same machine give the same files.
"""

import argparse
import hashlib
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from nlu.encoders.e5 import E5, FILE, MATRICES, PACKAGE
from tools.tune import base
from tools.tune.data import ALARMS, LABELS, UNKNOWN, Row, rows
from tools.tune.transformer import FIRST_TUNED, Encoder

ROOT = Path(__file__).parent.parent.parent
SEED, BATCH, RATE, WARM_UP, SMOOTHING = 20261127, 32, 1e-3, 0.06, 0.01
FILE_OUT = ROOT / "nlu" / "adapters" / "alarms.safetensors"


@dataclass(frozen=True)
class Seen:
    """A row, and what the frozen layers give for its tokens: (tokens, width) in half precision."""

    row: Row
    hidden: Tensor


def main() -> None:
    """Trains, calibrates on the rows kept apart, and writes the adapter and the scores of those rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=ROOT / "data" / "alarms")
    options.add_argument("--packages", type=Path, help="where the package with the weights is, if not installed here")
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--out", type=Path, default=FILE_OUT)
    options.add_argument("--rate", type=float, default=RATE)
    options.add_argument("--onward", type=Path, help="an adapter to go on from, where only some messages are new")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    weights = base.located(PACKAGE, FILE[0], given.packages)
    e5 = E5(weights)
    model = Encoder(base.weights(e5), len(LABELS))
    if given.onward is not None:
        _go_on_from(model, given.onward)
    everything = rows(given.data, ROOT / "data" / "nlu")
    seen = _seen(model, e5, everything)
    learnt, dev = [each for each in seen if not each.row.is_dev], [each for each in seen if each.row.is_dev]
    print(f"{len(learnt)} rows to learn from, {len(dev)} kept apart", flush=True)
    _train(model, learnt, given.epochs, given.rate)
    logits = _logits(model, dev)
    scale, shift = _calibrated(logits, torch.tensor([each.row.targets for each in dev]))
    chances = torch.sigmoid(logits * scale + shift).numpy()
    _write(model, scale, shift, weights, given.out)
    _report([each.row for each in dev], chances, ROOT / "var" / "tuned" / "dev.tsv")


def _seen(model: Encoder, e5: E5, everything: list[Row]) -> list[Seen]:
    model.eval()
    tokens = [torch.from_numpy(e5.tokens(row.text)) for row in everything]
    order = sorted(range(len(everything)), key=lambda at: len(tokens[at]))
    hidden: dict[int, Tensor] = {}
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        padded = nn.utils.rnn.pad_sequence([tokens[at] for at in some], batch_first=True)
        mask = _mask([len(tokens[at]) for at in some])
        for at, each in zip(some, model.lower(padded, mask), strict=True):
            hidden[at] = each[: len(tokens[at])].half().clone()
    return [Seen(row, hidden[at]) for at, row in enumerate(everything)]


def _go_on_from(model: Encoder, adapter: Path) -> None:
    tensors = load_file(str(adapter))
    with torch.no_grad():
        model.head.weight.copy_(tensors["head.weight"].T)
        model.head.bias.copy_(tensors["head.bias"])
        for number, layer in enumerate(model.layers[FIRST_TUNED:], FIRST_TUNED):
            for name in MATRICES:
                getattr(layer, name).a.copy_(tensors[f"layer{number}.{name}.a"].float())
                getattr(layer, name).b.copy_(tensors[f"layer{number}.{name}.b"].float())


def _train(model: Encoder, learnt: list[Seen], epochs: int, rate: float) -> None:
    trained = [each for each in model.parameters() if each.requires_grad]
    steps = epochs * math.ceil(len(learnt) / BATCH)
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    weights = _weights([each.row for each in learnt])
    order = np.random.default_rng(SEED)
    for epoch in range(epochs):
        model.train()
        start, total = time.monotonic(), 0.0
        for batch in _batches(learnt, order):
            loss = _loss(model(*_padded(batch)), torch.tensor([each.row.targets for each in batch]), weights)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        print(f"  epoch {epoch + 1}: loss {total / len(learnt):.4f}, {time.monotonic() - start:.0f} s", flush=True)


def _mask(lengths: list[int]) -> Tensor:
    return torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]


def _padded(batch: list[Seen]) -> tuple[Tensor, Tensor]:
    hidden = nn.utils.rnn.pad_sequence([each.hidden.float() for each in batch], batch_first=True)
    return hidden, _mask([len(each.hidden) for each in batch])


def _batches(learnt: list[Seen], order: np.random.Generator) -> list[list[Seen]]:
    """Rows of about one length together, in a random order."""
    shuffled = [learnt[at] for at in order.permutation(len(learnt))]
    stretch = 50 * BATCH
    for start in range(0, len(shuffled), stretch):
        shuffled[start : start + stretch] = sorted(shuffled[start : start + stretch], key=lambda each: len(each.hidden))
    batches = [shuffled[start : start + BATCH] for start in range(0, len(shuffled), BATCH)]
    return [batches[at] for at in order.permutation(len(batches))]


def _weights(learnt: list[Row]) -> Tensor:
    """A mild weight for the rarer side of each label."""
    targets = np.array([row.targets for row in learnt])
    yes, no = (targets == 1).sum(0), (targets == 0).sum(0)
    return torch.tensor(np.clip((no / np.maximum(yes, 1)) ** 0.25, 1.0, 3.0), dtype=torch.float32)


def _loss(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    known = targets != UNKNOWN
    smooth = targets.clamp(min=0) * (1 - 2 * SMOOTHING) + SMOOTHING
    each = nn.functional.binary_cross_entropy_with_logits(logits, smooth, reduction="none", pos_weight=weights)
    return (each * known).sum() / len(targets)


@torch.no_grad()
def _logits(model: Encoder, some: list[Seen]) -> Tensor:
    model.eval()
    return torch.cat([model(*_padded(some[start : start + BATCH])) for start in range(0, len(some), BATCH)])


def _calibrated(logits: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Platt's scale and shift of each label, from rows that were not learnt from."""
    scale, shift = torch.ones(len(LABELS)), torch.zeros(len(LABELS))
    for at in range(len(LABELS)):
        known = targets[:, at] != UNKNOWN
        if (targets[known, at] == 1).sum() < 5:
            continue
        pair = torch.tensor([1.0, 0.0], requires_grad=True)
        optimizer = torch.optim.LBFGS([pair], max_iter=100, line_search_fn="strong_wolfe")

        def closure(at: int = at, known: Tensor = known, pair: Tensor = pair) -> Tensor:
            optimizer.zero_grad()  # noqa: B023
            z = logits[known, at] * pair[0] + pair[1]
            loss = nn.functional.binary_cross_entropy_with_logits(z, targets[known, at]) + 1e-3 * (pair[0] - 1) ** 2
            loss.backward()
            return loss

        optimizer.step(closure)
        scale[at], shift[at] = pair.detach()
    return scale, shift


def _write(model: Encoder, scale: Tensor, shift: Tensor, weights: Path, to: Path) -> None:
    tensors = {
        "head.weight": model.head.weight.T.contiguous(),
        "head.bias": model.head.bias,
        "scale": scale,
        "shift": shift,
    }
    for number, layer in enumerate(model.layers):
        for name in MATRICES if number >= FIRST_TUNED else ():
            tensors[f"layer{number}.{name}.a"] = getattr(layer, name).a.half().contiguous()
            tensors[f"layer{number}.{name}.b"] = getattr(layer, name).b.half().contiguous()
    about = {"labels": " ".join(LABELS), "base": hashlib.sha256(weights.read_bytes()).hexdigest()}
    to.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.detach() for name, tensor in sorted(tensors.items())}, str(to), metadata=about)
    print(f"  {to.name}: {to.stat().st_size:,} bytes, SHA-256 {hashlib.sha256(to.read_bytes()).hexdigest()[:16]}")


def _report(dev: list[Row], chances: NDArray[np.float32], to: Path) -> None:
    targets = np.array([row.targets for row in dev])
    ordinary = (targets[:, : len(ALARMS)] == 0).all(1)
    for at, label in enumerate(LABELS):
        known = targets[:, at] != UNKNOWN
        real, score = targets[known, at] == 1, chances[known, at]
        none = chances[ordinary, at] if label in ALARMS else score[~real]
        if not real.any():
            continue
        told = [f"{(score[real] >= bar).mean():.3f}/{(none >= bar).mean():.4f}" for bar in (0.2, 0.3, 0.5, 0.7)]
        print(
            f"  {label:12s} {real.sum():4d} of {len(score):5d}  recall/false at 0.2, 0.3, 0.5, 0.7: {'  '.join(told)}"
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "\t".join([row.labels, *(f"{chance:.4f}" for chance in each), row.text])
        for row, each in zip(dev, chances, strict=True)
    ]
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
