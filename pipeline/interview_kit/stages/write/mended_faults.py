"""Mend faults of WeasyPrint, pydyf and cffi until they are mended there; docs/upstream.md describes them."""

from __future__ import annotations

import ast
import copy
import ctypes.util
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType, SimpleNamespace
from typing import Any

from interview_kit.stages.write.address_breaks import COMPOUND
from interview_kit.support.cache import cached
from interview_kit.support.native_libs import without_search

# Pseudo-elements that WeasyPrint computes a style of for every element, and that only notes have.
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
# They subset fonts where no HarfBuzz does.
_RARE = ("fontTools.subset", "fontTools.varLib.instancer")
OUR_DECLARATIONS = """
    FcConfig *FcConfigCreate(void);
    FcConfig *FcConfigReference(FcConfig *config);
    FcBool FcConfigSetCurrent(FcConfig *config);
"""


def replace_everywhere(old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Replace a function in each module of WeasyPrint that has imported it."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "weasyprint":
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)


@contextmanager
def quick_import() -> Iterator[None]:
    """Within the context, an import of WeasyPrint searches no libraries, parses no C, loads no fontTools."""
    given = {name: _late(name) for name in _RARE if name not in sys.modules}
    if "cffi" not in sys.modules:
        vars(given.setdefault("cffi", ModuleType("cffi")))["FFI"] = _Declared
    sys.modules.update(given)
    try:
        with without_search():
            yield
    finally:
        for name, module in given.items():
            if sys.modules[name] is module:
                del sys.modules[name]


def _late(name: str) -> ModuleType:
    """Return a proxy of a module, which is loaded when one of its functions is called."""

    def function(attribute: str) -> Callable[..., Any]:
        return lambda *given, **named: getattr(import_module(name), attribute)(*given, **named)

    vars(module := ModuleType(name))["__getattr__"] = function
    return module


class _Declared:
    """A replacement for `cffi.FFI` that declares types and functions of C from tables in the cache.

    The usual FFI parses declarations at every start, by a parser written in Python, and each type once more
    where it is used: `char[4]` for every length.
    """

    def cdef(self, declarations: str) -> None:
        """Declare what WeasyPrint and this program call; a second time, nothing."""
        if declarations == OUR_DECLARATIONS:
            return
        import _cffi_backend

        sources = declarations, OUR_DECLARATIONS, _cffi_backend.__version__
        tables = cached("c-types", lambda: map(str.encode, sources), lambda: _tables("".join(sources[:2])))
        self._declared = _cffi_backend.FFI("weasyprint", **tables)
        names = (name for name in dir(self._declared) if name != "dlopen" and not name.startswith("_"))
        vars(self).update((name, getattr(self._declared, name)) for name in names)

    def dlopen(self, name: str, flags: int = 0) -> Any:
        """Return a library by the name that the loader knows, else by that of a search. Raises OSError."""
        try:
            return self._declared.dlopen(name, flags)
        except OSError:
            found = ctypes.util.find_library(name)
            if found is None:
                raise
            return self._declared.dlopen(found, flags)


def _tables(declarations: str) -> dict[str, Any]:
    """Return the arguments that cffi writes for declarations in the Python module that it generates."""
    sys.modules.pop("cffi")  # that of `quick_import`
    from cffi import FFI
    from cffi.recompiler import make_py_source

    (ffi := FFI()).cdef(declarations)
    ffi.set_source("weasyprint", None)
    with TemporaryDirectory() as folder:
        module = Path(folder, "module.py")
        make_py_source(ffi, "weasyprint", str(module))
        tree = ast.parse(module.read_text("utf-8"))
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {str(each.arg): ast.literal_eval(each.value) for each in call.keywords}


@cache
def mend_looks() -> None:
    """Mend what shows in a file, once in a process; call it when weasyprint is imported."""
    _fill_lines()
    _compress_sooner()


@cache
def mend_costs() -> None:
    """Mend what takes time or memory, and changes no byte of a file."""
    _set_targets_once()
    _compute_styles_late()
    _free_attributes()


def _fill_lines() -> None:
    """Let a line be as full as its words allow.

    WeasyPrint 70 counts the space after the last word: a text that fits but for that space gets a line with
    its first word alone (docs/upstream.md). After a no-break space the last word goes to the next line, with
    what follows it. A line does not end within a short word with hyphens, such as "e-mail".
    """
    from weasyprint.text import line_break

    split = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        if found[2] is not None and style["white_space"] == "normal" and _ends_in_word(text, found[2]):
            found = split(text, style, context, found[3] - 1, *rest, **named)
        words = text.rstrip(" \u00a0")
        if found[2] is None or words == text or " " not in words or style["white_space"] != "normal":
            return found
        whole = split(words, style, context, max_width, *rest, **named)
        if whole[2] is not None:
            return found
        if text.endswith("\u00a0"):
            return split(text, style, context, max_width - style["font_size"] / 2, *rest, **named)
        # The line ends after the space, so that what follows begins the next one.
        return (*whole[:2], len(text.encode()), *whole[3:])

    replace_everywhere(split, split_first_line)


