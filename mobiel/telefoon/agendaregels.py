"""READS the visits of an official for the calendar that they subscribe to. At most four queries.

A calendar is kept by others (Outlook, Google) and shared with colleagues. So no customer is named;
of a sensitive product neither what nor which door is told, and where somebody has to know something
before they ring (`Markering`) no door either. Times are as planned now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from afspraken.agendabron import Agendaregel
from afspraken.models import PROMISED, Afspraak, Status
from mobiel.models import Markering, Stop

SHOWN = (*PROMISED, Status.AFGEROND, Status.NIET_VERSCHENEN)


def visits(middel: int, van: datetime, tot: datetime) -> Iterator[Agendaregel]:
    """What begins in [van, tot) on the routes of this official."""
    rows = Stop.objects.filter(
        route__middel=middel,
        begin__gte=van,
        begin__lt=tot,
        bezoek__afspraak__status__in=SHOWN,
    )
    along = rows.select_related("bezoek__afspraak", "route")
    stops = list(along.prefetch_related("bezoek__afspraak__producten__product"))
    klanten = {one.bezoek.afspraak.klant_id for one in stops}
    marks = Markering.objects.filter(afspraak__klant__in=klanten)
    marked = set(marks.values_list("afspraak__klant", flat=True)) if stops else set()
    for stop in stops:
        afspraak: Afspraak = stop.bezoek.afspraak
        yield _line(stop, afspraak, is_marked=afspraak.klant_id in marked)


def _line(stop: Stop, afspraak: Afspraak, *, is_marked: bool) -> Agendaregel:
    products = [(row.product, row.aantal) for row in afspraak.producten.all()]
    is_told = not any(product.is_gevoelig for product, _number in products)
    adres = afspraak.klantadres
    return Agendaregel(
        code=afspraak.code,
        begin=stop.begin,
        einde=stop.einde,
        gewijzigd_op=afspraak.gewijzigd_op,
        soort="Bezoek",
        plaats=adres.plaats if adres else "",
        wat=", ".join(
            product.naam if number == 1 else f"{product.naam} × {number}"
            for product, number in products
        )
        if is_told
        else "",
        adres=adres.regel if adres and is_told and not is_marked else "",
        referentie=afspraak.referentie,
    )
