"""Say what was mended in a Word shell, what no kit takes over, and where theme.yaml says something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docx.document import Document as WordFile

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.base_shell import base_file
from interview_kit.stages.write.word.check_placeholders import CONTACT_LINE, doubled_placeholders
from interview_kit.stages.write.word.clean_part import LeftOut
from interview_kit.stages.write.word.xml import qualified, twips
from interview_kit.support.i18n import N_, _

_SIDES = {"top": N_("top"), "right": N_("right"), "bottom": N_("bottom"), "left": N_("left")}
_NEAR = 20  # twentieths of a point: programs round
_A_MM = 1440 / 25.4  # in twentieths of a point


def mending_messages(added: Collection[str], lines: Collection[str], left_out: LeftOut) -> Iterator[str]:
    """Yield the messages about styles that were added or got their lines back, and about what is left out."""
    if added:
        names = ", ".join(added)
        yield _(
            "styles that this shell lacks come from the base theme: {names}; "
            "{kit} theme shell NAME --update adds them",
            names=names,
        )
    if lines:
        names = ", ".join(lines)
        yield _("lines between paragraphs, which LibreOffice leaves out, are put back: {names}", names=names)
    if left_out.changes:
        yield _("tracked changes in this shell are accepted, without their authors and dates")
    if left_out.names:
        names = ", ".join(sorted(left_out.names))
        yield _("no kit takes this over from the shell: {names}", names=names)


def placeholder_messages(file: WordFile, first_page: Collection[str]) -> Iterator[str]:
    """Yield the messages about placeholders that would be printed twice."""
    if CONTACT_LINE in first_page:
        yield _("the contact line stands in this shell's header or footer, so not above the title again")
    for part, name in doubled_placeholders(file):
        yield _("{part} has {{{{ {name} }}}} twice, and both are printed", part=part, name=name)


def page_messages(file: WordFile, theme: Theme) -> Iterator[str]:
    """Yield where the page of a shell differs from theme.yaml: its size, which is not used, and its margins.

    A size or margin that is still the base shell's is not the agency's.
    """
    drawn, section = (each.element.body.find(qualified("sectPr")) for each in (base_file(), file))
    if section is None or any(section.find(qualified(each)) is None for each in ("pgSz", "pgMar")):
        return
    size, margins = section.find(qualified("pgSz")), section.find(qualified("pgMar"))
    own = tuple(int(size.get(qualified(side), 0)) for side in ("w", "h"))
    usual = tuple(int(drawn.find(qualified("pgSz")).get(qualified(side))) for side in ("w", "h"))
    wanted = tuple(map(twips, theme.paper.size_mm))
    if not any(_are_near(own, each) for each in (usual, wanted)):
        yield _(
            "this shell's page is {own} mm, and kits are {wanted} mm, by theme.yaml or --paper; choose "
            "the same under Layout > Size",
            own=_millimetres(own),
            wanted=_millimetres(wanted),
        )
    differ = []
    for side, name in _SIDES.items():
        here = margins.get(qualified(side), "")
        token = getattr(theme.tokens, f"margin_{side}")
        is_own = here and here != drawn.find(qualified("pgMar")).get(qualified(side))
        if is_own and abs(int(here) - twips(token)) > _NEAR:
            differ.append(f"{_(name)} {int(here) / _A_MM:.0f} ({token:g})")
    if differ:
        yield _(
            "Word kits have this shell's margins, and PDF kits those of theme.yaml, in millimetres: {sides}",
            sides=", ".join(differ),
        )


def _are_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _millimetres(size: tuple[int, ...]) -> str:
    return " × ".join(f"{side / _A_MM:.0f}" for side in size)
