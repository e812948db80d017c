"""YAML that is dangerous, and YAML that was mistyped."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
MERGE_CHAIN = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 21)
)
STEP = "this line begins too far left or right; keys or dashes that belong together stand in one column"
QUOTE = "the quote before this ends the text; for one inside, put the text in the other kind of quotes"
INDENT = "this does not fit what stands before it; check the quotes, and the spaces at the start of the line"
COLON = "a colon ends a key; put text that holds one in quotes, or check the spaces at the line's start"
BACKSLASH = "this \\ means nothing inside double quotes; use single quotes, or write \\\\"

SECOND_COLON = "a second colon in one entry; put text that has a colon in quotes, or look for a missing comma"
DANGEROUS = {
    "an anchor": ("name: &n Maya", "p.yaml:1:7: text that begins with & must stand in quotes"),
    "an alias": ("name: *n", "p.yaml:1:7: text that begins with * must stand in quotes"),
    "a merge key": ("<<: {name: Maya}", "p.yaml:1:1: merging with << is not read here; write the keys out"),
    "a merge chain": (MERGE_CHAIN, "p.yaml:1:5: text that begins with & must stand in quotes"),
    "a tag": ("name: !!str Maya", "p.yaml:1:7: text that begins with ! must stand in quotes"),
    "a tag that runs code": (
        "name: !!python/object/apply:os.system [id]",
        "p.yaml:1:7: text that begins with ! must stand in quotes",
    ),
    "the plain tag": ("name: ! Maya", "p.yaml:1:7: text that begins with ! must stand in quotes"),
    "%YAML": ("%YAML 1.1\n---\n" + GOOD, "p.yaml:1:1: a line cannot begin with %; take it out"),
    "%TAG": ("%TAG ! tag:x,2026:\n---\n" + GOOD, "p.yaml:1:1: a line cannot begin with %; take it out"),
    "a directive nobody knows": (
        "%FOO\n---\n" + GOOD,
        "p.yaml:1:1: a line cannot begin with %; take it out",
    ),
    "two documents": (
        GOOD + "---\n" + GOOD,
        "p.yaml:4:1: a second part begins here; take out the line --- and what follows",
    ),
    "21 levels": (
        "about: " + "[" * 20 + "]" * 20,
        "p.yaml:1:27: this goes too deep: the most is 20 levels",
    ),
    "21 levels in lines": (
        "\n".join("  " * n + "k:" for n in range(21)) + " x",
        "p.yaml:21:41: this goes too deep: the most is 20 levels",
    ),
    "100,000 brackets": ("[" * 100_000, "p.yaml:1:21: this goes too deep: the most is 20 levels"),
    "100,000 braces": ("{" * 100_000, "p.yaml:1:2: a key must be a word, with a colon after it"),
    "100,000 dashes": ("- " * 100_000, "p.yaml:1:41: this goes too deep: the most is 20 levels"),
    "10,001 keys and values": (
        "goals: [" + "x," * 10_000 + "]",
        "p.yaml:1:20003: this file holds too much: the most is 10,000 keys and values",
    ),
    "a list as a key": ("? [a]\n: b", "p.yaml:1:3: a key must be a word, with a colon after it"),
    "a placeholder that was not filled": (
        "name: {{ name }}",
        "p.yaml:1:8: a key must be a word, with a colon after it",
    ),
    "an empty key": ('"": x', "p.yaml:1:1: a key must be a word, with a colon after it"),
    "a key of 101 letters": (
        "k" * 101 + ": x",
        "p.yaml:1:1: this key is too long: the most is 100 characters",
    ),
    "a character past the last one": ('name: "\\UFFFFFFFF"', "p.yaml:1:10: this cannot be read"),
    "a list at the top": (
        "- name: Maya",
        "p.yaml:1:1: a file begins with a key and a colon, such as name: Maya Chen",
    ),
    "a text at the top": (
        "Maya Chen",
        "p.yaml:1:1: a file begins with a key and a colon, such as name: Maya Chen",
    ),
}

DOUBLE = {
    "a key twice": (
        GOOD + "name: Ada\n",
        "p.yaml:4:1 name: this key stands twice, on line 1 and on line 4; keep one",
    ),
    "a key twice, deeper": (
        "name: Maya\ntarget:\n  field: a\n  field: b\n",
        "p.yaml:4:3 field: this key stands twice, on line 3 and on line 4; keep one",
    ),
    "a key twice, in two forms of é": (
        "pr\u00e9nom: a\npre\u0301nom: b\n",
        "p.yaml:2:1 pr\u00e9nom: this key stands twice, on line 1 and on line 2; keep one",
    ),
    "a key in quotes and without": (
        'name: a\n"name": b\n',
        "p.yaml:2:1 name: this key stands twice, on line 1 and on line 2; keep one",
    ),
}

MISTYPED = {
    "a tab that indents": ("target:\n\tfield: x", "p.yaml:2:1: a tab stands here; use spaces"),
    "a tab before a value": ("name:\n  \tMaya", "p.yaml:2:3: a tab stands here; use spaces"),
    "a colon in a text": ("say: Note: hello", f"p.yaml:1:10: {COLON}"),
    "too far in": ("name: Maya\n  decision: exploring", f"p.yaml:2:11: {COLON}"),
    "not far enough in": ("target:\n    field: x\n  trade: true", f"p.yaml:3:3: {STEP}"),
    "text after a quoted text": ('name: "Maya" Chen\nid: x', f"p.yaml:1:14: {QUOTE}"),
    "an apostrophe between apostrophes": ("name: 'Maya's'", f"p.yaml:1:13: {QUOTE}"),
    "a list closed twice": ("goals: [fit]]\nid: x", f"p.yaml:1:13: {INDENT}"),
    "no space after a colon": ("name:Maya\nid: x", "p.yaml:1:5: write a space after this colon"),
    "no space after a colon in a list": (
        "contacts:\n  - name:Lou\n    phone: 1",
        "p.yaml:2:9: write a space after this colon",
    ),
    "an address above a line too far in": ("say: https://a.example\n  id: x", f"p.yaml:2:5: {COLON}"),
    "no colon": (
        "name: Maya\nhello\nid: x",
        "p.yaml:2:1: this line needs a colon and a space after its key",
    ),
    "a quote that stays open": (
        'name: "Maya\nid: x',
        "p.yaml:1:7: the quote that opens here is never closed",
    ),
    "a list that stays open": (
        "goals: [duties, fit\nid: x",
        "p.yaml:1:8: this list is not closed; look for a missing ] or comma",
    ),
    "braces that stay open": (
        "target: {field: x\nid: x",
        "p.yaml:1:9: these braces are not closed; look for a missing } or comma",
    ),
    "a colon in text between braces": (
        "target: {field: Our help: free, trade: true}",
        f"p.yaml:1:25: {SECOND_COLON}",
    ),
    "a comma missing between braces": (
        "target: {field: x trade: true}",
        f"p.yaml:1:24: {SECOND_COLON}",
    ),
    "a comma too many": (
        "goals: [,]",
        "p.yaml:1:9: a value is missing here; look for a comma or a bracket too many",
    ),
    "an at sign": ("email: @maya", "p.yaml:1:8: text that begins with @ must stand in quotes"),
    "a back quote": ("name: `Maya`", "p.yaml:1:7: text that begins with ` must stand in quotes"),
    "a per cent sign": ("name: %x", "p.yaml:1:7: text that begins with % must stand in quotes"),
    "a Windows path in double quotes": ('name: "C:\\docs"', f"p.yaml:1:11: {BACKSLASH}"),
    "a bad number in an escape": ('name: "\\u00zz"', f"p.yaml:1:10: {BACKSLASH}"),
    "a dash after a key": (
        "goals: - duties",
        "p.yaml:1:8: a list entry cannot stand here; begin it with - on a line of its own",
    ),
    "text after >": (
        "name: > Maya",
        "p.yaml:1:9: nothing may follow | or > on its line; put text that begins with them in quotes",
    ),
    "a document mark inside quotes": (
        'name: "Maya\n---\n"',
        "p.yaml:2:1: the line --- or ... cannot stand inside a text; is a quote not closed?",
    ),
}

REFUSED = DANGEROUS | DOUBLE | MISTYPED

ACCEPTED = {
    "signs in quotes": GOOD
    + "about: {skills: ['&a', '*a', '!a', '%a', '@a', '`a', '- a', 'a: b', '<<', '{{ x }}']}\n",
    "signs inside a text": GOOD + "location: R&D *here* 100% a@b #1 !\n",
    "a document mark at each end": "---\n" + GOOD + "...\n",
    "comments": "# a profile\n" + GOOD + "  # the end\n",
    "JSON": '{"name": "Maya", "decision": "exploring", "target": {"field": "animal care"}, "goals": ["fit"]}',
    "a text over two lines": GOOD + "location: Guelph,\n  Ontario\n",
    "a folded text": GOOD + "location: >\n  Guelph,\n  Ontario\n",
    "empty values": GOOD + "id:\nphone: ''\nsituation: []\nabout: {}\nprogramme:\ngoals:\n  -\n",
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, check: Any) -> None:
    text, first_line = REFUSED[case]
    said = check(text.encode())
    assert (said.lines, said.code) == ([first_line], 2)


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, check: Any) -> None:
    said = check(ACCEPTED[case].encode())
    assert (said.lines, said.code) == ([], 0)
