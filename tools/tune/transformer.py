"""A plain BERT encoder in PyTorch, with small trainable matrices (LoRA) beside the frozen ones."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from nlu.encoders.e5 import EPSILON, HEADS, LAYERS, MATRICES, WIDTH

Weights = Mapping[str, Tensor]

RANK = 8
FIRST_TUNED = 6
"""The layers below stay as they are, so that what they give for a text is computed once."""
DROPOUT = 0.1


class LoRA(nn.Module):
    """x·W + b, W frozen, plus x·A·B: A (in, rank) random, B (rank, out) zero at first."""

    def __init__(self, weight: Tensor, bias: Tensor, tuned: bool) -> None:
        """weight: (in, out)."""
        super().__init__()
        self.tuned = tuned
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        if tuned:
            self.a = nn.Parameter(torch.randn(weight.shape[0], RANK) / (3 * weight.shape[0]) ** 0.5)
            self.b = nn.Parameter(torch.zeros(RANK, weight.shape[1]))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        """Gives (…, out)."""
        if not self.tuned:
            return x @ self.weight + self.bias
        return x @ self.weight + self.bias + self.dropout(x) @ self.a @ self.b


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its norm behind it."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        prefix, tuned = f"layer{number}", number >= FIRST_TUNED
        for name in MATRICES:
            setattr(self, name, LoRA(weights[f"{prefix}.{name}.weight"], weights[f"{prefix}.{name}.bias"], tuned))
        for name in ("norm1", "norm2"):
            self.register_buffer(f"{name}_weight", weights[f"{prefix}.{name}.weight"])
            self.register_buffer(f"{name}_bias", weights[f"{prefix}.{name}.bias"])
        self.dropout = nn.Dropout(DROPOUT if tuned else 0.0)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, tokens, width); mask: (batch, tokens), true for real tokens."""
        size = (*x.shape[:2], HEADS, -1)
        q, k, v = (getattr(self, name)(x).reshape(size).transpose(1, 2) for name in "qkv")
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self._norm("norm1", x + self.dropout(self.o(seen.transpose(1, 2).reshape(x.shape))))
        inner = nn.functional.gelu(self.up(x))
        return self._norm("norm2", x + self.dropout(self.down(inner)))

    def _norm(self, name: str, x: Tensor) -> Tensor:
        weight, bias = getattr(self, f"{name}_weight"), getattr(self, f"{name}_bias")
        return nn.functional.layer_norm(x, (WIDTH,), weight, bias, EPSILON)


class Encoder(nn.Module):
    """Tokens in, one vector a text and the logits of its labels out."""

    def __init__(self, weights: Weights, labels: int) -> None:
        super().__init__()
        for name in ("token", "place", "norm.weight", "norm.bias"):
            self.register_buffer(name.replace(".", "_"), weights[name])
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(LAYERS))
        self.head = nn.Linear(WIDTH, labels)
        self.dropout = nn.Dropout(DROPOUT)

    @torch.no_grad()
    def lower(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """What the layers that stay as they are give: (batch, tokens, width)."""
        x = self.token[tokens] + self.place[: tokens.shape[1]]
        x = nn.functional.layer_norm(x, (WIDTH,), self.norm_weight, self.norm_bias, EPSILON)
        for layer in self.layers[:FIRST_TUNED]:
            x = layer(x, mask)
        return x

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Gives the logits from what `lower` gave: (batch, labels)."""
        for layer in self.layers[FIRST_TUNED:]:
            x = layer(x, mask)
        real = mask[:, :, None].float()
        return self.head(self.dropout((x * real).sum(1) / real.sum(1)))
