"""Step through the questions one at a time: forward, back, on to the full path, and to an early end."""

from __future__ import annotations

from interview_kit.model.enums import Language
from interview_kit.tools.new_profile.answers import (
    Answers,
    NotUnderstood,
    applies,
    are_true,
    missing,
    parse_answer,
    problems_with,
)
from interview_kit.tools.new_profile.questions import WizardQuestion, intake_words

BACK, ENOUGH, NOTHING, MORE = "<", ".", "-", "+"


class Wizard:
    """The state of one person's wizard; keys `given` beforehand are not asked.

    It follows the short path unless `full`, which may be set at any time, is true.
    """

    def __init__(self, language: Language, given: Answers, *, full: bool = False) -> None:
        self.language = language
        self.full = full
        self._given = dict(given)
        self._typed: dict[str, tuple[str, ...]] = {}
        self._asked: list[WizardQuestion] = []
        self._done = False
        self.has_resumed = False

    def resume(self, earlier: Answers) -> None:
        """Go on with earlier answers: their questions count as asked, and can be gone back to."""
        self.has_resumed = True
        self._typed |= earlier
        for question in intake_words().questions:
            if any(key in earlier for key in question.keys) and question not in self._asked:
                self._asked.append(question)

    @property
    def answers(self) -> Answers:
        """Return all non-empty answers: those given, and those typed whose question still applies."""
        kept: dict[str, tuple[str, ...]] = dict(self._given)
        for question in intake_words().questions:
            typed = {key: self._typed[key] for key in question.keys if key in self._typed}
            if typed and applies(question, kept):
                kept |= typed
        return {key: texts for key, texts in kept.items() if texts}

    @property
    def question(self) -> WizardQuestion | None:
        """Return the current question, or None at the end."""
        if self._done:
            return None
        answers = self.answers
        return next((each for each in intake_words().questions if self._open(each, answers, self.full)), None)

    @property
    def progress(self) -> tuple[int, int]:
        """Return the number of the current question, from 1, and that of all; follow-ups have no number."""
        asked = sum(self.has_number(each) for each in self._asked)
        return asked + 1, asked + self._count(self.full)

    def has_number(self, question: WizardQuestion, full: bool | None = None) -> bool:
        """Return whether a question is one of those counted on a path: another answer never decides on it."""
        full = self.full if full is None else full
        return not question.only_if and (full or question.short)

    @property
    def rest(self) -> int:
        """Return how many questions the full path still has; 0 on it, and once the person has ended it."""
        return 0 if self.full or self._done else self._count(full=True)

    def earlier_answer(self, question: WizardQuestion) -> tuple[str, ...]:
        """Return the earlier answer to a question, as the labels of choices or the texts typed."""
        found = [text for key in question.keys for text in self._typed.get(key, ()) if not question.switches]
        found += [name for name in question.switches if self._typed.get(f"{question.key}.{name}")]
        labels = question.labels
        return tuple(labels[text].said(self.language) if text in labels else text for text in found)

    def answer(self, typed: str) -> None:
        """Accept an answer, or the command to go back or to finish.

        Raises NotUnderstood, and then leaves the state unchanged.
        """
        question, talk = self.question, intake_words().talk
        assert question is not None
        if typed.strip() == BACK:
            if not self._asked:
                raise NotUnderstood(talk.first)
            self._asked.pop()
            return
        if typed.strip() == MORE:
            self.full = True
            return
        if typed.strip() == ENOUGH:
            if missing(self.answers):
                raise NotUnderstood(talk.cannot_stop_yet)
            self._done = True
            return
        again = bool(self.earlier_answer(question))
        if again and not typed.strip():
            self._asked.append(question)
            return
        said = parse_answer(question, "" if again and typed.strip() == NOTHING else typed, self.language)
        if question.required and not any(said.values()):
            raise NotUnderstood(talk.needed)
        problems = problems_with({**self.answers, **said}, self.language)
        if any(problem.path.startswith(question.key) for problem in problems):
            raise NotUnderstood(question.wrong or talk.wrong)
        self._typed |= said
        self._asked.append(question)

    def _count(self, full: bool) -> int:
        """Return how many numbered questions are open on a path, by the answers so far."""
        answers, questions = self.answers, intake_words().questions
        return sum(self.has_number(each, full) and self._open(each, answers, full) for each in questions)

    def _open(self, question: WizardQuestion, answers: Answers, full: bool) -> bool:
        is_given = any(key in self._given for key in question.keys)
        follows = bool(question.short_if) and are_true(question.short_if, answers)
        is_on_path = full or question.short or follows
        return is_on_path and not is_given and question not in self._asked and applies(question, answers)
