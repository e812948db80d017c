"""A process or thread that works for a call has its language, whatever the computer's is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from interview_kit.build.executors import KitExecutor, local_processes, this_process
from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.limits import Limits
from interview_kit.build.tasks import BuildConfig, Failed, KitTask
from interview_kit.build.worker_process import run_limited
from interview_kit.model.theme import ORDINARY, VARIANTS
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import use_language
from interview_kit.web.app.themes.messages import Answer, Choice, RenderFailure, RenderRequest, draw
from interview_kit.web.worker_client import WorkerClient

LONGEST_WAIT = 60
BROKEN = KitTask('{"name": 7}', ORDINARY, "maya.yaml")


def refusal(language: str, path: Path) -> str:
    with use_language(language), pytest.raises(InvalidInput) as refused:
        run_limited(read_profile, path, budget=Limits(), file=str(path))
    return str(refused.value)


def test_a_process_for_one_call_refuses_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.touch()
    with ThreadPoolExecutor(2) as pool:
        english, french = pool.map(refusal, ("en", "fr"), (path, path))
    assert english.endswith("this file is empty")
    assert french.endswith("ce fichier est vide")


@pytest.mark.parametrize(
    "make_executor",
    [this_process, lambda config: local_processes(config, 1)],
    ids=["this process", "a child"],
)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "this is a bug in kit"), ("fr", "c’est une erreur du programme")]
)
def test_an_executor_answers_in_the_language_of_the_call(
    make_executor: Callable[[BuildConfig], KitExecutor], language: str, words: str
) -> None:
    themes = dict.fromkeys(VARIANTS, load_theme("base"))
    with use_language(language):
        config = BuildConfig(read_bank(), themes, ("txt",), tool_versions())
    executor = make_executor(config)
    try:
        answer = executor.take(BROKEN).result()
    finally:
        executor.end()
    assert isinstance(answer, Failed)
    assert answer.problems[0].message.startswith(words)


def test_the_app_answers_in_the_language_of_the_page() -> None:
    async def answer() -> list[Answer]:
        answers: list[Answer] = []
        worker = WorkerClient(Limits())
        try:
            for number, language in enumerate(("fr", "en"), 1):
                with use_language(language):
                    order = RenderRequest(number, "base", "nobody.yaml", Choice("nobody"))
                    await asyncio.wait_for(worker.call(draw, order, hear=answers.append), LONGEST_WAIT)
        finally:
            worker.end()
        return answers

    french, english = asyncio.run(answer())
    assert isinstance(french, RenderFailure) and isinstance(english, RenderFailure)
    assert "ce fichier n’existe pas" in french.mistakes[0]["message"]
    assert "there is no such file" in english.mistakes[0]["message"]
