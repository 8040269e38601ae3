"""What is wrong with a funnel: ways that lead nowhere, and products that cannot be booked together.

First the funnel by itself, then every outcome against the catalogue, the knowledge base and the
places. A fault that blocks keeps the funnel from being published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from afspraken import agenda, kennis
from afspraken.exceptions import NotBookable, NotCombinable
from afspraken.models import Kanaal, Product
from afspraken.vraagtrechter.walking import Answer, Funnel, Question
from afspraken.wens import Wens

MOST_OUTCOMES = 500
"""So many different outcomes are looked at; a funnel with more is too large to check."""

Products = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `where` is the question or answer. `blocks`: do not publish."""

    where: str
    sentence: str
    blocks: bool = True


def check(funnel: Funnel, *, now: datetime) -> list[Fault]:
    """All that is wrong with a funnel; empty when it can be published.

    Asks the database three questions, and three for each different set of products.
    """
    if funnel.first is None:
        return [Fault("", _("Er zijn nog geen vragen."))]
    faults = [*_dead_ends(funnel), *_loops(funnel), *_unreachable(funnel), *_untranslated(funnel)]
    if any(fault.blocks for fault in faults):
        return faults
    ends = outcomes(funnel)
    if len(ends) > MOST_OUTCOMES:
        return [*faults, Fault("", _("Er zijn te veel uitkomsten. Maak het kleiner."))]
    return [*faults, *_outcomes_without_use(ends), *_articles(funnel), *_products(ends, now)]


def outcomes(funnel: Funnel) -> dict[Products, str]:
    """Every different set of products a path without loops can end with, and its last answer.

    Carries sets of products from question to question, so that many paths with the same products
    cost no more than one.
    """
    found: dict[Products, str] = {}
    if funnel.first is None:
        return found
    waiting: list[tuple[Question, Products]] = [(funnel.first, ())]
    seen = set(waiting)
    while waiting and len(found) <= MOST_OUTCOMES and len(seen) <= 20 * MOST_OUTCOMES:
        question, products = waiting.pop()
        for answer in question.answers:
            carried = _with(products, answer)
            step = funnel.by_code.get(answer.next)
            if step is None:
                if carried or not answer.article:
                    found.setdefault(carried, _where(question, answer))
            elif (step, carried) not in seen:
                seen.add((step, carried))
                waiting.append((step, carried))
    return found


def _with(products: Products, answer: Answer) -> Products:
    counts = dict(products)
    for one in answer.adds:
        counts[one.slug] = max(counts.get(one.slug, 0), one.persons)
    return tuple(sorted(counts.items()))


def _where(question: Question, answer: Answer) -> str:
    return f"{question.text.nl} → {answer.text.nl}"


def _dead_ends(funnel: Funnel) -> Iterator[Fault]:
    for question in funnel.questions:
        if not question.answers:
            yield Fault(question.text.nl, _("Deze vraag heeft geen antwoorden."))
        for answer in question.answers:
            if answer.next and answer.next not in funnel.by_code:
                yield Fault(_where(question, answer), _("De volgende vraag bestaat niet."))


def _outcomes_without_use(ends: Mapping[Products, str]) -> Iterator[Fault]:
    if () in ends:
        sentence = _("Hier loopt het dood: er is geen product en geen artikel.")
        yield Fault(ends[()], sentence)


def _loops(funnel: Funnel) -> Iterator[Fault]:
    """Each question that can be asked again on one path."""
    for question in funnel.questions:
        if question.code in _from(funnel, question):
            yield Fault(question.text.nl, _("Deze vraag komt op een pad twee keer voor."))


def _unreachable(funnel: Funnel) -> Iterator[Fault]:
    assert funnel.first is not None
    reached = {funnel.first.code} | _from(funnel, funnel.first)
    for question in funnel.questions:
        if question.code not in reached:
            yield Fault(question.text.nl, _("Geen antwoord leidt naar deze vraag."))


def _from(funnel: Funnel, start: Question) -> set[str]:
    """The questions that can come after one, however many steps later."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for answer in waiting.pop().answers:
            step = funnel.by_code.get(answer.next)
            if step and step.code not in reached:
                reached.add(step.code)
                waiting.append(step)
    return reached


def _untranslated(funnel: Funnel) -> Iterator[Fault]:
    for question in funnel.questions:
        texts = [question.text, question.hint, *(answer.text for answer in question.answers)]
        texts += [one.reason for answer in question.answers for one in answer.adds]
        if any(text.nl and not text.en for text in texts):
            yield Fault(question.text.nl, _("Niet alles staat er ook in het Engels."), blocks=False)


def _articles(funnel: Funnel) -> Iterator[Fault]:
    for question in funnel.questions:
        for answer in question.answers:
            if answer.article and kennis.published(answer.article, openbaar=True) is None:
                sentence = _("Inwoners kunnen dit artikel niet lezen.")
                yield Fault(_where(question, answer), sentence)


def _products(ends: Mapping[Products, str], now: datetime) -> Iterator[Fault]:
    slugs = {slug for products in ends for slug, _persons in products}
    rows = Product.objects.filter(slug__in=slugs).prefetch_related("vereisten", "combineerbaar_met")
    known = {row.slug: row for row in rows}
    for products, where in ends.items():
        if products and (sentence := _refusal(products, known, now)):
            yield Fault(where, sentence)


def _refusal(products: Products, known: Mapping[str, Product], now: datetime) -> str:
    """Why these products cannot be had in one appointment at one place, or ""."""
    names = ", ".join(str(known.get(slug, slug)) for slug, _persons in products)
    try:
        wish = _wens(dict(products), known, kanaal=Kanaal.WEB)
    except NotCombinable:
        return _("Dit past niet in één afspraak: %(wat)s.") % {"wat": names}
    except NotBookable:
        return _("Dit kan een inwoner niet boeken: %(wat)s.") % {"wat": names}
    if not agenda.places(wish, now=now):
        return _("Op geen enkele plek kan dit samen: %(wat)s.") % {"wat": names}
    return ""


def _wens(products: Mapping[str, int], known: Mapping[str, Product], *, kanaal: str) -> Wens:
    """The wish for these products. Raises: NotBookable, NotCombinable."""
    if not set(products) <= set(known):
        raise NotBookable
    return Wens.of([(known[slug], n) for slug, n in products.items()], kanaal=kanaal)
