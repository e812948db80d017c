"""Make the two papers about a class that are no kits: the teacher's sheet, and the summary of answers."""

from __future__ import annotations

from functools import cache

from interview_kit.build.class_files.class_sheet import class_sheet
from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.tools.collect.attendance import Attendance
from interview_kit.tools.collect.summary import summary
from tests.build.class_files import test_class_sheet
from tests.kits import bank
from tests.tools.collect import test_summary


@cache
def papers(language: Language) -> dict[str, Document]:
    """Return the documents by their names, each with everything that it can have."""
    filled = [test_summary.MAYA, test_summary.SAM]
    return {
        "class sheet": class_sheet([test_class_sheet.MAYA, test_class_sheet.SAM], bank(), language),
        "summary": summary(filled, Attendance(4, ("Lou", "Zoë"), ()), bank(), language),
    }
