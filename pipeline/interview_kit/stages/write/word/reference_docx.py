"""Open the theme's Word shell: check it, empty its body, fill the placeholders of header and footer."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml.etree import XMLSyntaxError

from interview_kit.model.document import Document, Letterhead, inline_text
from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.base_shell import (
    add_missing_styles,
    base_styles,
    clashing_styles,
    style_key,
)
from interview_kit.stages.write.word.check_placeholders import (
    CONTACT_LINE,
    drop_empty_lines,
    first_page_placeholders,
    literal_texts,
)
from interview_kit.stages.write.word.check_shell import SHELL, check_shell
from interview_kit.stages.write.word.mend_shell import mend_page_setup, mend_styles
from interview_kit.stages.write.word.shell_notices import (
    mending_messages,
    page_messages,
    placeholder_messages,
)
from interview_kit.stages.write.word.xml import Element, legal, qualified, xml_parts
from interview_kit.support.errors import Notice, Problem, ThemeError
from interview_kit.support.i18n import _
from interview_kit.support.sandbox import TEMPLATE_FAULTS, make_environment

_PLACEHOLDERS = ("running_head", "page_label", "title", "subject", "footer", "contact_line", "logo_alt")
_PAGE = (
    f"{qualified('pgSz')}[@{qualified('w')}][@{qualified('h')}]",
    f"{qualified('pgMar')}[@{qualified('top')}][@{qualified('right')}][@{qualified('bottom')}][@{qualified('left')}]",
)
_BY_ID = frozenset({RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK})


@dataclass(frozen=True, slots=True)
class ReferenceDocx:
    """An open Word file with an empty body: its styles, their ids and numbering ids by name, its sectPr.

    `has_contact_line` says whether the head or foot of its first page shows the agency's contact line.
    """

    file: WordFile
    styles: dict[str, Element]
    style_ids: dict[str, str]
    numbering_ids: dict[str, str]
    section: Element
    has_contact_line: bool = False

    @property
    def has_picture(self) -> bool:
        """Return whether the header holds a picture: the agency's own letterhead."""
        drawings = ("drawing", "pict")
        heads = xml_parts(self.file, "/word/header")
        return any(True for part in heads for _ in part.element.iter(*map(qualified, drawings)))

    @property
    def text_width(self) -> int:
        """Return the width of the text on a page, in twentieths of a point."""
        return width_of(self.section)


def width_of(section: Element) -> int:
    """Return the width of the text on a page of a section, in twentieths of a point."""
    size, margins = (section.find(qualified(name)) for name in ("pgSz", "pgMar"))
    sides = sum(int(margins.get(qualified(side))) for side in ("left", "right"))
    return int(size.get(qualified("w"))) - sides


def open_shell(document: Document, theme: Theme) -> ReferenceDocx:
    """Return the theme's shell, ready for a body; styles that it lacks are those of the base theme's shell.

    Raises ThemeError for any fault in it.
    """
    if SHELL not in theme.files:
        raise shell_error("", _("the theme {name} has no such file", name=theme.name))
    opened = _opened(theme.files[SHELL])
    template = DocxTemplate(SHELL)
    template.docx = file = deepcopy(opened.file)
    _render_headers_footers(template, document)
    shell = replace(as_shell(file), has_contact_line=opened.has_contact_line)
    _remove_unused_relations(shell)
    _set_properties(file, document)
    return shell


def shell_notices(theme: Theme) -> tuple[Notice, ...]:
    """Return the notices of what the shell lacks, of what no kit takes over from it, and of its page."""
    opened = _opened(theme.files[SHELL])
    return tuple(
        Notice(theme.file_of(SHELL), None, None, "", message)
        for message in (*opened.messages, *page_messages(opened.file, theme))
    )


def has_contact_line(theme: Theme) -> bool:
    """Return whether the head or foot of the first page of a theme's shell shows the contact line."""
    return _opened(theme.files[SHELL]).has_contact_line


class _Opened(NamedTuple):
    """A shell as a file with all styles, the messages about it, and what its first page shows."""

    file: WordFile
    messages: tuple[str, ...]
    has_contact_line: bool


@lru_cache(maxsize=4)
def _opened(data: bytes) -> _Opened:
    """Return a shell with all styles, for the kits to copy. Raises ThemeError."""
    clean = check_shell(data)
    template = DocxTemplate(io.BytesIO(clean.data))
    try:
        template.init_docx()
    except (KeyError, ValueError, AttributeError) as error:
        raise shell_error("", _("this Word file cannot be opened: {error}", error=error)) from error
    file: WordFile = template.docx
    if file.element.body is None:
        raise shell_error("word/document.xml", _("this Word file cannot be opened: {error}", error="w:body"))
    problems = [*clashing_styles(file), *literal_texts(file)]
    if problems:
        raise ThemeError(tuple(Problem(SHELL, None, None, path, message) for path, message in problems))
    left_out = replace(clean.left_out, names=set(clean.left_out.names))
    section = file.element.body.find(qualified("sectPr"))
    if section is not None:
        left_out.names.update(mend_page_setup(section))
    first = first_page_placeholders(file)
    messages = (
        *mending_messages(add_missing_styles(file), mend_styles(file), left_out),
        *placeholder_messages(file, first),
    )
    return _Opened(file, messages, CONTACT_LINE in first)


