"""Apply a theme's `outline:` section: move sections, and override their page and condition."""

from __future__ import annotations

from collections.abc import Container, Iterator

from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.change import KEPT
from interview_kit.stages.read.bank.hide import kept_in
from interview_kit.stages.read.bank.order import Position, in_order, taken_positions
from interview_kit.stages.read.bank.overlay_file import OverlayFile
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data


def reorder(editor: BankEditor, files: list[OverlayFile]) -> Iterator[Problem]:
    """Move sections in the outline, new ones by default to the end; yield problems."""
    moves: dict[str, tuple[Data, list[Position]]] = {}
    for file in files:
        for number, move in enumerate(file.said.get("outline", ()), 1):
            section, places = move["section"], taken_positions(move)
            if section in editor.lost:
                continue
            if message := _wrong(editor, move, places, moves):
                yield move.places["section"].problem(f"outline.{number}.section", message)
            else:
                moves[section] = (move, places)
    printed = {entry["section"] for entry in editor.words["outline"]}
    for name in editor.added:
        if name in editor.index and name not in printed:
            at = editor.index[name].data.at
            editor.words["outline"] += (Data(at).put("section", name, at).put("page", "new", at),)
    for move, _ignored in moves.values():
        _alter(editor, move)
    waiting = {name: place for name, (_ignored, places) in moves.items() for place in places}
    for name, place, wrong in in_order(waiting):
        if message := wrong or _put(editor, name, place):
            yield place.origin.problem(f"outline.{name}.{place.how}", message)


def _wrong(editor: BankEditor, move: Data, places: list[Position], known: Container[str]) -> str:
    section = move["section"]
    found = editor.index.get(section)
    if section in editor.hidden:
        return _("{section} is hidden, and cannot be moved", section=section)
    if found is None or found.kind != "section":
        sections = [name for name, each in editor.index.items() if each.kind == "section"]
        near = did_you_mean(section, (*sections, *editor.hidden))
        return _(
            "there is no section {section}{near}",
            section=section,
            near=near or _("; {kit} bank list --kind {what} lists them", what="section"),
        )
    if section in known:
        return _("{section} is moved twice; keep one of the two", section=section)
    if len(places) > 1:
        return _("say after: or before:, not both")
    kept = kept_in(editor, section)
    if "when" in move and kept:
        return _(
            "{section} keeps its condition, since it holds {kept}: {why}",
            section=section,
            kept=kept,
            why=_(KEPT[kept]),
        )
    return ""


def _alter(editor: BankEditor, move: Data) -> None:
    """Override the page and condition of a section; with a new `when`, only its first entry is kept.

    With a new `page`, the condition under which the page is shared (`shared_when`) no longer holds.
    """
    now: list[Data] = []
    for entry in editor.words["outline"]:
        if entry["section"] != move["section"]:
            now.append(entry)
        elif "when" not in move or all(each["section"] != move["section"] for each in now):
            if "page" in move:
                entry.pop("shared_when", None)
            now.append(entry.take(move))
    editor.words["outline"] = tuple(now)


def _put(editor: BankEditor, name: str, place: Position) -> str:
    """Move a section in the outline; return why it cannot be moved, or ""."""
    target, outline = place.target, editor.words["outline"]
    there = [number for number, entry in enumerate(outline) if entry["section"] == target]
    if not there and target in editor.lost:
        return ""
    if not there:
        near = (
            did_you_mean(target, [entry["section"] for entry in outline])
            or (_("; {target} is hidden", target=target) if target in editor.hidden else "")
            or _("; {kit} bank list --kind {what} lists them", what="section")
        )
        return _("there is no section {target} in the kit{near}", target=target, near=near)
    # A section with two entries, each with its condition, is passed as a whole.
    at = there[-1] + 1 if place.how == "after" else there[0]
    moved = [entry for entry in outline if entry["section"] == name]
    before = [entry for entry in outline[:at] if entry["section"] != name]
    after = [entry for entry in outline[at:] if entry["section"] != name]
    editor.words["outline"] = (*before, *moved, *after)
    return ""
