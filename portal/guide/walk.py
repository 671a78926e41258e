"""How the guide goes: step by step, question by question, back, out, and on where it was left."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from portal.guide.answers import Answers
from portal.office import NotPossible

BACK, LEAVE = frozenset({"back", "b", "<"}), frozenset({"q", "quit", "exit"})


class Left(Exception):
    """Whoever is asked leaves; what was answered stays."""


class NotSettled(Exception):
    """What is there does not do any more; the sentence says why, and it is asked anew."""


class Screen(Protocol):
    """Where somebody reads and types."""

    def heading(self, number: int, whole: int, title: str) -> None: ...
    def say(self, *paragraphs: str) -> None: ...
    def done(self, line: str) -> None: ...
    def wrong(self, sentence: str) -> None: ...
    def ask(self, prompt: str, default: str | None) -> str: ...
    def secret(self, prompt: str) -> str: ...
    def waiting(self, what: str) -> AbstractContextManager[object]: ...


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    key: str
    prompt: str
    about: tuple[str, ...] = ()
    default: Callable[[Answers], str | None] = lambda _: None
    read: Callable[[str], str] = str.strip
    """The answer as it is kept; NotPossible says what is wrong with it."""
    is_secret: bool = False
    optional: bool = False
    applies: Callable[[Answers], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Step:
    """Questions that belong together, and what is done with the answers."""

    title: str
    about: tuple[str, ...]
    questions: tuple[Question, ...]
    settled: Callable[[], str | None]
    """What is there already, if it is; then nothing is asked."""
    carry_out: Callable[[], str]
    """Does it, and tells so; NotPossible says what is wrong."""
    ask_again: tuple[str, ...] = ()
    """What was answered wrongly, if carrying it out was refused."""
    once: bool = False
    """Cannot be taken back, so that nobody is led back into it."""
    meanwhile: str = "Keeping it"
    """What is told while it is carried out, if that takes long."""


class Turn(Enum):
    """Where a step leads."""

    ON = "on"
    BACK = "back"


def walk(steps: Sequence[Step], answers: Answers, screen: Screen) -> None:
    """All steps to the last; Left when somebody leaves before."""
    number, backwards = 0, False
    while number < len(steps):
        step = steps[number]
        settled = None if backwards else _settled(step, screen)
        if settled is not None:
            screen.done(settled)
            number += 1
            continue
        screen.heading(number + 1, len(steps), step.title)
        screen.say(*step.about)
        if _taken(step, answers, screen, from_behind=backwards) is Turn.ON:
            number, backwards = number + 1, False
            continue
        earlier = [each for each in range(number) if not steps[each].once]
        if earlier:
            number, backwards = earlier[-1], True
        else:
            screen.say("There is nothing before this that could be changed.")
            backwards = False


def _settled(step: Step, screen: Screen) -> str | None:
    try:
        with screen.waiting(step.meanwhile):
            return step.settled()
    except NotSettled as trouble:
        screen.wrong(str(trouble))
        return None


def _taken(step: Step, answers: Answers, screen: Screen, *, from_behind: bool) -> Turn:
    """Asks what is not answered yet, and carries the step out until it succeeds."""
    anew = from_behind
    at = len(step.questions) - 1 if from_behind else 0
    while True:
        turn = _asked(step, answers, screen, at, anew=anew)
        if turn is Turn.BACK:
            return turn
        try:
            with screen.waiting(step.meanwhile):
                told = step.carry_out()
            screen.done(told)
        except NotPossible as trouble:
            screen.wrong(str(trouble))
            again = [n for n, each in enumerate(step.questions) if each.key in step.ask_again]
            answers.forget(step.ask_again)
            at, anew = again[0] if again else 0, not again
        else:
            answers.forget([each.key for each in step.questions if each.is_secret])
            return Turn.ON


def _asked(step: Step, answers: Answers, screen: Screen, at: int, *, anew: bool) -> Turn:
    while at < len(step.questions):
        question = step.questions[at]
        known = answers.get(question.key) is not None
        if not question.applies(answers) or (known and not anew):
            at += 1
            continue
        if _answered(question, answers, screen) is Turn.ON:
            at += 1
            continue
        earlier = [n for n in range(at) if step.questions[n].applies(answers)]
        if not earlier:
            return Turn.BACK
        at, anew = earlier[-1], True
    return Turn.ON


def _answered(question: Question, answers: Answers, screen: Screen) -> Turn:
    screen.say(*question.about)
    default = None
    if not question.is_secret:
        default = answers.get(question.key) or question.default(answers)
    while True:
        if question.is_secret:
            typed = screen.secret(question.prompt)
        else:
            typed = screen.ask(question.prompt, default)
        word = typed.strip().lower()
        if word in LEAVE:
            raise Left
        if word in BACK:
            return Turn.BACK
        typed = typed.strip() or (default or "")
        if not typed and not question.optional:
            screen.wrong("This is needed. To leave and go on another time: q")
            continue
        try:
            answers.keep(question.key, question.read(typed) if typed else "")
        except NotPossible as trouble:
            screen.wrong(str(trouble))
        else:
            return Turn.ON
