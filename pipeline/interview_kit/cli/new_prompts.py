"""Run the wizard of `kit new` on a terminal."""

from __future__ import annotations

from collections.abc import Callable

import click

from interview_kit.cli.console import say, typed_line
from interview_kit.model.enums import Language
from interview_kit.model.language import Translated
from interview_kit.support.errors import escape
from interview_kit.tools.new_profile.answers import Answers, NotUnderstood
from interview_kit.tools.new_profile.questions import WizardQuestion, intake_words
from interview_kit.tools.new_profile.wizard import Wizard


class Prompts:
    """The prompts on the terminal, in one language."""

    def __init__(self, language: Language) -> None:
        self.words = intake_words().talk
        self._language = language

    def ask(self, dialogue: Wizard, earlier: Callable[[Answers], Answers]) -> Answers:
        """Ask until no question is left; return the answers. Raises KeyboardInterrupt and EOFError.

        `earlier` is called once, when the name is known, and returns earlier answers to go on with, or {}.
        """
        say(self._said(self.words.welcome), bold=True)
        say(self._said(self.words.how))
        if not dialogue.full:
            say(self._said(self.words.short))
        asked: WizardQuestion | None = None
        looked = False
        while (question := self._next(dialogue)) is not None:
            if not looked and dialogue.answers.get("name"):
                looked = True
                if begun := earlier(dialogue.answers):
                    dialogue.resume(begun)
                    continue
            if question is not asked:
                self._show(question, dialogue)
            asked = question
            try:
                dialogue.answer(typed_line())
                asked = None
            except NotUnderstood as error:
                say(error.reason.said(self._language, *error.names), fg="yellow")
        click.echo()
        return dialogue.answers

    def agrees(self, question: Translated, *names: object, usual: bool = True) -> bool:
        """Ask a yes/no question and return the answer, as the function `agrees` does."""
        return agrees(question.said(self._language, *names), self._language, usual=usual)

    def _next(self, dialogue: Wizard) -> WizardQuestion | None:
        """Return the next question; at the end of the short path, ask whether to go on with the full one."""
        if dialogue.question is None and (rest := dialogue.rest):
            click.echo()
            dialogue.full = self.agrees(self.words.more, rest, usual=False)
        return dialogue.question

    def _show(self, question: WizardQuestion, dialogue: Wizard) -> None:
        words, before = self.words, dialogue.earlier_answer(question)
        click.echo()
        if dialogue.has_number(question):
            say(words.progress.said(self._language, *dialogue.progress), dim=True)
        say(self._said(question.ask), bold=True)
        if question.stem:
            say(f"  {escape(words.stem.said(self._language, question.stem.first(self._language)))}")
        for number, label in enumerate(question.labels.values(), start=1):
            say(f"  {number}  {self._said(label)}")
        hints = []
        if question.labels:
            hints.append(self._said(words.several if question.several else words.one))
        elif question.example and not before:
            hints.append(words.example.said(self._language, self._said(question.example)))
        if before:
            hints.append(words.given.said(self._language, "; ".join(before)))
        elif question.default:
            hints.append(words.default.said(self._language, self._said(question.default)))
        for hint in hints:
            say(f"  {escape(hint)}", dim=True)

    def _said(self, sentence: Translated) -> str:
        return sentence.said(self._language)


def agrees(question: str, language: Language, *, usual: bool = False) -> bool:
    """Ask a yes/no question and return the answer: `usual` for Enter, False on Ctrl-C or end of input."""
    words = intake_words()
    hint = (words.talk.yes_no if usual else words.talk.no_yes).said(language)
    while True:
        say(f"{escape(question)} {hint}", bold=True)
        try:
            typed = typed_line().strip().casefold()
        except (KeyboardInterrupt, EOFError):
            click.echo()
            return False
        if not typed or typed in (*words.yes_words.all(), *words.no_words.all()):
            return typed in words.yes_words.all() or (usual and not typed)
