"""The tables of visits that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from afspraken.lokaal import local_day
from afspraken.privacy import Tabel, register
from mobiel.models import OPEN, Bezoek, Bezoekaanvraag, Markering, Veldactie

register(
    Tabel(
        naam="bezoeken",
        model=Bezoek,
        klant="afspraak__klant",
        afspraak="afspraak",
        persoonlijk=("breedtegraad", "lengtegraad"),  # where somebody lives
        context=("afspraak__code", "duur", "belofte_van", "belofte_tot", "afgekondigd_op"),
    )
)
register(
    Tabel(
        naam="meldingen van onderweg",
        model=Veldactie,
        klant="bezoek__afspraak__klant",
        afspraak="bezoek__afspraak",
        persoonlijk=("notitie",),
        context=("soort", "gedaan_op", "uitkomst", "resultaat", "legitimatie"),
    )
)


def _closed_long_ago(now: datetime) -> QuerySet[Bezoekaanvraag]:
    """Requests that were closed before the term."""
    term = now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    return Bezoekaanvraag.objects.exclude(status__in=OPEN).filter(status_op__lte=term)


register(
    Tabel(
        naam="bezoekaanvragen",
        model=Bezoekaanvraag,
        klant="klant",
        persoonlijk=("adres", "reden", "voorkeur", "toegang", "begeleider", "besluit"),
        geheim=("token_hash",),
        context=("product__naam", "status", "status_op", "ontvangen_op", "antwoord_voor"),
        expired=_closed_long_ago,
        keeps_klant=True,
        onderwerp=("bezoekaanvraag", "pk"),
    )
)
register(
    Tabel(
        naam="markeringen",
        model=Markering,
        klant="afspraak__klant",
        persoonlijk=("toelichting",),
        context=("met_twee", "tot"),
        expired=lambda now: Markering.objects.filter(tot__lt=local_day(now)),
        keeps_klant=False,
        delete=True,
    )
)
