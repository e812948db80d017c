"""The report of a class, word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from interview_kit.build.report import KitResult, message_of, report_files, source_of
from interview_kit.build.scheduler import Status
from interview_kit.support.errors import CellRef, Problem

KITS = (
    KitResult(
        "=Zoë",
        "class.csv row 2",
        Status.BUILT,
        (Path("out/zoe.pdf"), Path("out/zoe.docx")),
        9,
        "B; C",
        "20; 10",
    ),
    KitResult(
        "",
        "class.csv row 3",
        Status.REFUSED,
        problems=(Problem("class.csv", None, None, "name", "this key is required"),),
    ),
)


def test_the_report_for_people_runs_no_formula() -> None:
    assert report_files(KITS)["report.csv"].decode("utf-8-sig") == (
        '"name","source","files","pages","approach","minutes","status","message"\r\n'
        '"\'=Zoë","class.csv row 2","zoe.pdf; zoe.docx","9","B; C","20; 10","built",""\r\n'
        '"","class.csv row 3","","","","","refused","name: this key is required"\r\n'
    )


def test_the_report_for_programs_holds_the_same() -> None:
    told = json.loads(report_files(KITS)["report.json"])
    assert told["summary"] == {"built": 1, "refused": 1}
    assert told["kits"][0] == {
        "name": "=Zoë",
        "source": "class.csv row 2",
        "files": ["zoe.pdf", "zoe.docx"],
        "pages": 9,
        "approach": "B; C",
        "minutes": "20; 10",
        "status": "built",
        "message": "",
    }


def test_a_source_is_told_without_its_folders() -> None:
    kits = [replace(kit, source=f"/home/marie/{kit.source}") for kit in KITS]
    assert report_files(kits) == report_files(KITS)


def test_a_message_keeps_contact_data_to_itself() -> None:
    cell = CellRef(3, "C", "Email")
    wrong = Problem("class.csv", None, None, "email", "write one e-mail address; here stands “ada@@x”", cell)
    late = Problem("class.csv", None, None, "target", "write occupation or field", cell)
    assert message_of((wrong, late)) == (
        "email: this is not right; kit check says why; target: write occupation or field"
    )
    assert source_of(wrong) == "class.csv row 3"
