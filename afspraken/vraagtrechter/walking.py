"""PURE: a funnel of questions, and walking through it.

A path is the codes of the answers given so far: "12.31.40". Codes say nothing about anyone. A path
is always read against the funnel as it is now: what does not fit any more is asked again.

    verhuizen ─ Waarheen? ─ hierheen ─ Met hoeveel? ─ 2 ─────── Bewijs nodig? ─ ja
                   │                     + verhuizing × 2         + uittreksel × 1
                   └ buitenland → article "verhuizen-naar-buitenland"

Not for whether the products can be booked together: see `checking.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_CODE = re.compile(r"[0-9a-z]{1,12}", re.ASCII)
LONGEST_PATH = 30
"""More answers than this nobody gives; a path that is longer is cut off."""


@dataclass(frozen=True)
class Text:
    """A text in two languages; English may be missing."""

    nl: str
    en: str = ""


@dataclass(frozen=True)
class Addition:
    """A product that an answer adds, by slug, for so many persons, and why."""

    slug: str
    persons: int = 1
    reason: Text = Text("")


@dataclass(frozen=True)
class Answer:
    """One answer. Without a next question it is the end, with or without an article (slug)."""

    code: str
    text: Text
    next: str = ""
    article: str = ""
    adds: tuple[Addition, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question with its answers, in the order shown."""

    code: str
    text: Text
    hint: Text
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer | None:
        """The answer with a code; None if this question has no such."""
        return next((one for one in self.answers if one.code == code), None)


@dataclass(frozen=True)
class Funnel:
    """All questions of one life event; the first is asked first."""

    questions: tuple[Question, ...]

    @cached_property
    def by_code(self) -> dict[str, Question]:
        """The questions by their codes."""
        return {one.code: one for one in self.questions}

    @property
    def first(self) -> Question | None:
        """The question that everyone gets; None for a funnel without questions."""
        return self.questions[0] if self.questions else None


@dataclass(frozen=True)
class Step:
    """A question that was answered."""

    question: Question
    answer: Answer


@dataclass(frozen=True)
class Outcome:
    """Where a path ends: products × persons, in the order added, and perhaps an article."""

    products: dict[str, int]
    reasons: dict[str, Text]
    article: str = ""

    def __bool__(self) -> bool:
        return bool(self.products or self.article)


@dataclass(frozen=True)
class Walk:
    """How far a path leads: the steps that fit, and the question now; None: it is the end.

    `is_whole` is False where a part of the path does not fit this funnel (any more).
    """

    steps: tuple[Step, ...]
    question: Question | None
    is_whole: bool = True

    @property
    def path(self) -> tuple[str, ...]:
        """The codes of the answers that fit."""
        return tuple(step.answer.code for step in self.steps)

    @cached_property
    def outcome(self) -> Outcome | None:
        """What the answers lead to; None as long as there is a question."""
        if self.question is not None or not self.steps:
            return None
        return outcome(step.answer for step in self.steps)


def walk(funnel: Funnel, path: Sequence[str]) -> Walk:
    """Follow a path as far as it fits. It always ends, also in a funnel that goes round."""
    steps: list[Step] = []
    question = funnel.first
    for code in path[:LONGEST_PATH]:
        answer = question.answer(code) if question else None
        if question is None or answer is None:
            return Walk(tuple(steps), question, is_whole=False)
        steps.append(Step(question, answer))
        question = funnel.by_code.get(answer.next)
    return Walk(tuple(steps), question, is_whole=len(path) <= LONGEST_PATH)


def outcome(answers: Iterator[Answer]) -> Outcome:
    """All that the answers of a path add. A product added twice counts for the most persons."""
    products: dict[str, int] = {}
    reasons: dict[str, Text] = {}
    article = ""
    for answer in answers:
        article = answer.article or article
        for one in answer.adds:
            products[one.slug] = max(products.get(one.slug, 0), one.persons)
            reasons.setdefault(one.slug, one.reason)
    return Outcome(products, reasons, article)


@dataclass(frozen=True)
class Position:
    """Where a visitor is, as a page was asked for.

    `later` holds what was answered after this question before going back: it is chosen already,
    and comes along as long as the same answer is given.
    """

    walk: Walk
    later: tuple[str, ...] = field(default=())

    @property
    def chosen(self) -> str:
        """The answer given before to this question, or ""."""
        question = self.walk.question
        return self.later[0] if self.later and question and question.answer(self.later[0]) else ""

    @property
    def back(self) -> dict[str, str] | None:
        """The query of the question before, which keeps all answers; None at the first."""
        steps = self.walk_back()
        return steps[-1][1] if steps else None

    def walk_back(self) -> list[tuple[Step, dict[str, str]]]:
        """Each step with the query of its page, which keeps that answer and all after it."""
        path = self.walk.path
        return [
            (step, query(path[:number], (*path[number:], *self.later)))
            for number, step in enumerate(self.walk.steps)
        ]

    def after(self, code: str) -> dict[str, str] | None:
        """The query of the page after an answer; None for an answer that does not exist."""
        question = self.walk.question
        if question is None or question.answer(code) is None:
            return None
        same = bool(self.later) and self.later[0] == code
        return query((*self.walk.path, code), self.later[1:] if same else ())


def position(funnel: Funnel, pad: str, later: str = "") -> Position:
    """Where the `pad` and `eerder` of a query lead."""
    return Position(walk(funnel, codes(pad)), codes(later)[:LONGEST_PATH])


def codes(text: str) -> tuple[str, ...]:
    """The codes of a path as it stands in an address; those that can be none are left out.

    >>> codes("12.31"), codes(""), codes("12.<x>")
    (('12', '31'), (), ('12',))
    """
    parts = text[:500].split(".")
    return tuple(part for part in parts if _CODE.fullmatch(part))


def query(path: Sequence[str], later: Sequence[str] = ()) -> dict[str, str]:
    """A place in the funnel as the query of an address; empty at the beginning."""
    found = {"pad": ".".join(path), "eerder": ".".join(later)}
    return {name: text for name, text in found.items() if text}
