"""Turn each block of a document into the plain data that a theme's templates receive."""

from __future__ import annotations

import re
from typing import Any, assert_never

from markupsafe import Markup, escape

from interview_kit.model import document as d
from interview_kit.model.form import field_name
from interview_kit.stages.write.address_breaks import BREAK, parts
from interview_kit.stages.write.scripts import ScriptRun, begins_right_to_left, script_runs
from interview_kit.support.direction import ISOLATE
from interview_kit.support.i18n import _

Data = dict[str, Any]

_OPEN_BLANK = Markup(
    '<span class="kit-blank kit-blank-open">'
    '<input type="text" class="kit-field" name="{}" title="{}" aria-label="{}">{}</span>'
)
# More letters than a narrow line has room for. WeasyPrint breaks any word that may break, where it need not.
_LONG_WORD = re.compile(r"[^\W\d_]{28,}")
_SHORT_HINT = 14  # letters; it stays on the line of its blank
_MARKING = (d.Role.MESSAGE, d.Role.FACTS)
_FROM_THE_LEFT, _ISOLATE_FROM_THE_LEFT = "\u200e", "\u2066"


def document_data(document: d.Document) -> Data:
    """Return the document as nested dictionaries; a block's `template` is the name of its template."""
    letterhead = document.letterhead or d.Letterhead()
    return {
        "language": document.language,
        "title": document.title,
        "subject": document.subject,
        "running_head": _line_of(document.running_head),
        "page_label": document.page_label,
        "contact_line": inline_markup(letterhead.contact_line),
        "footer": _line_of(letterhead.footer),
        "logo_alt": letterhead.logo_alt,
        "sections": _sections(document.sections),
    }


def inline_markup(content: d.Inlines, *, marks_filled: bool = False) -> Markup:
    """Return inlines as HTML, all text escaped; `marks_filled` makes an element of each filled-in value.

    Raises ValueError for a relative link.
    """
    return Markup("").join(_inline(inline, marks_filled) for inline in content)


def words_markup(text: str) -> Markup:
    """Return text as HTML; runs of another script get `lang` and `dir` where these differ."""
    return Markup("").join(_stretch(stretch) for stretch in script_runs(text))


def _stretch(stretch: ScriptRun) -> Markup:
    # `dir` also isolates the run, so that it does not reorder the text around it.
    marks = _language(stretch.language) + (Markup(' dir="rtl"') if stretch.right_to_left else "")
    safe = str(escape(stretch.text))
    words = Markup(_LONG_WORD.sub(r'<span class="kit-long-word">\g<0></span>', safe))
    return Markup("<span{}>{}</span>").format(marks, words) if marks else words


def _filled(text: str, is_marked: bool) -> Markup:
    """Return a filled-in value as HTML; its direction as a whole is that of its first letter."""
    if not begins_right_to_left(text):
        words = words_markup(text)
        return Markup('<span class="kit-filled">{}</span>').format(words) if is_marked else words
    languages = {stretch.language for stretch in script_runs(text)}
    marks = _language(languages.pop()) if len(languages) == 1 else Markup("")
    return Markup('<span class="kit-filled"{} dir="rtl">{}</span>').format(marks, text)


def _cell_markup(content: d.Inlines) -> Markup:
    """Return the inlines of a table cell as HTML; an address may break, since columns are narrow."""
    return Markup("").join(map(_cell_inline, content))


def _cell_inline(inline: d.Inline) -> Markup:
    match inline:
        case d.Filled(text=text) if len(parts(text)) > 1:
            return Markup(BREAK).join(parts(text))
        case d.Link(children=children, url=url):
            return _link(url, _cell_markup(children))
        case _:
            return _inline(inline, marks_filled=False)


def _language(tag: str) -> Markup:
    return Markup(' lang="{}"').format(tag) if tag else Markup("")


def _line_of(text: str) -> str:
    """Return a line of the footer, left to right as a whole and in each value.

    Brackets in a value from right to left would be mirrored, and a PDF has one letter for each glyph.
    """
    text = text.replace(ISOLATE, _ISOLATE_FROM_THE_LEFT)
    return _FROM_THE_LEFT + text if begins_right_to_left(text) else text


