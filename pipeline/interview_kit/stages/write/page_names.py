"""List what a theme may put on a page: elements, and attributes with what may be in them.

An element belongs here only if HTML reads what is in it as it reads the rest (no <script>, <noscript>,
<template>, <select>, <svg>, <math>), and if neither it nor an attribute runs, fetches or leads away.
"""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


ELEMENTS = _set(
    "a abbr address article aside b bdi bdo blockquote body br caption cite code col colgroup data dd del"
    " details dfn div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html"
    " i img input ins kbd label legend li main mark meta nav ol p pre q rp rt ruby s samp section small span"
    " strong sub summary sup table tbody td textarea tfoot th thead time title tr u ul var wbr"
)

EVERYWHERE = _set("class dir hidden id lang role style tabindex title translate")
"""Attributes of every element, with `aria-` and `data-`."""

_CELL = _set("abbr colspan headers rowspan scope")
_FIELD = _set("disabled maxlength name placeholder readonly required")

ATTRIBUTES = {
    "a": _set("href hreflang rel"),
    "col": _set("span"),
    "colgroup": _set("span"),
    "data": _set("value"),
    "del": _set("datetime"),
    "details": _set("open"),
    "img": _set("alt height src width"),
    "input": _FIELD | _set("checked size type value"),
    "ins": _set("datetime"),
    "label": _set("for"),
    "li": _set("value"),
    "meta": _set("charset content name"),
    "ol": _set("reversed start type"),
    "td": _CELL,
    "textarea": _FIELD | _set("cols rows"),
    "th": _CELL,
    "time": _set("datetime"),
}

VALUES = {
    ("a", "rel"): _set("author external help license nofollow noopener noreferrer"),
    ("input", "type"): _set("checkbox text"),
    ("meta", "charset"): _set("utf-8"),
    ("meta", "name"): _set(
        "author color-scheme description format-detection generator keywords robots theme-color viewport"
    ),
}
"""The words that an attribute may hold."""
