"""The layers of multilingual-e5-small as an ONNX graph: embedded tokens in, the last hidden states out."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlu.encoders.e5 import E5, EPSILON, HEADS, LAYERS, MATRICES, NORMS, WIDTH

Array = NDArray[np.float32]
Added = Callable[[int, str], Array | None]
"""What an adapter adds to a matrix, by layer and name: (in, out), or nothing."""

_OPSET = 17


class _Graph:
    """Nodes and constants, each node named by what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], to: str, **options: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [to], name=to, **options))
        return to

    def norm(self, e5: E5, name: str, of: str) -> str:
        weight = self.constant(f"{name}.w", e5.vector(f"{name}.w"))
        bias = self.constant(f"{name}.b", e5.vector(f"{name}.b"))
        return self.node("LayerNormalization", [of, weight, bias], f"{name}.out", axis=-1, epsilon=EPSILON)


def bert_graph(e5: E5, added: Added) -> onnx.ModelProto:
    """Gives the model, what `added` gives put into its matrices."""
    graph = _Graph()
    for name, value in {
        "by_head": np.array([0, 0, HEADS, WIDTH // HEADS]),
        "together": np.array([0, 0, WIDTH]),
        "scale": np.array((WIDTH / HEADS) ** -0.5, dtype=np.float32),
        "root": np.array(2**-0.5, dtype=np.float32),
        "half": np.array(0.5, dtype=np.float32),
        "one": np.array(1.0, dtype=np.float32),
    }.items():
        graph.constant(name, value)
    x = graph.norm(e5, "emb.ln", "embedded")
    for layer in range(LAYERS):
        x = _layer(graph, e5, layer, x, added)
    embedded = helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", WIDTH])
    hidden = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", "tokens", WIDTH])
    made = helper.make_graph(graph.nodes, "e5", [embedded], [hidden], graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=8)


def _layer(graph: _Graph, e5: E5, layer: int, x: str, added: Added) -> str:
    def dense(part: str, of: str) -> str:
        matrix, more = e5.matrix(layer, part), added(layer, part)
        name = f"l{layer}.{part}"
        weight = graph.constant(f"{name}.w", matrix if more is None else matrix + more)
        bias = graph.constant(f"{name}.b", e5.vector(f"l{layer}.{MATRICES[part]}.b"))
        return graph.node("Add", [graph.node("MatMul", [of, weight], f"{name}.product"), bias], f"{name}.out")

    def heads(part: str, order: list[int]) -> str:
        split = graph.node("Reshape", [dense(part, x), "by_head"], f"l{layer}.{part}.split")
        return graph.node("Transpose", [split], f"l{layer}.{part}.heads", perm=order)

    def node(kind: str, inputs: list[str], to: str, **options: Any) -> str:
        return graph.node(kind, inputs, f"l{layer}.{to}", **options)

    scores = node("MatMul", [heads("q", [0, 2, 1, 3]), heads("k", [0, 2, 3, 1])], "scores")
    shares = node("Softmax", [node("Mul", [scores, "scale"], "scaled")], "shares", axis=-1)
    seen = node("MatMul", [shares, heads("v", [0, 2, 1, 3])], "seen")
    joined = node("Reshape", [node("Transpose", [seen], "back", perm=[0, 2, 1, 3]), "together"], "joined")
    x = graph.norm(e5, f"l{layer}.{NORMS['norm1']}", node("Add", [dense("o", joined), x], "attended"))
    inner = dense("up", x)
    error = node("Erf", [node("Mul", [inner, "root"], "over_root")], "erf")
    grown = node("Mul", [node("Add", [error, "one"], "one_more"), "half"], "halved")
    fed = node("Add", [dense("down", node("Mul", [inner, grown], "gelu")), x], "fed")
    return graph.norm(e5, f"l{layer}.{NORMS['norm2']}", fed)
