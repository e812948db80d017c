"""Check a theme's templates, style sheets and Word shell before anything is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import TemplateError, nodes

from interview_kit.model.theme import Theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.html import template_environment, template_error, templates_of
from interview_kit.stages.write.page_rules import source_problems
from interview_kit.stages.write.sample_document import trial_document
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.support.errors import Notice, Problem, ThemeError, did_you_mean, in_order
from interview_kit.support.i18n import _
from interview_kit.support.sandbox import KitEnvironment

_REFERENCE = re.compile(r"theme:([^\s\"'<>{}()]+)(?![^\s\"'<>]*\{)")
_NAMES_OTHERS = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_looks(theme: Theme, formats: tuple[str, ...]) -> tuple[Notice, ...]:
    """Check a theme's templates and style sheets, and write the sample document in each of `formats`.

    Returns the notices about the Word shell, where `docx` is one of them. Raises ThemeError with every
    problem found, MissingLibrary where a format cannot be written here.
    """
    problems = list(_template_problems(theme))
    try:
        stylesheets(theme)
    except ThemeError as error:
        problems += error.problems
    for name in formats:
        # The HTML page and the PDF would report the problems of templates and style sheets again.
        if problems and name in ("html", "pdf"):
            continue
        try:
            written = WRITERS[name](trial_document(), theme)
        except ThemeError as error:
            problems += error.problems
            continue
        if name == "docx":
            from interview_kit.stages.write.word.check_looks import look_problems  # as late as the writers

            problems += look_problems(written, theme)
    if problems:
        raise ThemeError(in_order(problems))
    if "docx" not in formats:
        return ()
    from interview_kit.stages.write.word.reference_docx import shell_notices  # as late as the writers

    return shell_notices(theme)


def _template_problems(theme: Theme) -> Iterator[Problem]:
    environment = template_environment(theme)
    templates = templates_of(theme)
    for name, (data, place) in templates.items():
        source = data.decode()
        try:
            environment.get_template(name)
        except TemplateError as error:
            yield from template_error(error, theme).problems
            continue
        yield from _unknown_templates(environment, source, place, templates)
        yield from source_problems(source, place)
        for found in _REFERENCE.finditer(source):
            if found[1] not in theme.files:
                near = did_you_mean(found[1], theme.files)
                line = source.count("\n", 0, found.start()) + 1
                yield Problem(
                    place,
                    line,
                    None,
                    "",
                    _("theme {name} has no file {found}{near}", name=theme.name, found=found[1], near=near),
                )


def _unknown_templates(
    environment: KitEnvironment, source: str, place: str, known: Mapping[str, object]
) -> Iterator[Problem]:
    for node in environment.parse(source).find_all(_NAMES_OTHERS):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and named.value not in known:
            near = did_you_mean(str(named.value), known)
            yield Problem(
                place,
                node.lineno,
                None,
                "",
                _("there is no template {named}{near}", named=named.value, near=near),
            )
