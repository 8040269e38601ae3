"""Reads requests: what waits for whom, and what lists of tasks show of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from afspraken import taken
from afspraken.rechten import Recht, Toegang
from mobiel.models import OPEN, Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag


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


def open_requests() -> QuerySet[Bezoekaanvraag]:
    """What somebody still has to do something with."""
    return _rows(Q(status__in=OPEN) | Q(bellen_voor__isnull=False))


def within(who: Toegang) -> Q:
    """The requests that an employee may judge: all, those of own departments, or none."""
    return who.within(Recht.BEZOEK_TRIAGE, own=Q(product__afdeling__in=who.afdelingen))


def search(words: str) -> QuerySet[Bezoekaanvraag]:
    """Requests, open or closed, that fit every word one hears; what is open first."""
    fits = Q()
    for word in words.split():
        digits = "".join(sign for sign in word if sign.isdigit())
        fits &= (
            Q(klant__naam__icontains=word)
            | Q(klant__email__iexact=word)
            | Q(adres__postcode__icontains=word)
            | Q(adres__straat__icontains=word)
            | Q(adres__huisnummer__iexact=word)
            | Q(afspraak__referentie__iexact=word)
            | (Q(klant__telefoon__endswith=digits.lstrip("0")) if len(digits) > 5 else Q(pk__in=[]))
        )
    closed_last = Case(When(status__in=OPEN, then=0), default=1)
    return _rows(fits).order_by(closed_last, "-ontvangen_op", "-pk")


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
