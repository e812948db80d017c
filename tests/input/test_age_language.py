"""Issue 18, point 1: age and language are right by default, shown, and typed in either language.

Choices of interface: `roster show` has the columns "language" and "age" ("langue", "âge"), with the words
"English", "French", "minor", "adult" ("anglais", "français", "mineur", "adulte"); `check` prints such a line
for each row of a roster, and `build` adds both words to the line of each kit. An age that was assumed is told
once for all rows, with the place of a message about `minor`, and names the title "Situation".
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import built, cases, kit, wrote
from tests.reading import docx_text

SAFE = {"en": "Stay safe", "fr": "Votre sécurité"}
NUMBER = "705-555-0199"
FRENCH = "Nom de l’élève,Métier visé\nÉmile Gagnon,infirmier\nZoé Roy,pilote\n"
WITH = "Student name,Job of interest,Phone{}\nAnne Côté,pilot," + NUMBER + "{}\n"

CLASSES = {
    "A1": (f"Nom de l’élève,Métier visé,Téléphone,Niveau,Cours\nAnne,pilote,{NUMBER},10e,GLC2O\n", "", "fr"),
    "course": (WITH.format(",Course", ",GLC2O"), "", "en"),
    "grade": (WITH.format(",Grade", ",10"), "", "en"),
    "grade in words": (WITH.format(",Grade", ",Grade 10"), "", "en"),
    "teacher": (WITH.format(",Teacher", ",Ms. Okafor"), "", "en"),
    "settings": (WITH.format("", ""), "programme: {course: GLC2O, teacher: Ms. Okafor}\n", "en"),
    "consent": (WITH.format("", ""), "programme: {pages: [consent]}\n", "en"),
}  # fmt: skip


@pytest.mark.spread(3)
@pytest.mark.parametrize(("rows", "settings", "language"), cases(CLASSES))
def test_in_a_class_an_unknown_age_counts_as_a_minor(rows: str, settings: str, language: str) -> None:
    """The number is not printed, the safety page is there, and one notice says what to write."""
    wrote("r.csv", rows)
    if settings:
        wrote("r.defaults.yaml", settings)
    made = built("r.csv")
    assert made.ran.code == 0, made.ran
    assert NUMBER not in made.words and SAFE[language] in made.words
    assert len(made.ran.telling("minor", "Situation")) == 1, made.ran.lines


def test_a_profile_with_a_course_is_of_a_minor_too() -> None:
    wrote(
        "a.yaml",
        f"name: Anne\nphone: {NUMBER}\ntarget: {{occupation: pilot}}\nprogramme: {{course: GLC2O}}\n",
    )
    made = built("a.yaml")
    assert NUMBER not in made.words and SAFE["en"] in made.words
    assert len(made.ran.telling("a.yaml", "minor")) == 1


def test_the_notice_about_age_is_one_for_a_whole_class() -> None:
    rows = "".join(f"Pupil {n},nurse,GLC2O\n" for n in range(9))
    wrote("r.csv", f"Student name,Job of interest,Course\n{rows}")
    assert len(kit("check", "r.csv").telling("minor", "Situation")) == 1


OVER = {
    "course": ("programme.course=GLC2O", "minor", 1),
    "work": ("target.occupation=nurse", "Job of interest", 0),
    "sure": ("decision=exploring", "still exploring", 0),
}


@pytest.mark.parametrize(("pair", "about", "times"), cases(OVER))
def test_a_notice_about_all_rows_is_given_once_with_overrides_too(pair: str, about: str, times: int) -> None:
    """What an override makes true of each row is told once, and what it settles not at all."""
    wrote("r.csv", "Student name\nAnne\nZoé\n")
    ran = kit("check", "r.csv", "--set", pair)
    assert (ran.code, len(ran.telling(about))) == (0, times), ran.lines


KNOWN = {
    "said": (WITH.format(",Course,Minor", ",GLC2O,no"), True),
    "situation": (WITH.format(",Course,Situation", ",GLC2O,postsecondary student"), True),
    "an agency": (WITH.format(",Counsellor,Situation", ",Ms. Okafor,laid off"), True),
    "an age of 18": (WITH.format(",Age,Course", ",18,GLC2O"), True),
    "ages": (WITH.format(",Age", ",25-34"), True),
    "an age in years": (WITH.format(",Âge,Counsellor", ",32 ans,Ms. Okafor"), True),
    "an age below": (WITH.format(",Age", ",17"), False),
    "an age in French": (WITH.format(",Âge", ",15 ans"), False),
    "an age in a workbook's text": (WITH.format(",Age", ",15.0"), False),
    "a question": (WITH.format(",How old are you?", ",15 years old"), False),
    "secondary": (WITH.format(",Situation", ",secondary student"), False),
    "said to be one": (WITH.format(",Under 18", ",yes"), False),
}


@pytest.mark.spread(4)
@pytest.mark.parametrize(("rows", "printed"), KNOWN.values(), ids=KNOWN)
def test_a_known_age_is_taken_and_nothing_is_said_of_it(rows: str, printed: bool) -> None:
    wrote("r.csv", rows)
    made = built("r.csv")
    assert (NUMBER in made.words, SAFE["en"] in made.words) == (printed, not printed), made.ran
    assert not made.ran.telling("minor", "Situation")


OTHERS = "Student name,Job of interest,Phone,{}\nAnne Côté,pilot," + NUMBER + ",{}\nZoé Roy,pilot,,{}\n"
LISTS = {
    "a birth date": OTHERS.format("Date of birth", "2010-05-01", "2010-06-01"),
    "a birth date in French": OTHERS.format("Date de naissance", "2010-05-01", "2010-06-01"),
    "a learning plan": OTHERS.format("IEP", "Y", ""),
    "beside a minor": OTHERS.format("Age", "", "16"),
    "a program of schools": f"Student_id,School_id,Last_name,First_name,Phone\n1,1,Côté,Anne,{NUMBER}\n",
}


@pytest.mark.parametrize("rows", cases(LISTS))
def test_in_a_list_of_pupils_an_unknown_age_counts_as_a_minor(rows: str) -> None:
    """A birth date is dropped unread, and tells that the list is one of pupils."""
    wrote("r.csv", rows)
    made = built("r.csv")
    assert made.ran.code == 0 and NUMBER not in made.words and SAFE["en"] in made.words, made.ran
    assert len(made.ran.telling("the age is not given", "Age, Situation")) == 1, made.ran.lines


def test_a_list_that_says_nothing_of_ages_is_of_adults_with_a_notice() -> None:
    """The notice is for those whose number would be printed; options settle it."""
    wrote("r.csv", OTHERS.format("Town", "Sudbury", "Sudbury"))
    made = built("r.csv")
    assert NUMBER in made.words
    assert len(kit("check", "r.csv").telling("no age is given", "Age or Situation")) == 1
    assert not kit("check", "r.csv", "--set", "minor=true").telling("age")


def test_a_profile_may_give_an_age_in_years() -> None:
    """A key that is a title of rosters is read as that column's."""
    typed = f"name: Anne\nphone: {NUMBER}\ntarget: {{occupation: pilot}}\nage: {{}}\n"
    wrote("a.yaml", typed.replace("{}", "15 ans"))
    assert NUMBER not in built("a.yaml").words
    wrote("b.yaml", typed.replace("{}", "15 pommes"))
    assert kit("check", "b.yaml").telling("b.yaml:4", "minor")


