"""The products, each of a department for which this employee books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404

from afspraken.rechten import Recht
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.gesprek import scherm
from afspraken.servicepunt.gesprek.handelingen.act import Act, exchange
from afspraken.servicepunt.gesprek.keuze import Keuze
from afspraken.wens import offered


def add_product(act: Act) -> None:
    """One product more, of a department for which this employee books."""
    product = offered().filter(slug=act.waarde).first()
    if product is None:
        raise Http404
    if not scherm.may_book(product, act.who):
        refuse(act.request, Recht.AFSPRAAK_MAKEN, f"product:{product.slug}")
    act.gesprek.getypt = {**act.gesprek.getypt, "zoek_product": ""}
    before = Keuze.of(act.gesprek)
    exchange(act, before, before.plus(product.slug))


def add_set(act: Act, aantallen: Mapping[str, int]) -> None:
    """Several products more, with numbers of persons, as answers to questions led to them."""
    rows = list(offered().filter(slug__in=aantallen))
    for product in rows:
        if not scherm.may_book(product, act.who):
            refuse(act.request, Recht.AFSPRAAK_MAKEN, f"product:{product.slug}")
    before = Keuze.of(act.gesprek)
    counted = {row.slug: aantallen[row.slug] for row in rows}
    exchange(act, before, replace(before, aantallen={**before.aantallen, **counted}))


def drop_product(act: Act) -> None:
    """One product less."""
    before = Keuze.of(act.gesprek)
    exchange(act, before, before.minus(act.waarde))


def set_number(act: Act) -> None:
    """Another number of persons: "paspoort:2"."""
    slug, _colon, aantal = act.waarde.partition(":")
    before = Keuze.of(act.gesprek)
    if slug not in before.aantallen or not aantal.isdecimal():
        raise Http404
    exchange(act, before, replace(before, aantallen={**before.aantallen, slug: int(aantal[:3])}))
