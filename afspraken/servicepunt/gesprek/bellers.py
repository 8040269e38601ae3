"""The callers that one employee has open, told apart also where nobody gave a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from afspraken.models import Klantgesprek, Product
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.keuze import Keuze

_DIGITS = 3
_ENOUGH = 40


@dataclass(frozen=True)
class Beller:
    """One caller. `wat` is what they came for, `cijfers` the end of the number; "" if unknown."""

    gesprek: Klantgesprek
    naam: str
    wat: str
    cijfers: str


def waiting(request: HttpRequest, *, now: datetime) -> list[Beller]:
    """All calls of this employee today that are not finished, in at most two queries."""
    calls = list(concept.of_today(request, now=now))
    slugs = {slug for call in calls for slug in Keuze.of(call).aantallen}
    products = {row.slug: str(row) for row in Product.objects.filter(slug__in=slugs)}
    return [_of(call, products) for call in calls]


def _of(call: Klantgesprek, products: dict[str, str]) -> Beller:
    typed = call.getypt
    chosen = ", ".join(products[slug] for slug in Keuze.of(call).aantallen if slug in products)
    digits = "".join(sign for sign in typed.get("telefoon", "") if sign.isdecimal())
    return Beller(
        call,
        naam=str(call.klant) if call.klant else typed.get("naam", "").strip(),
        wat=(chosen or typed.get("vraag", "") or typed.get("zoek_product", ""))[:_ENOUGH],
        cijfers=digits[-_DIGITS:] if len(digits) > _DIGITS else "",
    )
