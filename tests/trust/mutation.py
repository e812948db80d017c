"""Take a guard out of a function, named by the function and by a name in it, not by its source text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

# What stands in place of a guard: each operator takes a name that the function uses.
OPERATORS = ("never", "always", "skip", "drop", "replace", "returns")


def mutate(source: str, function: str, operator: str, name: str, by: str = "None") -> str:
    """Return the module without a guard of `function` (`Class.method`, or a constant of the module).

    never, always   conditions with `name` are False or True
    skip            statements with `name` do nothing
    drop            keyword arguments, dictionary keys and list members with `name` are left out
    replace         each `name`, with its arguments where it is called, becomes the expression `by`
    returns         the body, or the constant's value, becomes the expression `name`
    Raises LookupError where the module lacks the function, or the function the name.
    """
    tree = ast.parse(source)
    target = _found(tree, function)
    if operator == "returns":
        value = ast.parse(name, mode="eval").body
        if isinstance(target, ast.Assign | ast.AnnAssign):
            target.value = value
        else:
            target.body = [ast.Return(value)]
    else:
        mutator = _Mutator(operator, name, by)
        mutator.generic_visit(target)
        if not mutator.places:
            raise LookupError(f"{function}: nothing to {operator} at {name}")
    return ast.unparse(ast.fix_missing_locations(tree))


def _found(tree: ast.Module, function: str) -> Any:
    node: Any = tree
    for part in function.split("."):
        node = next((each for each in _named(node) if _name_of(each) == part), None)
        if node is None:
            raise LookupError(f"there is no {function}")
    return node


def _named(node: ast.AST) -> Iterator[ast.AST]:
    for each in ast.walk(node):
        if each is not node and _name_of(each):
            yield each


def _name_of(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return ""


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` of a name, an attribute or a call of one, and a string as it is."""
    match node:
        case ast.Name(id=name) | ast.Constant(value=str(name)):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{_dotted(value)}.{name}"
        case ast.Call(func=called):
            return _dotted(called)
        case ast.Starred(value=value):
            return _dotted(value)
        case _:
            return ""


class _Mutator(ast.NodeTransformer):
    """Apply one operator to each place in a function that uses a name; `places` counts them."""

    def __init__(self, operator: str, name: str, by: str) -> None:
        self.operator, self.name, self.by = operator, name, by
        self.places = 0

    def visit(self, node: ast.AST) -> Any:
        match self.operator, node:
            case "skip", ast.Expr() | ast.Assign() | ast.AugAssign() | ast.Raise() if self._used_in(node):
                self.places += 1
                return ast.Pass()
            case "replace", ast.expr() if _dotted(node) == self.name:
                self.places += 1
                return ast.parse(self.by, mode="eval").body
            case "drop", ast.Call():
                node.keywords = self._without(node.keywords, [each.arg for each in node.keywords])
            case "drop", ast.Dict():
                kept = self._without(
                    list(zip(node.keys, node.values, strict=True)), map(_or_empty, node.keys)
                )
                node.keys, node.values = [key for key, _ in kept], [value for _, value in kept]
            case "drop", ast.List() | ast.Tuple():
                node.elts = self._without(node.elts, map(_dotted, node.elts))
            case (("never" | "always"), ast.If() | ast.IfExp()):
                node.test = self._condition(node.test)
            case (("never" | "always"), ast.BoolOp()):
                node.values = [self._condition(each) for each in node.values]
            case (("never" | "always"), ast.comprehension()):
                node.ifs = [self._condition(each) for each in node.ifs]
        return self.generic_visit(node)

    def _used_in(self, node: ast.AST) -> bool:
        return any(_dotted(each) == self.name for each in ast.walk(node))

    def _condition(self, test: ast.expr) -> ast.expr:
        if isinstance(test, ast.BoolOp) or not self._used_in(test):
            return test
        self.places += 1
        return ast.Constant(self.operator == "always")

    def _without(self, members: list[Any], names: Any) -> list[Any]:
        kept = [member for member, name in zip(members, names, strict=True) if name != self.name]
        self.places += len(members) - len(kept)
        return kept


def _or_empty(key: ast.expr | None) -> str:
    return "" if key is None else _dotted(key)
