"""Make every Jinja environment of the project: sandboxed, strict, escaping, and with nothing to call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from interview_kit.support.i18n import _

# None of these marks text as markup, reaches into an object or makes a long text out of a short one.
_ALLOWED_FILTERS = frozenset(
    {"abs", "batch", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "items"}
    | {"join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace"}
    | {"reverse", "round", "select", "selectattr", "sort", "sum", "trim", "unique", "upper"}
)


class KitEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox for texts and themes: plain data to see, nothing to call but macros and blocks."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a template may call `obj`: a macro, a block, a loop's method or ours."""
        # An undefined name is let through because calling it says which name that is.
        if isinstance(obj, Macro | BlockReference | Undefined):
            return True
        if isinstance(getattr(obj, "__self__", None), LoopContext):
            return True
        return any(obj is function for function in self.globals.values())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result for numbers; refuse powers, and text repeated or formatted into a huge one."""
        if operator == "**" or not (_is_number(left) and _is_number(right)):
            raise SecurityError(_("{operator} works on numbers only, and ** not at all", operator=operator))
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for modifier in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
            raise TemplateSyntaxError(
                _("escaping cannot be switched off or on"), modifier.lineno, name, filename
            )
        for called in tree.find_all(nodes.Filter):
            if called.name == "safe":
                raise TemplateSyntaxError(_("text cannot be marked as safe"), called.lineno, name, filename)
        return tree


def make_environment(
    templates: Mapping[str, str] | None = None,
    *,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> KitEnvironment:
    """Return a sandboxed environment that knows `templates` by name and no other file.

    `filters` and `functions` are our own, trusted additions. Unknown names raise `UndefinedError`, unknown
    filters `TemplateAssertionError`, what the sandbox refuses `SecurityError`; `place_of` tells where.
    """
    known = templates or {}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name serves as file name too, so that an error's traceback names the template's file and line.
        return (known[name], name, lambda: True) if name in known else None

    environment = KitEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters = {name: FILTERS[name] for name in _ALLOWED_FILTERS} | dict(filters or {})
    environment.globals = dict(functions or {})
    return environment


def place_of(error: BaseException, templates: Mapping[str, Any]) -> tuple[str, int | None]:
    """Return the file (empty where unknown) and line of the template in which `error` arose."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    place: tuple[str, int | None] = ("", None)
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in templates:
            place = (frame.tb_frame.f_code.co_filename, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
