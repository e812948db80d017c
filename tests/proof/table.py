"""Say in a table for the README how many kits were held against PDF/UA-1, and how many are broken."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from tests.proof.matrix import PERSONAS, Case, options

MARKS = ("<!-- proof -->", "<!-- /proof -->")
LANGUAGES = {Language("en"): "English", Language("fr"): "French"}
# What a column is called that is not called as its option is.
TITLES = {Paper.LETTER: "Letter", Paper.A4: "A4"}


def as_table(cases: Collection[Case], broken: Collection[Case]) -> str:
    """Return the counts as Markdown: a row a theme and language, a column for each value of an option."""
    columns = {
        TITLES.get(value, name.replace("_", " ") if value is True else str(value)): (name, value)
        for name, values in options().items()
        for value in values
        if value is not False
    }
    people = {case.person for case in cases}
    lines = [
        f"{len(cases)} kits of {len(people)} people, the {len(PERSONAS)} personas of the tests among them; "
        f"each person, language, theme and option meets each other one. **{len(broken)} broken.**",
        "",
        f"| theme | language | kits | {' | '.join(columns)} | broken |",
        "|---|---|" + "---:|" * (len(columns) + 2),
    ]
    for (theme, language), group in _groups(cases):
        counts = [sum(setting in case.options for case in group) for setting in columns.values()]
        faults = sum(case in broken for case in group)
        lines.append(_row(theme, LANGUAGES[language], len(group), *counts, faults))
    return "\n".join(lines) + "\n"


def _groups(cases: Collection[Case]) -> Iterator[tuple[tuple[str, Language], list[Case]]]:
    for theme in dict.fromkeys(case.theme for case in cases):
        for language in Language:
            yield (theme, language), [c for c in cases if (c.theme, c.language) == (theme, language)]


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
