"""What no kit may lack in English: kits of people with one trait each, drawn as text once."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from interview_kit.model import document as d
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.select import select
from interview_kit.stages.write.text import write_text
from tests.kits import bank, looks

ABOUT = {
    "interests": ["engines"],
    "skills": ["patience"],
    "experience": ["Two summers in a shop"],
    "needs": ["day shifts"],
}
STRANGER = {
    "name": "Lee Park",
    "occupation": "welder",
    "organisation": "City of Regina",
    "phone": "306-555-0100",
}
TIMES = {"minutes": 15, "availability": ["Monday", "Tuesday"]}
CALL: dict[str, Any] = {
    "name": "Ada Obi",
    "location": "Regina, Saskatchewan",
    "target": {"occupation": "welder"},
    "decision": "narrowing",
    "about": ABOUT,
    "talk": TIMES,
    "contacts": [STRANGER],
    "support": {"fears": ["shy", "imposing", "rejection"]},
}
PUPIL = CALL | {
    "situation": ["secondary"],
    "decision": "exploring",
    "about": ABOUT | {"education": "Grade 10"},
    "talk": TIMES | {"minutes": 10},
    "programme": {
        "course": "GLC2O",
        "teacher": "Ms. Bell",
        "contact": "306-555-0199",
        "due": dt.date(2027, 2, 1),
        "pages": ["rubric", "consent", "for-the-contact"],
    },
}
WRITING = STRANGER | {"email": "lee@example.com"}
PEOPLE: dict[str, dict[str, Any]] = {
    "call": CALL,
    "one time": CALL | {"talk": {"minutes": 15, "availability": ["mornings"]}},
    "nobody": CALL | {"contacts": [], "target": {"occupation": "welder", "trade": True}},
    "nobody, school": PUPIL | {"contacts": [], "location": "Sudbury, Ontario"},
    "nobody, new": CALL | {"contacts": [], "situation": ["newcomer"], "support": {"plain_language": False}},
    "e-mail": CALL | {"contacts": [WRITING], "talk": TIMES | {"ask_by": "email", "channel": "video"}},
    "student e-mail": CALL
    | {"situation": ["postsecondary"], "contacts": [WRITING], "talk": TIMES | {"ask_by": "email"}},
    "half an hour": CALL | {"talk": {"minutes": 30}},
    "decided": CALL | {"decision": "committed"},
    "decided e-mail": CALL
    | {"decision": "committed", "contacts": [WRITING], "talk": TIMES | {"ask_by": "email"}},
    "referred": CALL | {"contacts": [STRANGER | {"referral": {"name": "Sam Roy", "agreed": True}}]},
    "pupil": PUPIL,
    "pupil, 15": PUPIL | {"talk": TIMES},
    "aunt": PUPIL | {"contacts": [STRANGER | {"relationship": "family"}]},
    "planned": CALL
    | {"talk": TIMES | {"date": dt.date(2027, 1, 20), "time": "15:00", "channel": "in-person"}},
    "written": CALL | {"contacts": [WRITING], "talk": TIMES | {"ask_by": "email", "channel": "written"}},
    "nurse": CALL
    | {
        "target": {"occupation": "registered nurse", "regulated": "College of Nurses of Ontario"},
        "situation": ["newcomer"],
        "decision": "committed",
        "about": ABOUT | {"training": "finished"},
    },
    "clerk": CALL | {"target": {"occupation": "accounting clerk"}, "talk": {"minutes": 30}},
}


@cache
def document(name: str) -> d.Document:
    profile = Profile.model_validate(PEOPLE[name])
    return assemble(select(bank(), profile), profile, bank())


@cache
def drawn(name: str) -> str:
    """Return the text of a person's kit on one line."""
    return " ".join(write_text(document(name), looks()).decode().split())
