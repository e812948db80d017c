"""Issue 18, point 4: what is no answer is never spoken; what was typed by a slip is noticed where it stands.

Choice: a cell or value that is a placeholder as a whole counts as empty, with a notice at its place (row and
column, or line and column). In a required cell the name is refused and the work becomes "work I am curious
about". A sentence as a job ("i want to be a nurse") is noticed, and stays.
"""

from __future__ import annotations

import pytest

from tests.command import built, cases, kit, wrote

CURIOUS = "work I am curious about"
# r01: a row of na.csv each, then two further ways in which people say nothing.
CELLS = {
    "r01 N/A contact": ("Contact name", "N/A"),
    "r01 N/A phone": ("Contact phone", "N/A"),
    "r01 N/A town": ("Town", "N/A"),
    "r01 N/A interests": ("Interests", "N/A"),
    "r01 none": ("Skills", "none"),
    "r01 TBD": ("Contact name", "TBD"),
    "r01 dash": ("Contact phone", "-"),
    "r01 question mark": ("Town", "?"),
    "r01 none yet": ("Contact name", "none yet"),
    "r01 NULL": ("Contact phone", "NULL"),
    "r01 nil": ("Interests", "nil"),
    "n.d.": ("Town", "n.d."),
    "dashes": ("Contact name", "---"),
    "to be determined": ("Contact name", "to be determined"),
    "#N/A": ("Town", "#N/A"),
    "aucun": ("Compétences", "aucune"),
    "à venir": ("Nom du contact", "à venir"),
    "s.o.": ("Ville", "s. o."),
    "je ne sais pas": ("Intérêts", "je ne sais pas"),
    "one of several": ("Interests", "chess; N/A"),
}


@pytest.mark.spread(5)
@pytest.mark.parametrize(("title", "cell"), cases(CELLS))
def test_a_placeholder_counts_as_empty_and_is_noticed_by_row_and_column(title: str, cell: str) -> None:
    french = any(letter in title for letter in "éè") or title.endswith(("contact", "Ville"))
    head = "Nom de l’élève,Métier visé" if french else "Student name,Job of interest"
    wrote("r.csv", f"{head},{title}\nMaya Chen,nurse,{cell}\n")
    wrote("s.csv", f"{head},{title}\nMaya Chen,nurse,{'chess' if 'chess' in cell else ''}\n")
    made, empty = built("r.csv", "-l", "en"), built("s.csv", "-l", "en", output="out2")
    assert made.ran.code == 0, made.ran
    assert made.words == empty.words
    assert len(made.ran.telling("row 2, column C")) == 1, made.ran.lines


JOBS = (
    "Undecided",
    "idk",
    "I don't know yet",
    "?",
    "unsure",
    "N/A",
    "TBD",
    "not sure",
    "anything",
    "je ne sais pas",
    "Je ne sais pas encore",
    "aucune idée",
    "…",
    "à déterminer",
)


@pytest.mark.spread(5)
@pytest.mark.parametrize("job", cases({each: each for each in JOBS}))
def test_no_job_yet_is_work_i_am_curious_about(job: str) -> None:
    wrote("r.csv", f'Student name,Job of interest\nMaya Chen,"{job}"\n')
    made = built("r.csv", "-l", "en")
    assert (made.ran.code, len(made.ran.telling("row 2, column B"))) == (0, 1), made.ran
    wrote("blank.csv", "Student name,Job of interest\nMaya Chen,\n")
    without = built("blank.csv", "-l", "en")
    assert CURIOUS in made.words and made.words.count(job) == without.words.count(job)


def test_a_field_stands_in_for_a_job_that_is_not_known() -> None:
    wrote("r.csv", "Student name,Job of interest,Field of interest\nMaya Chen,N/A,animal care\n")
    made = built("r.csv")
    assert made.ran.code == 0 and "animal care" in made.words and "N/A" not in made.words


@pytest.mark.parametrize(
    "line",
    ["target: {occupation: ~}", "target: {}", "", "target: {occupation: idk}"],
    ids=["~", "empty", "no key", "idk"],
)
def test_a_profile_without_work_is_a_kit_with_a_blank(line: str) -> None:
    """In a class or alone: the job is a blank to fill in."""
    wrote("a.yaml", f"name: Maya Chen\n{line}\n")
    made = built("a.yaml")
    assert made.ran.code == 0 and CURIOUS in made.words, made.ran


