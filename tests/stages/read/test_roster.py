"""A roster's rows as profiles: which column is which, what a cell means, and what the class shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interview_kit.model.enums import Language, Situation
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster import read_rosters
from interview_kit.stages.read.roster.profile_keys import known_keys
from interview_kit.stages.read.roster.rows import Roster
from interview_kit.stages.read.roster.vocabulary import cell_words, normal, vocabulary
from interview_kit.support.errors import InvalidInput

HEAD = "name,target.occupation,decision"


def roster(tmp_path: Path, text: str, usual: str = "", delimiter: str = "") -> Roster:
    (tmp_path / "r.csv").write_bytes(text.encode())
    if usual:
        (tmp_path / "r.defaults.yaml").write_text(usual, encoding="utf-8")
    return read_rosters(tmp_path / "r.csv", delimiter)[0]


def given(found: ReadProfile | InvalidInput) -> dict[str, Any]:
    assert isinstance(found, ReadProfile), found
    return found.profile.model_dump(mode="json", by_alias=True, exclude_unset=True)


def said(tmp_path: Path, found: ReadProfile | InvalidInput) -> list[str]:
    assert isinstance(found, InvalidInput), found
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in found.problems]


def test_keys_fill_the_whole_profile(tmp_path: Path) -> None:
    head = "name,target.occupation,about.skills,contacts.1.name,contacts.2.referral.name,talk.minutes,minor"
    row = 'Maya,nurse,"calm; ;careful\nkind",Lou,Ms. Okafor,10.0,TRUE'
    (only,) = roster(tmp_path, f"{head}\n{row}\n").rows
    assert (only.number, only.cells[1]) == (2, "nurse")
    assert given(only.found) == {
        "name": "Maya",
        "target": {"occupation": "nurse"},
        "about": {"skills": ["calm", "careful", "kind"]},
        "contacts": [{"name": "Lou"}, {"referral": {"name": "Ms. Okafor"}}],
        "talk": {"minutes": 10},
        "minor": True,
    }


def test_english_titles_are_matched_and_the_guesses_told(tmp_path: Path) -> None:
    head = "Student's name,Job of intrest,MINUTES,Contact #2's name,target.field,_Homeroom,What is wrong"
    read = roster(tmp_path, f"{head}\nMaya,nurse,10,Lou,care,9B,much\n")
    assert [str(guess) for guess in read.guesses] == [
        "column A “Student's name” → name (read as “Student name”), such as “Maya”",
        "column B “Job of intrest” → target.occupation (read as “Job of interest”), such as “nurse”",
        "column C “MINUTES” → talk.minutes, such as “10”",
        "column D “Contact #2's name” → contacts.2.name (read as “Contact name”), such as “Lou”",
    ]
    assert given(read.rows[0].found) == {
        "name": "Maya",
        "target": {"occupation": "nurse", "field": "care"},
        "talk": {"minutes": 10},
        "contacts": [{"name": "Lou"}],
    }


@pytest.mark.parametrize("language", Language)
def test_the_titles_of_a_new_roster_are_no_guesses(tmp_path: Path, language: Language) -> None:
    known = vocabulary()
    head = [known.columns[key].first(language) for key in known.template]
    row = [
        "Maya" if key == "name" else "nurse" if key == "target.occupation" else "" for key in known.template
    ]
    read = roster(tmp_path, f"{';'.join(head)}\n{';'.join(row)}\n")
    assert read.guesses == ()
    assert given(read.rows[0].found)["target"] == {"occupation": "nurse"}
    read = roster(tmp_path, f"{';'.join(head).upper()}\n{';'.join(row)}\n")
    assert len(read.guesses) > len(head) / 2  # a word such as SITUATION is a key as well


def test_french_titles_and_words_are_matched(tmp_path: Path) -> None:
    head = "Prénom;Nom;Métier visé;Type d'entretien;Situation;Mineur;Langue;Téléphone du contact"
    row = 'Émile;Gagnon;soudeur;en personne;"élève du secondaire ; nouvelle arrivante";oui;FRANÇAIS;613'
    read = roster(tmp_path, f"{head}\n{row}\n")
    assert [str(guess) for guess in read.guesses][:2] == [
        "column A “Prénom” → name (first), such as “Émile”",
        "column B “Nom” → name (last), such as “Gagnon”",
    ]
    assert given(read.rows[0].found) == {
        "name": "Émile Gagnon",
        "target": {"occupation": "soudeur"},
        "talk": {"channel": "in-person"},
        "situation": ["secondary", "newcomer"],
        "minor": True,
        "language": "fr",
        "contacts": [{"phone": "613"}],
    }


@pytest.mark.parametrize("words", [("Last name", "First name"), ("First name", "Last name")])
def test_a_first_and_a_last_name_are_one_name_in_any_order(tmp_path: Path, words: tuple[str, str]) -> None:
    cells = {"First name": "Maya", "Last name": "Chen"}
    text = f"{words[0]},{words[1]},Job\n{cells[words[0]]},{cells[words[1]]},nurse\n"
    assert given(roster(tmp_path, text).rows[0].found)["name"] == "Maya Chen"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_out(tmp_path: Path, sign: str, mark: str, end: str) -> None:
    rows = [("Name", "Job", "Minutes"), ("Maya", '"a, b; c| d"', "10")]
    text = mark + end.join(sign.join(row) for row in rows)
    assert given(roster(tmp_path, text).rows[0].found) == {
        "name": "Maya",
        "target": {"occupation": "a, b; c| d"},
        "talk": {"minutes": 10},
    }


def test_known_titles_tell_the_delimiter_not_the_number_of_signs(tmp_path: Path) -> None:
    read = roster(tmp_path, "Name;Job;_seen, kept, left, gone\nMaya;nurse;\n")
    assert read.titles == ("Name", "Job", "_seen, kept, left, gone")


def test_the_delimiter_can_be_named(tmp_path: Path) -> None:
    named = roster(tmp_path, "sep=|\r\nname|target.field\r\nMaya|care\r\n")
    assert (named.titles, named.rows[0].number) == (("name", "target.field"), 2)
    with pytest.raises(InvalidInput, match="row 1: no title in this row is known"):
        roster(tmp_path, "name,target.field\nMaya,care\n", delimiter=";")


def test_what_was_neutralised_is_read_as_it_was(tmp_path: Path) -> None:
    (only,) = roster(tmp_path, f"{HEAD},phone\n''=Maya,'=nurse,exploring,'+1 519\n").rows
    assert only.cells == ("'=Maya", "=nurse", "exploring", "+1 519")


def test_row_numbers_are_the_spreadsheets_own(tmp_path: Path) -> None:
    text = f'{HEAD}\n\n"Ma\nya",nurse,exploring\n,,\n,nurse,exploring\n,,\n,,\n'
    read = roster(tmp_path, text)
    assert [row.number for row in read.rows] == [3, 5]
    assert [notice.message for notice in read.notices] == ["rows 2, 4 and 6 to 7 are blank and passed over"]
    assert [said(tmp_path, row.found)[0] for row in read.rows] == [
        "r.csv row 3, column A (name): write this on one line; it has a line break (U+000A); "
        "here stands “Ma ya”",
        "r.csv row 5, column A (name): this cell is empty, and it has to be filled in",
    ]


USUAL = """talk: {minutes: 10, channel: video}
goals: [pay]
contacts: [{relationship: known, register: tu}]
programme: {course: GLC2O, due: 2026-12-11}
"""


def test_what_a_row_lacks_comes_from_the_file_beside_it_and_the_row_wins(tmp_path: Path) -> None:
    text = f"{HEAD},Minutes,goals,contacts.1.name,contacts.1.register\nMaya,nurse,exploring,15,,Lou,vous\n"
    read = roster(tmp_path, text, USUAL)
    assert read.usual == str(tmp_path / "r.defaults.yaml")
    assert given(read.rows[0].found) == {
        "name": "Maya",
        "target": {"occupation": "nurse"},
        "decision": "exploring",
        "talk": {"minutes": 15, "channel": "video"},
        "goals": ["pay"],
        "contacts": [{"name": "Lou", "relationship": "known", "register": "vous"}],
        "programme": {"course": "GLC2O", "due": "2026-12-11"},
    }


def test_the_file_beside_it_is_checked_by_its_own_lines(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        roster(tmp_path, f"{HEAD}\nMaya,nurse,exploring\n", "talk:\n  minuts: 3\ntarget: {trade: perhaps}\n")
    assert said(tmp_path, caught.value) == [
        "r.defaults.yaml:2:3 talk.minuts: unknown key, did you mean minutes?",
        "r.defaults.yaml:3:17 target.trade: write true or false",
    ]


def test_a_part_of_a_contact_is_enough_in_the_file_beside_it(tmp_path: Path) -> None:
    text = f"{HEAD},contacts.1.referral.name\nMaya,nurse,exploring,Ray\n"
    read = roster(tmp_path, text, "contacts: [{referral: {agreed: true}}]\n")
    assert given(read.rows[0].found)["contacts"] == [{"referral": {"name": "Ray", "agreed": True}}]


def test_what_every_row_shares_is_noted_once(tmp_path: Path) -> None:
    text = "name,target.field\nMaya,care\nLee,care\n"
    read = roster(tmp_path, text, "talk: {minutes: 30}\n")
    assert [str(notice).removeprefix(f"{tmp_path}/") for notice in read.notices] == [
        f"r.csv: note: settings for the whole class are read from {tmp_path}/r.defaults.yaml",
        "r.csv decision: note: no answer: the kit is for someone who is still exploring",
        "r.defaults.yaml:1:17 talk.minutes: note: 30 minutes is much for a first talk with a stranger; "
        "20 or fewer is usual",
    ]
    assert [row.found.notices for row in read.rows if isinstance(row.found, ReadProfile)] == [(), ()]


def test_all_mistakes_of_all_rows_are_told_and_good_rows_stay(tmp_path: Path) -> None:
    head = "Name,Job,Minutes,Situation,contacts.2.email,contacts.2.channel,decision"
    rows = [
        "Maya,nurse,3,secondery;newcomer,x,fone,sure",
        "Lee,cook,10,,,,sure",
        ",,ten,,,,sure",
        "Ada,vet,10,,,,sure,late",
    ]
    read = roster(tmp_path, "\n".join([head, *rows]))
    assert given(read.rows[1].found)["name"] == "Lee"
    told = [line for row in read.rows if row.number != 3 for line in said(tmp_path, row.found)]
    assert told == [
        "r.csv row 2, column C (Minutes): the least is 5; here stands “3”",
        "r.csv row 2, column D (Situation): 'secondery' is not one of "
        f"{', '.join(Situation)}, did you mean secondary?",
        "r.csv row 2, column E (contacts.2.email): write one e-mail address, such as name@school.example; "
        "here stands “x”",
        "r.csv row 2, column F (contacts.2.channel): 'fone' is not one of phone, in-person, video, written, "
        "did you mean phone?",
        "r.csv row 4, column A (Name): this cell is empty, and it has to be filled in",
        "r.csv row 4, column C (Minutes): write a whole number alone, such as 10; here stands “ten”",
        "r.csv row 5: this row has too many cells: 8, and there are 7 titles; "
        "put quotes around a cell that holds a comma",
    ]


def test_later_checks_name_the_cell_or_the_line_of_the_file_beside_it(tmp_path: Path) -> None:
    text = f"{HEAD},contacts.2.name,Questions to keep\nMaya,nurse,exploring,Lou,nope; advice\n"
    found = roster(tmp_path, text, "talk:\n  minutes: 10\n").rows[0].found
    assert isinstance(found, ReadProfile)
    places = (("questions", "keep", 0), ("contacts", 0, "name"), ("talk", "minutes"), ("programme", "due"))
    assert [str(found.problem(parts, "no")).removeprefix(f"{tmp_path}/") for parts in places] == [
        "r.csv row 2, column E (Questions to keep): no; here stands “nope; advice”",
        "r.csv row 2, column D (contacts.2.name): no; here stands “Lou”",
        "r.defaults.yaml:2:12 talk.minutes: no",
        "r.csv row 2 programme.due: no",
    ]


def test_every_key_has_titles_and_no_title_or_word_means_two_things() -> None:
    known = vocabulary()
    assert set(known.columns) == set(known_keys())
    assert set(known.template) <= set(known_keys())
    names = {"first": known.first_name, "last": known.last_name, "wrong": known.what_is_wrong}
    means: dict[str, set[str]] = {}
    for key, words in (known.columns | names).items():
        for title in words.all():
            means.setdefault(normal(title), set()).add(key)
    assert {title: keys for title, keys in means.items() if len(keys) > 1} == {}
    for one in known_keys().values():
        if one.choices:
            assert set(known.meanings(one)) == set(one.choices)
        for own, words in known.meanings(one).items():
            assert {cell_words(one)[normal(word)] for word in (own, *words.all())} == {own}


def test_an_empty_cell_has_no_position_of_its_own_and_is_named_all_the_same(tmp_path: Path) -> None:
    keys = list(vocabulary().columns)
    values = {"name": "Maya", "target.occupation": "nurse"}
    text = f"{','.join(keys)}\n{','.join(values.get(key, '') for key in keys)}\n"
    found = roster(tmp_path, text).rows[0].found
    assert isinstance(found, ReadProfile)
    assert (set(found.tree.places), set(found.tree["target"].places)) == ({"name", "target"}, {"occupation"})
    columns = [found.problem(("talk", "minutes"), "no").cell, found.problem(("programme",), "no").cell]
    assert [cell and cell.title for cell in columns] == ["talk.minutes", "programme.course"]
