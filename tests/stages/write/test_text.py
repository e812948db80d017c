"""Plain text: all words of a kit in 76 columns, with room to write and boxes to tick."""

from __future__ import annotations

from interview_kit.model.document import (
    AnswerSpace,
    Blank,
    Block,
    Cell,
    Cue,
    Document,
    Filled,
    Group,
    Heading,
    ItemList,
    Line,
    LineBreak,
    Link,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Section,
    Strong,
    Table,
    Text,
    Tick,
    TimeBar,
    TimeSegment,
)
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.text import WIDTH, write_text
from tests.sample_document import sample_document


def _text(*blocks: Block, language: str = "en-CA") -> str:
    document = Document(language, "", "", "", "", (Section("why", "why", (Text("Title"),), blocks, True),))
    return write_text(document, load_theme("base")).decode()


def test_every_block_has_its_form() -> None:
    question = Question(
        "1",
        "2 min",
        "Ask first",
        ((Text("How?"),),),
        (Text("So."),),
        AnswerSpace("Notes", "q", 1),
        (Text("More?"),),
    )
    link = Link((Text("the site"),), "https://a.example")
    row = (Cell((Text("Ann"),)), Cell((), AnswerSpace("When", "l", 1)), Cell((), Tick((), "t", "Done")))
    made = _text(
        Heading(2, (Text("Part"),)),
        Paragraph((Text("See "), link, Text(" on "), Blank("(day)"), Text("."), LineBreak(), Filled("Maya"))),
        ItemList(((Strong((Text("One."),)), Text(" p. "), PageNumber("x")), (Text("Two"),)), ordered=True),
        Group(
            (
                Line("They", (Text("Yes?"),), False),
                Line(
                    "You",
                    (
                        Cue("Breathe."),
                        Text(" Hi"),
                    ),
                    True,
                ),
            ),
            Role.SCRIPT,
        ),
        question,
        Table(((Text("Who"),), (Text("When"),), (Text("Done"),)), (row,), (0.4, 0.4, 0.2), "", Role.LOG),
        TimeBar((TimeSegment("Open", 1, "1 min"), TimeSegment("Ask", 2, "2 min")), "Stop"),
        Tick((Text("Read"),), "t2", ""),
        Tick((Text("Called"),), "t3", ""),
    )
    assert made == (
        "Title\n=====\n"
        "\nPart\n----\n"
        "\nSee the site <https://a.example> on ________ (day).\nMaya\n"
        "\n1. One. p.\n2. Two\n"
        "\nThey:   Yes?\nYou:    [Breathe.] Hi\n"
        f"\n1. (* Ask first, 2 min)\n   How?\n   So.\n   More?\nNotes:\n{'_' * 60}\n"
        f"\nWho: Ann\nWhen: {'_' * 24}\n[ ] Done\n"
        f"\nOpen  |{'#' * 10}{' ' * 20}|  1 min\nAsk   |{' ' * 10}{'#' * 20}|  2 min\nStop\n"
        "\n[ ] Read\n[ ] Called\n"
    )


def test_lines_wrap_and_a_speaker_stands_in_the_margin() -> None:
    made = _text(Line("You", (Text("word " * 20),), by_user=True))
    assert made.splitlines()[3:] == [
        f"You:    {' '.join(['word'] * 13)}",
        f"        {' '.join(['word'] * 7)}",
    ]


def test_in_french_a_colon_stands_behind_a_no_break_space_and_never_behind_a_question_mark() -> None:
    row = (Cell((Text("Ann"),)), Cell((Text("oui"),)), Cell((), AnswerSpace("Quand", "l", 1)))
    made = _text(
        Line("Vous", (Text("Bonjour"),), by_user=True),
        AnswerSpace("Vos notes", "n", 0),
        AnswerSpace("Pour quand?", "w", 0),
        Table(((Text("Qui"),), (Text("Réponse"),), (Text("Quand"),)), (row,), (0.4, 0.3, 0.3), "", Role.LOG),
        language="fr-CA",
    )
    assert made.splitlines()[3:] == [
        "Vous\u00a0:  Bonjour",
        "",
        "Vos notes\u00a0:",
        "",
        "Pour quand?",
        "",
        "Qui\u00a0: Ann",
        "Réponse\u00a0: oui",
        f"Quand\u00a0: {'_' * 24}",
    ]


def test_a_whole_kit_fits_its_width() -> None:
    lines = write_text(sample_document(), load_theme("base")).decode().splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if line != line.rstrip()] == []


def test_plain_text_has_no_pages_and_no_word_that_leads_to_one() -> None:
    card = (
        Strong((Text("One page only?"),)),
        Text(" The card, page "),
        PageNumber("card"),
        Text(", is last."),
    )
    assert "One page only? The card, is last.\n" in _text(Paragraph(card))
