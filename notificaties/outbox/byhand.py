"""What an employee does with a message: send it again, by another way, or judge an uncertain one.

The same fences hold as for any message: what became untrue is not sent, and what went out a moment
ago not again. Each act is written to the log.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from afspraken import logboek
from afspraken.models import Berichtkanaal, Handeling, Partij
from notificaties.models import IN_HANDEN, Bericht, Berichtsoort, Berichtstatus
from notificaties.outbox.calling import is_certain_now
from notificaties.outbox.claiming import NOBODY
from notificaties.outbox.news import in_its_place, same_news
from notificaties.outbox.rows import new_row, own_address, own_subject
from notificaties.outbox.truth import still_true
from notificaties.wegen import ways

JUST_NOW = timedelta(minutes=1)
"""What was asked for or sent so recently is not sent again: a button may be pressed twice."""

UNCERTAIN = Q(status=Berichtstatus.ONZEKER, beoordeeld_op__isnull=True)
"""Nobody knows whether it arrived, and nobody judged it yet."""


def other_ways(bericht: Bericht, *, now: datetime) -> list[Berichtkanaal]:
    """The other ways by which the customer can be told this; none for an employee."""
    if bericht.klant is None or not _has_subject(bericht):
        return []
    usable = ways(bericht.klant, until=bericht.vervalt_op, now=now)
    return [way for way in usable if way != bericht.kanaal]


def why_not_again(bericht: Bericht, *, now: datetime, way: str = "") -> str:
    """Why this cannot be told again now by this way (empty: the same); empty if it can."""
    if not _has_subject(bericht):
        return _("Dit bericht hoort bij geen afspraak meer.")
    if not Bericht.objects.filter(still_true(now), pk=bericht.pk).exists():
        return _("Dit bericht klopt niet meer. Er is ander nieuws, of het is voorbij.")
    if way and way not in other_ways(bericht, now=now):
        return _("Langs deze weg kan het niet. De klant heeft er geen adres voor.")
    same = same_news(bericht).filter(kanaal=way or bericht.kanaal)
    if same.filter(status__in=(Berichtstatus.WACHT, *IN_HANDEN)).exists():
        return _("Dit bericht staat al klaar om weg te gaan.")
    since = now - JUST_NOW
    if same.filter(Q(aangemaakt_op__gt=since) | Q(verzonden_op__gt=since)).exists():
        return _("Dit bericht is net verstuurd. Wacht een minuut.")
    return ""


@transaction.atomic
def send_again(bericht: Bericht, *, now: datetime, door: str, way: str = "") -> Bericht:
    """A new row for the same news, by the same way or by `way`; its text is made anew.

    `door` is the number of the employee. Raises: ValidationError with a sentence.
    """
    bericht = _locked(bericht)
    if sentence := why_not_again(bericht, now=now, way=way):
        raise ValidationError(sentence)
    row = new_row(
        bericht.afspraak,
        Berichtsoort(bericht.soort),
        Berichtkanaal(way or bericht.kanaal),
        onderwerp=own_subject(bericht),
        klant=bericht.klant,
        moment=bericht.moment,
        niet_voor=now,
        vervalt_op=bericht.vervalt_op,
        is_direct=True,
        gegevens=bericht.gegevens,
        now=now,
    )
    row.ontvanger, row.klant, row.middel = bericht.ontvanger, bericht.klant, bericht.middel
    row.aan, row.poging = own_address(bericht), in_its_place(bericht, row.kanaal)
    row.save()
    _uncertain(bericht).update(beoordeeld_op=now)
    _record(bericht, "opnieuw", door=door, now=now, kanaal=str(row.kanaal))
    return row


@transaction.atomic
def arrived(bericht: Bericht, *, now: datetime, door: str) -> bool:
    """An employee knows that a message arrived. False if it is not uncertain any more."""
    came = _uncertain(bericht).update(
        status=Berichtstatus.AFGELEVERD, status_op=now, beoordeeld_op=now, **NOBODY
    )
    if came:
        is_certain_now(Bericht.objects.filter(pk=bericht.pk), now=now)
        _record(bericht, "aangekomen", door=door, now=now)
    return bool(came)


@transaction.atomic
def let_be(bericht: Bericht, *, now: datetime, door: str) -> bool:
    """Leave an uncertain message as it is; word of the provider may still settle it.

    False if it is not uncertain any more.
    """
    left = _uncertain(bericht).update(beoordeeld_op=now)
    if left:
        _record(bericht, "gelaten", door=door, now=now)
    return bool(left)


def uncertain() -> QuerySet[Bericht]:
    """The messages of which nobody knows whether they arrived, and which nobody judged yet."""
    return Bericht.objects.filter(UNCERTAIN)


def is_uncertain(bericht: Bericht) -> bool:
    """Whether this one waits for the judgement of an employee."""
    return bericht.status == Berichtstatus.ONZEKER and bericht.beoordeeld_op is None


def _has_subject(bericht: Bericht) -> bool:
    return bericht.afspraak is not None or bool(own_subject(bericht))


def _uncertain(bericht: Bericht) -> QuerySet[Bericht]:
    return uncertain().filter(pk=bericht.pk)


def _locked(bericht: Bericht) -> Bericht:
    """The row as it is now; who sends the same news, by whichever way, waits."""
    list(same_news(bericht).order_by("pk").select_for_update().values_list("pk", flat=True))
    return Bericht.objects.select_related("afspraak", "klant", "middel").get(pk=bericht.pk)


def _record(bericht: Bericht, wat: str, *, door: str, now: datetime, **gegevens: str) -> None:
    logboek.record(
        Handeling.GEWIJZIGD,
        f"bericht:{bericht.referentie.hex}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat=wat,
        **gegevens,
    )