SENTENCES = (
    "i want to be a nurse",
    "1. nurse 2. paramedic",
    "Nurse!!!",
    "nurse or paramedic",
    "I would like to become a vet",
    "je veux être infirmière",
    "ENSEIGNANTE AU PRIMAIRE",
    "nurse because I like people",
)


@pytest.mark.parametrize("job", cases({each: each for each in SENTENCES}))
def test_a_job_that_is_a_sentence_is_noticed(job: str) -> None:
    wrote("r.csv", f'Student name,Job of interest,How sure\nMaya Chen,"{job}",exploring\n')
    ran = kit("check", "r.csv")
    assert (ran.code, len(ran.telling("row 2, column B"))) == (0, 1), ran


@pytest.mark.parametrize(
    "job",
    [
        "nurse",
        "early childhood educator",
        "heating, ventilation and air conditioning mechanic",
        "IT support",
        "chef",
        "N/C machinist",
        "null modem designer",
        "technicien à la TBD",
    ],
)
def test_a_job_is_not_noticed(job: str) -> None:
    wrote("r.csv", f'Student name,Job of interest,How sure\nMaya Chen,"{job}",exploring\n')
    ran = kit("check", "r.csv")
    assert (ran.code, ran.telling("row 2")) == (0, ()), ran


NAMES = ("Null", "None", "Nil", "True", "No", "Na")


def test_capitals_of_jobs_in_a_class_are_noticed_once_with_their_rows() -> None:
    wrote(
        "r.csv",
        "Student name,Job of interest\nMaya Chen,Nurse\nLeo Roy,welder\nAva Li,Video game developer\n",
    )
    told = kit("check", "r.csv").telling("its capital")
    assert len(told) == 1
    assert told[0].endswith("(rows 2 and 4)")


@pytest.mark.spread(3)
@pytest.mark.parametrize("name", cases({each: each for each in NAMES}))
def test_a_person_named_null_keeps_the_name_with_a_notice(name: str) -> None:
    """As a first and last name there is nothing to notice; "No" and "Na" are names without one."""
    for file, typed in (
        ("r.csv", f"Student name,Job of interest,How sure\n{name},nurse,exploring\n"),
        ("a.yaml", f"name: {name}\ndecision: exploring\ntarget: {{field: care}}\n"),
    ):
        wrote(file, typed)
        made = built(file, output=f"out-{file}")
        assert f"my name is {name}" in made.words, made.ran
        assert bool(made.ran.telling("name")) == (name in ("Null", "None", "Nil")), made.ran.lines


@pytest.mark.parametrize("name", ["Maya Null", "Christopher Null"])
def test_a_whole_name_with_null_is_not_noticed(name: str) -> None:
    wrote("a.yaml", f"name: {name}\ndecision: exploring\ntarget: {{field: care}}\n")
    assert kit("check", "a.yaml").lines == ()


@pytest.mark.parametrize(
    "name",
    cases({each: each for each in ("N/A", "?", "-", "TBD", "test")}),
)
def test_a_row_without_a_real_name_is_refused_or_noticed(name: str) -> None:
    wrote("r.csv", f"Student name,Job of interest,How sure\n{name},nurse,exploring\n")
    assert kit("check", "r.csv").telling("row 2, column A")


