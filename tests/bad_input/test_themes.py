"""Broken themes: each mistake is one line with its place, the command ends with 2, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.model.bank import LONGEST_TEXT
from tests.bad_input.command import Kit, write
from tests.bad_input.conftest import Refused

PROFILE = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
TIP = "items: [{kind: text, id: our.tip, after: stance.relax, text: "
PAGE = "# Us\n\nWe help.\n"
PAGE_FR = "# Nous\n\nNous aidons.\n"

# By what is wrong: the files in bank/, and the place of each line.
WORDS: dict[str, tuple[dict[str, str], list[str]]] = {
    "change-unknown": (
        {"w.yaml": "change:\n  stance.relx: {en: A, fr: B}\n  zzz: {fr: B}\n"},
        ["w.yaml:2:3 change.stance.relx", "w.yaml:3:3 change.zzz"],
    ),
    "change-nothing": (
        {"w.yaml": "change:\n  why.network: {en: '', fr: ''}\n"},
        ["w.yaml:2:3 change.why.network"],
    ),
    "change-english-alone": (
        {"w.yaml": "change:\n  more.intro: {en: More.}\n  notes: {en: Note}\n"},
        ["w.yaml:2:3 change.more.intro", "w.yaml:3:15 change.notes.en"],
    ),
    "change-tu-forgotten": (
        {"w.yaml": "change:\n  approach.B: {fr: Bonjour}\n"},
        ["w.yaml:2:20 change.approach.B.title.fr"],
    ),
    "change-wrong-key": (
        {"w.yaml": "change:\n  advice: {weight: 3}\n  fit-grid: {text: {fr: A}}\n"},
        ["w.yaml:2:12 change.advice.weight", "w.yaml:3:14 change.fit-grid.text"],
    ),
    "change-phrase-of-many": (
        {"w.yaml": "change:\n  phrase.work: {en: a, fr: b}\n"},
        ["w.yaml:2:3 change.phrase.work"],
    ),
    "changed-and-hidden": (
        {"w.yaml": "change:\n  why.network: {fr: A}\nhide: [why.network]\n"},
        ["w.yaml:3:8 hide"],
    ),
    "hide-unknown": (
        {"w.yaml": "hide:\n  - why.netwrk\n  - why.network\n  - why.network\n"},
        ["w.yaml:2:5 hide", "w.yaml:4:5 hide"],
    ),
    "hide-what-no-kit-may-lack": (
        {
            "w.yaml": "hide: [stance.never-sell, safety, front, notes, approach.A.phone, closing.referral]\n"
            "change: {safety.rules: {when: not minor}}\noutline: [{section: safety, when: not minor}]\n"
        },
        [
            "w.yaml:1:8 hide",
            "w.yaml:1:27 hide",
            "w.yaml:1:35 hide",
            "w.yaml:1:42 hide",
            "w.yaml:1:49 hide",
            "w.yaml:1:67 hide",
            "w.yaml:2:10 change.safety.rules.when",
            "w.yaml:3:21 outline.1.section",
        ],
    ),
    "hide-what-is-named": (
        {"w.yaml": "hide: [research, ask.voicemail, ask.greeting]\n"},
        [
            "w.yaml:1:8 hide research",
            "w.yaml:1:18 hide ask.voicemail",
            *["w.yaml:1:33 hide ask.greeting"] * 6,
        ],
    ),
    "add-twice": (
        {
            "a.yaml": TIP + "{en: A, fr: A}}]\n",
            "b.yaml": TIP + "{en: A, fr: A}}]\nphrases: {work: [{text: {en: A, fr: A}}]}\n",
        },
        ["b.yaml:1:26 our.tip", "b.yaml:2:11 phrase.work"],
    ),
    "add-by-a-wrong-name": (
        {"w.yaml": "items:\n- {kind: text, id: Our E, after: stance.relax, text: {en: A, fr: A}}\n"},
        ["w.yaml:2:20 Our E"],
    ),
    "add-in-a-wrong-place": (
        {
            "w.yaml": "items:\n- {kind: text, id: our.a, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.b, after: stance.relx, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.c, into: why.reasons, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.d, after: notes, text: {en: A, fr: A}}\n"
        },
        ["w.yaml:2:3 our.a", "w.yaml:3:34 our.b.after", "w.yaml:4:33 our.c.into", "w.yaml:5:34 our.d.after"],
    ),
    "add-in-one-language": ({"w.yaml": TIP + "{en: A}}]\n"}, ["w.yaml:1:67 our.tip"]),
    "items-in-a-circle": (
        {
            "w.yaml": "items:\n- {kind: text, id: our.a, after: our.b, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.b, after: our.a, text: {en: A, fr: A}}\n"
            "- {kind: text, id: our.c, after: our.b, text: {en: A, fr: A}}\n"
        },
        ["w.yaml:2:34 our.a.after", "w.yaml:3:34 our.b.after"],
    ),
    "outline-in-a-circle": (
        {
            "w.yaml": "outline:\n- {section: why, after: log}\n- {section: log, before: why}\n"
            "- {section: fit-gird, after: why}\n- {section: safety, after: frnt}\n- "
            "{section: log, page: new}\n"
        },
        [
            "w.yaml:2:25 outline.why.after",
            "w.yaml:3:26 outline.log.before",
            "w.yaml:4:13 outline.3.section",
            "w.yaml:5:28 outline.safety.after",
            "w.yaml:6:13 outline.5.section",
        ],
    ),
    "broken-numbers": (
        {
            "choosing.yaml": "questions:\n  advise: {weight: 3}\n  demand: {weight: heavy, minutes: 1.3}\n"
            "minutes: [{asked: 10, for_questions: 12}]\n"
        },
        ["choosing.yaml:3:20 questions.demand.weight", "choosing.yaml:3:36 questions.demand.minutes"],
    ),
    "numbers-of-nothing": (
        {"choosing.yaml": "questions:\n  advise: {weight: 3}\ncapps: {}\n"},
        ["choosing.yaml:3:1 capps"],
    ),
    "numbers-of-no-question": (
        {"choosing.yaml": "questions:\n  advise: {weight: 3}\n"},
        ["choosing.yaml:2:3 questions.advise"],
    ),
    "numbers-that-do-not-add-up": (
        {"choosing.yaml": "stars: {at_most: 1}\nminutes:\n- {asked: 10, for_questions: 12}\n"},
        ["choosing.yaml:3:3 minutes.2"],
    ),
    "numbers-that-do-not-fit": (
        {"choosing.yaml": "questions:\n  demand: {slot: outlok}\n"},
        ["choosing.yaml:2:18 questions.demand.slot"],
    ),
    "question-of-no-slot": (
        {
            "w.yaml": "questions:\n- {id: our.q, text: {en: A?, fr: A?}, why: {en: A, fr: A}, slot: wrok}\n"
            "- {id: our.r, text: {en: A?, fr: A?}, why: {en: A, fr: A}, minutes: 9}\n"
        },
        ["w.yaml:1:1", "w.yaml:2:66 our.q.slot"],
    ),
    "page-in-one-language": ({"pages/us.en.md": PAGE}, ["pages/us.en.md"]),
    "pages-unlike": (
        {"pages/us.en.md": PAGE, "pages/us.fr.md": "# Nous\n\n## Ici\n\nNous aidons.\n"},
        ["pages/us.fr.md:3:1"],
    ),
    "page-of-what-is-not-possible": (
        {
            "pages/us.fr.md": PAGE_FR,
            "pages/us.en.md": "We help.\n\n![us](us.png) & <b>you</b> &nbsp; `code`\n\n- a\n  - b\n\n> q\n\n"
            "[x](x.html)\n\n[y](javascript:y)\n\n<div>\n\n| a |\n|---|\n| b |\n",
        },
        [
            "pages/us.en.md:1:1",
            "pages/us.en.md:3:1",
            "pages/us.en.md:3:17",
            "pages/us.en.md:3:28",
            "pages/us.en.md:3:35",
            "pages/us.en.md:6:3",
            "pages/us.en.md:8:1",
            "pages/us.en.md:10:3",
            "pages/us.en.md:12:3",
            "pages/us.en.md:14:1",
            "pages/us.en.md:16:1",
        ],
    ),
    "page-of-no-name": (
        {"pages/us.md": PAGE, "pages/Us.en.md": PAGE, "help.txt": "x"},
        ["help.txt", "pages/Us.en.md", "pages/us.md"],
    ),
    "page-of-a-taken-name": ({"pages/log.en.md": PAGE, "pages/log.fr.md": PAGE_FR}, ["pages/log.en.md log"]),
    "too-long": (
        {
            "w.yaml": TIP + f"{{en: {'a' * (LONGEST_TEXT + 1)}, fr: A}}}}]\n",
            "pages/us.en.md": PAGE * 1000,
            "pages/us.fr.md": PAGE_FR,
        },
        ["pages/us.en.md", "w.yaml:1:67 items.1.text.en"],
    ),
    "unknown-name": (
        {
            "pages/us.en.md": "# Us\n\nHello {{ me.nmae }}.\n",
            "pages/us.fr.md": PAGE_FR,
            "w.yaml": TIP + "{en: '{{ contct.name }}', fr: '{{ phrase.wrok }}'}, when: mnior}]\n"
            "lines: [{id: our.l, after: approach.A.phone.4, use: ask.nugde}]\n",
        },
        [
            "pages/us.en.md:3:1 us.1",
            "w.yaml:1:67 our.tip",
            "w.yaml:1:92 our.tip",
            "w.yaml:1:120 our.tip",
            "w.yaml:2:53 our.l",
        ],
    ),
    "asks-for-a-job": (
        {
            "w.yaml": "change:\n  advice:\n    text: {en: Would you hire me?, fr: Quoi "
            "d’autre?, fr_tu: Et toi?}\n"
            "lines: [{id: our.l, after: approach.A.phone.4, who: you, "
            "text: {en: Good day., fr: Je cherche un emploi.}}]\n"
        },
        ["w.yaml:3:16 advice", "w.yaml:4:84 our.l"],
    ),
    "unknown-label": (
        {
            "labels.yaml": "letterhead.foter: {en: Call, fr: Appelez}\nnote: {en: A, fr: A}\n"
            "letterhead.logo_alt: {en: Us}\n"
        },
        [
            "labels.yaml:1:1 labels.letterhead.foter",
            "labels.yaml:2:1 labels.note",
            "labels.yaml:3:1 labels.letterhead.logo_alt",
        ],
    ),
    "not-yaml": (
        {"w.yaml": "change: {a: b\n", "v.yaml": "chnge: {}\nlanguages: [de]\n"},
        ["v.yaml:1:1 chnge", "v.yaml:2:13 languages.1", "w.yaml:1:9"],
    ),
}


BUILD = ("build", "p.yaml", "-t", "ours", "-f", "txt", "-o", "out")


def write_words(files: dict[str, str]) -> None:
    write({"p.yaml": PROFILE, "ours/theme.yaml": "extends: base\n"})
    write({f"ours/bank/{name}": text for name, text in files.items()})


@pytest.mark.spread(4)
@pytest.mark.parametrize("case", WORDS)
def test_broken_words_are_told_all_at_once_and_nothing_is_written(refused: Refused, case: str) -> None:
    files, places = WORDS[case]
    write_words(files)
    assert refused(f"words: {case}", *BUILD) == ([f"ours/bank/{place}" for place in places], 2, [])


def test_good_words_are_built(kit: Kit) -> None:
    tip = TIP + "{en: Call us., fr: Appelez.}}]\n"
    write_words({"w.yaml": tip, "pages/us.en.md": PAGE, "pages/us.fr.md": PAGE_FR})
    told = kit(*BUILD, writes="out")
    assert (told.lines, told.code) == ([], 0)
    text = Path("out/ana.txt").read_text(encoding="utf-8")
    assert "Call us." in text and "We help." in text
