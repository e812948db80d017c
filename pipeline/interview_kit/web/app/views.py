"""Define what the pages of the app are rendered with: addresses, the kit, messages.

Every page gets `urls`, `settings` (AppSettings), `languages` (the other ones, to switch to) and `state`: the
sealed answers, for a hidden field of that name in each of its forms, or "". `refused` is true where something
is wrong. And:

    form     `answers`, `errors` (FieldError; () where nothing was checked), `notice` (Message or None).
             Its buttons post the whole form: to `urls.kit` (check it and show the kit), `urls.form` (show
             it again as it is, such as with one more contact), `urls.save` (download the answers as YAML),
             or `post_to` of a language. Where errors are shown, a hidden field `checked` is "yes": the
             other language shows them too. `urls.open` takes a file in a form of its own: multipart, field
             `file`. `urls.live` takes the form and answers with `panel`, without the rest of the page.
    kit      `answers`, `kit` (KitView), `notice`. Its buttons post `state` to `urls.change` with one of
             `keep`, `drop` or `usual` (the id of a question), or with the switches, fields of the profile:
             `support.large_print`, `support.dyslexia_friendly`, `support.high_contrast` ("true"), `length`
             ("short", "full" or "") and `questions.add` (a question a line); then `switches` is "shown",
             since a box without a tick is not posted. `urls.download` + a kind of `kit.downloads` is a
             file, `urls.save` the answers, and `urls.form` leads back to the form.
    panel    `kit` (KitView or None) and `errors`: the kit beside the form.
    message  `message` (Message): a page that says one thing.
    busy     `message`, `here` (where it was posted to), `fields` (names and values), to post again.
    privacy  `rows` (Promise) and `limits`: what becomes of what is typed, and how much it may be.

Names of fields are keys of the profile, such as `contacts.1.name`. `Answers({...})` makes answers of a
mapping, and `Answers.from_post(posted, kept)` keeps from `kept` what the form has no control for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interview_kit.model.enums import Language
from interview_kit.web.app.form import FieldError


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of the app, without a host; `static` and `download` want a name behind them.

    `home` is a new form; `windows` is the event stream by which the app knows that a window is open, "" where
    it does not want to know. `privacy` says what becomes of what is typed.
    """

    home: str
    form: str
    kit: str
    save: str
    open: str
    live: str
    change: str
    download: str
    finish: str
    privacy: str
    static: str
    windows: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Another language of the app: its code, its name in itself, and where its button posts the form to."""

    language: Language
    name: str
    post_to: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message: a title, a text, and lines that name places in a file.

    `link` is an address and `label` its words, or both are "".
    """

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()
    link: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page of a kit: its number from 1, its sections, its picture as a data address, and its pixels."""

    number: int
    title: str
    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class KitView:
    """A kit as it is shown: its pages, and the reasons for its questions.

    `talks` are JSON data: `contact`, `minutes`, `approach`, `questions` (`id`, `words`, `reason`, `minutes`,
    `starred`) and `left_out` (`reason`, and `questions` with `id` and `words`). `downloads` are the kinds of
    files that there are for this kit; `notices` are what the reader remarks on, each at its field.
    """

    name: str
    pages: tuple[PageImage, ...]
    talks: tuple[Mapping[str, Any], ...]
    notices: tuple[FieldError, ...]
    downloads: tuple[str, ...]
