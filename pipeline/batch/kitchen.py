"""Make one kit from a task: whatever goes wrong is an answer too, never an exception."""

from __future__ import annotations

import time
import traceback

from pipeline.batch.limits import OutOfTime, memory_limit, time_limit, too_large, too_slow
from pipeline.batch.tasks import Answer, Built, Failed, Recipe, Task, Why, failure
from pipeline.errors import InvalidInput, MissingLibrary
from pipeline.profile import Profile


def make_kit(task: Task, recipe: Recipe) -> Answer:
    """Return the kit of a task, or why there is none."""
    try:
        with memory_limit(recipe.limits), time_limit(recipe.limits):
            return _built(task, recipe)
    except InvalidInput as error:
        return Failed(Why.REFUSED, error.problems, traceback.format_exc())
    except MissingLibrary as error:
        return failure(Why.ENVIRONMENT, "", str(error))
    except OutOfTime:
        return failure(Why.LIMIT, task.source, too_slow(recipe.limits))
    except MemoryError:
        return failure(Why.LIMIT, task.source, too_large(recipe.limits))
    except Exception as error:
        message = f"this is a bug in kit ({type(error).__name__}); run it again with --debug and report it"
        return failure(Why.BUG, task.source, message, traceback.format_exc())


def _built(task: Task, recipe: Recipe) -> Built:
    # A class that is up to date needs no stage, and what the stages load takes a while.
    from pipeline.build import build_kit
    from pipeline.writers.pages import page_count

    started = time.monotonic()
    profile = Profile.model_validate_json(task.profile)
    kit = build_kit(profile, recipe.bank, recipe.themes[task.large_print], recipe.formats)
    talks = kit.selection.conversations
    return Built(
        dict(kit.files),
        page_count(kit.files["pdf"]) if "pdf" in kit.files else None,
        "; ".join(talk.approach.id for talk in talks),
        "; ".join(str(talk.plan.asked) for talk in talks),
        time.monotonic() - started,
    )
