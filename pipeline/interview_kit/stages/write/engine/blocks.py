"""Keep blocks that were laid out whole, and put copies of them where equal ones come again.

A block is laid out alike where its boxes, its width, the margins above it and what is beside it are the same,
as long as each question whether the page is full has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from itertools import count
from math import inf
from typing import Any, NamedTuple

from interview_kit.stages.write.mended_faults import replace_everywhere

_MOST, _MOST_NUMBERS = 10_000, 50_000  # boxes in the blocks that are kept, and different boxes
_TRIES = 3  # to keep a block, in which none of its parts is kept
_KINDS = "BlockBox LineBox TextBox InlineBox InlineBlockBox GridBox"
# What building leaves on a box: what a layout follows from, what only boxes have that are not kept, the rest.
_VALUES = (
    "text bookmark_label link is_outside_marker is_grid_item is_table_wrapper leading_collapsible_space "
    "trailing_collapsible_space"
)
_EMPTY = "first_letter_style first_line_style string_set advancements missing_link"
_OTHERS = "element element_tag style remove_decoration_sides children cached_counter_values"
_values, _empty, _kinds = _VALUES.split(), _EMPTY.split(), _KINDS.split()
_known = {*_values, *_empty, *_OTHERS.split()}


def remember() -> None:
    """Wrap the building of boxes, the question whether a page is full, and the layout of blocks."""
    from weasyprint.formatting_structure.build import build_formatting_structure
    from weasyprint.layout import LayoutContext

    is_full, give_numbers = LayoutContext.overflows_page, _numbers()

    def build(*arguments: Any) -> Any:
        root = build_formatting_structure(*arguments)
        give_numbers(root)
        return root

    def overflows_page(self: Any, bottom_space: float, position_y: float) -> Any:
        self.kit_reach = max(self.kit_reach, position_y + bottom_space)
        return is_full(self, bottom_space, position_y)

    LayoutContext.kit_keeps, LayoutContext.kit_reach, LayoutContext.kit_is_full = False, -inf, is_full
    LayoutContext.overflows_page = overflows_page
    replace_everywhere(build_formatting_structure, build)
    _remember_layouts()


def _remember_layouts() -> None:
    from weasyprint.layout.block import block_level_layout

    kept = _Kept()

    def lay_out(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
        page_is_empty: bool = True, absolute_boxes: Any = None, fixed_boxes: Any = None,
        adjoining_margins: Any = None, *more: Any, **named: Any,
    ) -> Any:  # fmt: skip
        margins = [] if adjoining_margins is None else adjoining_margins

        def work_out() -> Any:
            lists = absolute_boxes, fixed_boxes, margins
            place = bottom_space, skip_stack, containing_block, page_is_empty
            result = block_level_layout(context, box, *place, *lists, *more, **named)
            if result[0] is not None:
                vars(result[0]).pop("kit_number", None)  # it is not as it was built any more
            return result

        if skip_stack or any(more) or any(named.values()) or not _is_as_built(context, box):
            return work_out()
        size = (getattr(containing_block, name, containing_block) for name in ("width", "height"))
        first = page_is_empty and (context.current_page > 1, context.forced_break)
        key = box.kit_number[0], box.position_x, *size, first, bottom_space == -inf, *margins
        block, top, shapes = kept.get(key), box.position_y, context.excluded_shapes
        if isinstance(block, _Block) and not context.kit_is_full(bottom_space, top + block.reach):
            kept[key] = kept.pop(key)  # the last to go
            context.kit_reach = max(context.kit_reach, top + block.reach + bottom_space)
            return block.again(box, shapes)
        if context.kit_keeps or not isinstance(block, int) or block == _TRIES:
            if block is None:
                kept.add(key, 0)
            return work_out()
        context.kit_keeps, context.kit_reach, before = True, -inf, len(shapes)
        result = work_out()
        context.kit_keeps = False
        kept.add(key, block + 1)
        if result[0] is not None and result[1] is None and not context.kit_is_full(0, context.kit_reach):
            reach = context.kit_reach - bottom_space - top
            with suppress(KeyError):  # a box shows an element, or a float is kept, of another block
                kept.add(key, _block(box, shapes[before:], top, reach, result))
        return result

    replace_everywhere(block_level_layout, lay_out)


def _is_as_built(context: Any, box: Any) -> bool:
    """Return whether a box has a number and its own style, and nothing above reaches down beside it."""
    number, style = vars(box).get("kit_number", (None, None))
    is_built = number is not None and style is box.style
    if not is_built or context.in_column or context.footnotes or context.broken_out_of_flow:
        return False
    return all(each.position_y + each.margin_height() <= box.position_y for each in context.excluded_shapes)


class _Block(NamedTuple):
    """A block that was laid out; `reach` is how far below its top it asked whether the page is full."""

    box: Any
    elements: list[Any]
    floats: list[Any]
    top: float
    reach: float
    result: Any

    def again(self, box: Any, shapes: list[Any]) -> Any:
        """Return the layout of an equal box, and add its floats to the shapes that lines go around."""
        elements = {id(old): new for old, new in zip(self.elements, _elements(box), strict=True)}
        floats = dict.fromkeys(map(id, self.floats))
        new = _copied(self.box, elements, floats, box.position_y - self.top)
        shapes += floats.values()
        next_page, margins, *rest = self.result
        return new, None, dict(next_page), list(margins), *rest


class _Kept(dict[Hashable, _Block | int]):
    """Blocks by what their layout follows from, or how often one could not be kept; the oldest go first."""

    boxes = 0

    def add(self, key: Hashable, block: _Block | int) -> None:
        """Add a block, for a number if there was one."""
        self[key] = block
        self.boxes += len(block.elements) if isinstance(block, _Block) else 0
        while self.boxes + len(self) > _MOST:
            oldest = self.pop(next(iter(self)))
            self.boxes -= len(oldest.elements) if isinstance(oldest, _Block) else 0


def _block(box: Any, shapes: Any, top: float, reach: float, result: Any) -> _Block:
    """Return a block as it was laid out, with its floats. Raises KeyError for a part of another block."""
    new, _, next_page, below, *rest = result
    elements, floats = _elements(box), dict.fromkeys(map(id, shapes))
    copy = _copied(new, {id(each): each for each in elements}, floats, 0)
    if None in floats.values():
        raise KeyError
    result = dict(next_page), [*below], *rest
    return _Block(copy, elements, [*floats.values()], top, reach, result)


def _elements(box: Any) -> list[Any]:
    """Return the elements of a box and of all boxes in it, in their order."""
    return [box.element, *(element for child in box.children for element in _elements(child))]


def _copied(box: Any, elements: dict[int, Any], floats: dict[int, Any], down: float) -> Any:
    """Return a copy of a laid out box, lower and with other elements; fill in the copies of `floats`."""
    new = object.__new__(type(box))
    own = vars(new)
    own.update(vars(box))
    own["element"] = elements[id(box.element)]
    own["position_y"] += down
    if "pango_layout" in own:  # drawing puts Pango's objects into it
        own["pango_layout"] = object.__new__(type(box.pango_layout))
        vars(own["pango_layout"]).update(vars(box.pango_layout))
    if id(box) in floats:
        floats[id(box)] = new
    if box.children:
        own["children"] = type(box.children)([_copied(each, elements, floats, down) for each in box.children])
    return new


def _is_plain(style: Any) -> bool:
    """Return whether a box adds nothing to its page but itself, and is of no use to the room that is left."""
    flows = style["position"] in ("static", "relative") and style["float"] in ("none", "left", "right")
    return flows and style["column_count"] == style["column_width"] == "auto"


def _numbers() -> Callable[[Any], int | None]:
    """Return a function that numbers a box and those in it: boxes of one number are laid out alike."""
    known: dict[Hashable, tuple[int | None, Any]] = {}
    new = count()

    def give(box: Any) -> int | None:
        own, inside = vars(box), [give(child) for child in box.children]
        is_known = type(box).__name__ in _kinds and own.keys() <= _known
        if not is_known or None in inside or any(map(own.get, _empty)):
            return None
        key = type(box), id(box.style), *map(own.get, _values), *inside
        if key not in known:
            if len(known) > _MOST_NUMBERS:
                known.clear()
            number = next(new) if _is_plain(box.style) else None
            known[key] = number, box.style  # which the key names by identity
        own["kit_number"] = known[key]
        return known[key][0]

    return give
