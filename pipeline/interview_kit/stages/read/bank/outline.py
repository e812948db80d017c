"""Apply a theme's `outline:` section: move sections, and override their page and condition."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.bank import OutlineEntry
from interview_kit.stages.read.bank.bank_editor import BankEditor, PlacedEntry
from interview_kit.stages.read.bank.change import KEPT
from interview_kit.stages.read.bank.hide import kept_in
from interview_kit.stages.read.bank.order import Position, place_in_order
from interview_kit.stages.read.bank.overlay_file import OverlayFile
from interview_kit.stages.read.bank.overlay_schema import Move
from interview_kit.stages.read.bank.source_map import positions
from interview_kit.stages.read.source_tree import Mapping, Scalar
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import _


def reorder(editor: BankEditor, files: list[OverlayFile]) -> Iterator[Problem]:
    """Move sections in the draft's outline, new ones by default to the end; yield problems."""
    problems: list[Problem] = []
    moves: dict[str, tuple[Move, Mapping, str]] = {}
    for file in files:
        for number, (move, tree) in enumerate(zip(file.said.outline, file.each("outline"), strict=True), 1):
            if move.section in editor.lost:
                continue
            message = _wrong(editor, move, moves)
            if message:
                entry = tree.entry("section")
                at = entry[1] if entry and isinstance(entry[1], Scalar) else tree
                where = f"outline.{number}.section"
                problems.append(Problem(file.file, at.line, at.column, where, message))
            else:
                moves[move.section] = (move, tree, file.file)
    for name in editor.added:
        if name in editor.sections and not any(placed.entry.section == name for placed in editor.outline):
            editor.outline.append(PlacedEntry(OutlineEntry(section=name, page="new"), {}))
    for move, tree, file_name in moves.values():
        _alter(editor, move, tree, file_name)
    problems.extend(_move(editor, moves))
    yield from problems


def _wrong(editor: BankEditor, move: Move, moves: dict[str, tuple[Move, Mapping, str]]) -> str:
    if move.section in editor.hidden:
        return _("{section} is hidden, and cannot be moved", section=move.section)
    if move.section not in editor.sections:
        near = did_you_mean(move.section, (*editor.sections, *editor.hidden))
        return _(
            "there is no section {section}{near}",
            section=move.section,
            near=near or _("; {kit} bank list --kind {what} lists them", what="section"),
        )
    if move.section in moves:
        return _("{section} is moved twice; keep one of the two", section=move.section)
    if move.after and move.before:
        return _("say after: or before:, not both")
    kept = kept_in(editor, move.section)
    if move.when is not None and kept:
        return _(
            "{section} keeps its condition, since it holds {kept}: {why}",
            section=move.section,
            kept=kept,
            why=_(KEPT[kept]),
        )
    return ""


def _alter(editor: BankEditor, move: Move, tree: Mapping, file: str) -> None:
    """Override the page and condition of a section; with a new `when`, only its first entry is kept."""
    given: dict[str, object] = move.model_dump(include={"page", "when", "each_contact"}, exclude_none=True)
    told = {part.partition(":")[2]: origin for part, origin in positions(tree, "", (), file)}
    now: list[PlacedEntry] = []
    for placed in editor.outline:
        entry = placed.entry
        if entry.section != move.section:
            now.append(placed)
        elif "when" not in given or all(each.entry.section != move.section for each in now):
            now.append(PlacedEntry(entry.model_copy(update=given), placed.places | told))
    editor.outline = now


def _move(editor: BankEditor, moves: dict[str, tuple[Move, Mapping, str]]) -> list[Problem]:
    problems: list[Problem] = []
    waiting: dict[str, Position] = {}
    for name, (_ignored, tree, _also_ignored) in moves.items():
        for how in ("after", "before"):
            entry = tree.entry(how)
            if entry and isinstance(entry[1], Scalar) and entry[1].text:
                waiting[name] = Position(how, entry[1])

    def refuse(name: str, place: Position, message: str) -> None:
        target = place.target
        problems.append(
            Problem(moves[name][2], target.line, target.column, f"outline.{name}.{place.how}", message)
        )

    def put(name: str, place: Position) -> None:
        message = _put(editor, name, place)
        if message:
            refuse(name, place, message)

    place_in_order(
        waiting,
        put,
        lambda name, place, circle: refuse(
            name, place, _("these wait for each other: {circle}", circle=circle)
        ),
    )
    return problems


def _put(editor: BankEditor, name: str, place: Position) -> str:
    """Move a section in the outline; return why it cannot be moved, or ""."""
    target = place.target.text
    there = [number for number, placed in enumerate(editor.outline) if placed.entry.section == target]
    if not there and target in editor.lost:
        return ""
    if not there:
        near = did_you_mean(target, [placed.entry.section for placed in editor.outline])
        hidden = _("; {target} is hidden", target=target) if target in editor.hidden else ""
        near = near or hidden or _("; {kit} bank list --kind {what} lists them", what="section")
        return _("there is no section {target} in the kit{near}", target=target, near=near)
    moved = [placed for placed in editor.outline if placed.entry.section == name]
    # A section with two entries, each with its condition, is passed as a whole.
    at = there[-1] + 1 if place.how == "after" else there[0]
    before = [placed for placed in editor.outline[:at] if placed.entry.section != name]
    after = [placed for placed in editor.outline[at:] if placed.entry.section != name]
    editor.outline = [*before, *moved, *after]
    return ""
