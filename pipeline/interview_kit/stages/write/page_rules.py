"""Hold a theme's pages to what every browser reads in the same way, and which neither runs nor fetches.

A page is read by a grammar that is stricter than HTML's (https://html.spec.whatwg.org/#parsing): each `<`,
wherever it is, begins a tag that is written in full, of an element and with attributes that are listed, or a
comment of mere words. Whether a browser takes it for a tag depends on what is before it; that it has no other
tags than these does not. So every element and attribute of the tree that a parser builds of the page was
looked at here, by whichever parser; and this takes a tenth of the time of one.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from html import unescape

from interview_kit.model.document import LINK_SCHEMES
from interview_kit.stages.write.page_names import ATTRIBUTES, ELEMENTS, EVERYWHERE, VALUES
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none';{script} style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'\">"
)
_LONGEST_POLICY = len(_POLICY) + 80

# Stand-ins in the source of a template: for what `{{ }}` writes, which is unknown, and for `{% %}`, which is
# read as a space between attributes. Neither is a character, so no page holds one.
_FILLED, _BRANCH = "\ud800", "\ud801"
_HOLE = re.compile(f"[{_FILLED}{_BRANCH}]")
_WITH_HOLE = re.compile(f"<[^<>{_FILLED}{_BRANCH}]*+[{_FILLED}{_BRANCH}]")
_NEVER = re.compile("[\0\ud800-\udfff]")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

# Characters are repeated possessively, and no two parts of a group begin alike: what is read as one part is
# never tried as another. Groups are not possessive: before Python 3.11.5 they lose matches (gh-106052).
_SPACE = rf"[ \t\n\f\r{_BRANCH}]"
_WORD = rf"[^ \t\n\f\r{_BRANCH}\"'<>/=\0]++"
_VALUE = rf"\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r{_BRANCH}\"'<>=`\0]++"
_ATTRIBUTE = re.compile(rf"{_SPACE}++(?P<name>{_WORD})(?:{_SPACE}*+={_SPACE}*+(?P<value>{_VALUE}))?")
_ATTRIBUTES = rf"(?:{_SPACE}++{_WORD}(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE}))?)*"
_START_TAG = rf"<(?P<name>[a-zA-Z]{_WORD}|[a-zA-Z])(?P<attributes>{_ATTRIBUTES}){_SPACE}*+/?>"
_END_TAG = rf"</(?P<end>[a-zA-Z]{_WORD}|[a-zA-Z]){_SPACE}*+>"
_TAG = re.compile(rf"{_START_TAG}|{_END_TAG}|<!--[^<>-](?:[^<>-]|-(?!-))*-->|<!(?i:doctype html)>")
_BODY = re.compile(rf"<body{_ATTRIBUTES}{_SPACE}*+>", re.IGNORECASE)
_IMAGE = re.compile(rf"<[iI][mM][gG]{_ATTRIBUTES}{_SPACE}*+/?>")
_START = re.compile(
    rf"{_SPACE}*+<!doctype html>{_SPACE}*+<html{_ATTRIBUTES}{_SPACE}*+>{_SPACE}*+(?P<head><head>){_SPACE}*+"
    rf"<meta charset=\"?utf-8\"?>",
    re.IGNORECASE,
)
_ENCODING_WITHIN = 1024  # bytes, in which a browser looks for it

_LINKS = ("#", *LINK_SCHEMES)
_PICTURES = ("theme:", "data:image/png", "data:image/jpeg", "data:image/svg+xml")
# Declarations without an address: no escape, no at-rule, no function but these, no string but a name.
_DECLARATIONS = re.compile(
    r"(?:(?<![\w-])(?:calc|clamp|hsla?|max|min|rgba?|rotate|scale|translate)\(|'[\w -]*+'"
    rf"|[\w\s:;,.%#!+*/){_FILLED}{_BRANCH}-])*"
)


def with_sources(page: str, address_of: Callable[[str], str | None]) -> str:
    """Return a page that was checked, with what `address_of` gives for the `src` of each picture.

    Quotes stay, and so does the start of the page, so that no tag differs from the one that was checked.
    `address_of` returns an address without quotes, white space and `<`, or None where one stays.
    """

    def in_attribute(found: re.Match[str]) -> str:
        written = found["value"] or ""
        value = _unquoted(written)
        address = address_of(unescape(value)) if found["name"].lower() == "src" else None
        return found[0] if address is None else found[0].replace(value, address)

    start = _START.match(page)
    begin = start.end() if start else 0
    return page[:begin] + _IMAGE.sub(lambda tag: _ATTRIBUTE.sub(in_attribute, tag[0]), page[begin:])


def with_policy(page: str, script: str = "") -> str:
    """Return a page that was checked with the policy first in its head.

    It lets a browser fetch nothing, and run nothing but `script`, which is named by its hash.
    """
    start = _START.match(page)
    assert start is not None
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = _POLICY.format(script=f" script-src 'sha256-{digest}';" if script else "")
    return f"{page[: start.end('head')]}\n{policy}{page[start.end('head') :]}"


def with_first(page: str, markup: str) -> str:
    """Return a page that was checked with markup of our own at the start of its body, or at its end."""
    body = _BODY.search(page)
    at = body.end() if body else len(page)
    return page[:at] + markup + page[at:]


def check_page(page: str, file: str, style: str | None) -> None:
    """Raise ThemeError, naming `file`, where the page holds code, would fetch something, or could be misread.

    `style` is what its <style> holds, without any `<`; without one the page has none.
    """
    reasons = [reason for _, reason in _refused(page, style)]
    start = _START.match(page)
    if start is None or len(page[: start.end()].encode()) + _LONGEST_POLICY >= _ENCODING_WITHIN:
        reasons.append(
            _('a page begins with <!DOCTYPE html>, <html lang="…">, <head> and <meta charset="utf-8">')
        )
    if _NEVER.search(page):
        reasons.append(_("this page holds a character that no page may hold"))
    if reasons:
        raise ThemeError(tuple(Problem(file, None, None, "", reason) for reason in dict.fromkeys(reasons)))


def check_tree(page: str, file: str) -> None:
    """Check a page once more in the tree that an HTML5 parser builds of it. Raises ThemeError.

    The grammar of `check_page` is enough by itself; this second reader shares nothing with it but the lists.
    It is for themes with templates of their own, since it takes some 50 ms a page.
    """
    import tinyhtml5

    elements = tinyhtml5.parse(page, namespace_html_elements=False).iter()
    reasons = [
        reason
        for element in elements
        if isinstance(element.tag, str) and element.tag != "style"
        for reason in _tag_reasons(element.tag, element.attrib.items())
    ]
    if reasons:
        raise ThemeError(tuple(Problem(file, None, None, "", reason) for reason in dict.fromkeys(reasons)))


def source_problems(source: str, file: str) -> list[Problem]:
    """Return what a template may not have, by its lines; what it fills in is looked at on the page itself."""
    text = _JINJA.sub(_stand_in, source)
    found = [(text.count("\n", 0, at) + 1, reason) for at, reason in _refused(text, _FILLED)]
    return [Problem(file, line, None, "", reason) for line, reason in dict.fromkeys(found)]


def _stand_in(found: re.Match[str]) -> str:
    # The lines that follow keep their number.
    return (_FILLED if found[0].startswith("{{") else _BRANCH) + "\n" * found[0].count("\n")


def _refused(text: str, style: str | None) -> Iterator[tuple[int, str]]:
    """Yield where something is that may not be there, and why not."""
    for found in re.finditer("<", text):
        at = found.start()
        tag = _TAG.match(text, at)
        if tag is None:
            # In a template, what is filled in may make a tag of it.
            if not _WITH_HOLE.match(text, at):
                yield at, _("write each tag in full, with spaces between attributes, and < alone as &lt;")
        elif tag["name"] and not _is_our_style(text, tag, style):
            name, attributes = tag["name"].lower(), tag["attributes"]
            # `<h{{ level }}>` and `<h{% if … %}` are the beginning of a name.
            if name not in ELEMENTS and (_HOLE.search(name) or attributes.startswith(_BRANCH)):
                continue
            pairs = ((each["name"], _unquoted(each["value"])) for each in _ATTRIBUTE.finditer(attributes))
            yield from ((at, reason) for reason in _tag_reasons(name, pairs))


def _is_our_style(text: str, tag: re.Match[str], style: str | None) -> bool:
    end = text.find("<", tag.end())
    is_whole = text.startswith("</style>", end) and tag["name"].lower() == "style" and not tag["attributes"]
    return is_whole and style is not None and text[tag.end() : end].strip() == style.strip()


def _tag_reasons(tag: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield why a tag, or one of its attributes, may not be used."""
    if tag not in ELEMENTS:
        yield _("a theme may not use <{tag}>", tag=tag)
        return
    for written, value in attributes:
        name = written.lower()
        if name.startswith(("aria-", "data-")) or _HOLE.search(name):
            continue
        if name not in EVERYWHERE and name not in ATTRIBUTES.get(tag, ()):
            yield _("a theme may not use {name} on <{tag}>", name=name, tag=tag)
        elif reason := _reason(tag, name, value):
            yield reason


def _reason(tag: str, name: str, value: str) -> str:
    """Return why an attribute may not have a value, or ""; the value is as it is written, with escapes."""
    if name == "style":
        if _DECLARATIONS.fullmatch(value):
            return ""
        return _(
            "style on <{tag}>: only plain values, without an address, an escape or a double quote", tag=tag
        )
    if _HOLE.search(value):
        return ""
    if name == "src" and not value.startswith(_PICTURES):
        return _(
            "{name} on <{tag}>: only theme:… with a file of the theme, not {value!r}",
            name=name,
            tag=tag,
            value=value,
        )
    # A relative address would lead to whatever lies beside the kit.
    if name == "href" and value and not value.lower().startswith(_LINKS):
        return _(
            "{name} on <{tag}>: only http, https, mailto and tel, not {value!r}",
            name=name,
            tag=tag,
            value=value,
        )
    words = VALUES.get((tag, name))
    if words and not words.issuperset(value.lower().split()):
        return _("{name} on <{tag}>: only {values}", name=name, tag=tag, values=", ".join(sorted(words)))
    return ""


def _unquoted(value: str | None) -> str:
    return (value or "").strip(value[0] if value and value[0] in "\"'" else "")
