"""Make the exports that schools have, as the programs write them: titles, encodings, delimiters, oddities.

Beside each header stands where it is known from. All pupils are invented; numbers that should never be
printed are in `never`, so that a test can look for them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.zip_files import pack

Row = Sequence[object]

# Name, number, address of each pupil in the English and in the French class.
ENGLISH = (
    ("Maya", "Chen", "340112233", "maya.chen@school.example", "veterinary technician"),
    ("Aoife", "O'Brien", "340112234", "aoife.obrien@school.example", "nurse"),
    ("Ana", "de la Cruz", "340112235", "ana.delacruz@school.example", "electrician"),
)
FRENCH = (
    ("Chloé", "Tremblay", "340112236", "chloe.tremblay@ecole.example", "coiffeuse"),
    ("Émile", "D’Amours", "340112237", "emile.damours@ecole.example", "soudeur"),
    ("Anne", "Côté", "340112238", "anne.cote@ecole.example", "pilote"),
)
HELD_BACK = (
    "1999-04-30",
    "04/30/1999",
    "19990430",
    "705-555-0199",
    "7055550199",
    "P@ssword1",
    "12 Elm Street",
)
"""A birth date, a telephone number, a password and a home address: each stands in some export."""


@dataclass(frozen=True)
class Export:
    """One file: its name, its bytes, the pupils and jobs it holds ("" where it has none), its language."""

    file: str
    data: bytes
    people: tuple[tuple[str, str], ...]
    language: str = "en"
    never: tuple[str, ...] = HELD_BACK
    ids: tuple[str, ...] = field(default=())


EXPORTS: dict[str, Callable[[], Export]] = {}


def _export(make: Callable[[], Export]) -> Callable[[], Export]:
    EXPORTS[make.__name__] = make
    return make


def text(rows: Sequence[Row], delimiter: str = ",", encoding: str = "utf-8", quoting: int = 0) -> bytes:
    """Return CSV bytes with the line ends of Windows, as most programs write them."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return target.getvalue().encode(encoding)


