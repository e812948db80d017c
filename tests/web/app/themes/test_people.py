"""Check the list of people: in the order of their files, each once, the refused ones too."""

from __future__ import annotations

from pathlib import Path

from interview_kit.web.app.themes.people import PreviewPerson, people_in


def test_people_are_listed_by_file_and_a_refused_one_keeps_its_place(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    support = "support: {large_print: true, high_contrast: true, plain_language: true}\n"
    ann = f"name: Ann\nlanguage: fr\ntarget: {{occupation: baker}}\n{support}"
    (here / "b-ann.yaml").write_text(ann, "utf-8")
    (here / "a-broken.yaml").write_text("name: [\n", "utf-8")
    (there / "b-ann.yaml").write_text("name: Another Ann\ntarget: {field: baking}\n", "utf-8")
    assert people_in([here, there / "b-ann.yaml", here]) == (
        PreviewPerson("a-broken", here / "a-broken.yaml", "a-broken.yaml", refused=True),
        PreviewPerson(
            "b-ann", here / "b-ann.yaml", "Ann", "baker", "fr", ("high_contrast", "large_print", "plain")
        ),
        PreviewPerson("b-ann-2", there / "b-ann.yaml", "Another Ann", "baking", "en"),
    )


def test_an_emptied_folder_has_nobody(tmp_path: Path) -> None:
    assert people_in([tmp_path, tmp_path / "gone.yaml"]) == (
        PreviewPerson("gone", tmp_path / "gone.yaml", "gone.yaml", refused=True),
    )
