"""READS the knowledge base: articles that fit some words, one article, those to look at again.

Each article keeps its words as `zoeken.plain` leaves them, between spaces: " paspoort kwijt ". So
the beginning of a word is found by " pas", on every database alike, and one statement ranks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import reduce
from operator import add, or_

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from afspraken.lokaal import local_day
from afspraken.models import Kennisartikel, Kennisversie, Product, Versiestatus
from afspraken.zoeken import asked_words

MOST_FOUND = 50
_MOST_WORDS = 8
_LONGEST_WORD = 40
_FIELDS = (("titelwoorden", 12), ("trefwoorden", 6), ("tekstwoorden", 1))
"""Where a word may stand, and what it counts there. Inside a longer word it counts a third."""
_INSIDE = 3
_SHORTEST_INSIDE = 4
_OF_A_PRODUCT = 5
_ONE_OR_TWO_ERRORS = 0.75


@dataclass(frozen=True)
class Gevonden:
    """An article that was found, with the version that is in use."""

    artikel: Kennisartikel
    versie: Kennisversie


def search(
    words: str,
    *,
    producten: Collection[Product] = (),
    n: int = 10,
    openbaar: bool = False,
) -> list[Gevonden]:
    """The articles that fit the words best, at most `n`; any word may fit, more is better.

    Articles of `producten` come first among equals; without words they are all there is.
    `openbaar` leaves out what is internal. Misspelt words are tried once more as a word that some
    title or list of words has. Takes two statements, four when a word was misspelt.
    """
    asked = [word[:_LONGEST_WORD] for word in asked_words(words)[:_MOST_WORDS]]
    found = _best(asked, producten, n, openbaar)
    if found or not asked:
        return found
    meant = _meant(asked, openbaar)
    return _best(meant, producten, n, openbaar) if meant else []


def published(slug: str, *, openbaar: bool = False) -> Gevonden | None:
    """The article with the version in use; None if there is no such, or nobody may read it yet."""
    found = _found(_in_use(openbaar).filter(slug=slug))
    return found[0] if found else None


def readable(slugs: Collection[str]) -> set[str]:
    """Which of these articles residents can read."""
    return set(_in_use(openbaar=True).filter(slug__in=slugs).values_list("slug", flat=True))


def overdue(now: datetime) -> QuerySet[Kennisartikel]:
    """The articles whose day of review has come, longest overdue first."""
    due = Kennisartikel.objects.filter(herzien_op__lte=local_day(now))
    return due.select_related("afdeling", "eigenaar").order_by("herzien_op", "titel")


def _best(
    asked: Sequence[str], producten: Collection[Product], n: int, openbaar: bool
) -> list[Gevonden]:
    terms = [term for word in asked for term in _terms(word)]
    if producten:
        theirs = Exists(
            Kennisartikel.producten.through._default_manager.filter(
                kennisartikel=OuterRef("pk"), product__in=[product.pk for product in producten]
            )
        )
        fits = _any(condition for condition, _points in terms) if asked else Q(theirs)
        terms.append((Q(theirs), _OF_A_PRODUCT))
    elif asked:
        fits = _any(condition for condition, _points in terms)
    else:
        return []
    rows = _in_use(openbaar).filter(fits).annotate(punten=reduce(add, map(_points, terms)))
    return _found(rows.order_by("-punten", "titel")[: min(n, MOST_FOUND)])


def _terms(word: str) -> list[tuple[Q, int]]:
    """Where a word may stand, with what it counts: as a beginning, and inside a longer word."""
    found = []
    for field, points in _FIELDS:
        found.append((Q(**{f"{field}__contains": f" {word}"}), points))
        if len(word) >= _SHORTEST_INSIDE:
            found.append((Q(**{f"{field}__contains": word}), points // _INSIDE + 1))
    return found


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _points(term: tuple[Q, int]) -> Case:
    condition, points = term
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _in_use(openbaar: bool) -> QuerySet[Kennisartikel]:
    rows = Kennisartikel.objects.filter(versies__status=Versiestatus.GEPUBLICEERD)
    return rows.filter(is_intern=False) if openbaar else rows


def _found(rows: QuerySet[Kennisartikel]) -> list[Gevonden]:
    in_use = Kennisversie.objects.filter(status=Versiestatus.GEPUBLICEERD)
    read = rows.prefetch_related(Prefetch("versies", in_use))
    return [Gevonden(row, row.versies.all()[0]) for row in read]


def _meant(asked: Sequence[str], openbaar: bool) -> list[str]:
    """For each word the nearest in titles and lists of words; those without are left out."""
    texts = _in_use(openbaar).values_list("titelwoorden", "trefwoorden")
    known = {word for pair in texts for text in pair for word in text.split()}
    near = (get_close_matches(word, known, n=1, cutoff=_ONE_OR_TWO_ERRORS) for word in asked)
    return [match[0] for match in near if match]