def _sections(sections: tuple[d.Section, ...]) -> list[Data]:
    """Return the sections; `opens_row` and `closes_row` are about rows of two sections side by side."""
    made = [_section(section) for section in sections]
    for left, right, section in zip(made, made[1:], sections[1:], strict=False):
        right["closes_row"] = left["opens_row"] = section.beside and not left["closes_row"]
    return made


def _section(section: d.Section) -> Data:
    blocks = [block_data(block) for block in section.blocks]
    _close_gaps(blocks, 1)
    data: Data = {"kind": section.kind, "anchor": section.anchor, "title": inline_markup(section.title)}
    data |= {"blocks": blocks, "starts_page": section.starts_page}
    return data | {"opens_row": False, "closes_row": False}


def _close_gaps(blocks: list[Data], above: int) -> int:
    """Set heading tags so that no level is skipped, and return the level of the last heading.

    The looks of a heading still follow its own level.
    """
    for block in blocks:
        if block["template"] == "heading":
            above = d.level_under(above, block["level"])
            block["tag"] = f"h{above}"
        elif block["template"] == "group":
            above = _close_gaps(block["blocks"], above)
    return above


def block_data(block: d.Block, *, marks_filled: bool = False) -> Data:
    """Return one block, and the blocks in it, as a dictionary.

    Filled-in values are elements where the style sheet shows them: in lines, messages and facts of the talk.
    """
    if isinstance(block, d.Paragraph | d.Group):
        marks_filled = marks_filled or block.role in _MARKING
    match block:
        case d.Heading(level=level, content=content, anchor=anchor):
            data: Data = {"template": "heading", "level": level, "tag": f"h{level}", "anchor": anchor}
            return data | {"content": inline_markup(content)}
        case d.Paragraph(content=content, role=role):
            classes = f"{role.css_class} kit-leads" if block.leads_on else role.css_class
            words = inline_markup(content, marks_filled=marks_filled)
            return {"template": "paragraph", "role": classes, "content": words}
        case d.ItemList(items=items, ordered=ordered, role=role):
            listed = [inline_markup(item, marks_filled=marks_filled) for item in items]
            data = {"template": "list", "role": role.css_class, "ordered": ordered, "items": listed}
            first = _first_column(items) if role is d.Role.COLUMNS else 0
            data["columns"] = [listed[:first], listed[first:]] if first < len(items) and first else []
            named = zip(block.field_ids, items, strict=False)
            return data | {"ticks": [_named(field_id, d.inline_text(item)) for field_id, item in named]}
        case d.Table():
            return _table(block)
        case d.Group(blocks=blocks, role=role, together=together):
            inner = [block_data(child, marks_filled=marks_filled) for child in blocks]
            return {"template": "group", "role": role.css_class, "together": together, "blocks": inner}
        case d.Line(speaker=speaker, content=content, by_user=by_user):
            said = inline_markup(content, marks_filled=True)
            return {"template": "line", "speaker": words_markup(speaker), "by_user": by_user, "content": said}
        case d.Question():
            return _question(block)
        case d.TimeBar():
            return _time_bar(block)
        case d.AnswerSpace():
            return _space(block)
        case d.Tick():
            return _tick(block)
        case d.PageBreak():
            return {"template": "page-break"}
        case _:
            assert_never(block)


def _inline(inline: d.Inline, marks_filled: bool) -> Markup:
    match inline:
        case d.Text(text=text):
            return words_markup(text)
        case d.Filled(text=text):
            return _filled(text, marks_filled)
        case d.Strong(children=children):
            return Markup("<strong>{}</strong>").format(inline_markup(children, marks_filled=marks_filled))
        case d.Emphasis(children=children):
            return Markup("<em>{}</em>").format(inline_markup(children))
        case d.Foreign(children=children, language=language):
            words = inline_markup(children, marks_filled=marks_filled)
            return Markup('<span lang="{}">{}</span>').format(language, words)
        case d.Link(children=children, url=url):
            return _link(url, inline_markup(children, marks_filled=marks_filled))
        case d.Blank(hint=hint, field_id=field_id):
            whole = " kit-whole" * (len(hint) <= _SHORT_HINT)
            words = Markup('<span class="kit-blank{}">{}</span>').format(whole, hint)
            return _OPEN_BLANK.format(field_name(field_id), hint, hint, hint) if field_id else words
        case d.Cue(text=text):
            return Markup('<span class="kit-cue">{}</span>').format(text)
        case d.PageNumber(target=target, title=title, words=words):
            # What is seen has to be in the name of a link: its words are its name, where it has some.
            name = Markup(' title="{}"' if words else ' aria-label="{}"').format(title) if title else ""
            return Markup('<a class="kit-page-number" href="#{}"{}>{}</a>').format(
                target, name, inline_markup(words)
            )
        case d.LineBreak():
            return Markup("<br>")
        case _:
            assert_never(inline)


