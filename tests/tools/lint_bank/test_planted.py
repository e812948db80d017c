"""Plant faults in a copy of our bank: each is told in one line, with its place, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.support.errors import BankError
from interview_kit.tools.lint_bank import lint
from tests.sentences import Sentences
from tests.tools.lint_bank.bank import copy_of_our_bank

SECTION = "outline: [{section: planted}]\nsections:\n- id: planted\n  title: {en: T, fr: T}\n  items:\n"
TWENTY_FIVE = (
    "The person who picks up will want to know who is calling and why, so say your name and school, and your"
)


def said(folder: Path, *languages: Language) -> list[str]:
    """Return what is said, without the folder, and without the place where it is not in the planted file."""
    try:
        found: list[str] = [str(each) for each in lint(read_bank(folder), languages)]
    except BankError as error:
        found = str(error).splitlines()
    lines = [line.replace(f"{folder}/", "") for line in found]
    return [
        line if line.startswith("planted") else re.sub(r":\d+:\d+ ", " ", line, count=1) for line in lines
    ]


def places(sentences: Sentences, case: str, folder: Path, *languages: Language) -> list[str]:
    """Return the place of each line; the golden file holds the rest of it."""
    return sentences.places(f"lint: {case}", lambda: said(folder, *languages), french=False)


def test_faults_in_texts(tmp_path: Path, sentences: Sentences) -> None:
    faults = (
        "{{ me.nmae }}",
        "{{ contct.name }}",
        "{{ me.name.first }}",
        "{{ phrase.minuts }}",
        "{{ label['goal.dutys'] }}",
        "{{ label['gaol.' ~ goals[0]] }}",
        "{{ blank.dat }}",
        "{{ page['reserch'] }}",
        "{{ talk.date | dya }}",
        "{{ me.name is sting }}",
        "{{ me.name + }}",
        "{{ me.name.upper() }}",
        "{{ me.name }",
        "Say **hello.",
        "- a\\n  - b",
        "[x](x.html)",
        "Please give me a job.",
        f"{TWENTY_FIVE} very own class now.",
    )
    items = [
        f'  - {{kind: text, id: p{n}, text: {{fr: "Oui.", en: "{words}"}}}}' for n, words in enumerate(faults)
    ]
    place = items[0].index("en:") + len("en: ") + 1
    expected = [f"planted.yaml:{n + 6}:{place + (n > 9)} p{n}" for n, _ in enumerate(faults)]
    bank = copy_of_our_bank(tmp_path, SECTION + "\n".join(items))
    assert places(sentences, "texts", bank, Language("en")) == expected


def test_what_is_just_right_is_not_said(tmp_path: Path) -> None:
    words = f"{TWENTY_FIVE} very own class. **Hello** {{{{ me.name }}}}. I am not asking for a job."
    items = f'  - {{kind: text, id: p, when: minor, text: {{en: "{words}"}}}}\n'
    assert said(copy_of_our_bank(tmp_path, SECTION + items), Language("en")) == []


TOGETHER = [
    (  # conditions
        SECTION
        + '  - {kind: text, id: p, when: talk.chanel == "phone", text: {en: Hello.}}\n'
        + "  - {kind: list, id: l, entries: [{id: e, first: goal, text: {en: Hello.}}]}\n",
        [
            "planted.yaml:6:31 p",
            "planted.yaml:7:50 e",
        ],
    ),
    (
        "phrases:\n"
        "  one: [{text: {en: '{{ phrase.two }}'}}]\n"
        "  two: [{when: minor, text: {en: '{{ phrase.three }}'}}]\n"
        "  three: [{text: {en: '{{ phrase.one }}'}}]\n",
        [
            "planted.yaml:2:3 phrase.one",
            "planted.yaml:3:3 phrase.two",
            "planted.yaml:4:3 phrase.three",
        ],
    ),
    (
        SECTION.replace("planted", "inserted")
        + "  - {kind: insert, id: a, piece: scirpt}\n"
        + "  - {kind: insert, id: b, piece: message, of: ask.nugde}\n"
        + "  - {kind: insert, id: c, piece: message}\n",
        [
            "planted.yaml:6:34 a",
            "planted.yaml:7:47 b",
            "planted.yaml:8:34 c",
        ],
    ),
    (
        "asks:\n- {id: ask.a, lines: [{id: a.1, use: ask.voicmail}]}\n"
        "- {id: ask.b, lines: [{id: b.1, use: ask.c}]}\n"
        "- {id: ask.c, lines: [{id: c.1, use: ask.b}]}\n",
        [
            "planted.yaml:2:38 a.1",
            "planted.yaml:3:38 b.1",
            "planted.yaml:4:38 c.1",
        ],
    ),
    (
        "outline: [{section: reserch}]\n"
        "sections: [{id: extra, title: {en: T}, items: [{kind: text, id: x, text: {en: X}}]}]\n",
        [
            "planted.yaml:1:21 outline",
            "planted.yaml:2:17 extra",
        ],
    ),
    (
        "questions: [{id: advise, text: [{en: Why?}], why: {en: So.}}]\n"
        "refusals: [{id: no-replies, them: {en: No.}, you: {en: Thank you.}}]\n",
        [
            "planted.yaml:1:18 advise",
            "planted.yaml:2:17 no-replies",
        ],
    ),
]


def test_faults_in_the_parts_of_one_bank(tmp_path: Path, sentences: Sentences) -> None:
    bank, expected = copy_of_our_bank(tmp_path), []
    for number, (planted, lines) in enumerate(TOGETHER):
        name = f"planted-{number}.yaml"
        (bank / name).write_text(planted, encoding="utf-8")
        expected += [line.replace("planted.yaml", name) for line in lines]
    assert places(sentences, "parts", bank, Language("en")) == expected


# What shows only in a bank without mistakes, or keeps it from being read.
PLANTED = {
    "a list for words": (
        SECTION + "  - {kind: text, id: p, text: {en: 'It is {{ goals }}.'}}\n",
        ["planted.yaml:6:22 p"],
    ),
    "parts that nothing uses": (
        "labels: {spare-label: {en: Spare}}\nphrases: {spare: [{text: {en: Spare}}]}\n"
        "asks: [{id: ask.spare, lines: [{id: spare.1, who: you, text: {en: Hello.}}]}]\n"
        "reasons: {drop.spare: {en: Spare.}}\n",
        [
            "planted.yaml:1:10 spare-label",
            "planted.yaml:2:11 phrase.spare",
            "planted.yaml:3:13 ask.spare",
            "planted.yaml:4:11 drop.spare",
        ],
    ),
    "an id that is there": (
        "refusals: [{id: too-busy, them: {en: No.}, you: {en: Yes.}}]\n",
        ["refusals/refusals.yaml too-busy"],
    ),
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", PLANTED)
def test_faults_in_the_parts(tmp_path: Path, sentences: Sentences, case: str) -> None:
    planted, expected = PLANTED[case]
    assert places(sentences, case, copy_of_our_bank(tmp_path, planted), Language("en")) == expected


CHANGED = [
    (
        ("choosing.yaml", "always: [too-busy,", "always: [too-bussy,"),
        [
            "choosing.yaml choosing",
            "choosing.yaml choosing",
            "reasons.yaml refusal.too-busy",
            "refusals/refusals.yaml too-busy",
        ],
    ),
    (
        ("choosing.yaml", "closing: {id: closing.referral", "closing: {id: closing.refferal"),
        [
            "choosing.yaml choosing",
            "questions/additions.yaml closing.referral",
        ],
    ),
    (
        ("reasons.yaml", "drop.cap.outlook:", "drop.cap.outlok:"),
        [
            "choosing.yaml choosing",
            "reasons.yaml drop.cap.outlok",
        ],
    ),
    (
        ("approaches/C.yaml", 'when: ask_by == "message"', 'when: ask_by == "letter"'),
        ["approaches/C.yaml approach.C"],
    ),
    (
        ("asks.yaml", "- id: ask.first ", "- id: ask.first-name "),
        ["bank ask.first"],
    ),
    (
        ("labels.yaml", "{{ row }}: {{ column }}", "{{ row }}: {{ colum }}"),
        ["labels.yaml grid.tick"],
    ),
]


# Three at once; each of the others hides some, or shows only in a bank without mistakes.
GROUPS = {
    "a refusal without words": CHANGED[:1],
    "names without words": CHANGED[1:4],
    "an ask that every bank needs": CHANGED[4:5],
    "an unknown fact": CHANGED[5:],
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", GROUPS)
def test_faults_in_what_is_there(tmp_path: Path, sentences: Sentences, case: str) -> None:
    faults = GROUPS[case]
    bank = copy_of_our_bank(tmp_path, "", *(change for change, _ in faults))
    expected = sorted(line for _, lines in faults for line in lines)
    assert sorted(places(sentences, case, bank, Language("en"))) == expected


# Each of these hides other mistakes, or shows only where there are none.
ALONE = {
    "minutes that do not add up": (
        ("choosing.yaml", "{asked: 15, opening: 0.5", "{asked: 15, opening: 1.5"),
        ["choosing.yaml minutes.3"],
    ),
    "unknown gates": (
        ("choosing.yaml", "gates: [trade, decided, ", "gates: [trad, decide, "),
        [
            "choosing.yaml questions.trade.sponsor.gates.1",
            "choosing.yaml questions.trade.sponsor.gates.2",
        ],
    ),
    "a question that no cap counts": (
        ("choosing.yaml", "trade.hiring-season, trade.tools,\n", "trade.hiring-season,\n"),
        ["choosing.yaml choosing"],
    ),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", ALONE)
def test_faults_that_are_told_alone(tmp_path: Path, sentences: Sentences, case: str) -> None:
    change, expected = ALONE[case]
    assert places(sentences, case, copy_of_our_bank(tmp_path, "", change), Language("en")) == expected


def test_an_unknown_name_is_reported_where_it_is_written(tmp_path: Path) -> None:
    folder = copy_of_our_bank(
        tmp_path, "", ("choosing.yaml", "gates: [trade, decided, ", "gates: [trade, decide, ")
    )
    lines = (folder / "choosing.yaml").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if "decide, " in text)
    with pytest.raises(BankError, match=rf"choosing\.yaml:{line}:20 questions\.trade\.sponsor\.gates\.2: "):
        read_bank(folder)


HARD = (
    "The representative of the organization may have a limited schedule. Preparation demonstrates your "
    "appreciation of the opportunity. Consider which information you require before you communicate. "
    "Professionals usually respond positively to individuals who are well prepared."
)
MIDDLE = (
    "We are studying the options for our future, and your company does interesting work. We would appreciate "
    "it if you could answer a few questions about your daily duties. It would be a valuable help for us."
)
EASY = "Tell them who you are. Say why you call. Ask if they have time. " * 3
LONG = (
    "Tell the person who picks up the phone who you are and why you call them today. "
    "Then ask if this is a good time or if you should call back on some other day. "
)
DUR = (
    "La préparation de votre entretien demande une recherche documentaire approfondie. Les représentants "
    "des organisations apprécient les questions pertinentes concernant leurs responsabilités "
    "professionnelles. Consultez préalablement les renseignements disponibles auprès des employeurs."
)


def test_faults_in_the_reading_level(tmp_path: Path, sentences: Sentences) -> None:
    planted = (
        SECTION
        + f'  - {{kind: text, id: hard, text: {{en: "{HARD}"}}}}\n'
        + f'  - {{kind: text, id: middle, text: {{en: "{MIDDLE}"}}}}\n'
        + f'  - {{kind: text, id: plain, text: {{en: "{EASY}", plain: {{en: "{MIDDLE}"}}}}}}\n'
        + f'  - {{kind: text, id: long, text: {{en: "{LONG}"}}}}\n'
        + f'asks: [{{id: ask.middle, lines: [{{id: m.1, who: you, text: {{en: "{MIDDLE}"}}}}]}}]\n'
    )
    bank = copy_of_our_bank(tmp_path, planted)
    assert places(sentences, "reading level", bank, Language("en")) == [
        "planted.yaml:6:28 hard",
        "planted.yaml:8:29 plain",
        "planted.yaml:9:28 long",
        "planted.yaml:10:13 ask.middle",
        "planted.yaml:10:13 ask.middle",
    ]


def test_french_is_judged_as_french(tmp_path: Path, sentences: Sentences) -> None:
    planted = (
        SECTION
        + f'  - {{kind: text, id: dur, text: {{en: "Hello.", fr: "{DUR}"}}}}\n'
        + '  - {kind: text, id: job, text: {en: "Hello.", fr: "Pourriez-vous m’embaucher?"}}\n'
        + '  - {kind: text, id: none, text: {en: "Hello."}}\n'
        + '  - {kind: text, id: plain, text: {en: "Hello.", fr: "Bonjour.", plain: {en: "Hi."}}}\n'
    )
    found = places(sentences, "reading level of French", copy_of_our_bank(tmp_path, planted), Language("fr"))
    assert [line for line in found if line.startswith("planted")] == [
        "planted.yaml:6:27 dur",
        "planted.yaml:7:52 job",
        "planted.yaml:8:39 none",
        "planted.yaml:9:78 plain",
    ]


SENTENCES = ("texts", "parts", *PLANTED, *GROUPS, *ALONE, "reading level", "reading level of French")
"""The cases in the golden file."""
