"""WRITES requests for messages to one resident at most: on our way, and late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation

from afspraken.lokaal import local_day
from afspraken.models import Middel
from afspraken.rechten.toegang import NIEMAND
from afspraken.signals import Berichtverzoek, bericht_gevraagd
from afspraken.templatetags.datums import tijd
from mobiel.models import Actiesoort, Uitkomst, Veldactie
from mobiel.telefoon import dag
from mobiel.telefoon.uitloop import SLIPS, Uitloop

FRESH = timedelta(minutes=10)
"""What was reported without reception longer ago than this is no news for a resident."""


def warn(rows: Sequence[Veldactie], middel: Middel, *, now: datetime) -> None:
    """Ask for the messages that these acts call for.

    Late is told to the next resident only, once per slip; of a visit that is not the next one any
    more nothing is told, and the act counts as having been there already.
    """
    asked = [row for row in rows if row.uitkomst == Uitkomst.TOEGEPAST and _is_news(row, now)]
    if not asked:
        return
    route = dag.today(middel, local_day(now), who=NIEMAND, now=now)
    late = route.uitloop if route else None
    for row in asked:
        if route and late and row.bezoek_id == late.bezoek:
            kaart = next(one for one in route.kaarten if one.bezoek.pk == late.bezoek)
            _ask(kaart, Actiesoort(row.soort), late, now=now)
        elif row.soort == Actiesoort.LOOPT_UIT:
            row.uitkomst = Uitkomst.DUBBEL
            row.save(update_fields=["uitkomst"])


def _is_news(row: Veldactie, now: datetime) -> bool:
    """Late is judged as it is now, however old the act; on our way is of use while it is fresh."""
    is_fresh = row.soort == Actiesoort.ONDERWEG and now - row.gedaan_op <= FRESH
    return is_fresh or row.soort == Actiesoort.LOOPT_UIT


def _ask(kaart: dag.Kaart, soort: Actiesoort, late: Uitloop, *, now: datetime) -> None:
    """Ask for one message, with the moment as its reader says it."""
    klant = kaart.afspraak.klant
    if klant is None:
        return
    with translation.override(klant.taal):
        verwacht = tijd(late.verwacht)
    verzoek = Berichtverzoek(
        kaart.afspraak,
        soort.value,
        moment=f"uitloop:{late.later // SLIPS}" if soort == Actiesoort.LOOPT_UIT else "",
        gegevens={"verwacht": verwacht},
        vervalt_op=late.verwacht + timedelta(minutes=15),
    )
    bericht_gevraagd.send(Veldactie, verzoek=verzoek, now=now)
