"""Hold what is the same for a whole class, as the sheet of settings of its workbook has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.cell_text import entries_of
from interview_kit.stages.read.roster.column_titles import match_exactly
from interview_kit.stages.read.roster.profile_keys import KeyKind, known_keys
from interview_kit.stages.read.roster.table import RawRow, RosterTable
from interview_kit.stages.read.roster.vocabulary import cell_words, normal, vocabulary
from interview_kit.support.i18n import message_language

Settings: TypeAlias = tuple[tuple[str, str], ...]
"""Keys of the profile, or titles that are not known, with their texts."""


@dataclass(frozen=True, slots=True)
class SettingField:
    """A setting as a field: its key, its label, a hint, its text and, where it has them, its choices.

    `choices` are values with their words; `chosen` are those of the values that the text has.
    """

    key: str
    label: str
    about: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()
    several: bool = False


def settings_in(table: RosterTable) -> Settings:
    """Return the settings of a sheet that was read: keys where titles are known, else the titles."""
    rows = [(*row.cells, "", "")[:2] for row in (table.titles, *table.rows)]
    found = ((match_exactly(2, title), title, value) for title, value in rows if value.strip())
    return tuple((column.path if column else title, value) for column, title, value in found)


def settings_table(settings: Settings, file: str, language: Language) -> RosterTable:
    """Return the settings as the sheet of a workbook that was read, in the words of a language."""
    written = enumerate(written_settings(settings, language), start=1)
    rows = tuple(RawRow(number, each) for number, each in written)
    return RosterTable(file, rows[0], rows[1:], vocabulary().guide.settings.said(language))


def setting_fields(settings: Settings) -> tuple[SettingField, ...]:
    """Return a field for each setting of a new workbook, and for those that the settings have besides."""
    language, known, texts = Language(message_language()), vocabulary(), dict(settings)
    fields = []
    for name in (*known.settings, *(each for each in texts if each not in known.settings)):
        column, key, text = known.columns.get(name), known_keys().get(name), texts.get(name, "")
        if column is None or key is None:
            fields.append(SettingField(name, name, "", text))
            continue
        words = known.meanings(key) if key.kind is not KeyKind.TRUTH_OR_TEXT else {}
        meant = cell_words(key)
        entries = entries_of(text, key)[0] if key.kind is KeyKind.LIST else (text,)
        chosen = tuple(meant.get(normal(each), each) for each in entries if each.strip())
        choices = tuple((value, said.first(language)) for value, said in words.items())
        choices += tuple((each, each) for each in chosen if choices and each not in words)
        about = column.about.said(language)
        listed = key.kind is KeyKind.LIST
        fields.append(SettingField(name, column.first(language), about, text, choices, chosen, listed))
    return tuple(fields)


def written_settings(settings: Settings, language: Language) -> Settings:
    """Return the settings with the titles and the words of a language, as a new workbook has them."""
    known = vocabulary()
    written = []
    for name, text in settings:
        column, key = known.columns.get(name), known_keys().get(name)
        if column and key:
            words, meant = known.meanings(key), cell_words(key)
            entries = entries_of(text, key)[0] if key.kind is KeyKind.LIST else (text,)
            values = [meant.get(normal(each), "") for each in entries]
            if words and all(values):
                text = "; ".join(words[value].first(language) for value in values)
        written.append((column.first(language) if column else name, text))
    return tuple(written)
