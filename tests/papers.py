"""Make the two papers about a class that are no kits: the teacher's sheet, and the summary of answers."""

from __future__ import annotations

from functools import cache

from pipeline.choices import Language
from pipeline.collect.roll import Roll
from pipeline.collect.summary import summary
from pipeline.desk.class_sheet import class_sheet
from pipeline.document import Document
from tests.collect import test_summary
from tests.desk import test_class_sheet
from tests.kits import bank


@cache
def papers(language: Language) -> dict[str, Document]:
    """Return the documents by their names, each with everything that it can have."""
    filled = [test_summary.MAYA, test_summary.SAM]
    return {
        "class sheet": class_sheet([test_class_sheet.MAYA, test_class_sheet.SAM], bank(), language),
        "summary": summary(filled, Roll(4, ("Lou", "Zoë"), ()), bank(), language),
    }
