"""What people walk through, looked at again: a product or article may be gone since.

Publishing checks everything once (`checking.py`); the catalogue and the knowledge base change
after that. Cheap enough to ask on every page of management: four queries at any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from afspraken import kennis
from afspraken.models import Kanaal, Kennisartikel, Product
from afspraken.vraagtrechter.publishing import offered, read
from afspraken.vraagtrechter.walking import Answer, Funnel


def broken(now: datetime) -> list[str]:
    """A sentence for each life event whose answers lead to what residents cannot have any more."""
    funnels = [(row, read(row)) for row in offered()]
    if not funnels:
        return []
    products = {one.slug for _row, funnel in funnels for a in _answers(funnel) for one in a.adds}
    articles = {a.article for _row, funnel in funnels for a in _answers(funnel) if a.article}
    gone = _gone_products(products) | _gone_articles(articles)
    return [
        _("%(naam)s: inwoners lopen vast bij %(wat)s. Verander de vragen en publiceer ze.")
        % {"naam": row.naam, "wat": ", ".join(names)}
        for row, funnel in funnels
        if (names := sorted({gone[name] for name in _leads_to(funnel) if name in gone}))
    ]


def _answers(funnel: Funnel) -> Iterator[Answer]:
    return (answer for question in funnel.questions for answer in question.answers)


def _leads_to(funnel: Funnel) -> Iterator[tuple[str, str]]:
    for answer in _answers(funnel):
        yield from (("product", one.slug) for one in answer.adds)
        yield ("artikel", answer.article)


def _gone_products(slugs: set[str]) -> dict[tuple[str, str], str]:
    """The products that residents cannot book, with their names; one that is gone by its slug."""
    rows = {row.slug: row for row in Product.objects.filter(slug__in=slugs)}
    return {
        ("product", slug): str(rows.get(slug, slug))
        for slug in slugs
        if slug not in rows or not rows[slug].is_actief or Kanaal.WEB not in rows[slug].kanalen
    }


def _gone_articles(slugs: set[str]) -> dict[tuple[str, str], str]:
    """The articles that residents cannot read, with their titles."""
    missing = slugs - kennis.readable(slugs)
    if not missing:
        return {}
    titles = dict(Kennisartikel.objects.filter(slug__in=missing).values_list("slug", "titel"))
    return {("artikel", slug): titles.get(slug, slug) for slug in missing}
