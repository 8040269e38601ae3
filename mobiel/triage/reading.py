"""Reads requests: what waits for whom, and what lists of tasks show of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken import taken
from afspraken.rechten import Recht
from mobiel.models import Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag


def is_offered() -> bool:
    """True if there is something that residents may ask a visit for."""
    return Aanvraagproduct.objects.filter(product__is_actief=True).exists()


def to_judge(*, now: datetime) -> QuerySet[Bezoekaanvraag]:
    """What waits for us, the most urgent first: new, or proposed without an answer in time."""
    lapsed = Q(status=Aanvraagstatus.VOORGESTELD, antwoord_voor__lte=now)
    return _rows(Q(status=Aanvraagstatus.NIEUW) | lapsed).order_by("beslis_voor", "pk")


def to_call() -> QuerySet[Bezoekaanvraag]:
    """Whom no message reaches, the most urgent first."""
    return _rows(Q(bellen_voor__isnull=False)).order_by("bellen_voor", "pk")


def asked(*, now: datetime) -> QuerySet[Bezoekaanvraag]:
    """What waits for the answer of the customer, the first to lapse first."""
    waits = Q(status=Aanvraagstatus.VOORGESTELD, antwoord_voor__gt=now)
    return _rows(waits).order_by("antwoord_voor", "pk")


def closed() -> QuerySet[Bezoekaanvraag]:
    """What is agreed, rejected or taken back, the newest first."""
    over = (Aanvraagstatus.AANVAARD, Aanvraagstatus.AFGEWEZEN, Aanvraagstatus.INGETROKKEN)
    return _rows(Q(status__in=over)).order_by("-status_op", "-pk")


def as_tasks(now: datetime) -> Iterable[taken.Taak]:
    """Each request that waits for us, and each call, as a task; registered once, by `apps.py`."""
    for row in to_call():
        yield _task(row, _("Bel de klant: geen bericht over het bezoek kwam aan"), row.bellen_voor)
    for row in to_judge(now=now):
        yield _task(row, _("Beoordeel de aanvraag van een bezoek"), row.beslis_voor)


def _task(row: Bezoekaanvraag, titel: str, uiterlijk: datetime | None) -> taken.Taak:
    afdeling = row.product.afdeling_id
    return taken.Taak(
        soort=_("bezoekaanvraag"),
        titel=titel,
        uiterlijk=uiterlijk or row.beslis_voor,
        url=reverse("bezoekaanvragen:aanvraag", args=[row.pk]),
        afdelingen=frozenset({afdeling} if afdeling else ()),
        recht=Recht.BEZOEK_TRIAGE,
    )


def _rows(which: Q) -> QuerySet[Bezoekaanvraag]:
    rows = Bezoekaanvraag.objects.filter(which)
    return rows.select_related("klant", "product__afdeling", "afspraak__locatie")