def workbook(**tabs: Sequence[Row] | Callable[[Worksheet], None]) -> bytes:
    """Return an Excel workbook; a tab is rows, or a function that fills it; `_` in its name is a space."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in tabs.items():
        sheet = book.create_sheet(name.replace("_", " "))
        if callable(rows):
            rows(sheet)
        else:
            for row in rows:
                sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _people(people: Sequence[Sequence[str]], work: bool = True) -> tuple[tuple[str, str], ...]:
    return tuple((f"{each[0]} {each[1]}", each[4] if work else "") for each in people)


@_export
def google_forms() -> Export:
    # "Timestamp", then "Email Address" where addresses are collected, then the questions as they were typed:
    # support.google.com/docs/answer/2917686; headers of this form in public repositories. Several answers
    # are joined by ", ".
    head = ("Timestamp", "Email Address", "What is your first and last name?",
            "What job are you interested in?", "What are your interests? (Check all that apply)")  # fmt: skip
    rows = [
        (f"2026/10/{day} 9:0{day}:12 AM EST", mail, f"{first} {last}", job, "animals, drawing")
        for day, (first, last, _, mail, job) in enumerate(ENGLISH, 1)
    ]  # fmt: skip
    return Export("Careers (Responses) - Form Responses 1.csv", text([head, *rows]), _people(ENGLISH))


@_export
def google_forms_fr() -> Export:
    # "Horodateur", "Adresse e-mail": the French header in public repositories of several schools; a French
    # Canadian account writes "Adresse courriel" (not verified).
    head = ("Horodateur", "Adresse e-mail", "Quel est ton nom?", "Quel métier t’intéresse?", "Tes intérêts")
    rows = [
        (f"2026-10-0{day} 09:01:12", mail, f"{first} {last}", job, "bricoler, travailler dehors")
        for day, (first, last, _, mail, job) in enumerate(FRENCH, 1)
    ]
    return Export("Métiers (réponses).csv", text([head, *rows]), _people(FRENCH), "fr")


@_export
def microsoft_forms() -> Export:
    # "ID", "Start time", "Completion time", "Email", "Name" ("Last modified time" since 2023), then the
    # questions: headers of Forms workbooks in public repositories. "anonymous" and no name where the form is
    # open to all; several answers end in ";" each. The one sheet is "Sheet1" (not verified).
    head = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
            "What is your full name?", "What job are you interested in?", "What do you like?")  # fmt: skip
    times = ("10/1/26 9:00:12", "10/1/26 9:05:40")
    rows = [
        (n, *times, "anonymous", None, None, f"{first} {last}", job, "animals;biology;")
        for n, (first, last, _, _mail, job) in enumerate(ENGLISH, 1)
    ]  # fmt: skip
    return Export("Careers(1-3).xlsx", workbook(Sheet1=[head, *rows]), _people(ENGLISH), never=("anonymous",))


@_export
def microsoft_forms_fr() -> Export:
    # "ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom": as French tenants show them (not
    # verified). Here the form knows who answers, so that "Nom" is filled in.
    head = (
        "ID",
        "Heure de début",
        "Heure de fin",
        "Adresse de messagerie",
        "Nom",
        "Quel métier t’intéresse?",
    )
    rows = [
        (n, "2026-10-01 09:00:12", "2026-10-01 09:05:40", mail, f"{first} {last}", job)
        for n, (first, last, _, mail, job) in enumerate(FRENCH, 1)
    ]
    return Export("Métiers(1-3).xlsx", workbook(Sheet1=[head, *rows]), _people(FRENCH), "fr")


@_export
def moodle() -> Export:
    # Moodle's own test of the grade import has this header (moodle/moodle, grade/import/csv/tests); Moodle 4
    # says "Last name" for "Surname". "-" stands for a grade that is not there.
    head = ("First name", "Last name", "ID number", "Institution", "Department", "Email address",
            "Assignment: Job (Real)", "Course total (Real)", "Last downloaded from this course")  # fmt: skip
    rows = [
        (first, last, number, "", "", mail, "-", "-", 1790000000) for first, last, number, mail, _ in ENGLISH
    ]
    numbers = tuple(each[2] for each in ENGLISH)
    return Export("GLC2O Grades.csv", text([head, *rows], quoting=csv.QUOTE_MINIMAL), _people(ENGLISH, False),
                  ids=numbers)  # fmt: skip


@_export
def moodle_fr() -> Export:
    # "Prénom, Nom, Numéro d'identification, Institution, Département, Adresse de courriel, Dernier
    # téléchargement depuis ce cours": headers that scripts of French universities read, in public
    # repositories. "Nom" is the last name alone. French Excel takes ";", which Moodle offers.
    head = ("Prénom", "Nom", "Numéro d'identification", "Institution", "Département", "Adresse de courriel",
            "Total du cours (Brut)", "Dernier téléchargement depuis ce cours")  # fmt: skip
    rows = [(first, last, number, "", "", mail, "-", 1790000000) for first, last, number, mail, _ in FRENCH]
    return Export("Notes GLC2O.csv", text([head, *rows], ";"), _people(FRENCH, False), "fr")


@_export
def brightspace() -> Export:
    # "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator", with # before each number and
    # user name, and # at the end of each row: exports shown in public repositories of McMaster, UGA and
    # others; community.d2l.com, "Importing grades". "Career Points Grade <…>" is a grade item.
    head = ("OrgDefinedId", "Username", "Last Name", "First Name", "Email",
            "Career Points Grade <Numeric MaxPoints:10>", "End-of-Line Indicator")  # fmt: skip
    rows = [
        (f"#{number}", f"#{mail.partition('@')[0]}", last, first, mail, "", "#")
        for first, last, number, mail, _ in ENGLISH
    ]
    return Export("GLC2O_GradesExport_2026-10-01-09-00.csv", text([head, *rows], encoding="utf-8-sig"),
                  _people(ENGLISH, False), never=("#34", "#m", *HELD_BACK))  # fmt: skip


@_export
def powerschool() -> Export:
    # Quick Export writes the fields that are asked for, tab by tab, with their names as titles:
    # Student_Number, LastFirst, First_Name, Grade_Level, Home_Room, DOB, Home_Phone are fields of the table
    # Students (PowerSchool, Import and Export User Guide). LastFirst is "Last, First".
    head = (
        "Student_Number",
        "LastFirst",
        "Grade_Level",
        "Home_Room",
        "DOB",
        "Gender",
        "Home_Phone",
        "Street",
    )
    rows = [
        (number, f"{last}, {first}", 10, "204", "04/30/1999", "F", "705-555-0199", "12 Elm Street")
        for first, last, number, _, _ in ENGLISH
    ]
    return Export("student.export.text", text([head, *rows], "\t"), _people(ENGLISH, False))


@_export
def oneroster() -> Export:
    # users.csv of OneRoster 1.1, in the order of the specification (imsglobal.org, "CSV Tables").
    # Teachers, those to be deleted and those who are not enabled are in the same file; grades "10".
    # The status is blank in a list of everyone; in one of changes it is not.
    head = ("sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username",
            "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone",
            "agentSourcedIds", "grades", "password")  # fmt: skip
    rows = [
        (f"u-{number}", status, "2026-09-01T00:00:00.000Z", "true", "s-1", "student", mail, "", first, last,
         "", number, mail, "", "7055550199", "", "10", "P@ssword1")
        for (first, last, number, mail, _), status in zip(ENGLISH, ("active", "", ""), strict=True)
    ]  # fmt: skip
    strangers = (
        ("active", "true", "teacher", "Ngozi", "Okafor"),
        ("tobedeleted", "true", "student", "Gone", "Kid"),
        ("active", "false", "student", "Off", "Kid"),
    )
    others = [
        (f"u-{n}", status, "", enabled, "s-1", role, first, "", first, last, "", n, "", "", "", "", "10", "")
        for n, (status, enabled, role, first, last) in enumerate(strangers)
    ]
    data = text([head, *rows, *others], quoting=csv.QUOTE_ALL)
    return Export(
        "users.csv", data, _people(ENGLISH, False), never=(*HELD_BACK, "Okafor", "Gone Kid", "Off Kid")
    )


@_export
def sds_v1() -> Export:
    # Student.csv of School Data Sync V1: OfficeDev/O365-EDU-Tools, "CSV Samples/SDS Demo - Small/Student.csv"
    # (of its 31 titles, these; the rest are addresses).
    head = ("SIS ID", "School SIS ID", "First Name", "Last Name", "Username", "Password", "State ID",
            "Secondary Email", "Student Number", "Middle Name", "Grade", "Status", "Mailing Address",
            "Mailing City", "Mailing Zip", "Gender", "Birthdate", "ELL Status", "FederalRace",
            "Graduation Year")  # fmt: skip
    rows = [
        (number, "10001", first, last, mail.partition("@")[0], "P@ssword1", "ON", mail, number, "", 10,
         "Active", "12 Elm Street", "Sudbury", "P3E 1A1", "F", "04/30/1999", "", "", 2029)
        for first, last, number, mail, _ in ENGLISH
    ]  # fmt: skip
    return Export("Student.csv", text([head, *rows]), _people(ENGLISH, False), never=(*HELD_BACK, "P3E 1A1"))


@_export
def sds_v2() -> Export:
    # users.csv of School Data Sync V2.1: OfficeDev/O365-EDU-Tools, "CSV Samples/SDS v2.1/users.csv". Who is a
    # student stands in roles.csv, which a teacher does not hand over.
    head = ("sourcedId", "username", "givenName", "familyName", "password", "activeDirectoryMatchId", "email",
            "phone", "sms")  # fmt: skip
    rows = [
        (number, mail, first, last, "P@ssword1", mail, mail, "7055550199", "")
        for first, last, number, mail, _ in ENGLISH
    ]
    return Export("users.csv", text([head, *rows]), _people(ENGLISH, False))


@_export
def clever() -> Export:
    # students.csv as PowerSchool and Genesis write it for Clever: support-sis.genesisedu.com, "Clever
    # Export"; a public export script with the same titles and case.
    head = ("School_id", "Student_id", "Student_number", "State_id", "Last_name", "Middle_name", "First_name",
            "Grade", "Gender", "Graduation_year", "DOB", "Race", "Hispanic_Latino", "Home_language",
            "Ell_status", "Frl_status", "IEP_status", "Student_street", "Student_city", "Student_state",
            "Student_zip", "Student_email", "Contact_relationship", "Contact_type", "Contact_name",
            "Contact_phone", "Contact_email", "Username", "Password")  # fmt: skip
    rows = [
        ("10001", number, number, "", last, "", first, 10, "F", 2029, "04/30/1999", "", "N", "Spanish", "N",
         "N", "Y", "12 Elm Street", "Sudbury", "ON", "P3E 1A1", mail, "Mother", "Family", "Rosa Parent",
         "705-555-0199", "parent@home.example", number, "P@ssword1")
        for first, last, number, mail, _ in ENGLISH
    ]  # fmt: skip
    never = (*HELD_BACK, "Rosa Parent", "parent@home.example", "P3E 1A1")
    return Export("students.csv", text([head, *rows]), _people(ENGLISH, False), never=never)


@_export
def google_classroom() -> Export:
    # "Last Name, First Name, Email Address", then the work; a row of dates and one of points stand between
    # the titles and the first student. The exact words are not documented (not verified).
    head = ("Last Name", "First Name", "Email Address", "My career", "Overall Grade")
    between = (("Date", "", "", "2026-10-01", ""), ("Points", "", "", "10", ""))
    rows = [(last, first, mail, "8", "80%") for first, last, _, mail, _ in ENGLISH]
    return Export("Grades.csv", text([head, *between, *rows]), _people(ENGLISH, False))


@_export
def school_list() -> Export:
    # An ordinary list of an office: the school and the class in a merged title, the date, an empty row, then
    # the titles of Ontario's own files (FirstName, OEN, homeroom: manuals.edsembli.com, TIMSS), IEP, average.
    head = (
        "Student No.",
        "OEN",
        "Student",
        "Grade",
        "Home Room",
        "Birth Date",
        "Home Phone",
        "IEP",
        "Average",
    )
    rows = [
        (int(number), "123456789", f"{last}, {first}", 10, "204", "1999-04-30", "705-555-0199", "Y", 71)
        for first, last, number, _, _ in ENGLISH
    ]

    def fill(sheet: Worksheet) -> None:
        for row in (["Lakeside Secondary School, GLC2O"], ["Printed 2026-10-01"], [], head, *rows):
            sheet.append(list(row))
        sheet.merge_cells("A1:I1")

    data = workbook(Class_List=fill)
    return Export("class list.xlsx", data, _people(ENGLISH, False), never=(*HELD_BACK, "123456789"))


@_export
def school_list_fr() -> Export:
    # The same in French, as "CSV" of Excel in French: Windows-1252 and ";", titles below a heading.
    head = ("No. d’élève", "Nom de l’élève", "Métier visé", "Foyer", "Date de naissance", "Âge", "Téléphone",
            "Adresse", "PEI", "Moyenne")  # fmt: skip
    rows = [
        (
            number,
            f"{last}, {first}",
            job,
            "12A",
            "1999-04-30",
            15,
            "705-555-0199",
            "12 Elm Street",
            "Oui",
            "71,5",
        )
        for first, last, number, _, job in FRENCH
    ]
    data = text([("École du Lac",), ("Liste du 1er octobre 2026",), (), head, *rows], ";", "cp1252")
    return Export("liste.csv", data, _people(FRENCH), "fr")


@_export
def pasted_cells() -> Export:
    # Cells that were copied in a spreadsheet: tabs, no quotes, what was shown. `kit` reads them with "-".
    rows = [
        ("Student", "Grade", "Job of interest"),
        *((f"{first} {last}", 10, job) for first, last, _, _, job in ENGLISH),
    ]
    return Export("-", text(rows, "\t"), _people(ENGLISH))


@_export
def several_tabs() -> Export:
    # One tab a section, and one that is no roster.
    head = ("Student name", "Job of interest")
    one, two, three = ((f"{first} {last}", job) for first, last, _, _, job in ENGLISH)
    data = workbook(Period_1=[head, one], Period_3=[head, two, three], Notes=[("Book the lab",)])
    return Export("sections.xlsx", data, _people(ENGLISH))


def _of_school(first: Callable[[], Export], *others: str) -> bytes:
    """Return a list of people with more rows."""
    return first().data + "".join(f"{each}\r\n" for each in others).encode()


@_export
def oneroster_zip() -> Export:
    # OneRoster 1.1 in one zip (imsglobal.org, "CSV Tables"): manifest, orgs, users, classes, enrollments. Two
    # pupils are in one class and one in another; a pupil is in none.
    ids = [f"u-{each[2]}" for each in ENGLISH]
    enrolled = [
        ("e-1", "", "", "c-2", "s-1", ids[0], "student", "", "", ""),
        ("e-2", "", "", "c-1", "s-1", ids[1], "student", "", "", ""),
        ("e-3", "active", "", "c-1", "s-1", ids[2], "student", "", "", ""),
        ("e-4", "active", "", "c-1", "s-1", "u-0", "teacher", "true", "", ""),
        ("e-5", "tobedeleted", "", "c-1", "s-1", "u-9", "student", "", "", ""),
    ]
    head = ("sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId", "userSourcedId",
            "role", "primary", "beginDate", "endDate")  # fmt: skip
    classes = [
        ("sourcedId", "status", "dateLastModified", "title", "grades", "courseSourcedId", "classCode"),
        ("c-2", "active", "", "GLC2O: period 3", "10", "k-1", "GLC2O-03"),
        ("c-1", "active", "", "GLC2O: period 1", "10", "k-1", "GLC2O-01"),
    ]
    stranger = "u-9,active,,true,s-1,student,kid,,Other,Kid,,9,,,7055550199,,10,P@ssword1"
    data = pack(
        {
            "manifest.csv": text([("propertyName", "value"), ("oneroster.version", "1.1")]),
            "orgs.csv": text([("sourcedId", "name"), ("s-1", "Lakeside")]),
            "users.csv": _of_school(oneroster, stranger),
            "enrollments.csv": text([head, *enrolled]),
            "classes.csv": text(classes),
        }
    )
    never = (*HELD_BACK, "Okafor", "Gone Kid", "Off Kid", "Other Kid")
    return Export("oneroster.zip", data, _people(ENGLISH, False), never=never)


@_export
def sds_v1_zip() -> Export:
    # StudentEnrollment.csv and Section.csv of School Data Sync V1 (OfficeDev/O365-EDU-Tools), in a folder.
    rows = [("Section SIS ID", "SIS ID"), *(("12", each[2]) for each in ENGLISH)]
    sections = [("SIS ID", "School SIS ID", "Section Name"), ("12", "10001", "Careers")]
    stranger = (
        "9,10001,Other,Kid,kid,P@ssword1,ON,,9,,10,Active,12 Elm Street,Sudbury,P3E 1A1,F,04/30/1999,,,2029"
    )
    data = pack(
        {
            "SDS/Student.csv": _of_school(sds_v1, stranger),
            "SDS/StudentEnrollment.csv": text([*rows, ("13", "9")]),
            "SDS/Section.csv": text(sections),
        }
    )
    people = (*_people(ENGLISH, False), ("Other Kid", ""))
    return Export("SDS.zip", data, people, never=(*HELD_BACK, "P3E 1A1"))


@_export
def sds_v2_zip() -> Export:
    # users, classes, enrollments of School Data Sync V2.1 (learn.microsoft.com, sds-v2.1-csv-file-format).
    rows = [("classSourcedId", "userSourcedId", "role"), *(("c", each[2], "student") for each in ENGLISH)]
    data = pack(
        {
            "users.csv": _of_school(sds_v2, "9,kid,Other,Kid,P@ssword1,kid,,,"),
            "enrollments.csv": text([*rows, ("c", "1", "teacher")]),
            "classes.csv": text([("sourcedId", "orgSourcedId", "title"), ("c", "s", "Careers")]),
            "roles.csv": text([("userSourcedId", "orgSourcedId", "role"), ("9", "s", "student")]),
        }
    )
    return Export("sds.zip", data, _people(ENGLISH, False), never=(*HELD_BACK, "Other Kid"))


@_export
def clever_zip() -> Export:
    # students, enrollments, sections as they are written for Clever (support-sis.genesisedu.com).
    rows = [("School_id", "Section_id", "Student_id"), *(("10001", "7", each[2]) for each in ENGLISH)]
    sections = [("School_id", "Section_id", "Teacher_id", "Name"), ("10001", "7", "1", "Careers")]
    data = pack(
        {"students.csv": clever().data, "enrollments.csv": text(rows), "sections.csv": text(sections)}
    )
    return Export("clever.zip", data, _people(ENGLISH, False), never=clever().never)


@_export
def lists_in_a_zip() -> Export:
    # One list a section, of two programs, as a teacher packs them.
    one, two, three = ((f"{first} {last}", job) for first, last, _, _, job in ENGLISH)
    head = ("Student name", "Job of interest")
    data = pack(
        {
            "__MACOSX/._period 1.csv": b"\0\5\x16\7",
            "period 1.csv": text([head, one], encoding="cp1252"),
            "period 3.xlsx": workbook(Sheet1=[head, two, three]),
        }
    )
    return Export("sections.zip", data, _people(ENGLISH))
