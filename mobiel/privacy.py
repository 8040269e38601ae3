"""The tables of visits that hold personal data; imported once, by `apps.py`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from afspraken.lokaal import day_begin, local_day
from afspraken.privacy import Tabel, due_afspraken, register
from mobiel.models import (
    OPEN,
    Bewoner,
    Bezoek,
    Bezoekaanvraag,
    Markering,
    Opvolging,
    Toestel,
    Veldactie,
    Zittingstatus,
    Zittingtoegang,
)

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


def _notes_past_term(now: datetime) -> QuerySet[Veldactie]:
    """Acts of appointments whose term has run out, and old ones that belong to no visit."""
    term = now - timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    of_nothing = Q(bezoek__isnull=True, op__lte=term)
    return Veldactie.objects.filter(of_nothing | Q(bezoek__afspraak__in=due_afspraken(now)))


def _long_ago(now: datetime) -> datetime:
    """Before this, nothing is kept of who was where."""
    return now - timedelta(days=settings.BEWAARTERMIJN_ONDERWEG_DAGEN)


register(
    Tabel(
        naam="meldingen van onderweg",
        model=Veldactie,
        klant="bezoek__afspraak__klant",
        persoonlijk=("notitie",),
        context=("soort", "gedaan_op", "uitkomst", "resultaat", "legitimatie"),
        expired=_notes_past_term,
    )
)
# Which employee was where, to the minute: of nobody's use once kilometres are paid and a complaint
# would have come. The appointments keep their status, the stops their times.
register(
    Tabel(
        naam="sporen van onderweg",
        model=Veldactie,
        expired=lambda now: Veldactie.objects.filter(op__lte=_long_ago(now)),
        delete=True,
    )
)
# As long as the cookie in the phone lives: until then a lost one is told to forget.
register(
    Tabel(
        naam="toestellen",
        model=Toestel,
        persoonlijk=("naam",),
        geheim=("sleutel_hash", "sessie"),
        expired=lambda now: Toestel.objects.filter(gezien_op__lte=_long_ago(now)),
        delete=True,
    )
)
register(
    Tabel(
        naam="opvolgingen",
        model=Opvolging,
        klant="afspraak__klant",
        afspraak="afspraak",
        context=("afspraak__code", "reden", "nieuw__code", "op"),
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


def _zitting_is_over(now: datetime) -> Q:
    """Of a care-home day of yesterday or before, and of one that is off."""
    today = day_begin(local_day(now))
    return Q(zitting__afspraak__einde__lt=today) | Q(zitting__status=Zittingstatus.GEANNULEERD)


# The list of a care-home day vanishes the day after; the appointments of residents keep their term.
register(
    Tabel(
        naam="bewoners op een zitting",
        model=Bewoner,
        klant="afspraak__klant",
        persoonlijk=(
            *("naam", "kamer", "vertegenwoordiger", "email", "telefoon", "bijzonderheden"),
        ),
        context=("status", "reden", "begin", "einde"),
        expired=lambda now: Bewoner.objects.filter(_zitting_is_over(now)),
        keeps_klant=False,
    )
)
register(
    Tabel(
        naam="toegangen tot een zitting",
        model=Zittingtoegang,
        persoonlijk=("email",),
        geheim=("code", "token_hash", "code_hash"),
        expired=lambda now: Zittingtoegang.objects.filter(_zitting_is_over(now)),
        delete=True,
    )
)
