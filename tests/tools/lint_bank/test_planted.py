"""Plant faults in a copy of our bank: each is said in one line, with its place, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.support.errors import BankError
from interview_kit.tools.lint_bank import lint
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


def test_faults_in_texts(tmp_path: Path) -> None:
    faults = (
        ("{{ me.nmae }}", "me has no 'nmae', did you mean name?"),
        ("{{ contct.name }}", "nothing is called 'contct', did you mean contact?"),
        ("{{ me.name.first }}", "me.name has no parts, so there is no me.name.first"),
        ("{{ phrase.minuts }}", "there is no phrase 'minuts', did you mean minutes?"),
        ("{{ label['goal.dutys'] }}", "there is no label 'goal.dutys', did you mean goal.duties?"),
        ("{{ label['gaol.' ~ goals[0]] }}", "there is no label that begins with 'gaol.'"),
        ("{{ blank.dat }}", "there is no blank 'dat', did you mean date?"),
        ("{{ page['reserch'] }}", "there is no page 'reserch', did you mean research?"),
        ("{{ talk.date | dya }}", "there is no filter 'dya', did you mean day?"),
        ("{{ me.name is sting }}", "there is no test 'sting', did you mean string?"),
        ("{{ me.name + }}", "'me.name +' cannot be read: unexpected 'end of print statement'"),
        ("{{ me.name.upper() }}", "nothing can be called, as in 'me.name.upper()'"),
        ("{{ me.name }", "these braces have no partner and would be printed: '{{ me.name }'"),
        ("Say **hello.", "these stars have no partner and would be printed: 'Say **hello.'"),
        ("- a\\n  - b", "a list inside a list is not possible here"),
        ("[x](x.html)", "a link must begin with http://, https://, mailto: or tel:, not 'x.html'"),
        ("Please give me a job.", "this asks for a job: 'give me a job'"),
        (
            f"{TWENTY_FIVE} very own class now.",
            f"26 words in one sentence, the most is 25: '{TWENTY_FIVE} very own class now.'",
        ),
    )
    items = [
        f'  - {{kind: text, id: p{n}, text: {{fr: "Oui.", en: "{words}"}}}}'
        for n, (words, _) in enumerate(faults)
    ]
    place = items[0].index("en:") + len("en: ") + 1
    expected = [
        f"planted.yaml:{n + 6}:{place + (n > 9)} p{n}: {message}" for n, (_, message) in enumerate(faults)
    ]
    assert said(copy_of_our_bank(tmp_path, SECTION + "\n".join(items)), Language("en")) == expected


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
            "planted.yaml:6:31 p: talk has no 'chanel', did you mean channel?",
            "planted.yaml:7:50 e: nothing is called 'goal', did you mean goals?",
        ],
    ),
    (
        "phrases:\n"
        "  one: [{text: {en: '{{ phrase.two }}'}}]\n"
        "  two: [{when: minor, text: {en: '{{ phrase.three }}'}}]\n"
        "  three: [{text: {en: '{{ phrase.one }}'}}]\n",
        [
            "planted.yaml:2:3 phrase.one: this phrase uses itself: one > two > three > one",
            "planted.yaml:3:3 phrase.two: this phrase uses itself: two > three > one > two",
            "planted.yaml:4:3 phrase.three: this phrase uses itself: three > one > two > three",
        ],
    ),
    (
        SECTION.replace("planted", "inserted")
        + "  - {kind: insert, id: a, piece: scirpt}\n"
        + "  - {kind: insert, id: b, piece: message, of: ask.nugde}\n"
        + "  - {kind: insert, id: c, piece: message}\n",
        [
            "planted.yaml:6:34 a: there is no piece 'scirpt', did you mean script?",
            "planted.yaml:7:47 b: there is no ask 'ask.nugde', did you mean ask.nudge?",
            "planted.yaml:8:34 c: the piece 'message' needs `of`: the id of an ask",
        ],
    ),
    (
        "asks:\n- {id: ask.a, lines: [{id: a.1, use: ask.voicmail}]}\n"
        "- {id: ask.b, lines: [{id: b.1, use: ask.c}]}\n"
        "- {id: ask.c, lines: [{id: c.1, use: ask.b}]}\n",
        [
            "planted.yaml:2:38 a.1: there is no ask 'ask.voicmail', did you mean ask.voicemail?",
            "planted.yaml:3:38 b.1: this script uses itself",
            "planted.yaml:4:38 c.1: this script uses itself",
        ],
    ),
    (
        "outline: [{section: reserch}]\n"
        "sections: [{id: extra, title: {en: T}, items: [{kind: text, id: x, text: {en: X}}]}]\n",
        [
            "planted.yaml:1:21 outline: there is no section 'reserch', did you mean research?",
            "planted.yaml:2:17 extra: note: the outline does not name this section, so it is never printed",
        ],
    ),
    (
        "questions: [{id: advise, text: [{en: Why?}], why: {en: So.}}]\n"
        "refusals: [{id: no-replies, them: {en: No.}, you: {en: Thank you.}}]\n",
        [
            "planted.yaml:1:18 advise: choosing.yaml does not name this question, did you mean advice?",
            "planted.yaml:2:17 no-replies: choosing.yaml does not name this refusal, did you mean no-reply?",
        ],
    ),
]


def test_faults_in_the_parts_of_one_bank(tmp_path: Path) -> None:
    bank, expected = copy_of_our_bank(tmp_path), []
    for number, (planted, lines) in enumerate(TOGETHER):
        name = f"planted-{number}.yaml"
        (bank / name).write_text(planted, encoding="utf-8")
        expected += [line.replace("planted.yaml", name) for line in lines]
    assert said(bank, Language("en")) == expected


# What shows only in a bank without mistakes, or keeps it from being read.
PLANTED = [
    (  # what only shows when a text is filled in
        SECTION + "  - {kind: text, id: p, text: {en: 'It is {{ goals }}.'}}\n",
        ["planted.yaml:6:22 p: an expression gives a tuple where words are needed"],
    ),
    (
        "labels: {spare-label: {en: Spare}}\nphrases: {spare: [{text: {en: Spare}}]}\n"
        "asks: [{id: ask.spare, lines: [{id: spare.1, who: you, text: {en: Hello.}}]}]\n"
        "reasons: {drop.spare: {en: Spare.}}\n",
        [
            "planted.yaml:1:10 spare-label: note: nothing uses this",
            "planted.yaml:2:11 phrase.spare: note: nothing uses this",
            "planted.yaml:3:13 ask.spare: note: nothing uses this",
            "planted.yaml:4:11 drop.spare: note: nothing is chosen or left out for this reason, "
            "did you mean drop.person?",
        ],
    ),
    (
        "refusals: [{id: too-busy, them: {en: No.}, you: {en: Yes.}}]\n",
        [
            "refusals/refusals.yaml too-busy: this id stands twice, first in planted.yaml:1; "
            "give one of them another id"
        ],
    ),
]


@pytest.mark.parametrize(("planted", "expected"), PLANTED)
def test_faults_in_the_parts(tmp_path: Path, planted: str, expected: list[str]) -> None:
    assert said(copy_of_our_bank(tmp_path, planted), Language("en")) == expected


CHANGED = [
    (
        ("choosing.yaml", "always: [too-busy,", "always: [too-bussy,"),
        [
            "choosing.yaml choosing: there are no words for the reason 'refusal.too-bussy', "
            "did you mean refusal.too-busy?",
            "choosing.yaml choosing: the refusal 'too-bussy' has no words, did you mean too-busy?",
            "reasons.yaml refusal.too-busy: note: nothing is chosen or left out for this reason, "
            "did you mean refusal.too-bussy?",
            "refusals/refusals.yaml too-busy: choosing.yaml does not name this refusal, "
            "did you mean too-bussy?",
        ],
    ),
    (
        ("choosing.yaml", "closing: {id: closing.referral", "closing: {id: closing.refferal"),
        [
            "choosing.yaml choosing: the question 'closing.refferal' has no words, "
            "did you mean closing.referral?",
            "questions/additions.yaml closing.referral: choosing.yaml does not name this question, "
            "did you mean closing.refferal?",
        ],
    ),
    (
        ("reasons.yaml", "drop.cap.outlook:", "drop.cap.outlok:"),
        [
            "choosing.yaml choosing: there are no words for the reason 'drop.cap.outlook', "
            "did you mean drop.cap.outlok?",
            "reasons.yaml drop.cap.outlok: note: nothing is chosen or left out for this reason, "
            "did you mean drop.cap.outlook?",
        ],
    ),
    (
        ("approaches/C.yaml", 'when: ask_by == "message"', 'when: ask_by == "letter"'),
        ["approaches/C.yaml approach.C: no script is for asking by message"],
    ),
    (
        ("asks.yaml", "- id: ask.first ", "- id: ask.first-name "),
        ["bank ask.first: every bank needs this, and it is not there"],
    ),
    (
        ("labels.yaml", "{{ row }}: {{ column }}", "{{ row }}: {{ colum }}"),
        ["labels.yaml grid.tick: 'colum' is undefined in 'colum', did you mean column?"],
    ),
]


# Three at once; each of the others hides some, or shows only in a bank without mistakes.
@pytest.mark.parametrize("faults", [CHANGED[:1], CHANGED[1:4], CHANGED[4:5], CHANGED[5:]])
def test_faults_in_what_is_there(
    tmp_path: Path, faults: list[tuple[tuple[str, str, str], list[str]]]
) -> None:
    bank = copy_of_our_bank(tmp_path, "", *(change for change, _ in faults))
    assert sorted(said(bank, Language("en"))) == sorted(line for _, lines in faults for line in lines)


# Each of these hides other mistakes, or shows only where there are none.
ALONE = [
    (
        ("choosing.yaml", "{asked: 15, opening: 0.5", "{asked: 15, opening: 1.5"),
        ["choosing.yaml minutes.3: the columns of the row for 15 minutes add up to 16"],
    ),
    (
        ("choosing.yaml", "gates: [trade, decided, ", "gates: [trad, decide, "),
        [
            "choosing.yaml questions.trade.sponsor.gates.1: there is no gate 'trad', did you mean trade?",
            "choosing.yaml questions.trade.sponsor.gates.2: there is no gate 'decide', did you mean decided?",
        ],
    ),
    (
        ("choosing.yaml", "trade.hiring-season, trade.tools,\n", "trade.hiring-season,\n"),
        [
            "choosing.yaml choosing: note: trade.tools is for some people only (gate trade), and no cap "
            "counts it: add it to one of caps.training, caps.downsides, caps.outlook, caps.judgement, "
            "caps.additions"
        ],
    ),
]


@pytest.mark.parametrize(("change", "expected"), ALONE)
def test_faults_that_are_told_alone(
    tmp_path: Path, change: tuple[str, str, str], expected: list[str]
) -> None:
    assert said(copy_of_our_bank(tmp_path, "", change), Language("en")) == expected


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
    "I am studying the options for my future, and your company does interesting work. I would appreciate it "
    "if you could answer a few questions about your daily duties. It would be a valuable help for me."
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


def test_faults_in_the_reading_level(tmp_path: Path) -> None:
    planted = (
        SECTION
        + f'  - {{kind: text, id: hard, text: {{en: "{HARD}"}}}}\n'
        + f'  - {{kind: text, id: middle, text: {{en: "{MIDDLE}"}}}}\n'
        + f'  - {{kind: text, id: plain, text: {{en: "{EASY}", plain: {{en: "{MIDDLE}"}}}}}}\n'
        + f'  - {{kind: text, id: long, text: {{en: "{LONG}"}}}}\n'
        + f'asks: [{{id: ask.middle, lines: [{{id: m.1, who: you, text: {{en: "{MIDDLE}"}}}}]}}]\n'
    )
    assert said(copy_of_our_bank(tmp_path, planted), Language("en")) == [
        "planted.yaml:6:28 hard: grade 16.5, the highest is 8",
        "planted.yaml:8:29 plain: in its plain wording grade 7.4, the highest is 6",
        "planted.yaml:9:28 long: 17.5 words in a usual sentence, the most is 15",
        "planted.yaml:10:13 ask.middle: note: nothing uses this",
        "planted.yaml:10:13 ask.middle: grade 7.4, the highest is 7",
    ]


def test_french_is_judged_as_french(tmp_path: Path) -> None:
    planted = (
        SECTION
        + f'  - {{kind: text, id: dur, text: {{en: "Hello.", fr: "{DUR}"}}}}\n'
        + '  - {kind: text, id: job, text: {en: "Hello.", fr: "Pourriez-vous m’embaucher?"}}\n'
        + '  - {kind: text, id: none, text: {en: "Hello."}}\n'
        + '  - {kind: text, id: plain, text: {en: "Hello.", fr: "Bonjour.", plain: {en: "Hi."}}}\n'
    )
    found = said(copy_of_our_bank(tmp_path, planted), Language("fr"))
    assert [line for line in found if line.startswith("planted")] == [
        "planted.yaml:6:27 dur: reading ease 5, the lowest is 60",
        'planted.yaml:7:52 job: this asks for a job: "m\'embaucher"',
        "planted.yaml:8:39 none: this text is not written in the language 'fr'",
        "planted.yaml:9:78 plain: its plain wording is not written in the language 'fr'",
    ]
