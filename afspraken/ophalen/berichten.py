"""What customers hear: it lies ready, or it still does. The outbox sends it; here are the words.

A message waits a quarter of an hour: who ticked the wrong row takes it back, and nobody hears of
it. What was collected meanwhile is not told of any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from afspraken.gevoelig import may_name, text_of
from afspraken.lokaal import day_begin, local_day
from afspraken.models import Afhaaldocument, Afspraak, Documentstatus
from afspraken.ophalen.uren import hours_text
from afspraken.signals import Berichtverzoek, bericht_gevraagd, bericht_ingetrokken
from afspraken.templatetags.datums import lange_datum

DELAY = timedelta(minutes=15)
SOORT = "KLAAR"

Group = list[Afhaaldocument]


def tell(afspraken: Iterable[Afspraak], *, now: datetime) -> None:
    """After any step: what still waits to be told of these appointments is told as it is now."""
    by_pk = {one.pk: one for one in afspraken}
    if not by_pk:
        return
    for afspraak in by_pk.values():
        bericht_ingetrokken.send(Afhaaldocument, afspraak=afspraak, soort=SOORT, now=now)
    ready = Afhaaldocument.objects.filter(afspraak__in=by_pk, status=Documentstatus.GEREED)
    rows = ready.select_related("afspraak__klant", "product", "locatie")
    for group in together(rows):
        if any(row.gereed_op and row.gereed_op > now - DELAY for row in group):
            ask(group, now=now)


def together(rows: Iterable[Afhaaldocument]) -> Iterator[Group]:
    """The documents of one appointment at one place: one message."""
    ordered = sorted(rows, key=lambda row: (*_one_message(row), row.product.volgorde, row.pk))
    for _key, group in groupby(ordered, key=_one_message):
        yield list(group)


def ask(group: Sequence[Afhaaldocument], *, now: datetime, is_reminder: bool = False) -> None:
    """Ask for the message that these documents lie ready."""
    first = group[0]
    klant = first.afspraak.klant
    if klant is None:
        return
    last = last_day(group)
    with override(klant.taal):
        gegevens = {
            "wat": _what(group),
            "plaats": first.locatie.naam,
            "ophalen": f"{first.locatie.naam}, {first.locatie.adres}",
            "open": hours_text(first.locatie, now=now),
            "uiterlijk": lange_datum(last),
        }
    verzoek = Berichtverzoek(
        afspraak=first.afspraak,
        soort=SOORT,
        moment=f"{first.locatie_id}:{now:%y%m%d%H%M%S}",
        gegevens=gegevens,
        niet_voor=now if is_reminder else now + DELAY,
        vervalt_op=day_begin(last + timedelta(days=1)),
    )
    bericht_gevraagd.send(Afhaaldocument, verzoek=verzoek, now=now)


def last_day(group: Sequence[Afhaaldocument]) -> date:
    """The last day on which all of it can be collected.

    Source: Paspoortuitvoeringsregeling Nederland 2001, art. 67 (wetten.overheid.nl/BWBR0012811):
    what was not collected within three months is destroyed.
    """
    since = min(row.gereed_op or row.status_op for row in group)
    return local_day(since) + timedelta(days=settings.OPHALEN_TERMIJN_DAGEN)


def _one_message(row: Afhaaldocument) -> tuple[int, int]:
    return row.afspraak_id, row.locatie_id


def _what(group: Sequence[Afhaaldocument]) -> str:
    """paspoort × 2, rijbewijs; of a sensitive product no more than that there is something."""
    if not all(may_name(row.product) for row in group):
        return _("document")
    counted: dict[str, int] = {}
    for row in group:
        counted[row.naam] = counted.get(row.naam, 0) + 1
    return text_of(counted.items())