def _link(url: str, words: Markup) -> Markup:
    if not url.lower().startswith(d.LINK_SCHEMES):
        raise ValueError(_("a link needs an http, https, mailto or tel address, not {url!r}", url=url))
    return Markup('<a href="{}">{}</a>').format(url, words)


def _table(table: d.Table) -> Data:
    cells = [[row[number].space for row in table.rows] for number in range(len(table.header))]
    ticks = [[space for space in column if isinstance(space, d.Tick)] for column in cells]
    columns = [
        {
            "content": inline_markup(words),
            "width": f"{width:.2%}",
            "tick": _tick_class(own[0]) if own else "",
        }
        for words, width, own in zip(table.header, table.widths, ticks, strict=True)
    ]
    return {
        "template": "table",
        "role": table.role.css_class,
        "summary": table.summary,
        "row_headers": table.row_headers,
        "columns": columns,
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: d.Cell) -> Data:
    space = cell.space
    return {
        "content": _cell_markup(cell.content),
        "space": _space(space) if isinstance(space, d.AnswerSpace) else None,
        "tick": _tick(space) if isinstance(space, d.Tick) else None,
        "class": _tick_class(space) if isinstance(space, d.Tick) else "",
    }


_COLUMN_LETTERS = 42  # in a line of half the page, about


def _first_column(items: tuple[d.Inlines, ...]) -> int:
    """Return how many items make the first of two columns, so that both have about as many lines."""
    heights = [-(-len(d.inline_text(item)) // _COLUMN_LETTERS) for item in items]
    return min(range(len(heights) + 1), key=lambda n: (max(sum(heights[:n]), sum(heights[n:])), -n))


def _question(question: d.Question) -> Data:
    return {
        "template": "question",
        "number": question.number,
        "star": question.star,
        "minutes": question.minutes,
        "lines": [inline_markup(line) for line in question.content],
        "reason": inline_markup(question.reason),
        "probes": inline_markup(question.probes),
        "space": _space(question.space),
    }


def _time_bar(bar: d.TimeBar) -> Data:
    # Avoid division by zero: a bar of 0 minutes still has segments to name.
    total = sum(segment.minutes for segment in bar.segments) or 1.0
    segments, start = [], 0.0
    for segment in bar.segments:
        share = {"start": f"{start / total:.2%}", "width": f"{segment.minutes / total:.2%}"}
        segments.append({"label": segment.label, "length": segment.length, **share})
        start += segment.minutes * bar.stacked
    return {"template": "time-bar", "segments": segments, "end": bar.end, "stacked": bar.stacked}


def _space(space: d.AnswerSpace) -> Data:
    rules = list(range(space.lines))
    data = {"template": "answer-space", "label": words_markup(space.label), "rules": rules}
    return data | _named(space.field_id, space.name)


def _tick(tick: d.Tick) -> Data:
    data = {"template": "tick", "content": inline_markup(tick.content)}
    return data | _named(tick.field_id, tick.label or d.inline_text(tick.content))


def _tick_class(tick: d.Tick) -> str:
    """Return the class of a cell with a box, which is alone in its middle or before words."""
    return "kit-cell-level" if tick.content else "kit-cell-tick"


def _named(field_id: str, tip: str) -> Data:
    """Return the template data of a form field: its name and its tooltip."""
    return {"name": field_name(field_id), "tip": tip}
