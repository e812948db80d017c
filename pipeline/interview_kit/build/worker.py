"""Render a kit or a class file from a task; an error is returned as an answer, never raised."""

from __future__ import annotations

import time
import traceback
from functools import partial, reduce
from operator import and_
from typing import TYPE_CHECKING, assert_never

from interview_kit.build.limits import NoAnswer, limited
from interview_kit.build.tasks import (
    Answer,
    BuildConfig,
    ClassTask,
    Failed,
    FailureKind,
    Kit,
    KitTask,
    Piece,
    Work,
    failure,
    unanswered,
)
from interview_kit.model.profile import Profile
from interview_kit.support.errors import InvalidInput, MissingLibrary
from interview_kit.support.i18n import _, use_language

if TYPE_CHECKING:
    from interview_kit.build.kit import RenderedKit
    from interview_kit.build.pdf_worker import PdfWorker


def render_kit(task: Work, config: BuildConfig, drawer: PdfWorker | None = None) -> Answer:
    """Return the built files of a task, or the failure; `drawer` may draw the PDF in another process."""
    with use_language(config.message_language):
        try:
            with limited(config.limits):
                return (
                    _built(task, config, drawer)
                    if isinstance(task, KitTask)
                    else _built_of_many(task, config)
                )
        except InvalidInput as error:
            return Failed(FailureKind.REFUSED, error.problems, traceback.format_exc())
        except MissingLibrary as error:
            return failure(FailureKind.ENVIRONMENT, "", str(error))
        except NoAnswer as error:
            return unanswered(error, task, config.limits)
        except Exception as error:
            message = _(
                "this is a bug in kit ({name}); run it again with --debug and report it",
                name=type(error).__name__,
            )
            return failure(FailureKind.BUG, task.source, message, traceback.format_exc())


def _built(task: KitTask, config: BuildConfig, drawer: PdfWorker | None) -> Kit:
    if drawer:
        drawer.get_ready(config.themes[task.variant])
    # A class that is up to date needs no stage, and what the stages load takes a while.
    from interview_kit.build.kit import build_kit
    from interview_kit.build.unprinted import unprinted
    from interview_kit.stages.write.page_count import page_count

    started = time.monotonic()
    profile = Profile.model_validate_json(task.profile)
    kit = build_kit(profile, config.bank, config.themes[task.variant], config.formats, drawer)
    talks = kit.selection.conversations
    return Kit(
        {**kit.files, **_extras(kit, profile, config)},
        page_count(kit.files["pdf"]) if "pdf" in kit.files else None,
        "; ".join(talk.approach.id for talk in talks),
        "; ".join(str(talk.plan.asked) for talk in talks),
        time.monotonic() - started,
        unprinted(profile, kit.document, of_a_list=task.of_a_list),
    )


def _extras(kit: RenderedKit, profile: Profile, config: BuildConfig) -> dict[str, bytes]:
    if not config.extras:
        return {}
    from interview_kit.build.extras import extra_files

    return extra_files(kit.selection, profile, config.bank, config.extras, kit.files)


def _built_of_many(task: ClassTask, config: BuildConfig) -> Kit:
    from interview_kit.build.class_files.class_sheet import class_sheet, entry_of
    from interview_kit.build.class_files.volumes import make_volume
    from interview_kit.stages.write import WRITERS
    from interview_kit.stages.write.page_count import page_count

    started = time.monotonic()
    people = [(Profile.model_validate_json(kit.profile), kit.variant) for kit in task.kits]
    match task.piece:
        case Piece.VOLUME:
            volume = partial(make_volume, two_up=task.two_up)
            files = {"pdf": volume(people, config.bank, config.themes, task.language)}
        case Piece.SHEET:
            entries = [entry_of(person, config.bank) for person, _ in people]
            document = class_sheet(entries, config.bank, task.language, mark=task.has_marks)
            theme = config.themes[reduce(and_, (variant for _, variant in people))]
            files = {name: WRITERS[name](document, theme) for name in config.formats}
        case _:
            assert_never(task.piece)
    pages = page_count(files["pdf"]) if "pdf" in files else None
    return Kit(files, pages, "", "", time.monotonic() - started)
