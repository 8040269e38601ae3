"""An SMS of a customer: taken once, and of which appointment it speaks.

What a text means is in `betekenis.py`, what follows from it in `gesprek.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from afspraken import logboek
from afspraken.models import Afspraak, Handeling, Partij
from afspraken.nummers import e164
from notificaties import afmelding
from notificaties.antwoorden import betekenis
from notificaties.antwoorden.gesprek import DAY, Gesprek, why_closed
from notificaties.models import Bericht, Berichtkanaal, Betekenis, Gevolg, SmsAntwoord
from notificaties.outbox.rows import KLANT

logger = logging.getLogger(__name__)

MOST_RECEIVED = 40
"""SMS of one number in a DAY that we look at; what comes above it is dropped."""

QUESTION_STANDS = DAY
"""So long after we asked "do you want to cancel?" the word ANNULEER cancels."""

BEGUN = timedelta(hours=12)
"""So long after its begin an appointment may still be meant, if none is to come."""


@transaction.atomic
def receive(provider_id: str, sender: str, tekst: str, *, now: datetime) -> SmsAntwoord | None:
    """Do what a customer asks by SMS.

    `provider_id` is unique per SMS. None if it was handled before, is one too many, or came from
    no telephone number.
    """
    nummer, wat = e164(sender), betekenis.meaning(tekst)
    if not nummer or _is_flooding(nummer, wat, now=now):
        return None
    row, is_new = SmsAntwoord.objects.get_or_create(
        provider_id=provider_id,
        defaults={
            "nummer_hash": afmelding.hash_of(nummer),
            "betekenis": wat,
            "gevolg": Gevolg.ONBEKEND,
            "op": now,
        },
    )
    if not is_new:
        return None
    _act(row, nummer, tekst, now=now)
    row.save()
    if row.afspraak is not None:
        logboek.record(
            Handeling.BEANTWOORD,
            f"afspraak:{row.afspraak.code}",
            partij=Partij.INWONER,
            now=now,
            antwoord=str(row.betekenis),
            gevolg=str(row.gevolg),
        )
    return row


def _is_flooding(nummer: str, wat: Betekenis, *, now: datetime) -> bool:
    """Whether this number sends more than a person does; STOP always counts."""
    if wat is Betekenis.STOP or _received(nummer, now=now).count() < MOST_RECEIVED:
        return False
    logger.warning("dropped an SMS: more than %s of one number in a day", MOST_RECEIVED)
    return True


def _received(nummer: str, *, now: datetime) -> QuerySet[SmsAntwoord]:
    return SmsAntwoord.objects.filter(nummer_hash=afmelding.hash_of(nummer), op__gt=now - DAY)


def _told(nummer: str, *, now: datetime) -> list[Afspraak]:
    """The appointments of which this number heard by SMS and which are still its own.

    Those to come and open, earliest first; without any, the last that began, closed or was
    cancelled.
    """
    heard = Bericht.objects.filter(
        kanaal=Berichtkanaal.SMS, aan=nummer, aan__gt="", ontvanger=KLANT
    )
    found = list(
        Afspraak.objects.filter(
            pk__in=heard.order_by().values("afspraak"),
            klant__telefoon=nummer,
            begin__gt=now - BEGUN,
        )
        .select_related("klant", "locatie")
        .order_by("begin", "pk")
    )
    return [one for one in found if why_closed(one, now=now) is None] or found[-1:]


def _asked_about(row: SmsAntwoord, told: Sequence[Afspraak], *, now: datetime) -> Afspraak | None:
    """The appointment that we asked this number about just before, as it was then; usually None."""
    before = SmsAntwoord.objects.filter(nummer_hash=row.nummer_hash, op__gt=now - QUESTION_STANDS)
    last = before.exclude(pk=row.pk).order_by("-pk").first()
    if last is None or last.gevolg != Gevolg.GEVRAAGD:
        return None
    about = last.afspraak_id, last.versie
    return next((one for one in told if (one.pk, one.versie) == about), None)


def _act(row: SmsAntwoord, nummer: str, tekst: str, *, now: datetime) -> None:
    """Do it; `row` gets what came of it, and of which appointment."""
    told = _told(nummer, now=now)
    asked = _asked_about(row, told, now=now)
    row.afspraak = asked or next(iter(told), None)
    if row.betekenis == Betekenis.STOP:
        afmelding.stop(nummer, now=now)
        row.gevolg = Gevolg.AFGEMELD
    elif row.betekenis == Betekenis.START:
        afmelding.start(nummer)
        row.gevolg = Gevolg.AANGEMELD
    elif row.afspraak is not None and row.afspraak.klant is not None:
        row.versie = row.afspraak.versie
        with override(row.afspraak.klant.taal):
            talk = Gesprek(row, row.afspraak, row.afspraak.klant, told, asked is not None, now)
            row.gevolg = talk.go_on(tekst)
