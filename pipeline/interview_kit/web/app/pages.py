"""Render the pages of templates/app: what the app shows, in the language of each request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.support.i18n import _, _n, use_language
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.sandbox import KitEnvironment, make_environment
from interview_kit.web.app.form_fields import sentence
from interview_kit.web.app.form_kit import MAIN_FILES, file_buttons, notes, switches, talk_views
from interview_kit.web.app.form_layout import form_view

FOLDER = TEMPLATES / "app"
_ENDING = ".html.j2"


@cache
def _environment() -> KitEnvironment:
    templates = {path.name: path.read_text("utf-8") for path in FOLDER.glob(f"*{_ENDING}")}
    return make_environment(templates, filters={"sentence": sentence}, functions={"_": _, "_n": _n})


def render(name: str, *, language: str, **context: Any) -> str:
    """Return a page as HTML; `views` says what each is rendered with. Raises UndefinedError without it."""
    spoken = Language(language)
    with use_language(language):
        made = _VIEWS.get(name, _as_it_is)(context, spoken)
        page = _environment().get_template(name + _ENDING)
        return page.render(page=name, language=language, tag=rules_of(spoken).tag, **context, **made)


def _form(context: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {"form": form_view(context["answers"], context["errors"], language, "page")}


def _kit(context: Mapping[str, Any], language: Language) -> dict[str, Any]:
    kit, answers = context["kit"], context["answers"]
    return {
        "main_files": file_buttons(MAIN_FILES),
        "other_files": file_buttons(kind for kind in kit.downloads if kind not in MAIN_FILES),
        "notes": tuple(notes(kit.notices, answers, language)),
        "switches": switches(answers, language),
        "talks": tuple(talk_views(kit.talks, answers)),
    }


def _as_it_is(_context: Mapping[str, Any], _language: Language) -> dict[str, Any]:
    return {}


_VIEWS: dict[str, Callable[[Mapping[str, Any], Language], dict[str, Any]]] = {"form": _form, "kit": _kit}
