"""Lay out the settings of a class, and the look of its kits, as fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_kit.model.theme import Paper
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import _
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.settings import SettingField, setting_fields
from interview_kit.web.app.class_kits.builds import Look
from interview_kit.web.app.class_kits.views import PageError
from interview_kit.web.app.form_fields import FormChoice, FormField
from interview_kit.web.app.settings import AppSettings


def setting_errors(fields: Sequence[FormField]) -> tuple[PageError, ...]:
    """Return what is wrong with the settings of the class, from their fields."""
    return tuple(PageError(field.id, field.label, error) for field in fields for error in field.errors)


def settings_view(found: ClassList, problems: Sequence[Problem]) -> tuple[FormField, ...]:
    """Return the settings of the class as fields, with what is wrong with them."""
    messages: dict[str, list[str]] = {}
    for problem in problems:
        # A title that is no key is named by itself.
        key = problem.path or (problem.cell.title if problem.cell else "")
        messages.setdefault(key, []).append(problem.message)
    return tuple(_field(each, tuple(messages.get(each.key, ()))) for each in setting_fields(found.settings))


def _field(setting: SettingField, errors: tuple[str, ...]) -> FormField:
    name = f"setting.{setting.key}"
    choices = tuple(
        FormChoice(f"{name}-{number}", name, value, label, value in setting.chosen)
        for number, (value, label) in enumerate(setting.choices)
    )
    if choices and not setting.several:
        none = FormChoice(f"{name}-none", name, "", _("As the list says"), not setting.chosen)
        choices = (none, *choices)
    kind = ("boxes" if setting.several else "radios") if choices else "line"
    hints = (setting.about,) if setting.about else ()
    text = "" if choices else setting.text
    first = choices[0].id if choices else name
    return FormField(kind, first, name, setting.label, hints, (), text, choices, errors)


def look_fields(look: Look, settings: AppSettings) -> tuple[FormField, ...]:
    """Return the look of the kits as fields: what may be chosen of it."""
    themes = [(name, name) for name in settings.themes]
    names = {Paper.LETTER: _("Letter (8.5 × 11 in)"), Paper.A4: "A4"}
    papers = [(each or "", names[each] if each else _("As the theme has it")) for each in settings.papers]
    fields = (
        _radios("theme", _("Theme"), themes, look.theme),
        _radios("paper", _("Paper"), papers, look.paper),
    )
    return tuple(each for each in fields if len(each.choices) > 1)


def _radios(name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str) -> FormField:
    made = tuple(
        FormChoice(f"{name}-{number}", name, value, words, value == chosen)
        for number, (value, words) in enumerate(choices)
    )
    return FormField("radios", made[0].id, name, label, choices=made)
