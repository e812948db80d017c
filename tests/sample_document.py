"""Write a whole kit by hand: every kind of block, with words of real length, for the tests of the writers."""

from __future__ import annotations

from interview_kit.model.document import (
    AnswerSpace,
    Blank,
    Block,
    Cell,
    Cue,
    Document,
    Emphasis,
    Filled,
    Group,
    Heading,
    Inlines,
    ItemList,
    Line,
    LineBreak,
    Link,
    PageBreak,
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


def words(*parts: str | Filled | Blank | Cue | Strong | Emphasis | Link | PageNumber | LineBreak) -> Inlines:
    """Return inlines, every string as fixed words."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def sample_document() -> Document:
    """Return a kit of about six pages in English, as `assemble` would make it."""
    return Document(
        language="en-CA",
        title="Interview kit for Maya Chen",
        subject="Talks about the work of a veterinary technician",
        running_head="Maya Chen · veterinary technician",
        page_label="Page",
        sections=(
            _front(),
            _why(),
            _find_someone(),
            _research(),
            _rehearse(),
            _conversation(),
            _more_questions(),
            _thank_you(),
            _follow_up(),
            _log(),
            _fit_grid(),
            _reflection(),
            _pocket_card(),
        ),
    )


def empty_document() -> Document:
    """Return a document with every kind of block and no word in it: what is printed is the theme's own."""
    space = AnswerSpace("", "f1", 2)
    tick = Tick((), "f2", "")
    blocks: tuple[Block, ...] = (
        Heading(2, ()),
        Heading(3, ()),
        Paragraph(()),
        ItemList(((), ())),
        ItemList(((), ()), ordered=True),
        space,
        tick,
        Table(
            ((), ()),
            ((Cell(), Cell((), AnswerSpace("", "f3", 1))), (Cell(), Cell((), Tick((), "f4", "")))),
            (0.5, 0.5),
            "",
        ),
        Line("", (), by_user=True),
        Line("", (), by_user=False),
        Question("", "", "", ((),), (), AnswerSpace("", "f5", 2)),
        TimeBar((TimeSegment("", 1, ""), TimeSegment("", 2, "")), ""),
        PageBreak(),
    )
    groups = tuple(Group((Paragraph((), role), ItemList(((),), role=role)), role) for role in Role)
    return Document(
        "en-CA",
        "",
        "",
        "",
        "",
        (Section("front", "s1", (), blocks, True), Section("why", "s2", (), groups, False)),
    )


def _front() -> Section:
    def step(verb: str, rest: str, anchor: str) -> Inlines:
        return (PageNumber(anchor, words=words(Strong(words(verb)), rest, " ")),)

    return Section(
        "front",
        "front",
        words("Talk to someone who does the work"),
        (
            Paragraph(
                words(
                    "This kit belongs to ",
                    Filled("Maya Chen"),
                    ". It helps you ask people about the work of a ",
                    Filled("veterinary technician"),
                    ", in ",
                    Filled("10 minutes"),
                    " or so, by phone.",
                ),
                Role.LEAD,
            ),
            Paragraph(
                words(
                    Strong(words("Ask to learn. Never ask for a job.")),
                    " People say yes because you only want to hear about their work.",
                ),
                Role.RULE,
            ),
            Heading(2, words("What you want to find out")),
            ItemList(
                (
                    words("What do people in this work do all day?"),
                    words(
                        "Would it fit you: your interests in ",
                        Filled("animals and biology"),
                        ", your skills?",
                    ),
                    words("How did others get in?"),
                )
            ),
            Heading(2, words("Your four steps")),
            ItemList(
                (
                    step("Find someone", " and look things up before you call.", "find-someone"),
                    step("Rehearse", " the call aloud, five times, with a friend.", "rehearse"),
                    step(
                        "Make the call",
                        " with the script and the questions beside your phone.",
                        "conversation-1",
                    ),
                    step("Say thank you", " within a day, and write down what you learned.", "thank-you"),
                ),
                ordered=True,
                role=Role.STEPS,
            ),
        ),
        starts_page=True,
    )


def _why() -> Section:
    return Section(
        "why",
        "why",
        words("Why it is worth it"),
        (
            ItemList(
                (
                    words(
                        Strong(words("First hand. ")),
                        "You hear what the days are like from someone who lives them.",
                    ),
                    words(Strong(words("Made for you. ")), "You ask what no web page answers."),
                    words(
                        Strong(words("People. ")),
                        "Someone who has talked with you once may think of you later.",
                    ),
                    words(
                        Strong(words("Practice. ")),
                        "The next talk is easier, and so is a job interview one day.",
                    ),
                )
            ),
            Paragraph(
                words(
                    Strong(words("Nervous? ")),
                    "That is normal. You ask for nothing but information, so there is nothing to ",
                    "lose, and most people like to talk about their work.",
                ),
                Role.TIP,
            ),
        ),
        starts_page=False,
    )


def _find_someone() -> Section:
    return Section(
        "find-someone",
        "find-someone",
        words("Find someone to ask"),
        (
            Paragraph(
                words(
                    "You already have one name. One more is good to have in hand: people are away, or busy."
                )
            ),
            Heading(2, words("People you know")),
            AnswerSpace("Family, neighbours, parents of friends", "find-someone.family", 2),
            AnswerSpace("Friends, teachers, people from clubs or sports", "find-someone.friends", 2),
            Heading(2, words("Places to look")),
            ItemList(
                (
                    words(
                        "A map on your phone: search for animal hospitals and clinics near ",
                        Filled("Sudbury, Ontario"),
                        ".",
                    ),
                    words(
                        "The Ontario Association of Veterinary Technicians, at ",
                        Link(words("oavt.org"), "https://oavt.org"),
                        ".",
                    ),
                    words("The person you talk to: ask who else you could call."),
                ),
                role=Role.CHECKLIST,
            ),
        ),
        starts_page=True,
    )


def _research() -> Section:
    return Section(
        "research",
        "research",
        words("Look things up first"),
        (
            Paragraph(words("Ten minutes of reading makes your questions better. Tick what you have read.")),
            Tick(
                words("The page on this work at ", Link(words("jobbank.gc.ca"), "https://www.jobbank.gc.ca")),
                "research.1",
                "Job Bank read",
            ),
            Tick(words("The web site of ", Filled("Lakeside Animal Clinic")), "research.2", "Web site read"),
            Tick(words("A book or a magazine from the library"), "research.3", "Library visited"),
            AnswerSpace("Two things I know already", "research.known", 3),
            Paragraph(
                words("Pay and openings change from place to place; note where each number comes from."),
                Role.NOTE,
            ),
        ),
        starts_page=False,
    )


def _rehearse() -> Section:
    tries = tuple(
        (
            Cell(words(f"Try {number}")),
            Cell((), AnswerSpace(f"Try {number}: with whom", f"rehearse.{number}.who", 1)),
            Cell((), AnswerSpace(f"Try {number}: what went well", f"rehearse.{number}.well", 1)),
            Cell((), Tick((), f"rehearse.{number}.done", f"Try {number} is done")),
        )
        for number in range(1, 6)
    )
    return Section(
        "rehearse",
        "rehearse",
        words("Rehearse five times"),
        (
            Paragraph(
                words(
                    "Read the script aloud with a friend who plays ",
                    Filled("Dr. Priya Nair"),
                    ". Let your friend say no as ",
                    "well: it is good to have heard it once. Stand up when you speak; your voice is clearer.",
                )
            ),
            Table(
                (words("Try"), words("With whom"), words("What went well"), words("Done")),
                tries,
                (0.14, 0.3, 0.42, 0.14),
                "Five tries with a friend",
                Role.LOG,
                row_headers=True,
            ),
        ),
        starts_page=False,
    )


def _refusal(theirs: str, yours: Inlines) -> Group:
    return Group(
        (Line("They", words(theirs), by_user=False), Line("You", yours, by_user=True)),
        Role.REFUSAL,
    )


def _script() -> Group:
    return Group(
        (
            Paragraph(
                words(
                    Filled("Dr. Priya Nair"),
                    ", ",
                    Filled("veterinarian, Lakeside Animal Clinic, 705-555-0142"),
                    LineBreak(),
                    "By phone, ",
                    Filled("10 minutes"),
                    ", on ",
                    Blank("day and time"),
                ),
                Role.FACTS,
            ),
            Line("They", words("Lakeside Animal Clinic, good afternoon."), by_user=False),
            Line(
                "You",
                words(
                    "Hello. My name is ",
                    Filled("Maya Chen"),
                    ". May I speak with ",
                    Filled("Dr. Priya Nair"),
                    "?",
                ),
                by_user=True,
            ),
            Line("They", words("Speaking."), by_user=False),
            Line(
                "You",
                words(
                    "Good afternoon, ",
                    Filled("Dr. Nair"),
                    ". ",
                    Cue("Breathe."),
                    " ",
                    Filled("Ms. Okafor"),
                    " suggested that I call you. She thought you were the right person to ask about animals.",
                ),
                by_user=True,
            ),
            Line("They", words("Oh yes? What is it about?"), by_user=False),
            Line(
                "You",
                words(
                    "I am in ",
                    Filled("Grade 10"),
                    ", and I am looking at the work of a ",
                    Filled("veterinary technician"),
                    ". I would like to hear what it is really like. I am not asking for a job.",
                ),
                by_user=True,
            ),
            Line(
                "You", words("It would take ", Filled("10 minutes"), ". Is this a good moment?"), by_user=True
            ),
            Line("They", words("It is a bit busy right now."), by_user=False),
            Line(
                "You",
                words(
                    "I understand. Would ",
                    Filled("Tuesday after 3:30 pm"),
                    " or ",
                    Filled("Thursday at noon"),
                    " be better?",
                ),
                by_user=True,
            ),
            Line("They", words("No, it is all right. Go ahead."), by_user=False),
            Line(
                "You",
                words("Thank you. ", Cue("Pick up your pen."), " May I take notes while we talk?"),
                by_user=True,
            ),
            Line(
                "You",
                words(
                    "A little about me: I like ",
                    Filled("animals and biology"),
                    ", and I am good at ",
                    Filled("staying calm and careful notes"),
                    ". I help at the animal shelter on weekends.",
                ),
                by_user=True,
            ),
            AnswerSpace("In my own words", "conversation-1.own-words", 2),
            Heading(3, words("If the answer is no")),
            _refusal(
                "I am too busy.", words("I understand. Thank you for telling me. Who else could I ask?")
            ),
            _refusal(
                "I would like to help, but this week is full.",
                words(
                    "Of course. Would a day next week be easier? I am free on ",
                    Filled("Tuesday after 3:30 pm"),
                    ".",
                ),
            ),
            _refusal(
                "Is this for a class?",
                words("It is for me. My teacher, ", Filled("Ms. Okafor"), ", knows that I am calling."),
            ),
            _refusal(
                "We are not hiring.",
                words("That is fine, I am not looking for a job. I only want to learn about the work."),
            ),
            Paragraph(words("A no is normal. Most people like to talk about their work."), Role.NOTE),
        ),
        Role.SCRIPT,
    )


def _question(
    number: int, minutes: str, star: bool, content: tuple[str, ...], reason: str, lines: int
) -> Question:
    return Question(
        str(number),
        minutes,
        "Ask first" if star else "",
        tuple(words(line) for line in content),
        words(reason),
        AnswerSpace("Notes", f"conversation-1.question-{number}", lines),
        words("If there is time: And then?") if star else (),
    )


def _conversation() -> Section:
    return Section(
        "conversation",
        "conversation-1",
        words("Your talk with ", Filled("Dr. Priya Nair")),
        (
            _script(),
            PageBreak(),
            Heading(2, words("Your ten minutes"), "conversation-1-questions"),
            TimeBar(
                (
                    TimeSegment("Open", 0.5, "½ min"),
                    TimeSegment("About you", 0.5, "½ min"),
                    TimeSegment("Your questions", 7, "7 min"),
                    TimeSegment("Thanks, who else?", 1.5, "1½ min"),
                    TimeSegment("Spare", 0.5, "½ min"),
                ),
                "Stop after 10 minutes",
            ),
            Paragraph(
                words("Ask the starred ones first if time is short. You need not ask them all."), Role.NOTE
            ),
            _question(
                1,
                "2 min",
                True,
                ("What do you do on a typical day, from the first hour to the last?",),
                "A day tells you more than a job title.",
                4,
            ),
            _question(
                2,
                "2 min",
                True,
                ("What do you like most about the work?", "What is hard about it?"),
                "Every job has both. You want to know if you could live with the hard part.",
                4,
            ),
            _question(
                3,
                "1½ min",
                False,
                ("Which personal qualities help most in this work?",),
                "You can compare them with your own.",
                3,
            ),
            _question(
                4,
                "1½ min",
                False,
                ("How did you get into this work?",),
                "There is often more than one way in.",
                3,
            ),
            _question(
                5,
                "1 min",
                False,
                ("Who else would you suggest that I talk to?",),
                "Each talk can open the next one.",
                2,
            ),
        ),
        starts_page=True,
    )


def _more_questions() -> Section:
    return Section(
        "more-questions",
        "more-questions",
        words("More to choose from"),
        (
            ItemList(
                (
                    words("What training do people need now?"),
                    words("How do you see this work changing?"),
                    words("Which school subjects matter most?"),
                    words("What are the hours like?"),
                    words("Would you choose this work again?"),
                    words("Which groups or magazines should I know?"),
                ),
                role=Role.COLUMNS,
            ),
        ),
        starts_page=False,
    )


def _thank_you() -> Section:
    return Section(
        "thank-you",
        "thank-you",
        words("Say thank you within a day"),
        (
            Paragraph(words("Write by hand or by e-mail. Three or four sentences are enough.")),
            Group(
                (
                    Paragraph(words("Thank you for your time"), Role.SUBJECT),
                    Paragraph(words("Dear ", Filled("Dr. Nair"), ",")),
                    Paragraph(
                        words(
                            "Thank you for talking with me on ",
                            Blank("day"),
                            ". I learned that ",
                            Blank("one thing you learned"),
                            ", and it helped me to understand what a ",
                            Filled("veterinary technician"),
                            " does.",
                        )
                    ),
                    Paragraph(
                        words("Next I will ", Blank("your next step"), ". Thank you again for your kindness.")
                    ),
                    Paragraph(words("Yours truly,", LineBreak(), Filled("Maya Chen"))),
                ),
                Role.MESSAGE,
            ),
        ),
        starts_page=False,
    )


def _follow_up() -> Section:
    return Section(
        "follow-up",
        "follow-up",
        words("Dates to keep"),
        (
            ItemList(
                (
                    words(
                        Strong(words(Filled("Wednesday, December 2"))),
                        LineBreak(),
                        "The talk, at ",
                        Filled("3:45 pm"),
                    ),
                    words(Strong(words(Filled("Thursday, December 3"))), LineBreak(), "Thank-you note sent"),
                    words(
                        Strong(words(Filled("Wednesday, December 9"))),
                        LineBreak(),
                        "Call the person they named",
                    ),
                    words(Strong(words(Filled("Friday, December 11"))), LineBreak(), "Hand in your notes"),
                ),
                role=Role.TIMELINE,
            ),
        ),
        starts_page=False,
    )


def _log() -> Section:
    known = (
        Cell(words(Filled("Dr. Priya Nair"), LineBreak(), Filled("705-555-0142"))),
        Cell((), AnswerSpace("Date of the call", "log.1.date", 1)),
        Cell((), AnswerSpace("What was agreed", "log.1.agreed", 1)),
        Cell((), Tick((), "log.1.thanked", "Thanked Dr. Priya Nair")),
    )
    empty = tuple(
        (
            Cell((), AnswerSpace("Who", f"log.{row}.who", 1)),
            Cell((), AnswerSpace("Date of the call", f"log.{row}.date", 1)),
            Cell((), AnswerSpace("What was agreed", f"log.{row}.agreed", 1)),
            Cell((), Tick((), f"log.{row}.thanked", "Thanked")),
        )
        for row in range(2, 5)
    )
    return Section(
        "log",
        "log",
        words("Who you talked to"),
        (
            Table(
                (words("Who"), words("When"), words("What was agreed"), words("Thanked")),
                (known, *empty),
                (0.3, 0.18, 0.38, 0.14),
                "People you have called",
                Role.LOG,
            ),
        ),
        starts_page=False,
    )


def _fit_grid() -> Section:
    def row(number: int, *what: str | Filled) -> tuple[Cell, ...]:
        choices = ("fits me", "does not fit", "not sure")
        ticks = (Cell((), Tick((), f"fit.{number}.{choice}", f"{number}: {choice}")) for choice in choices)
        return (Cell(words(*what)), *ticks)

    return Section(
        "fit-grid",
        "fit-grid",
        words("Does it fit?"),
        (
            Paragraph(words("Fill this in on the same day, while you still hear the voice.")),
            Table(
                (words("What matters to me"), words("Fits me"), words("Does not fit"), words("Not sure")),
                (
                    row(1, "Interest: ", Filled("animals")),
                    row(2, "Interest: ", Filled("biology")),
                    row(3, "Skill: ", Filled("staying calm")),
                    row(4, "Skill: ", Filled("careful notes")),
                    row(5, "Need: ", Filled("daytime hours")),
                    row(6, "Working with others, or alone"),
                ),
                (0.46, 0.18, 0.18, 0.18),
                "What matters to you, beside what you heard",
                Role.GRID,
                row_headers=True,
            ),
        ),
        starts_page=False,
    )


def _reflection() -> Section:
    return Section(
        "reflection",
        "reflection",
        words("What now?"),
        (
            AnswerSpace("What surprised me", "reflection.surprise", 3),
            AnswerSpace("What I still want to know", "reflection.open", 3),
            Heading(2, words("My next step")),
            Paragraph(words("Choose ", Emphasis(words("one")), " small thing, and a day for it.")),
            AnswerSpace("What, and when", "reflection.next", 2),
        ),
        starts_page=False,
    )


def _card(contact: Inlines, key: str) -> Group:
    return Group(
        (
            Heading(2, contact),
            Paragraph(
                words(
                    "Hello, my name is ",
                    Filled("Maya Chen"),
                    ". ",
                    Filled("Ms. Okafor"),
                    " suggested that I call.",
                )
            ),
            Paragraph(
                words(
                    "I would like ",
                    Filled("10 minutes"),
                    " to learn about your work. I am not asking for a job.",
                )
            ),
            ItemList(
                (
                    words("What do you do on a typical day?"),
                    words("What do you like most? What is hard?"),
                    words("Who else should I talk to?"),
                ),
                ordered=True,
            ),
            Paragraph(words("Stop after 10 minutes. Say thank you."), Role.RULE),
            AnswerSpace("Who else", f"{key}.who-else", 1),
        ),
        Role.CARD,
    )


def _pocket_card() -> Section:
    return Section(
        "pocket-card",
        "pocket-card",
        words("Cards for your pocket"),
        (
            Paragraph(
                words("Cut along the marks. One card is for the call, the other is a spare."), Role.NOTE
            ),
            Group(
                (
                    _card(words(Filled("Dr. Priya Nair"), " · ", Filled("705-555-0142")), "card-1"),
                    _card(words("Someone else: ", Blank("name and number")), "card-2"),
                ),
                Role.CARDS,
            ),
        ),
        starts_page=True,
    )
