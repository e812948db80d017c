"""Answer each visit of a page: check what was posted, and return a page or a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from interview_kit.build.tasks import BuildFailure
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _, use_language
from interview_kit.support.output_folder import file_stem
from interview_kit.web.app.downloads import ANSWERS, KINDS, Download
from interview_kit.web.app.form import (
    Answers,
    FieldError,
    answers_from_profile,
    check,
    field_of,
    own_comments,
)
from interview_kit.web.app.limits import NO_DATA
from interview_kit.web.app.sitting import FORM, KIT
from interview_kit.web.app.state import StateProblem
from interview_kit.web.app.views import Message
from interview_kit.web.app.visit import Visit
from interview_kit.web.app.work import Work
from interview_kit.web.app.workers import Abandoned, Busy

REFUSED = 422
# The switches beside the kit: keys of the profile.
_SWITCHES = (
    *("support.large_print", "support.dyslexia_friendly", "support.high_contrast"),
    *("length", "questions.add"),
)
_CHOICES = ("keep", "drop")


Handler: TypeAlias = Callable[[Visit], Awaitable[Response]]


class Pages:
    """The pages of the app, as functions from a visit to a response."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @property
    def posted(self) -> dict[str, Handler]:
        """Return the pages that a form is posted to."""
        return {
            "form": self.form,
            "kit": self.kit,
            "live": self.live,
            "save": self.save,
            "open": self.open,
            "kit/show": self.show_kit,
            "kit/change": self.change_kit,
            "kit/form": self.leave_kit,
            "kit/save": self.save_kit,
            "kit/file/{kind}": self.file,
        }

    async def home(self, visit: Visit) -> Response:
        """Return a new form."""
        return self._form(visit, Answers({"language": visit.language}))

    async def form(self, visit: Visit) -> Response:
        """Return the form as it was posted; what is wrong is shown where it was shown before."""
        answers, notice = self._typed(visit)
        errors = check(answers, visit.language) if visit.posted.get("checked") else []
        return self._form(visit, answers, errors, notice)

    async def kit(self, visit: Visit) -> Response:
        """Return the kit of a posted form, or the form with what is wrong."""
        answers, _notice = self._typed(visit)
        return await self._kit(visit, answers)

    async def live(self, visit: Visit) -> Response:
        """Return the kit of a posted form to be shown beside it.

        It is 204 where a newer request replaces this one, or many wait.
        """
        answers, _notice = self._typed(visit)
        errors, kit = check(answers, visit.language), None
        try:
            if not errors:
                kit = await self._work.view(answers.to_profile_text(), visit.request.is_disconnected)
        except (Abandoned, Busy):
            return Response(status_code=204)
        except InvalidInput as error:
            errors = _field_errors(error)
        except BuildFailure:
            pass  # the page of the kit says why
        return visit.page("panel", kit=kit, errors=errors, state="")

    async def save(self, visit: Visit) -> Response:
        """Return the answers of a posted form as a file, right or wrong."""
        return _answers_file(self._typed(visit)[0])

    async def open(self, visit: Visit) -> Response:
        """Return the form with the answers of a file, or as it was with what is wrong with the file."""
        file, (typed, _notice) = visit.posted.get("file"), self._typed(visit)
        if not isinstance(file, UploadFile) or not file.filename:
            return self._form(visit, typed, notice=Message(_("No file was chosen")), status=REFUSED)
        if file.filename.lower().endswith(NO_DATA):
            notice = Message(_("This file could not be opened"), _("Saved answers are a .yaml file."))
            return self._form(visit, typed, notice=notice, status=415)
        data = await file.read()
        try:
            answers = answers_from_profile(data)
        except InvalidInput as error:
            lines = tuple(str(_in_file(each, file.filename)) for each in error.problems)
            notice = Message(_("This file could not be opened"), lines=lines)
            return self._form(visit, typed, notice=notice, status=REFUSED)
        if answers.language in visit.sitting.settings.languages:
            visit = replace(visit, language=answers.language)
        errors = check(answers, visit.language)
        with use_language(visit.language):
            about = _about_comments(own_comments(data, answers))
        return self._form(visit, answers, errors, about, status=REFUSED if errors else 200)

    async def show_kit(self, visit: Visit) -> Response:
        """Return the kit that a page carried along, in the language of the address."""
        return await self._kit(visit, _chosen(visit).changed(language=visit.language))

    async def change_kit(self, visit: Visit) -> Response:
        """Return the kit with a question kept, dropped or left to the kit, or with other switches."""
        return await self._kit(visit, _chosen(visit))

    async def leave_kit(self, visit: Visit) -> Response:
        """Return the form with the answers of the kit."""
        return self._form(visit, _chosen(visit))

    async def save_kit(self, visit: Visit) -> Response:
        """Return the answers of the kit as a file."""
        return _answers_file(_chosen(visit))

    async def file(self, visit: Visit) -> Response:
        """Return a file of the kit to download."""
        answers, kind = _chosen(visit), visit.request.path_params["kind"]
        with suppress(KeyError):
            if kind in KINDS:
                return attached(await self._work.file(answers.to_profile_text(), kind))
        return visit.message(404, _("This kit has no such file"))

    def _typed(self, visit: Visit) -> tuple[Answers, Message | None]:
        """Return the posted answers, with those that the page carried along, and a notice if it cannot."""
        notice, kept = None, Answers()
        try:
            if "state" in visit.posted:
                kept = visit.sealed(FORM)
        except StateProblem as error:
            text = _("What you see below is still there. “Save my answers” makes a file of it.")
            notice = Message(str(error), text)
        typed = Answers.from_post(visit.posted, kept)
        return typed.changed(language=visit.language), notice

    def _form(
        self,
        visit: Visit,
        answers: Answers,
        errors: list[FieldError] | None = None,
        notice: Message | None = None,
        status: int = 0,
    ) -> Response:
        state = visit.sitting.seal.seal(FORM, {key: answers[key] for key in answers})
        refused = REFUSED if errors or notice else 200
        return visit.page(
            FORM,
            status or refused,
            answers=answers,
            errors=errors or [],
            notice=notice,
            state=state,
            has_themes=self._work.has_themes,
        )

    async def _kit(self, visit: Visit, answers: Answers) -> Response:
        if errors := check(answers, visit.language):
            return self._form(visit, answers, errors)
        try:
            kit = await self._work.view(answers.to_profile_text())
        except InvalidInput as error:
            return self._form(visit, answers, _field_errors(error))
        except BuildFailure as error:
            notice = Message(_("The kit could not be made"), error.messages)
            return self._form(visit, answers, notice=notice, status=503)
        state = visit.sitting.seal.seal(KIT, answers)
        return visit.page(KIT, answers=answers, kit=kit, notice=None, state=state)


