"""Look for words, and for classes that no page has, in the templates and style sheets of a theme itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from interview_kit.model.bank import Bank
from interview_kit.model.theme import VARIANTS, Paper, Theme
from interview_kit.stages.write import address_breaks, block_data, screen
from interview_kit.stages.write.html import render_page, templates_of
from interview_kit.stages.write.sample_document import trial_document
from interview_kit.support.errors import Problem, ThemeError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.tools.lint_theme.css_source import css_source, css_words
from interview_kit.tools.lint_theme.files import own_layers
from interview_kit.tools.lint_theme.template_source import template_words

_CLASS = re.compile(r"class=\"([^\"]*)\"")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_OURS = "kit-"
_OTHER_PAPERS = ("class-sheet", "summary")
_SHOWN = 60


def source_problems(theme: Theme, bank: Bank) -> Iterator[Problem]:
    """Yield a problem for each word in a theme's own templates and style sheets, and each unknown class."""
    known = _known_classes(theme, bank)
    for path, place, text in _own_files(theme):
        if path.endswith(".j2"):
            yield from (_word(place, line, said) for line, said in template_words(text))
        elif path.endswith(".css"):
            yield from (_word(place, line, said) for line, said in css_words(text))
            for name, line in dict.fromkeys(css_source(text).classes):
                if name not in known:
                    near = did_you_mean(name, sorted(each for each in known if each.startswith(_OURS)))
                    message = _("no page has an element of the class {name}{near}", name=name, near=near)
                    yield Problem(place, line, None, "", message)


def _own_files(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Yield the path in its theme, the place and the text of each file of the theme's own."""
    for layer in own_layers(theme):
        for path, data in sorted(layer.files.items()):
            yield path, str(layer.folder / path), data.decode("utf-8", "replace")


def _word(place: str, line: int, said: str) -> Problem:
    message = _(
        "“{said}”: words belong in the bank, in each language, and templates and style sheets hold none",
        said=said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…",
    )
    return Problem(place, line, None, "", message)


def _known_classes(theme: Theme, bank: Bank) -> frozenset[str]:
    """Return the classes of a theme's pages: those of its templates, of every block and of all sections.

    Pages are made until all classes of its style sheets are known.
    """
    sheets = (text for path, _place, text in _own_files(theme) if path.endswith(".css"))
    used = {each.name for text in sheets for each in css_source(text).classes}
    names = {f"{_OURS}section-{kind}" for kind in (*bank.sections, *_OTHER_PAPERS)}
    for source, _place in templates_of(theme).values():
        names.update(_NAME.findall(source.decode("utf-8", "replace")))
    names.update(_NAME.findall(_written_by_code()))
    for paper, variant, fillable, on_screen in product(Paper, VARIANTS, (False, True), (False, True)):
        if used <= names:
            break
        drawn = replace(theme, paper=paper, variant=variant, fillable=fillable)
        try:
            page = render_page(trial_document(), drawn, None, screen=on_screen)
        except ThemeError:
            continue
        names.update(name for found in _CLASS.findall(page) for name in found.split())
    return frozenset(names)


@cache
def _written_by_code() -> str:
    """Return the code that names classes: of the bar of a web page, of words, numbers and what leads on."""
    modules = (screen, block_data, address_breaks)
    return screen.fill_in_script() + "".join(map(inspect.getsource, modules))