def _ends_in_word(text: str, end: int) -> bool:
    """Return whether a line of `end` bytes ends within a short word that the next line could begin with."""
    line = text.encode()[:end].decode()
    return line.endswith("-") and any(
        word.start() < len(line) < word.end() and " " in line[: word.start()]
        for word in COMPOUND.finditer(text)
    )


def _compress_sooner() -> None:
    """Let pydyf compress at the usual level: its own, 9, makes a file 2 % smaller in three times the time."""
    import pydyf

    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj())


def _set_targets_once() -> None:
    """Lay out a page with `target-counter` twice, not three times, which is a fault of WeasyPrint 70.

    A counter of another element was also listed as one of the element's own, and under no name where the
    element is named by `attr(href)`.
    """
    from weasyprint.css.targets import TargetCollector

    collect = TargetCollector.collect_missing_counters

    def collect_missing_counters(self: Any, box: Any, token: Any, parse_again: Any, *lists: Any) -> None:
        missing, of_targets = lists
        own = [] if any(missing is each for each in of_targets.values()) else missing
        href = (box.element.get("href") or "").removeprefix("#") if None in of_targets else ""
        named = {href if name is None else name: counters for name, counters in of_targets.items()}
        collect(self, box, token, parse_again, own, named)

    TargetCollector.collect_missing_counters = collect_missing_counters


def _free_attributes() -> None:
    """Let the features of a font go with the text that was set with them."""
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.line_break import Layout

    setup = Layout.setup

    class New(dict[bytes, Any]):
        """Attributes by features, each used once: a list of attributes frees what is in it."""

        def setdefault(self, features: bytes, attribute: Any = None) -> Any:
            return attribute

    def set_up(self: Any, style: Any) -> None:
        style.font_config.font_features = new
        setup(self, style)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes != ffi.NULL:
            pango.pango_attr_list_unref(attributes)  # the layout has a reference of its own

    new = New()
    Layout.setup = set_up


def _compute_styles_late() -> None:
    """Compute the styles of notes and list markers where they are asked for, not for every element."""
    from weasyprint.css import StyleFor

    begin, compute, find = StyleFor.__init__, StyleFor.set_computed_styles, StyleFor.__call__

    def begin_without_notes(self: Any, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
        self.kit_markers = {}
        self.kit_with_notes = cache(lambda: with_notes(html, sheets, hints, fonts))
        shorter = [(_without_notes(sheet), *place) for sheet, *place in sheets]
        begin(self, html, shorter, hints, fonts, targets)

    def with_notes(*arguments: Any) -> Any:
        style_for = StyleFor.__new__(StyleFor)
        style_for.kit_markers = {}
        begin(style_for, *arguments, None)
        return style_for

    def set_computed_styles(self: Any, element: Any, *args: Any, **more: Any) -> None:
        place = element, more.get("pseudo_type")
        cascaded = self.get_cascaded_styles().get(place, ())
        if place[1] == "marker" and "anchor" not in cascaded:
            self.kit_markers[element] = cascaded, args, more
        else:
            compute(self, element, *args, **more)

    def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type == "marker" and element in self.kit_markers:
            cascaded, args, more = self.kit_markers.pop(element)
            self.get_cascaded_styles()[element, pseudo_type] = cascaded
            compute(self, element, *args, **more)
            del self.get_cascaded_styles()[element, pseudo_type]
        return find(self.kit_with_notes() if pseudo_type in _OF_NOTES else self, element, pseudo_type)

    StyleFor.__init__, StyleFor.__call__ = begin_without_notes, style_for
    StyleFor.set_computed_styles = set_computed_styles


def _without_notes(sheet: Any) -> Any:
    """Return a style sheet without its rules for notes of any element, which every element would match."""
    if not hasattr(sheet, "kit_without_notes"):
        shorter = sheet.kit_without_notes = copy.copy(sheet)
        shorter.matcher = copy.copy(sheet.matcher)
        rules = [rule for rule in sheet.matcher.other_selectors if rule[3] not in _OF_NOTES]
        shorter.matcher.other_selectors = rules
    return sheet.kit_without_notes
