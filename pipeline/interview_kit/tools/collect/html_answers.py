"""Read the answers of a kit that was filled in in a browser, and saved by its own button."""

from __future__ import annotations

from collections.abc import Iterator

import tinyhtml5

from interview_kit.model.form import HTML_RECORD, Form, NoForm, read_record
from interview_kit.support.i18n import _
from interview_kit.tools.collect.answers import SEVERAL, FilledKit, NotCollected, bounded, cleaned

_TICK = "checkbox"
_Field = tuple[str, str, str]


def read_html(data: bytes) -> FilledKit:
    """Return the answers in a web page; nothing of it is run or fetched. Raises NotCollected."""
    try:
        root = tinyhtml5.parse(data, namespace_html_elements=False, transport_encoding="utf-8")
    except (MemoryError, RecursionError) as error:
        raise NotCollected(_("this web page needs more memory than a kit can")) from error
    records = [each.text or "" for each in root.iter("script") if each.get("id") == HTML_RECORD]
    if not records:
        raise NotCollected(_("this web page is not a kit of this program, or not one to fill in"))
    if len(records) > 1:
        raise NotCollected(_(SEVERAL))
    try:
        return _kit(read_record(records[0]), list(_fields(root)))
    except NoForm as error:
        raise NotCollected(_("this kit cannot be read: {error}", error=error)) from error


def _fields(root: tinyhtml5.Element) -> Iterator[_Field]:
    """Yield name, type and answer of each field; that of a box is "" where it is not ticked."""
    for element in root.iter():
        if element.tag not in ("input", "textarea"):
            continue
        name, kind = element.get("name", ""), element.get("type", "text").lower()
        if element.tag == "textarea":
            yield name, "text", cleaned("".join(element.itertext()))
        elif kind == _TICK:
            yield name, kind, "" if element.get("checked") is None else "x"
        else:
            yield name, kind, cleaned(element.get("value", ""))


def _kit(form: Form, found: list[_Field]) -> FilledKit:
    """Return the answers; what is typed in two places of one name is kept once, or both where they differ."""
    kinds = {field.name: field.kind for field in form.fields}
    typed: dict[str, dict[str, None]] = {}
    for name, kind, answer in found:
        if kind != _TICK and answer:
            typed.setdefault(name, {})[answer] = None
    texts = dict(bounded((name, "\n".join(answers)) for name, answers in typed.items()))
    lost = len(kinds.keys() - {name for name, _kind, _answer in found})
    remark = _("{lost} of its {fields} fields are gone", lost=lost, fields=len(kinds))
    return FilledKit(
        form,
        {name: text for name, text in texts.items() if kinds.get(name) == "text"},
        frozenset(name for name, kind, answer in found if kind == _TICK and answer and name in kinds),
        tuple((name, text) for name, text in texts.items() if kinds.get(name) != "text"),
        (remark,) if lost else (),
    )
