"""YAML that is dangerous, and YAML that was mistyped."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
MERGE_CHAIN = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 21)
)

DANGEROUS = {
    "an anchor": ("name: &n Maya", "p.yaml:1:7"),
    "an alias": ("name: *n", "p.yaml:1:7"),
    "a merge key": ("<<: {name: Maya}", "p.yaml:1:1"),
    "a merge chain": (MERGE_CHAIN, "p.yaml:1:5"),
    "a tag": ("name: !!str Maya", "p.yaml:1:7"),
    "a tag that runs code": ("name: !!python/object/apply:os.system [id]", "p.yaml:1:7"),
    "the plain tag": ("name: ! Maya", "p.yaml:1:7"),
    "%YAML": ("%YAML 1.1\n---\n" + GOOD, "p.yaml:1:1"),
    "%TAG": ("%TAG ! tag:x,2026:\n---\n" + GOOD, "p.yaml:1:1"),
    "a directive nobody knows": ("%FOO\n---\n" + GOOD, "p.yaml:1:1"),
    "two documents": (GOOD + "---\n" + GOOD, "p.yaml:4:1"),
    "21 levels": ("about: " + "[" * 20 + "]" * 20, "p.yaml:1:27"),
    "21 levels in lines": ("\n".join("  " * n + "k:" for n in range(21)) + " x", "p.yaml:21:41"),
    "100,000 brackets": ("[" * 100_000, "p.yaml:1:21"),
    "100,000 braces": ("{" * 100_000, "p.yaml:1:2"),
    "100,000 dashes": ("- " * 100_000, "p.yaml:1:41"),
    "10,001 keys and values": ("goals: [" + "x," * 10_000 + "]", "p.yaml:1:20003"),
    "a list as a key": ("? [a]\n: b", "p.yaml:1:3"),
    "a placeholder that was not filled": ("name: {{ name }}", "p.yaml:1:8"),
    "an empty key": ('"": x', "p.yaml:1:1"),
    "a key of 101 letters": ("k" * 101 + ": x", "p.yaml:1:1"),
    "a character past the last one": ('name: "\\UFFFFFFFF"', "p.yaml:1:10"),
    "a list at the top": ("- name: Maya", "p.yaml:1:1"),
    "a text at the top": ("Maya Chen", "p.yaml:1:1"),
}

DOUBLE = {
    "a key twice": (GOOD + "name: Ada\n", "p.yaml:4:1 name"),
    "a key twice, deeper": ("name: Maya\ntarget:\n  field: a\n  field: b\n", "p.yaml:4:3 field"),
    "a key twice, in two forms of é": ("pr\u00e9nom: a\npre\u0301nom: b\n", "p.yaml:2:1 prénom"),
    "a key in quotes and without": ('name: a\n"name": b\n', "p.yaml:2:1 name"),
}

MISTYPED = {
    "a tab that indents": ("target:\n\tfield: x", "p.yaml:2:1"),
    "a tab before a value": ("name:\n  \tMaya", "p.yaml:2:3"),
    "a colon in a text": ("say: Note: hello", "p.yaml:1:10"),
    "too far in": ("name: Maya\n  decision: exploring", "p.yaml:2:11"),
    "not far enough in": ("target:\n    field: x\n  trade: true", "p.yaml:3:3"),
    "text after a quoted text": ('name: "Maya" Chen\nid: x', "p.yaml:1:14"),
    "an apostrophe between apostrophes": ("name: 'Maya's'", "p.yaml:1:13"),
    "a list closed twice": ("goals: [fit]]\nid: x", "p.yaml:1:13"),
    "no space after a colon": ("name:Maya\nid: x", "p.yaml:1:5"),
    "no space after a colon in a list": ("contacts:\n  - name:Lou\n    phone: 1", "p.yaml:2:9"),
    "an address above a line too far in": ("say: https://a.example\n  id: x", "p.yaml:2:5"),
    "no colon": ("name: Maya\nhello\nid: x", "p.yaml:2:1"),
    "a quote that stays open": ('name: "Maya\nid: x', "p.yaml:1:7"),
    "a list that stays open": ("goals: [duties, fit\nid: x", "p.yaml:1:8"),
    "braces that stay open": ("target: {field: x\nid: x", "p.yaml:1:9"),
    "a colon in text between braces": ("target: {field: Our help: free, trade: true}", "p.yaml:1:25"),
    "a comma missing between braces": ("target: {field: x trade: true}", "p.yaml:1:24"),
    "a comma too many": ("goals: [,]", "p.yaml:1:9"),
    "an at sign": ("email: @maya", "p.yaml:1:8"),
    "a back quote": ("name: `Maya`", "p.yaml:1:7"),
    "a per cent sign": ("name: %x", "p.yaml:1:7"),
    "a Windows path in double quotes": ('name: "C:\\docs"', "p.yaml:1:11"),
    "a bad number in an escape": ('name: "\\u00zz"', "p.yaml:1:10"),
    "a dash after a key": ("goals: - duties", "p.yaml:1:8"),
    "text after >": ("name: > Maya", "p.yaml:1:9"),
    "a document mark inside quotes": ('name: "Maya\n---\n"', "p.yaml:2:1"),
}

REFUSED = DANGEROUS | DOUBLE | MISTYPED

ACCEPTED = {
    "signs in quotes": GOOD
    + "about: {skills: ['&a', '*a', '!a', '%a', '@a', '`a', '- a', 'a: b', '<<', '{{ x }}']}\n",
    "signs inside a text": GOOD + "location: R&D *here* 100% a@b#1 !\n",
    "a document mark at each end": "---\n" + GOOD + "...\n",
    "comments": "# a profile\n" + GOOD + "  # the end\n",
    "JSON": '{"name": "Maya", "decision": "exploring", "target": {"field": "animal care"}, "goals": ["fit"]}',
    "a text over two lines": GOOD + "location: Guelph,\n  Ontario\n",
    "a folded text": GOOD + "location: >\n  Guelph,\n  Ontario\n",
    "empty values": GOOD + "id:\nphone: ''\nsituation: []\nabout: {}\nprogramme:\ngoals:\n  -\n",
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused_profile: Any) -> None:
    text, place = REFUSED[case]
    assert refused_profile(f"yaml: {case}", text.encode()) == ([place], 2, ["1", "0", "1"])


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, check: Any) -> None:
    said = check(ACCEPTED[case].encode())
    assert (said.lines, said.code) == ([], 0)
