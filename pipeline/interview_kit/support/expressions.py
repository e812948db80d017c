"""Evaluate the expressions of texts by walking their tree: Jinja's way by generated code starts slowly.

A tree becomes functions of the facts that call the sandbox as Jinja's code does. What is rare (arithmetic,
tests, calls, filters that ask for the context) is left to Jinja, and so are mistakes.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from jinja2 import Environment, nodes
from jinja2.parser import Parser

Evaluate: TypeAlias = Callable[[Mapping[str, Any]], Any]

_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda part, whole: part in whole,
    "notin": lambda part, whole: part not in whole,
}


class LeftToJinja(Exception):
    """An expression is not one of those that are evaluated here."""


def tree_of(environment: Environment, source: str) -> nodes.Expr:
    """Return the tree of an expression. Raises TemplateSyntaxError, and LeftToJinja where more follows."""
    parser = Parser(environment, source, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise LeftToJinja
    return tree


def evaluator(environment: Environment, node: nodes.Node | None) -> Evaluate:
    """Return the function that evaluates a tree with facts, as Jinja would. Raises LeftToJinja."""
    match node:
        case nodes.Const(value=value):
            return lambda facts: value
        case nodes.Name(name=name):
            undefined = environment.undefined
            return lambda facts: facts[name] if name in facts else undefined(name=name)
        case nodes.Getattr(attr=attribute):
            owner = evaluator(environment, node.node)
            return lambda facts: environment.getattr(owner(facts), attribute)
        case nodes.Not():
            negated = evaluator(environment, node.node)
            return lambda facts: not negated(facts)
        case nodes.And() | nodes.Or() | nodes.CondExpr():
            return _by_truth(environment, node)
        case nodes.Compare(ops=[nodes.Operand(op=name)]):
            left, right = (evaluator(environment, each) for each in (node.expr, node.ops[0].expr))
            compared = _COMPARED[name]
            return lambda facts: compared(left(facts), right(facts))
        case nodes.List(items=items):
            parts = [evaluator(environment, each) for each in items]
            return lambda facts: [part(facts) for part in parts]
        case nodes.Filter(name=name, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
            return _filtered(environment, node)
    raise LeftToJinja


def _by_truth(environment: Environment, node: nodes.And | nodes.Or | nodes.CondExpr) -> Evaluate:
    if isinstance(node, nodes.CondExpr):
        test, then, other = (evaluator(environment, each) for each in (node.test, node.expr1, node.expr2))
        return lambda facts: then(facts) if test(facts) else other(facts)
    left, right = evaluator(environment, node.left), evaluator(environment, node.right)
    if isinstance(node, nodes.And):
        return lambda facts: left(facts) and right(facts)
    return lambda facts: left(facts) or right(facts)


def _filtered(environment: Environment, node: nodes.Filter) -> Evaluate:
    found = environment.filters.get(node.name)
    if found is None or hasattr(found, "jinja_pass_arg"):
        raise LeftToJinja
    value = evaluator(environment, node.node)
    return lambda facts: found(value(facts))