def _field_errors(error: InvalidInput) -> list[FieldError]:
    return [FieldError(field_of(each.path), each.message, each.path) for each in error.problems]


def _in_file(problem: Problem, name: str) -> Problem:
    return replace(problem, file=name)


def _about_comments(lines: tuple[str, ...]) -> Message | None:
    """Return a notice about comments that a saved file will not have, None where there are none."""
    if not lines:
        return None
    text = _("“Save my answers” writes a file of its own. Keep your file if you need these lines.")
    return Message(_("The comments in your file are not kept"), text, lines)


def _chosen(visit: Visit) -> Answers:
    """Return the answers of the kit's page: those it carried along, its switches, and a question's choice.

    Raises StateProblem.
    """
    answers = visit.sealed(KIT)
    if "switches" in visit.posted:
        typed = Answers.from_post(visit.posted)
        answers = Answers({**answers, **{key: typed.get(key, "") for key in _SWITCHES}})
    return _with_choice(answers, visit.posted)


def _with_choice(answers: Answers, posted: FormData) -> Answers:
    """Return the answers with a question kept or dropped, or in neither list: left to the kit."""
    names = {str(posted[action]) for action in (*_CHOICES, "usual") if action in posted}
    changed = {}
    for action in _CHOICES:
        key = f"questions.{action}"
        before = [text for _line, text in answers.entries(key)] if key in answers else []
        after = [name for name in before if name not in names]
        changed[key] = tuple(after + ([str(posted[action])] if action in posted else []))
    return Answers({**answers, **changed})


def _answers_file(answers: Answers) -> Response:
    name = f"{file_stem(''.join(answers.values_of('name')))}.yaml"
    return attached(Download(name, ANSWERS, answers.to_profile_text().encode("utf-8", "surrogatepass")))


def attached(file: Download) -> Response:
    """Return a file to download."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": disposition})
