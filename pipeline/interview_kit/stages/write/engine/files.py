"""Draw drawings of simple shapes, call C and write files sooner, by what was found before."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from functools import lru_cache
from typing import Any

_MOST = 50_000
# Source: what weasyprint makes for C. cffi parses `char[4]` for each length anew, and keeps all of them.
_POINTERS = ("FcChar8 **", "FcResult *", "PangoRectangle *", "unsigned int *")
_ARRAYS = ("char", "PangoLogAttr", "hb_tag_t", "hb_codepoint_t")
# They depend on a drawing and its size alone: states, matrices, colours and paths.
_OPERATORS = frozenset(b"q Q cm gs rg RG w d J j M m l c h f f* S s B B* b b* re n".split())


def remember() -> None:
    """Wrap drawing an SVG, values for C, and a PDF's bytes."""
    _parse_types_once()
    _remember_drawings()
    _look_at_types()


def _parse_types_once() -> None:
    from weasyprint.text.ffi import ffi

    make, arrays = ffi.new, (f"{each}(*)[]" for each in _ARRAYS)
    parsed = ffi.typeof(f"void(*)({', '.join((*_POINTERS, *arrays))})").args
    types = dict(zip((*_POINTERS, *_ARRAYS), parsed, strict=True))

    def new(kind: str, value: Any = None) -> Any:
        name, _, length = kind.removesuffix("]").partition("[")
        if name in _ARRAYS:
            return make(types[name].item, int(length) if length and value is None else value)
        return make(types.get(kind, kind), value)

    ffi.new = new


def _look_at_types() -> None:
    """Convert what a PDF is written of with one look at its type, and a number once."""
    import pydyf

    convert, written = pydyf._to_bytes, pydyf.Stream.data
    of_number = lru_cache(_MOST, typed=True)(convert)

    def to_bytes(item: Any) -> Any:
        if (kind := type(item)) is bytes or kind is str:
            return item if kind is bytes else item.encode("ascii")
        return of_number(item) if kind is int or kind is float else convert(item)

    def data(stream: Any) -> Any:
        stream.stream = [b"\n".join([i if type(i) is bytes else to_bytes(i) for i in stream.stream])]
        return written.fget(stream)

    pydyf._to_bytes, pydyf.Stream.data = to_bytes, property(data)


def _remember_drawings() -> None:
    """Wrap the drawing of an SVG on a stream of its own."""
    from weasyprint.svg import SVG

    draw = SVG.draw
    kept: dict[Hashable, tuple[list[bytes], dict[str, Any]]] = {}

    def draw_again(self: Any, stream: Any, width: float, height: float, *rest: Any) -> None:
        key = self.url, self.url_fetcher, width, height
        states = stream._resources["ExtGState"]
        is_fresh = len(stream.stream) == 1 and not states  # the matrix of its place alone
        if is_fresh and key in kept:
            operations, known = kept[key]
            stream.stream += operations
            states.update((name, copy(state)) for name, state in known.items())
            return
        draw(self, stream, width, height, *rest)
        operations = stream.stream[1:]
        ends = {each.rpartition(b" ")[2] if isinstance(each, bytes) else None for each in operations}
        if is_fresh and ends <= _OPERATORS and states.keys() <= {"a1.0", "A1.0"}:
            if len(kept) > _MOST:
                kept.clear()
            kept[key] = operations, dict(states)

    SVG.draw = draw_again