SAM = '{"name":"Sam Roy","target":{"occupation":"electrician","field":null}'
NOTHING = {
    "y03 b09": f'{SAM},"location":null,"phone":null,"contacts":null,"talk":{{"minutes":null,"place":null}}}}',
    "y03 b11": f'{SAM},"location":null,"phone":null}}',
    "lists": f'{SAM},"about":{{"interests":null,"skills":[null]}},"goals":null}}',
    "dates": f'{SAM},"programme":{{"due":null,"pages":null}},"minor":null}}',
    "YAML": "name: Sam Roy\ntarget: {occupation: electrician}\nlocation: null\nphone: ~\n",
    "YAML, tilde": "name: Sam Roy\ntarget: {occupation: electrician}\nlocation: ~\ncontacts: ~\n",
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("profile", cases(NOTHING))
def test_null_is_a_missing_value(profile: str) -> None:
    wrote("a.yaml", profile)
    wrote("b.yaml", "name: Sam Roy\ntarget: {occupation: electrician}\n")
    made, least = built("a.yaml"), built("b.yaml", output="out2")
    assert made.ran.code == 0, made.ran
    assert made.words == least.words


TOP = "name: Sam Roy\ndecision: exploring\ntarget: {occupation: electrician}\n"
HASHES = {
    "y01 a06": (f"{TOP}about:\n  interests:\n    - #1 fan\n    - C# work\n    - music # loud\n", (6, 8)),
    "y01 b01": (f"{TOP}contacts:\n  - name: Jo Tan\n    organisation: IBEW Local #353\n", (6,)),
    "y01 b02": (f"{TOP}location: Apt #4, Sudbury\n", (4,)),
    "y01 b04": (f"{TOP}contacts:\n  - name: Jo Tan\n    phone: 705-555-0142 #12\n", (6,)),
    "course": (f"{TOP}programme:\n  course: #12 Careers\n", (5,)),
    "question": (f"{TOP}questions:\n  add:\n    - Are you the #1 shop in town?\n", (6,)),
}  # fmt: skip


@pytest.mark.parametrize(("profile", "lines"), cases(HASHES))
def test_text_after_a_hash_behind_a_value_is_noticed_on_its_line(
    profile: str, lines: tuple[int, ...]
) -> None:
    wrote("a.yaml", profile)
    ran = kit("check", "a.yaml")
    assert [bool(ran.telling(f"a.yaml:{line}:", "#")) for line in lines] == [True] * len(lines), ran.lines


FREE = {
    "first": f"# a comment\n{TOP}",
    "own line": f"{TOP}  # a comment of its own\nphone: '705-555-0142'\n",
    "no space": TOP.replace("Roy", "Roy#2"),
    "quoted": f"{TOP}location: 'Apt #4'\n",
}


@pytest.mark.parametrize("profile", FREE.values(), ids=FREE)
def test_comments_on_lines_of_their_own_are_free(profile: str) -> None:
    wrote("a.yaml", profile)
    assert kit("check", "a.yaml").lines == ()


def test_a_file_of_kit_new_has_comments_behind_nothing() -> None:
    kit("new", "Ada", "--occupation", "welder", "-l", "en")
    assert not kit("check", "ada.yaml").telling("#")


QUOTES = {
    "y02 a07": ("name: “Maya Chen”\ntarget: {occupation: ‘vet’}\n", "my name is Maya Chen", 1),
    "y02 b08": ("name: « Sam Roy »\ntarget: {occupation: electrician}\n", "my name is Sam Roy", 1),
    "low": ("name: „Sam Roy“\ntarget: {occupation: electrician}\n", "my name is Sam Roy", 1),
    "list": (
        "name: Sam Roy\ntarget: {occupation: electrician}\nabout:\n  interests: [‘chess’, “biology”]\n",
        "",
        4,
    ),
}


@pytest.mark.parametrize(("profile", "words", "line"), cases(QUOTES))
def test_quotes_of_a_word_processor_around_a_value_are_no_part_of_it(
    profile: str, words: str, line: int
) -> None:
    wrote("a.yaml", profile)
    made = built("a.yaml")
    assert words in made.words and made.ran.telling(f"a.yaml:{line}:"), made.ran


@pytest.mark.parametrize("entry", ["“animals, wild”", "« animaux, sauvages »"])
def test_a_quoted_entry_of_a_list_is_not_split_at_its_comma(entry: str) -> None:
    """y02 a08: one entry, or a notice on the line."""
    wrote("a.yaml", f"{TOP}about:\n  interests: [{entry}, ‘biology’]\n")
    assert kit("check", "a.yaml").telling("a.yaml:5:")


@pytest.mark.parametrize("name", ["Dwayne “The Rock” Johnson", "D’Amours", "O'Brien"])
def test_quotes_within_a_value_stay(name: str) -> None:
    wrote("a.yaml", f"name: {name}\ndecision: exploring\ntarget: {{occupation: vet}}\n")
    made = built("a.yaml")
    assert name in made.words and not made.ran.lines


LISTS = {
    "question": ("questions: {add: [Do you like it, and why?]}", True),
    "interests": ("about: {interests: [cats, and other small ones]}", True),
    "French": ("talk: {availability: [mardi, mais après 16 h]}", True),
    "several": ("about: {interests: [cats, small ones, dogs]}", False),
    "quoted": ("questions: {add: ['Do you like it, and why?']}", False),
    "block": ("about:\n  interests:\n    - cats\n    - and dogs", False),
}


@pytest.mark.parametrize(("line", "divided"), LISTS.values(), ids=LISTS)
def test_a_flow_list_that_seems_split_at_a_comma_is_shown(line: str, divided: bool) -> None:
    """In brackets an entry that begins with "and" is half of one."""
    wrote("a.yaml", f"{TOP}{line}\n")
    ran = kit("check", "a.yaml")
    assert (ran.code, bool(ran.telling("a.yaml:4:", "comma"))) == (0, divided), ran


INVISIBLE = {
    "U+200B in a key": "na\u200bme: Maya\ntarget: {field: care}\n",
    "NBSP in a key": "name: Maya\n\u00a0target: {field: care}\n",
    "NBSP behind a key": "name: Maya\ntarget\u00a0: {field: care}\n",
    "NBSP before a value": "name:\u00a0Maya\ntarget: {field: care}\n",
}


@pytest.mark.parametrize("profile", cases(INVISIBLE))
def test_characters_that_nobody_sees_are_told_on_their_line_by_code_or_taken_as_meant(profile: str) -> None:
    wrote("a.yaml", profile)
    ran = kit("check", "a.yaml")
    line = next(n for n, each in enumerate(profile.splitlines(), 1) if "\u200b" in each or "\u00a0" in each)
    assert ran.code == 0 or [
        each for each in ran.telling(f"a.yaml:{line}:") if "U+" in each or "space" in each
    ], ran


ADDRESSES = {
    "y04 c00": "<m@s.example>",
    "y04 c01": "mailto:m@s.example",
    "y04 c02": "m@s.example;",
    "y04 c04": "m@s,example",
    "y04 c13": "m@s.exa\u200bmple",
    "brackets": "(m@s.example)",
    "stop": "m@s.example.",
    "two stops": "m@s..example",
    "name": "Maya <m@s.example>",
    "two": "m@s.example, n@s.example",
}


@pytest.mark.parametrize("address", cases(ADDRESSES))
def test_a_malformed_address_is_refused_or_mended_with_a_notice(address: str) -> None:
    wrote("a.yaml", f'{TOP}email: "{address}"\n')
    ran = kit("check", "a.yaml")
    assert ran.telling("a.yaml:4:"), ran
    wrote("r.csv", f'Student name,Job of interest,Contact name,Contact email\nMaya,nurse,Jo,"{address}"\n')
    assert kit("check", "r.csv").telling("row 2, column D")


@pytest.mark.parametrize(
    "address", ["m.o'neil+kit@s-1.school.example", "élève@école.example", "m@xn--cole-9oa.example"]
)
def test_an_unusual_address_is_taken(address: str) -> None:
    wrote("a.yaml", f'{TOP}email: "{address}"\ntalk: {{ask_by: email}}\n')
    assert kit("check", "a.yaml").lines == ()


NIGHTS = {
    "y05": ('"3:45"', True),
    "plain": ("3:45", True),
    "midnight": ('"00:30"', True),
    "early": ('"5:59"', True),
    "seven": ('"07:00"', False),
    "afternoon": ('"15:45"', False),
    "evening": ('"20:30"', False),
}


@pytest.mark.parametrize(("time", "night"), cases(NIGHTS))
def test_a_talk_at_night_is_noticed(time: str, night: bool) -> None:
    wrote("a.yaml", f"{TOP}talk: {{date: 2026-12-02, time: {time}}}\n")
    ran = kit("check", "a.yaml")
    assert (ran.code, bool(ran.telling("a.yaml:4:", "time"))) == (0, night), ran
    wrote(
        "r.csv", f"Student name,Job of interest,Interview date,Interview time\nMaya,nurse,2026-12-02,{time}\n"
    )
    assert bool(kit("check", "r.csv").telling("row 2, column D")) == night
