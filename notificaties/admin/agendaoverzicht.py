"""All calendars on one page: places, officials, counters, rooms, and who follows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afspraken.models import Locatie, Middel, Soort

NAMES = {
    Soort.AMBTENAAR: _("Medewerkers"),
    Soort.LOKET: _("Loketten"),
    Soort.RUIMTE: _("Spreekruimtes"),
    Soort.KOFFER: _("Mobiele koffers"),
    Soort.VOERTUIG: _("Voertuigen"),
    Soort.ZITTING: _("Zittingen in instellingen"),
}
"""In the order in which they are shown, after the places."""


@dataclass(frozen=True)
class Regel:
    """One calendar: how many devices follow it, and when one last did."""

    naam: str
    waar: str
    url: str
    aantal: int
    laatst_op: datetime | None


def calendars() -> list[tuple[str, list[Regel]]]:
    """The calendars under their kind, those out of use only if a device follows them; 2 queries."""
    live = Q(agendalinks__isnull=False, agendalinks__ingetrokken_op=None)
    columns = {
        "aantal": Count("agendalinks", filter=live),
        "laatst_op": Max("agendalinks__laatst_gebruikt_op", filter=live),
    }
    shown = Q(is_actief=True) | Q(aantal__gt=0)
    places = Locatie.objects.annotate(**columns).filter(shown, bij_klant=False)
    resources = list(
        Middel.objects.select_related("locatie")
        .annotate(**columns)
        .filter(shown)
        .order_by("naam", "pk")
    )
    groups = [(gettext("Locaties"), [_line("locatie", one, "") for one in places])]
    for soort, name in NAMES.items():
        of_kind = [one for one in resources if one.soort == soort]
        lines = [_line("middel", one, str(one.locatie or "")) for one in of_kind]
        groups.append((str(name), lines))
    return [(name, lines) for name, lines in groups if lines]


def _line(kind: str, owner: Middel | Locatie, waar: str) -> Regel:
    url = reverse(f"admin:notificaties_agendalink_{kind}", args=[owner.pk])
    return Regel(owner.naam, waar, url, owner.aantal, owner.laatst_op)  # type: ignore[union-attr]