TWO = "Student name,Job of interest,Phone,{}\nAnne Côté,pilot," + NUMBER + ",{}\nZoé Roy,pilot,,{}\n"
AGREEING = {
    "both": ("Age,Minor", "15,yes", "25,no"),
    "one empty": ("Âge,Mineur", "15,", ",non"),
    "a dash for none": ("Minor,Age", "-,15", "no,N/A"),
}


@pytest.mark.parametrize(("titles", "young", "old"), cases(AGREEING))
def test_an_age_beside_a_yes_or_no_is_taken_where_they_agree(titles: str, young: str, old: str) -> None:
    wrote("r.csv", TWO.format(titles, young, old))
    ran = kit("check", "r.csv")
    assert ran.code == 0 and "English  minor" in ran.out and "English  adult" in ran.out, ran
    assert NUMBER not in built("r.csv").words


def test_a_row_whose_age_and_yes_or_no_differ_is_refused_alone() -> None:
    wrote("r.csv", TWO.format("Age,Minor", "15,no", "25,no"))
    ran = kit("check", "r.csv")
    assert ran.code == 1 and "Zoé Roy  English  adult" in ran.out, ran
    (line,) = ran.telling("row 2, column E")
    assert "“no”" in line and "“15” in column D (Age)" in line


@pytest.mark.parametrize("typed", ["quinze", "fifteen"])
def test_an_age_in_words_is_told_to_be_a_number(typed: str) -> None:
    wrote("r.csv", f"Student name,Job of interest,Age\nAnne,pilot,{typed}\n")
    (line,) = kit("check", "r.csv").telling("row 2, column C")
    assert "digits" in line and typed in line and "true" not in line


