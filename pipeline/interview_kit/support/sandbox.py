"""Create the Jinja environments of the project: sandboxed, strict, autoescaping, with no callable objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from types import CodeType
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from interview_kit.support.expressions import Evaluate, LeftToJinja, evaluator, tree_of
from interview_kit.support.i18n import N_, _

# None of these marks text as safe, reads an object's attributes or expands a short text into a huge one.
_ALLOWED_FILTERS = frozenset(
    {"abs", "batch", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "items"}
    | {"join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace"}
    | {"reverse", "round", "select", "selectattr", "sort", "sum", "trim", "unique", "upper"}
)

TEMPLATE_FAULTS = (TemplateError, RecursionError, TypeError, ValueError, ArithmeticError, LookupError)
"""What a template that is in use may raise, by its own fault."""
DEEPEST = 100
LARGEST = 1e18
_ENDLESS = (float("inf"),)
_HELD = ("self", "node", "lineno")
# Messages of Jinja's parser and of Python about a template; what stands in braces is theirs.
_OF_TEMPLATES = (
    N_("expected token {wanted}, got {found}"),
    N_("unexpected char {found} at {place}"),
    N_("Expected an expression, got {found}"),
    N_("unexpected {found}, expected {wanted}"),
    N_("unexpected 'end of template'"),
    N_("unexpected {found}"),
    N_("Unexpected end of template"),
    N_("Encountered unknown tag {found}"),
    N_("division by zero"),
    N_("can only concatenate {one} (not {other}) to {same}"),
    N_("unsupported operand type(s) for {sign}: {one} and {other}"),
)
_ENDS = {"}}": "end of print statement", "%}": "end of statement block"}
_IN_BRACES = re.compile(r"\\{(\w+)\\}")


class KitEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox for bank texts and themes: templates see plain data and may call macros and blocks only."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a template may call `obj`: a macro, a block, a loop's method, a function of ours."""
        # An undefined name is allowed because calling it raises an error that names it.
        if isinstance(obj, Macro | BlockReference | Undefined):
            return True
        if isinstance(getattr(obj, "__self__", None), LoopContext):
            return True
        return any(obj is function for function in self.globals.values())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of * or % on numbers; powers and operands that are text could grow without limit.

        Raises SecurityError for those, and for a product that is too large.
        """
        numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(_("{operator} works on numbers only, and ** not at all", operator=operator))
        found = super().call_binop(context, operator, left, right)
        if abs(found) > LARGEST:
            raise SecurityError(_("this number is too large"))
        return found

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        with _faults_placed(name, filename):
            _check_nodes(source)
            return super()._generate(source, name, filename, defer_init)

    def _compile(self, source: str, filename: str) -> CodeType:
        with _faults_placed(None, filename):
            return super()._compile(source, filename)

    def expression(self, source: str) -> Evaluate:
        """Return the function that evaluates an expression with facts.

        Raises TemplateError, also for one that is nested too deep.
        """
        try:
            tree = tree_of(self, source)
            _check_nodes(nodes.Output([tree]))
            return evaluator(self, tree)
        except (LeftToJinja, TemplateSyntaxError, ValueError, RecursionError):
            with _faults_placed(None, None):
                return self.compile_expression(source, undefined_to_none=False)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with _faults_placed(name, filename):
            tree = super()._parse(source, name, filename)
            _check_nodes(tree)
        for modifier in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
            raise TemplateSyntaxError(
                _("escaping cannot be switched off or on"), modifier.lineno, name, filename
            )
        for called in tree.find_all(nodes.Filter):
            if called.name == "safe":
                raise TemplateSyntaxError(_("text cannot be marked as safe"), called.lineno, name, filename)
        return tree


def _check_nodes(tree: nodes.Node) -> None:
    """Check the depth of a template, and its numbers: Jinja writes them as code, where `inf` is a name.

    Raises ValueError, at the line of `node`.
    """
    level = [tree]
    for depth in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        for node in level:
            if depth == DEEPEST - 1 or (isinstance(node, nodes.Const) and node.value in _ENDLESS):
                raise ValueError(node)


def template_fault(message: str) -> str:
    """Return a message of Jinja or Python about a template, translated where the catalogue has it."""
    for sign, name in _ENDS.items():
        message = message.replace(name, sign)
    first = message.partition(". ")[0].rstrip(".")
    for known in _OF_TEMPLATES:
        if found := re.fullmatch(_IN_BRACES.sub("(?P<\\1>.+?)", re.escape(known)), first, re.DOTALL):
            told = _(known, **found.groupdict())
            return message if told == first else told
    return message


@contextmanager
def _faults_placed(name: str | None, filename: str | None) -> Iterator[None]:
    """Raise TemplateSyntaxError for what Jinja's parser, its code generator or Python cannot take."""
    try:
        yield
    except (RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as error:
        # The parser has its line in `lineno`; the others are at a node.
        seen = [frame.f_locals.get(name) for frame, _line in walk_tb(error.__traceback__) for name in _HELD]
        lines = [each.lineno if isinstance(each, nodes.Node) else each for each in seen]
        line = next((each for each in reversed(lines) if isinstance(each, int)), 1)
        message = _("this is nested too deep or too long, or a number in it has too many digits")
        raise TemplateSyntaxError(message, line, name, filename) from error
    except TemplateSyntaxError as error:
        told = type(error)(template_fault(error.message or ""), error.lineno, error.name, error.filename)
        told.translated = error.translated
        raise told from error


def make_environment(
    templates: Mapping[str, str] | None = None,
    *,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> KitEnvironment:
    """Return a sandboxed environment that loads `templates` by name and no other file.

    `filters` and `functions` are trusted additions of the program. In use, unknown names raise
    UndefinedError, unknown filters TemplateAssertionError, refused operations SecurityError;
    `position_of_error` finds the line of an error.
    """
    known = templates or {}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name is used as file name too, so that a traceback gives the template's file and line.
        return (known[name], name, lambda: True) if name in known else None

    environment = KitEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        # What is worked out beforehand is written as code too.
        optimized=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters = {name: FILTERS[name] for name in _ALLOWED_FILTERS} | dict(filters or {})
    environment.globals = dict(functions or {})
    return environment


def position_of_error(error: BaseException, templates: Mapping[str, Any]) -> tuple[str, int | None]:
    """Return the template file ("" where unknown) and line in which `error` was raised."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    place: tuple[str, int | None] = ("", None)
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in templates:
            place = (frame.tb_frame.f_code.co_filename, frame.tb_lineno)
        frame = frame.tb_next
    return place
