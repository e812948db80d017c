"""Compare the pipeline with WeasyPrint alone on the same pages, in one process that is warm."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from interview_kit.build.kit import make_document
from interview_kit.build.tasks import BuildConfig, Kit, KitTask
from interview_kit.build.worker import render_kit
from interview_kit.model.document import Document
from interview_kit.model.profile import Profile
from interview_kit.model.theme import Theme
from interview_kit.stages.write.fetcher import ThemeFetcher
from interview_kit.stages.write.fonts import font_faces
from interview_kit.stages.write.html import render_page
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.benchmarks import people
from tests.benchmarks.clock import in_turn
from tests.benchmarks.table import Row, at_most

_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_MOST = 1.10


def rows(short: bool) -> Iterator[Row]:
    """Yield the pipeline over WeasyPrint, and what Python's collector costs WeasyPrint."""
    kits, rounds = (2, 1) if short else (12, 9)
    config = people.config("pdf")
    things = [_ways(task, config) for task in people.tasks(kits)]
    for ways in things:  # warm, and proof that both draw the same pages
        assert same_pages(ways["kit"](), ways["resting"](), ways["collecting"]())
    settle()
    pairs = [{way: ways[way] for way in ("kit", "resting")} for ways in things]
    found = in_turn(pairs, rounds)
    each = f"{kits} kits, both languages, {rounds} × in turn"
    yield at_most(
        f"A profile to its PDF, over WeasyPrint alone on the same HTML with the same parsed style ({each})",
        f"{found.ratios('kit', 'resting')}; {found.cpu('kit') / kits * 1000:.0f} ms a kit",
        found.cpu_ratio("kit", "resting"),
        _MOST,
        f"at most ×{_MOST:.2f} of processor",
    )
    # All kits at a stretch, since what is left of one is collected while others are made.
    stretches = {way: one_by_one([ways[way] for ways in things]) for way in ("resting", "collecting")}
    whole = in_turn([stretches], rounds, {"collecting": as_it_comes})
    yield Row(
        f"The same WeasyPrint with Python's collector as it comes, over the collector at rest ({each})",
        whole.ratios("collecting", "resting"),
    )


def parsed_style(document: Document, theme: Theme) -> tuple[list[CSS], FontConfiguration]:
    """Return what WeasyPrint needs of a theme, parsed anew."""
    fonts = FontConfiguration()
    texts = (font_faces(document, theme), *(sheet.text for sheet in stylesheets(theme)))
    return [CSS(string=text, font_config=fonts) for text in texts], fonts


def drawn(page: str, style: tuple[list[CSS], FontConfiguration], theme: Theme) -> bytes:
    """Return a page as PDF, by WeasyPrint alone."""
    html: Any = HTML(string=page, url_fetcher=ThemeFetcher(theme))
    laid_out = html.render(stylesheets=style[0], font_config=style[1], **_OPTIONS)
    pdf: bytes = laid_out.write_pdf(**_OPTIONS)
    return pdf


def same_pages(*pdfs: bytes) -> bool:
    """Return whether each has the same words on the same pages; WeasyPrint alone mends no tags."""
    return len({tuple(page_texts(pdf)) for pdf in pdfs}) == 1


def resting(work: Callable[[], bytes]) -> bytes:
    """Return what the work makes while Python's collector rests, as it does for kits."""
    gc.collect()
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def one_by_one(works: Sequence[Callable[[], object]]) -> Callable[[], None]:
    """Return the work of doing one after the other."""

    def work() -> None:
        for each in works:
            each()

    return work


@contextmanager
def as_it_comes() -> Iterator[None]:
    """Let Python's collector look at everything, as it does in a program that never told it otherwise."""
    gc.unfreeze()
    try:
        yield
    finally:
        settle()


def settle() -> None:
    """Leave everything that is there alone from now on when Python's collector looks, as kits are made."""
    gc.collect()
    gc.freeze()


def _ways(task: KitTask, config: BuildConfig) -> dict[str, Callable[[], bytes]]:
    theme = config.themes[task.variant]
    document = make_document(Profile.model_validate_json(task.profile), config.bank)
    alone = partial(drawn, render_page(document, theme, None), _style_of(document, theme), theme)
    return {"kit": partial(_kit, task, config), "resting": partial(resting, alone), "collecting": alone}


_styles: dict[str, tuple[list[CSS], FontConfiguration]] = {}


def _style_of(document: Document, theme: Theme) -> tuple[list[CSS], FontConfiguration]:
    return _styles.setdefault(font_faces(document, theme), parsed_style(document, theme))


def _kit(task: KitTask, config: BuildConfig) -> bytes:
    answer = render_kit(task, config)
    assert isinstance(answer, Kit), answer
    return next(islice(answer.files.values(), 1))