LANGUAGES = {
    "titles": (FRENCH, "en", "fr"),
    "titles on a French computer": (FRENCH, "fr", "fr"),
    "English titles": ("Student name,Job of interest\nZoé Roy,pilot\n", "fr", "en"),
    "keys": ("name,target.occupation\nZoé Roy,pilote\n", "fr", "fr"),
    "keys, English": ("name,target.occupation\nZoé Roy,pilote\n", "en", "en"),
    "empty column": ("Nom de l’élève,Métier visé,Langue\nZoé Roy,pilote,\n", "en", "fr"),
    "own column": ("Nom de l’élève,Métier visé,Langue\nZoé Roy,pilot,anglais\n", "fr", "en"),
    "own column fr": ("Student name,Job of interest,Language\nZoé Roy,pilote,français\n", "en", "fr"),
    "one word in both": ("Nom,Métier,Minutes\nZoé Roy,pilote,10\n", "en", "fr"),
    "guessed titles": ("Noms des élèves,Métiers visés\nZoé Roy,pilote\n", "en", "fr"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize(("rows", "computer", "language"), cases(LANGUAGES))
def test_a_roster_has_the_language_of_its_titles_then_of_the_computer(
    rows: str, computer: str, language: str
) -> None:
    """A row's own language wins; in a computer's own language nothing needs to be said."""
    wrote("r.csv", rows)
    made = built("r.csv", language=computer)
    front = {"en": "Interview kit for", "fr": "Trousse d’entrevue"}
    assert made.ran.code == 0 and made.words.startswith(front[language]), made.words[:60]


def test_settings_and_options_win_over_titles() -> None:
    wrote("r.csv", FRENCH)
    assert built("r.csv", "-l", "en").words.startswith("Interview kit for")
    wrote("s.csv", "Student name,Job of interest\nZoé Roy,pilote\n")
    wrote("s.defaults.yaml", "language: fr\n")
    assert "Trousse d’entrevue" in built("s.csv", output="out2").words


def test_the_class_sheet_is_in_the_language_of_the_class() -> None:
    wrote("r.csv", FRENCH)
    kit("build", "r.csv", "-o", "out", "-f", "txt", "-j", "1", "--class-sheet")
    assert "feuille de classe" in docx_text(Path("out/r/_class-sheet.docx").read_bytes()).casefold()


TABLE = (
    "Student name,Job of interest,Language,Situation\n"
    "Anne,pilot,English,secondary student\nZoé,pilote,French,laid off\n"
)


@pytest.mark.parametrize("command", [("roster", "show"), ("check",)], ids=["show", "check"])
def test_language_and_age_of_each_row_are_shown(command: tuple[str, ...]) -> None:
    wrote("r.csv", TABLE)
    ran = kit(*command, "r.csv")
    assert ran.row("Anne", "English", "minor") and ran.row("Zoé", "French", "adult"), ran.out
    ran = kit(*command, "r.csv", language="fr")
    assert ran.row("Anne", "anglais", "mineur") and ran.row("Zoé", "français", "adulte"), ran.out


def test_what_to_know_names_the_columns_and_a_guessed_age_of_each_row() -> None:
    """What all rows share is told above, so that a row has only that its age is guessed."""
    rows = "Anne,,N/A,N/A,GLC2O\nZoé,no,,,GLC2O\nÉmile,,,,GLC2O\n"
    wrote("r.csv", f"Student name,Minor,Town,Skills,Course\n{rows}")
    ran = kit("roster", "show", "r.csv")
    assert "Town, Skills: “N/A” is no answer" in ran.row("Anne"), ran.out
    guessed = [each for each in ran.out.splitlines() if each.rstrip().endswith("the age is guessed")]
    assert len(guessed) == 2 and not ran.row("Zoé", "guessed"), ran.out


def test_the_summary_of_a_build_shows_language_and_age() -> None:
    wrote("r.csv", TABLE)
    ran = built("r.csv").ran
    assert ran.row("anne", "English", "minor") and ran.row("zo", "French", "adult"), ran.out


VALUES = {
    "language": ("Langue", "français"),
    "situation": ("Situation", "élève du secondaire"),
    "channel": ("Type d’entrevue", "téléphone"),
    "date": ("Date de l’entrevue", "11 décembre 2026"),
    "date 1er": ("Date de l’entrevue", "1er décembre 2026"),
    "due": ("Date de remise", "vendredi 11 décembre 2026"),
    "time": ("Heure de l’entrevue", "16 h 45"),
    "whole hour": ("Heure de l’entrevue", "16 h"),
    "minutes": ("Minutes", "10 min"),
    "minutes in words": ("Minutes", "10 minutes"),
    "tick": ("Gros caractères", "✓"),
    "cross": ("Gros caractères", "☒"),
    "page": ("Pages en plus", "formulaire de consentement"),
    "date en": ("Due date", "December 11, 2026"),
    "date slash": ("Due date", "2026/12/11"),
    "time en": ("Interview time", "4:45 pm"),
    "ang.": ("Langue", "ang."),
    "dash": ("Mineur", "-"),
}


@pytest.mark.parametrize(("title", "cell"), cases(VALUES))
def test_values_are_taken_in_a_roster_as_people_type_them(title: str, cell: str) -> None:
    quoted = f'"{cell}"'
    wrote("r.csv", f"Nom de l’élève,Métier visé,{title}\nZoé Roy,pilote,{quoted}\n")
    ran = kit("check", "r.csv", language="fr")
    told = [line for line in ran.telling("colonne C") if "→" not in line]  # how a title is read
    assert (ran.code, told) == (0, []), ran


TYPED = {
    "language": "language: français",
    "situation": "situation: [élève du secondaire]",
    "channel": "talk: {channel: téléphone}",
    "date": "talk: {date: 11 décembre 2026}",
    "time": "talk: {time: 16 h 45}",
    "minutes": "talk: {minutes: 10 min}",
    "pages": "programme: {pages: [grille, formulaire de consentement]}",
    "truth": "support: {large_print: oui}",
}


@pytest.mark.parametrize("line", cases(TYPED))
def test_the_same_values_are_taken_in_a_profile_and_in_settings(line: str) -> None:
    """Wherever values are typed: profile, settings of a class, `--set`."""
    wrote("a.yaml", f"name: Zoé Roy\ntarget: {{occupation: pilote}}\n{line}\n")
    assert kit("check", "a.yaml").code == 0
    wrote("r.csv", "Nom de l’élève,Métier visé\nZoé Roy,pilote\n")
    wrote("r.defaults.yaml", f"{line}\n")
    assert kit("check", "r.csv").code == 0


def test_what_is_refused_names_the_choices_in_the_language_of_the_messages() -> None:
    wrote("r.csv", "Nom de l’élève,Métier visé,Type d’entrevue\nZoé Roy,pilote,pigeon\n")
    (told,) = kit("check", "r.csv", language="fr").telling("colonne C")
    assert "téléphone" in told and "in-person" not in told, told
