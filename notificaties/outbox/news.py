"""All rows that tell one person the same news, along whichever way and however often."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from afspraken.models import Afspraak
from notificaties.models import UITGEGAAN, Bericht
from notificaties.outbox.rows import KLANT


def same_news(bericht: Bericht) -> QuerySet[Bericht]:
    """The rows that say this to this recipient, this one itself included."""
    return Bericht.objects.filter(
        onderwerp=bericht.onderwerp,
        ontvanger=bericht.ontvanger,
        versie=bericht.versie,
        soort=bericht.soort,
        moment=bericht.moment,
    )


def next_try(bericht: Bericht, way: str) -> int:
    """The `poging` of a new row for this news along a way: 0 for the first."""
    tried = same_news(bericht).filter(kanaal=way).aggregate(last=Max("poging"))["last"]
    return 0 if tried is None else tried + 1


def in_its_place(bericht: Bericht, way: str) -> int:
    """The `poging` of a row that stands in the place of another: never 0.

    The text tells by it whether an SMS may lead to an e-mail, which then did not arrive.
    """
    return max(1, next_try(bericht, way))


def is_reached(afspraak: Afspraak) -> bool:
    """Whether any message got through to the customer that is of the present version."""
    return Bericht.objects.filter(
        afspraak=afspraak, ontvanger=KLANT, versie=afspraak.versie, status__in=UITGEGAAN
    ).exists()
