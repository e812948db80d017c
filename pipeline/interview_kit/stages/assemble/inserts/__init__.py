"""Generate the blocks that follow from the selection; the bank places each by name (`kind: insert`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview_kit.model.bank import InsertItem
from interview_kit.model.document import Block
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.inserts.after import fit_grid, log
from interview_kit.stages.assemble.inserts.asking import (
    ask_first,
    message,
    partner_lines,
    refusals,
    script,
    spare,
    turns,
)
from interview_kit.stages.assemble.inserts.talking import (
    card_questions,
    more_questions,
    question_list,
    questions,
    time_bar,
)

Piece = Callable[[RenderContext, InsertItem], tuple[Block, ...]]

PIECES: Mapping[str, Piece] = {
    "ask-first": ask_first,
    "script": script,
    "spare": spare,
    "message": message,
    "turns": turns,
    "refusals": refusals,
    "partner-lines": partner_lines,
    "time-bar": time_bar,
    "questions": questions,
    "question-list": question_list,
    "card-questions": card_questions,
    "more-questions": more_questions,
    "log": log,
    "fit-grid": fit_grid,
}
