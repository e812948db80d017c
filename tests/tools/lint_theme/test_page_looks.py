"""The ink and the ground of drawn words: the edges of a thick letter are neither."""

from __future__ import annotations

from PIL import Image

from interview_kit.tools.lint_theme.page_looks import _Letter, _word


def test_the_ground_of_a_letter_that_is_a_bar_is_the_paper() -> None:
    """The columns are those of a bold I, drawn between pixels, 3 of which are a point."""
    columns = (240, 76, 16, 16, 16, 16, 16, 45, 222)
    picture = Image.new("RGB", (60, 90), "#ffffff")
    for across, grey in enumerate(columns, 20):
        picture.paste((grey, grey, grey), (across, 21, across + 1, 59))
    bar = _Letter("I", (21.3 / 3, 31.2 / 3, 27.7 / 3, 68.8 / 3), 16.6, (16, 16, 16))
    word = _word(1, [bar], picture)
    assert (word.ink, word.ground) == ("#101010", "#ffffff")
