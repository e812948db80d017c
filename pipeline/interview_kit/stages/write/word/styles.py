"""List the styles that every Word shell has, and the words of their samples in a shell to edit.

The looks of the styles are those of the base theme's shell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RULING_MM = 8.0
"""The pitch of ruled lines: handwriting needs 8 mm; the rule adds its own thickness."""

CARD_MM = (158, 76)
"""The width and least height of a pocket card: two fit on a sheet."""

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "Normal": "Every other style is based on this one. Its font and its size are those of theme.yaml.",
        "Title": "The title of the first page. Under a letterhead it has no bar.",
        "Heading 1": "The title of a section.",
        "Heading 2": "A heading in a section.",
        "Heading 3": "A heading under a heading.",
        "List Bullet": "An entry of a list. The bullet itself is changed with Define New Bullet.",
        "List Number": "An entry of a numbered list.",
        "Header": "The head of a page, empty until you put something there.",
        "Footer": "The foot of a page: whose kit it is, the page, and your agency's line.",
        "Kit Body": "Ordinary paragraphs.",
        "Kit Lead": "The first sentences of a page, a little larger.",
        "Kit Rule": "The one rule: learn, never ask for a job. Its first words stand in Kit Rule Words.",
        "Kit Tip": "Advice beside the flow.",
        "Kit Note": "Small print: sources and reminders.",
        "Kit Subject": "The subject line of an e-mail.",
        "Kit Message": "An e-mail, a note or a letter, as it is sent.",
        "Kit Facts": "What is known of the talk: who, when, and how.",
        "Kit Steps": "The steps of the kit on the first page, each with the number of its page.",
        "Kit Script": "Words around a conversation that is read aloud.",
        "Kit Refusal": "Words around a “no” and the reply to it.",
        "Kit Question": "A question to ask.",
        "Kit Checklist": "An entry with a box to tick by hand.",
        "Kit Prompts": "Names or ideas to write down, on lines.",
        "Kit Card": "Words on a pocket card.",
        "Kit Cards": "Words on the sheet around the two cards.",
        "Kit Timeline": "A date in their order, with a dot on a line.",
        "Kit Grid": "A cell of a table with boxes to tick.",
        "Kit Log": "A cell of a table with room to write.",
        "Kit Plan Title": "The heading over minutes and questions, as large as the title of a section.",
        "Kit Plan": "A part of the talk and its minutes.",
        "Kit Columns": "An entry of a list that other formats set in two columns.",
        "Kit Said": "What the person says, in a script.",
        "Kit Heard": "What the other person says, in a script.",
        "Kit Refusal Said": "The reply to a “no”.",
        "Kit Refusal Heard": "The “no” of the other person.",
        "Kit Number": "The number of a question.",
        "Kit Star": "The star of a question to ask first.",
        "Kit Minutes": "The minutes of a question.",
        "Kit Reason": "Why a question is worth asking.",
        "Kit Label": "The first line of a space to write in, with its name.",
        "Kit Answer": "The other lines of a space to write in. They are 8 mm apart: a hand needs that.",
        "Kit Tick": "A box to tick on the screen, and the words beside it.",
        "Kit Table Head": "The head of a column.",
        "Kit Table Tick": "A box in a table.",
        "Kit Plan End": "When to stop, under the minutes.",
        "Kit Card Rule": "The one rule on a pocket card.",
        "Kit Letterhead": "Your contact lines, and the line in which your logo stands.",
        "Kit Gap": "The gap after a table.",
        "Kit End": "The last paragraph of a file that ends in a table: Word needs one.",
        "Strong": "Words that carry a sentence.",
        "Emphasis": "Words set apart in a sentence.",
        "Hyperlink": "A link.",
        "Kit Rule Words": "The first words of the one rule.",
        "Kit Filled": "What was filled in, in something that is said or sent.",
        "Kit Blank": "A line to write on.",
        "Kit Hint": "What belongs on the line.",
        "Kit Typed": "What is typed behind the name of a space, and the words that lead to a page.",
        "Kit Cue": "A stage direction in a script, in a thin frame.",
        "Kit Speaker": "Who speaks, where it is the person.",
        "Kit Box": "A box to tick.",
        "Kit Page": "The number of a page.",
        "Kit Table": "Tables with a head and boxes to tick.",
        "Kit Log Table": "Tables with room to write.",
        "Kit Open Table": "Tables without lines, which put two things side by side.",
        "Kit Card Table": "The two pocket cards, with lines to cut along.",
    }
)
"""The purpose of each style by its name, for the person who edits a shell in Word."""

LEAD = (
    "Change a style, not this text: in the list of styles, right-click its name and choose Modify. Colours "
    "of the theme, the usual font and the size of ordinary text follow theme.yaml; so do sizes and margins "
    "that you leave as they are. Put pictures into the header, and no words: they are in the bank. "
    "In header and footer you may write {{ running_head }}, {{ page_label }}, {{ title }}, {{ subject }}, "
    "{{ footer }}, {{ contact_line }}, and {{ logo_alt }} as the alt text of a picture."
)
"""The first paragraph of the samples in a shell to edit."""

CELLS = ("One", "Two"), ("Three", "Four")
"""The rows of the sample of a table style."""


def is_sample(text: str) -> bool:
    """Return whether a paragraph is a sample; LibreOffice, on saving, takes them out of their frame."""
    name, colon, _purpose = text.partition(": ")
    in_table = any(text in row for row in CELLS)
    return (bool(colon) and name in STYLES) or text.startswith(LEAD.partition(":")[0]) or in_table