@cache
def _environment() -> Environment:
    """Return a sandbox that compiles each header and footer once."""
    environment = make_environment()
    environment.from_string = lru_cache(maxsize=64)(environment.from_string)  # type: ignore[assignment]
    return environment


def as_shell(file: WordFile) -> ReferenceDocx:
    """Return an open Word file as a shell with an empty body. Raises ThemeError."""
    present = {style_key(style): style for style in file.styles.element.style_lst}
    styles = {name: present[style_key(style)] for name, style in base_styles().items()}
    ids = {name: style.get(qualified("styleId")) for name, style in styles.items()}
    return ReferenceDocx(file, styles, ids, _numbering_ids(file), _emptied(file))


def default_run(shell: ReferenceDocx, tag: str) -> Element:
    """Return the element `tag` of the default run properties. Raises ThemeError where there is none."""
    found = shell.file.styles.element.find(
        f"{qualified('docDefaults')}/{qualified('rPrDefault')}/{qualified('rPr')}/{qualified(tag)}"
    )
    if found is None:
        raise shell_error("word/styles.xml", _("the document defaults do not set {tag}", tag=tag))
    return found


def shell_error(path: str, message: str) -> ThemeError:
    """Return a ThemeError with one problem; `path` is the part or style at fault."""
    return ThemeError((Problem(file=SHELL, line=None, column=None, path=path, message=message),))


def _render_headers_footers(template: DocxTemplate, document: Document) -> None:
    """Render the placeholders of headers and footers, and no others, in the sandbox. Raises ThemeError."""
    said = (document, document.letterhead or Letterhead())
    context = {name: legal(_plain(name, said)) for name in _PLACEHOLDERS}
    drop_empty_lines(template.docx, context)
    for kind in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
        try:
            for key, xml in list(template.build_headers_footers_xml(context, kind, _environment())):
                template.map_headers_footers_xml(key, xml)
        except (*TEMPLATE_FAULTS, XMLSyntaxError) as error:
            message = _(
                "{error}; the placeholders are {placeholders}",
                error=error,
                placeholders=", ".join(_PLACEHOLDERS),
            )
            raise shell_error(kind.rpartition("/")[2], message) from error


def _plain(name: str, said: tuple[Document, Letterhead]) -> str:
    value = next(getattr(part, name) for part in said if hasattr(part, name))
    return value if isinstance(value, str) else inline_text(value)


def _numbering_ids(file: WordFile) -> dict[str, str]:
    """Return the numbering id of each style that has a list in the base shell, by its name.

    Raises ThemeError where one has no list here.
    """
    listed = file.styles.element.xpath("w:style[w:pPr/w:numPr/w:numId]")
    found = {style_key(each)[1]: each.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for each in listed}
    try:
        known = {str(number.numId) for number in file.part.numbering_part.element.num_lst}
    except (KeyError, NotImplementedError):
        known = set()
    wanted = [name for name, style in base_styles().items() if style.xpath("w:pPr/w:numPr/w:numId")]
    bare = [name for name in wanted if found.get(name.lower()) not in known]
    if bare:
        raise shell_error(bare[0], _("this style has no list (bullets or numbers) behind it"))
    return {name: found[name.lower()] for name in wanted}


def _emptied(file: WordFile) -> Element:
    """Empty the body but for its section properties, and return these. Raises ThemeError without them."""
    body = file.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    if len(body) != 1 or any(body[0].find(place) is None for place in _PAGE):
        raise shell_error("word/document.xml", _("the page setup (section properties) is missing"))
    return body[0]


def _remove_unused_relations(shell: ReferenceDocx) -> None:
    """Remove the pictures and addresses that only what was in the body named."""
    named = {value for element in shell.file.element.iter() for value in element.attrib.values()}
    rels = shell.file.part.rels
    for key in [key for key, relation in rels.items() if relation.reltype in _BY_ID and key not in named]:
        del rels[key]


def _set_properties(file: WordFile, document: Document) -> None:
    """Set the file's title, subject and language, without author and date."""
    values = (("title", document.title), ("subject", document.subject), ("language", document.language))
    inside = "".join(
        f"<dc:{name}>{escape(legal(value), quote=False)}</dc:{name}>" for name, value in values if value
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</cp:coreProperties>'
    )
    package = file.part.package
    part = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
