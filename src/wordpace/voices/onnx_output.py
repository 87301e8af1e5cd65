"""Has an ONNX model give out one of its inner tensors as well, without the onnx package (31 MB) or a changed file.

A serialised protobuf message followed by another of the same type parses as both merged (protobuf's encoding rules,
"last one wins" for scalars, concatenation for repeated fields). So a model becomes one with a further output when a
`ModelProto { graph { output { name } } }` is appended to its bytes.
"""

from __future__ import annotations

MODEL_GRAPH, GRAPH_OUTPUT, OUTPUT_NAME = 7, 12, 1  # field numbers in onnx.proto
LENGTH_DELIMITED = 2  # protobuf's wire type for strings and messages


def expose_output(model: bytes, tensor: str) -> bytes:
    """The model with `tensor` as its last output."""
    return model + _field(MODEL_GRAPH, _field(GRAPH_OUTPUT, _field(OUTPUT_NAME, tensor.encode())))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | LENGTH_DELIMITED) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
