"""READS: documents that are being made, lie ready, wait too long, or were handed out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from afspraken import klanten, taken
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import (
    TE_KOMEN,
    Afhaaldocument,
    Afspraak,
    Documentstatus,
    Klant,
    Locatie,
    Ophaalplaats,
    Wachtende,
    Wachtstand,
)
from afspraken.rechten import Recht, Toegang

RECENT = timedelta(days=7)
"""So long a document that is gone stays on a list, to take a step back."""


class Lijst(models.TextChoices):
    """The lists of a place. A document stands on at most one of the first three."""

    VERWACHT = "verwacht", gettext_lazy("Verwacht")  # it is being made
    KLAAR = "klaar", gettext_lazy("Ligt klaar")
    BLIJFT = "blijft", gettext_lazy("Niet opgehaald")  # its customer was reminded
    VOORBIJ = "voorbij", gettext_lazy("Uitgereikt of vervallen")  # of the last days


def within(toegang: Toegang, recht: Recht = Recht.BALIE_BEDIENEN) -> Q:
    """The documents to which a right reaches."""
    return toegang.within(recht, own=Q(product__afdeling__in=toegang.afdelingen))


def on_list(lijst: Lijst, *, now: datetime) -> Q:
    """What stands on a list."""
    reminded = now - timedelta(days=settings.OPHALEN_HERINNERING_DAGEN)
    match lijst:
        case Lijst.VERWACHT:
            return Q(status=Documentstatus.AANGEVRAAGD)
        case Lijst.KLAAR:
            return Q(status=Documentstatus.GEREED, gereed_op__gt=reminded)
        case Lijst.BLIJFT:
            return Q(status=Documentstatus.GEREED, gereed_op__lte=reminded)
        case Lijst.VOORBIJ:
            return ~Q(status__in=TE_KOMEN) & Q(status_op__gt=now - RECENT)


def shown(rows: QuerySet[Afhaaldocument]) -> QuerySet[Any]:
    """With all that a line shows, in one query.

    `is_onzeker`: nobody closed the visit, so a person has to know whether it was applied for.
    """
    forgotten = Wachtende.objects.filter(
        afspraak=OuterRef("afspraak"), stand=Wachtstand.NIET_AFGEMELD
    )
    return rows.select_related("afspraak__klant", "product", "locatie", "door").annotate(
        is_onzeker=Q(status=Documentstatus.AANGEVRAAGD) & Exists(forgotten)
    )


def order(lijst: Lijst) -> tuple[str, ...]:
    """The most urgent first: what had to be there, what lies there longest; else the newest."""
    if lijst is Lijst.VERWACHT:
        return "verwacht_op", "pk"
    return ("-status_op", "-pk") if lijst is Lijst.VOORBIJ else ("gereed_op", "pk")


def counts(rows: QuerySet[Afhaaldocument], *, now: datetime) -> dict[str, int]:
    """How many stand on each list, and how many of those expected are late ("laat"). One query."""
    asked = {str(one): Count("pk", filter=on_list(one, now=now)) for one in Lijst}
    asked["laat"] = Count("pk", filter=is_late(now))
    return rows.order_by().aggregate(**asked)


def is_late(now: datetime) -> Q:
    """It had to be there before today."""
    return Q(status=Documentstatus.AANGEVRAAGD, verwacht_op__lt=local_day(now))


def is_over(now: datetime) -> Q:
    """The term within which it could be collected has passed."""
    return Q(status=Documentstatus.GEREED, gereed_op__lt=day_begin(_first_day(now)))


def _first_day(now: datetime) -> date:
    """What became ready on this day or later can still be collected today."""
    return local_day(now) - timedelta(days=settings.OPHALEN_TERMIJN_DAGEN)


def last_day(row: Afhaaldocument) -> date:
    """The last day on which it can be collected."""
    return local_day(row.gereed_op or row.status_op) + timedelta(
        days=settings.OPHALEN_TERMIJN_DAGEN
    )


def places() -> QuerySet[Locatie]:
    """Where anything can be collected, or lies."""
    may = Ophaalplaats.objects.filter(locatie=OuterRef("pk"))
    lies = Afhaaldocument.objects.filter(locatie=OuterRef("pk"), status__in=TE_KOMEN)
    return Locatie.objects.filter(Exists(may) | Exists(lies))


def places_of(row: Afhaaldocument) -> QuerySet[Ophaalplaats]:
    """Where else this document can be collected."""
    rows = Ophaalplaats.objects.filter(product=row.product_id, locatie__is_actief=True)
    return rows.exclude(locatie=row.locatie_id).select_related("locatie")


def search(words: str, *, toegang: Toegang) -> QuerySet[Afhaaldocument]:
    """Documents by what one hears: who it is, a reference, or where it lies."""
    found = klanten.search(words, toegang=toegang)
    rows = Afhaaldocument.objects.filter(within(toegang))
    where = Q(afspraak__klant__in=found) | Q(opslagnummer__iexact=words.strip()) & ~Q(
        opslagnummer=""
    )
    return shown(rows.filter(where)).order_by("-status_op", "-pk")


def of_customer(klant: Klant) -> QuerySet[Afhaaldocument]:
    """What a customer has still to collect, what lies ready first."""
    rows = shown(Afhaaldocument.objects.filter(afspraak__klant=klant, status__in=TE_KOMEN))
    return rows.order_by(F("gereed_op").asc(nulls_last=True), "verwacht_op", "pk")


def of_afspraak(afspraak: Afspraak) -> list[Afhaaldocument]:
    """The documents of an appointment, in the order of the catalogue."""
    rows = afspraak.documenten.select_related("product", "locatie")
    return list(rows.order_by("product__volgorde", "product__naam", "nummer"))


# --- on the list of the service point -------------------------------------------------------------


def for_the_service_point(now: datetime) -> Iterable[taken.Taak]:
    """Per place one task for what is late, and one for what has to be taken out. One query.

    Registered once, by `apps.py`.
    """
    late, over = is_late(now), is_over(now)
    rows = Afhaaldocument.objects.filter(late | over).order_by()
    for naam, slug, laat, since, blijft, ready in rows.values_list(
        "locatie__naam", "locatie__slug"
    ).annotate(
        laat=Count("pk", filter=late),
        verwacht=Min("verwacht_op", filter=late),
        blijft=Count("pk", filter=over),
        gereed=Min("gereed_op", filter=over),
    ):
        if laat:
            titel = ngettext(
                "%(aantal)d document is nog niet aangekomen in %(plaats)s",
                "%(aantal)d documenten zijn nog niet aangekomen in %(plaats)s",
                laat,
            )
            yield _task(titel, laat, naam, slug, Lijst.VERWACHT, day_begin(day_after(since)))
        if blijft:
            titel = ngettext(
                "%(aantal)d document werd niet opgehaald in %(plaats)s",
                "%(aantal)d documenten werden niet opgehaald in %(plaats)s",
                blijft,
            )
            due = ready + timedelta(days=settings.OPHALEN_TERMIJN_DAGEN)
            yield _task(titel, blijft, naam, slug, Lijst.BLIJFT, due)


def _task(
    titel: str, aantal: int, plaats: str, slug: str, lijst: Lijst, uiterlijk: datetime
) -> taken.Taak:
    return taken.Taak(
        soort=_("documenten"),
        titel=titel % {"aantal": aantal, "plaats": plaats},
        uiterlijk=uiterlijk,
        url=f"{reverse('servicepunt:ophalen')}?plaats={slug}&lijst={lijst}",
        recht=Recht.BALIE_BEDIENEN,
    )
