"""Broken themes: each mistake is one line with its place, the command ends with 2, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.model.bank import LONGEST_TEXT
from tests.bad_input.command import Kit, Said, write

PROFILE = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
TIP = "items: [{kind: text, id: our.tip, after: stance.relax, text: "
PAGE = "# Us\n\nWe help.\n"
PAGE_FR = "# Nous\n\nNous aidons.\n"

# By what is wrong: the files in bank/, and what is said.
WORDS: dict[str, tuple[dict[str, str], list[str]]] = {
    "change-unknown": (
        {"w.yaml": "change:\n  stance.relx: {en: A, fr: B}\n  zzz: {fr: B}\n"},
        [
            "w.yaml:2:3 change.stance.relx: there is nothing called stance.relx, did you mean stance.relax?",
            "w.yaml:3:3 change.zzz: there is nothing called zzz; kit bank list shows every id",
        ],
    ),
    "change-nothing": (
        {"w.yaml": "change:\n  why.network: {en: '', fr: ''}\n"},
        [
            "w.yaml:2:3 change.why.network: this changes nothing; to leave why.network out, "
            "write it under hide:"
        ],
    ),
    "change-english-alone": (
        {"w.yaml": "change:\n  more.intro: {en: More.}\n  notes: {en: Note}\n"},
        [
            "w.yaml:2:3 change.more.intro: there is nothing called more.intro, did you mean more.list?",
            "w.yaml:3:15 change.notes.en: this changes the English and leaves the French as "
            "it was (“Vos notes”); "
            "write fr: as well, or, if your agency works in English only, write languages: [en]",
        ],
    ),
    "change-tu-forgotten": (
        {"w.yaml": "change:\n  approach.B: {fr: Bonjour}\n"},
        [
            "w.yaml:2:20 change.approach.B.title.fr: to a person called tu the kit still says "
            "“On m’a donné ton nom”; write fr_tu: as well"
        ],
    ),
    "change-wrong-key": (
        {"w.yaml": "change:\n  advice: {weight: 3}\n  fit-grid: {text: {fr: A}}\n"},
        [
            "w.yaml:2:12 change.advice.weight: unknown key; the keys here are text, why",
            "w.yaml:3:14 change.fit-grid.text: unknown key; the keys here are title",
        ],
    ),
    "change-phrase-of-many": (
        {"w.yaml": "change:\n  phrase.work: {en: a, fr: b}\n"},
        ["w.yaml:2:3 change.phrase.work: this phrase has 2 wordings for different cases; write them all"],
    ),
    "changed-and-hidden": (
        {"w.yaml": "change:\n  why.network: {fr: A}\nhide: [why.network]\n"},
        ["w.yaml:3:8 hide: why.network is changed and hidden; choose one of the two"],
    ),
    "hide-unknown": (
        {"w.yaml": "hide:\n  - why.netwrk\n  - why.network\n  - why.network\n"},
        [
            "w.yaml:2:5 hide: there is nothing called why.netwrk, did you mean why.network?",
            "w.yaml:4:5 hide: why.network is hidden already",
        ],
    ),
    "hide-what-no-kit-may-lack": (
        {
            "w.yaml": "hide: [stance.never-sell, safety, front, notes, approach.A.phone, closing.referral]\n"
            "change: {safety.rules: {when: not minor}}\noutline: [{section: safety, when: not minor}]\n"
        },
        [
            "w.yaml:1:8 hide: stance.never-sell cannot be hidden: every kit says that nobody asks for a job; "
            "you may say it in your own words",
            "w.yaml:1:27 hide: safety cannot be hidden: every minor gets this page; "
            "you may say it in your own words",
            "w.yaml:1:35 hide: front cannot be hidden: it holds stance.never-sell, "
            "and every kit says that nobody asks for a job",
            "w.yaml:1:42 hide: notes cannot be hidden: the program prints this label by its name; "
            "change its words",
            "w.yaml:1:49 hide: approach.A.phone cannot be hidden: somebody may ask in this way; "
            "change its words",
            "w.yaml:1:67 hide: closing.referral closes every talk and cannot be hidden; change its words",
            "w.yaml:2:10 change.safety.rules.when: this keeps its condition: every minor gets these rules",
            "w.yaml:3:21 outline.1.section: safety keeps its condition, since it holds safety: "
            "every minor gets this page",
        ],
    ),
    "hide-what-is-named": (
        {"w.yaml": "hide: [research, ask.voicemail, ask.greeting]\n"},
        [
            "w.yaml:1:8 hide research: step.read names it; hide or change step.read too",
            "w.yaml:1:18 hide ask.voicemail: voicemail names it; hide or change voicemail too",
            *(
                f"w.yaml:1:33 hide ask.greeting: {line} names it; hide or change {line} too"
                for line in ("approach.A.email.1", "approach.B.email.1", "approach.C.email.1")
            ),
        ],
    ),
    "add-twice": (
        {
            "a.yaml": TIP + "{en: A, fr: A}}]\n",
            "b.yaml": TIP + "{en: A, fr: A}}]\nphrases: {work: [{text: {en: A, fr: A}}]}\n",
        },
        [
            "b.yaml:1:26 our.tip: this id stands twice, first in {ours}/bank/a.yaml:1; "
            "give one of them another id",
            "b.yaml:2:11 phrase.work: this is in the bank already; to say it otherwise, "
            "write it under change:",
        ],
    ),
    "add-by-a-wrong-name": (
        {"w.yaml": "items:\n- {kind: text, id: Our E, after: stance.relax, text: {en: A, fr: A}}\n"},
        [
            "w.yaml:2:20 Our E: an id has letters, digits, dots and hyphens, "
            "and begins with a small letter or a digit",
        ],
    ),
    "add-in-a-wrong-place": (
        {
            "w.yaml": "items:\n- {kind: text, id: our.a, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.b, after: stance.relx, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.c, into: why.reasons, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.d, after: notes, text: {en: A, fr: A}}\n"
        },
        [
            "w.yaml:2:3 our.a: say where our.a goes, once: after:, before: or into: the id of something",
            "w.yaml:3:34 our.b.after: there is nothing called stance.relx, did you mean stance.relax?",
            "w.yaml:4:33 our.c.into: why.reasons is a list, and holds no items",
            "w.yaml:5:34 our.d.after: notes is a label, and what stands beside it cannot be items",
        ],
    ),
    "add-in-one-language": (
        {"w.yaml": TIP + "{en: A}}]\n"},
        [
            "w.yaml:1:63 our.tip: this is not written in French; write fr: as well, or, "
            "if your agency works in English only, write languages: [en]"
        ],
    ),
    "items-in-a-circle": (
        {
            "w.yaml": "items:\n- {kind: text, id: our.a, after: our.b, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.b, after: our.a, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.c, after: our.b, text: {en: A, fr: A}}\n"
        },
        [
            "w.yaml:2:34 our.a.after: these wait for each other: our.a → our.b → our.a",
            "w.yaml:3:34 our.b.after: these wait for each other: our.a → our.b → our.a",
        ],
    ),
    "outline-in-a-circle": (
        {
            "w.yaml": "outline:\n- {section: why, after: log}\n- {section: log, before: why}\n"
            "- {section: fit-gird, after: why}\n- {section: safety, after: frnt}\n- "
            "{section: log, page: new}\n"
        },
        [
            "w.yaml:2:25 outline.why.after: these wait for each other: why → log → why",
            "w.yaml:3:26 outline.log.before: these wait for each other: why → log → why",
            "w.yaml:4:13 outline.3.section: there is no section fit-gird, did you mean fit-grid?",
            "w.yaml:5:28 outline.safety.after: there is no section frnt in the kit, did you mean front?",
            "w.yaml:6:13 outline.5.section: log is moved twice; keep one of the two",
        ],
    ),
    "broken-numbers": (
        {
            "choosing.yaml": "questions:\n  advise: {weight: 3}\n  demand: {weight: heavy, minutes: 1.3}\n"
            "minutes: [{asked: 10, for_questions: 12}]\n"
        },
        [
            "choosing.yaml:3:20 questions.demand.weight: write a number, such as 1.5",
            "choosing.yaml:3:36 questions.demand.minutes: write a multiple of 0.5",
        ],
    ),
    "numbers-of-nothing": (
        {"choosing.yaml": "questions:\n  advise: {weight: 3}\ncapps: {}\n"},
        ["choosing.yaml:3:1 capps: unknown key, did you mean caps?"],
    ),
    "numbers-of-no-question": (
        {"choosing.yaml": "questions:\n  advise: {weight: 3}\n"},
        ["choosing.yaml:2:3 questions.advise: there is no question advise, did you mean advice?"],
    ),
    "numbers-that-do-not-add-up": (
        {"choosing.yaml": "stars: {at_most: 1}\nminutes:\n- {asked: 10, for_questions: 12}\n"},
        ["choosing.yaml:3:3 minutes.1: the columns of the row for 10 minutes add up to 15"],
    ),
    "numbers-that-do-not-fit": (
        {"choosing.yaml": "questions:\n  demand: {slot: outlok}\n"},
        ["choosing.yaml:2:18 questions.demand.slot: there is no slot 'outlok', did you mean outlook?"],
    ),
    "question-of-no-slot": (
        {
            "w.yaml": "questions:\n- {id: our.q, text: {en: A?, fr: A?}, why: {en: A, fr: A}, slot: wrok}\n"
            "- {id: our.r, text: {en: A?, fr: A?}, why: {en: A, fr: A}, minutes: 9}\n"
        },
        [
            "w.yaml:1:1: no question may take more than twice the minutes of another",
            "w.yaml:2:66 our.q.slot: there is no slot wrok, did you mean work?",
        ],
    ),
    "page-in-one-language": (
        {"pages/us.en.md": PAGE},
        [
            "pages/us.en.md: this page is in one language only; write us.fr.md too, or, "
            "if your agency works in one language only, languages: [en]"
        ],
    ),
    "pages-unlike": (
        {"pages/us.en.md": PAGE, "pages/us.fr.md": "# Nous\n\n## Ici\n\nNous aidons.\n"},
        [
            "pages/us.fr.md:3:1: here is a heading with ##, and in English (line 3) paragraphs or a list; "
            "make the two alike"
        ],
    ),
    "page-of-what-is-not-possible": (
        {
            "pages/us.fr.md": PAGE_FR,
            "pages/us.en.md": "We help.\n\n![us](us.png) & <b>you</b> &nbsp; `code`\n\n- a\n  - b\n\n> q\n\n"
            "[x](x.html)\n\n[y](javascript:y)\n\n<div>\n\n| a |\n|---|\n| b |\n",
        },
        [
            "pages/us.en.md:1:1: a page begins with its title, on a line such as # Our services",
            "pages/us.en.md:3:1: a page holds no pictures; the logo belongs to the looks of the theme",
            "pages/us.en.md:3:17: HTML is not read here; write it in Markdown",
            "pages/us.en.md:3:28: write the character itself, not &nbsp;",
            "pages/us.en.md:3:35: text between ` signs is not possible here; write it in "
            "**bold** or *italics*",
            "pages/us.en.md:6:3: a list inside a list is not possible here",
            "pages/us.en.md:8:1: a quotation with > is not possible here; write a paragraph",
            "pages/us.en.md:10:3: a link is written [words](address), "
            "and the address begins with http://, https://, mailto: or tel:",
            "pages/us.en.md:12:3: a link is written [words](address), "
            "and the address begins with http://, https://, mailto: or tel:",
            "pages/us.en.md:14:1: HTML is not read here; write it in Markdown",
            "pages/us.en.md:16:1: a table has from 2 to 6 columns, each with a title",
        ],
    ),
    "page-of-no-name": (
        {"pages/us.md": PAGE, "pages/Us.en.md": PAGE, "help.txt": "x"},
        [
            "help.txt: words stand in files that end in .yaml, and pages in bank/pages/NAME.en.md",
            "pages/Us.en.md: a page is called NAME.en.md or NAME.fr.md: small letters, digits, hyphens",
            "pages/us.md: a page is called NAME.en.md or NAME.fr.md: small letters, digits, hyphens",
        ],
    ),
    "page-of-a-taken-name": (
        {"pages/log.en.md": PAGE, "pages/log.fr.md": PAGE_FR},
        ["pages/log.en.md log: something is called log already; give the page's files another name"],
    ),
    "too-long": (
        {
            "w.yaml": TIP + f"{{en: {'a' * (LONGEST_TEXT + 1)}, fr: A}}}}]\n",
            "pages/us.en.md": PAGE * 1000,
            "pages/us.fr.md": PAGE_FR,
        },
        [
            "pages/us.en.md: this page is too long: the most is 10,000 characters",
            "w.yaml:1:67 items.1.text.en: this is too long: the most is 10000 characters",
        ],
    ),
    "unknown-name": (
        {
            "pages/us.en.md": "# Us\n\nHello {{ me.nmae }}.\n",
            "pages/us.fr.md": PAGE_FR,
            "w.yaml": TIP + "{en: '{{ contct.name }}', fr: '{{ phrase.wrok }}'}, when: mnior}]\n"
            "lines: [{id: our.l, after: approach.A.phone.4, use: ask.nugde}]\n",
        },
        [
            "pages/us.en.md:3:1 us.1: me has no 'nmae', did you mean name?",
            "w.yaml:1:67 our.tip: nothing is called 'contct', did you mean contact?",
            "w.yaml:1:92 our.tip: there is no phrase 'wrok', did you mean work?",
            "w.yaml:1:120 our.tip: nothing is called 'mnior', did you mean minor?",
            "w.yaml:2:53 approach.A.phone: there is no ask 'ask.nugde', did you mean ask.nudge?",
        ],
    ),
    "asks-for-a-job": (
        {
            "w.yaml": "change:\n  advice:\n    text: {en: Would you hire me?, fr: Quoi "
            "d’autre?, fr_tu: Et toi?}\n"
            "lines: [{id: our.l, after: approach.A.phone.4, who: you, "
            "text: {en: Good day., fr: Je cherche un emploi.}}]\n"
        },
        [
            "w.yaml:3:16 advice: this asks for a job: 'hire me'",
            "w.yaml:4:84 approach.A.phone: this asks for a job: 'cherche un emploi'",
        ],
    ),
    "unknown-label": (
        {
            "labels.yaml": "letterhead.foter: {en: Call, fr: Appelez}\nnote: {en: A, fr: A}\n"
            "letterhead.logo_alt: {en: Us}\n"
        },
        [
            "labels.yaml:1:1 labels.letterhead.foter: there is no label called letterhead.foter, "
            "did you mean letterhead.footer?",
            "labels.yaml:2:1 labels.note: there is no label called note, did you mean notes?",
            "labels.yaml:3:1 labels.letterhead.logo_alt: this is new, so fr: is needed",
        ],
    ),
    "not-yaml": (
        {"w.yaml": "change: {a: b\n", "v.yaml": "chnge: {}\nlanguages: [de]\n"},
        [
            "v.yaml:1:1 chnge: unknown key, did you mean change?",
            "v.yaml:2:13 languages.1: 'de' is not one of en, fr",
            "w.yaml:1:9: these braces are not closed; look for a missing } or comma",
        ],
    ),
}


def build(kit: Kit, files: dict[str, str], writes: str = "") -> Said:
    write({"p.yaml": PROFILE, "ours/theme.yaml": "extends: base\n"})
    write({f"ours/bank/{name}": text for name, text in files.items()})
    return kit("build", "p.yaml", "-t", "ours", "-f", "txt", "-o", "out", writes=writes)


@pytest.mark.parametrize("case", WORDS)
def test_broken_words_are_told_all_at_once_and_nothing_is_written(kit: Kit, case: str) -> None:
    files, lines = WORDS[case]
    told = build(kit, files)
    expected = [f"ours/bank/{line}".replace("{ours}", "ours") for line in lines]
    assert (told.lines, told.code) == (expected, 2)


def test_good_words_are_built(kit: Kit) -> None:
    told = build(
        kit,
        {
            "w.yaml": TIP + "{en: Call us., fr: Appelez.}}]\n",
            "pages/us.en.md": PAGE,
            "pages/us.fr.md": PAGE_FR,
        },
        writes="out",
    )
    assert (told.lines, told.code) == ([], 0)
    text = Path("out/ana.txt").read_text(encoding="utf-8")
    assert "Call us." in text and "We help." in text
