"""What workers left behind, and what is uncertain.

A row that was only claimed waits again. A row that may have been handed over is uncertain: it is
never sent again blindly. The provider is asked for it; if it has it, it was sent; if it says with
authority, twice and ten minutes apart, that it does not, it waits again; else a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from afspraken.models import Afspraak, Status
from afspraken.signals import niet_bereikt
from notificaties import moments
from notificaties.channels import Channel, Gevonden, Post
from notificaties.models import (
    IN_HANDEN,
    UITGEGAAN,
    Beltaak,
    Bericht,
    Berichtsoort,
    Berichtstatus,
    Taakreden,
)
from notificaties.outbox.byhand import uncertain
from notificaties.outbox.calling import ask_to_call, end_for_past
from notificaties.outbox.claiming import LEASE, NOBODY
from notificaties.outbox.news import is_reached
from notificaties.outbox.rows import KLANT, own_address, own_subject
from notificaties.outbox.settling import FIRST_DUE, accepted
from notificaties.outbox.truth import still_true

ASK_AGAIN = timedelta(minutes=10)
"""Between two questions to the provider for a message that it did not have."""

CLOCKS_DIFFER = 2 * LEASE
"""A lease that ends later than this is no lease: clocks of workers differ by less than LEASE."""

ABSENT_TWICE = 2
REMEMBERS = timedelta(days=3)
"""A provider that says "no" of an older message may have had it and forgotten it.

NotifyNL keeps messages for seven days; a service may choose three at the least.
"""

LOOK_UPS = 50
"""Look-ups in one round, so that a sweep ends."""

MOST_VOIDED = 1000
"""Rows that one round makes void; the next takes the rest."""

_STILL_ASKED = Q(opgezocht_op=None) | Q(afwezig_aantal__gt=0)
"""Uncertain rows for which the provider has not said its last word."""

BEFORE_VISIT = timedelta(hours=24)
OVERDUE = timedelta(hours=4)
"""A visit within BEFORE_VISIT of which every message is OVERDUE by this much asks for a call."""


def sweep(channels: Mapping[str, Channel], *, now: datetime) -> None:
    """Put right what was left behind. Twice at once, or not for a day, does no harm."""
    take_back_expired(now=now)
    void_untrue(now=now)
    look_up_uncertain(channels, now=now)
    call_unreached(now=now)
    end_for_past(now=now)


def take_back_expired(*, now: datetime) -> None:
    """Leases that ran out: only claimed → waits again; perhaps handed over → uncertain.

    A lease longer than any that is given was given before the clock was put back.
    """
    over = Bericht.objects.filter(Q(lease_tot__lte=now) | Q(lease_tot__gt=now + CLOCKS_DIFFER))
    over.filter(status=Berichtstatus.OPGEPAKT).update(
        status=Berichtstatus.WACHT, status_op=now, **NOBODY
    )
    # The claim stays, so that a late answer of the same worker can still settle it.
    over.filter(status=Berichtstatus.WORDT_VERZONDEN).update(
        status=Berichtstatus.ONZEKER, status_op=now, lease_tot=None, fout="afgebroken"
    )


def void_untrue(*, now: datetime) -> None:
    """Waiting rows that are not true any more, or of no use. (Claiming passes them over anyway.)"""
    true = Bericht.objects.filter(still_true(now), pk=OuterRef("pk"))
    untrue = Bericht.objects.filter(~Exists(true), status=Berichtstatus.WACHT, niet_voor__lte=now)
    # In the order of the index of what is due: in any other, PostgreSQL reads the whole table.
    pks = list(untrue.order_by("niet_voor").values_list("pk", flat=True)[:MOST_VOIDED])
    Bericht.objects.filter(pk__in=pks, status=Berichtstatus.WACHT).update(
        status=Berichtstatus.VERVALLEN, status_op=now
    )


def hold_back_restored(*, now: datetime) -> int:
    """After a restore: what may have gone out since the backup was made is uncertain now.

    Run it before any worker starts. Reminders that are not due yet cannot have gone out. Returns
    how many rows wait for the provider's word, or for a person.
    """
    in_hand = Q(status__in=IN_HANDEN)
    due = Q(status=Berichtstatus.WACHT, niet_voor__lte=now)
    return Bericht.objects.filter(in_hand | due).update(
        status=Berichtstatus.ONZEKER, status_op=now, opgezocht_op=None, fout="na herstel", **NOBODY
    )


def look_up_uncertain(channels: Mapping[str, Channel], *, now: datetime) -> None:
    """Ask the providers for what may have gone out; not where a person has decided already.

    Who does not answer is asked again in the next round.
    """
    never, a_while_ago = Q(opgezocht_op=None), Q(opgezocht_op__lte=now - ASK_AGAIN)
    due = uncertain().filter(_STILL_ASKED, never | a_while_ago, kanaal__in=list(channels))
    silent: set[str] = set()
    for bericht in due.prefetch_related("afspraak", "klant").order_by("status_op")[:LOOK_UPS]:
        if bericht.kanaal in silent:
            continue
        found, provider_id = channels[bericht.kanaal].look_up(_as_sent(bericht))
        if found is Gevonden.JA:
            accepted(bericht.referentie.hex, provider_id=provider_id, now=now)
        elif found is Gevonden.NEE and bericht.niet_voor > now - REMEMBERS:
            _absent(bericht, now=now)
        elif found is Gevonden.NIET_NU:
            silent.add(bericht.kanaal)
        else:
            _for_a_person(bericht, now=now)


def _absent(bericht: Bericht, *, now: datetime) -> None:
    """The provider does not have it. Once may be too early; twice it was never taken."""
    row = uncertain().filter(pk=bericht.pk, opgezocht_op=bericht.opgezocht_op)
    if bericht.afwezig_aantal + 1 < ABSENT_TWICE:
        row.update(afwezig_aantal=bericht.afwezig_aantal + 1, opgezocht_op=now)
        return
    row.update(
        status=Berichtstatus.WACHT,
        status_op=now,
        niet_voor=now,
        uitgesteld_sinds=FIRST_DUE,
        afwezig_aantal=0,
        opgezocht_op=None,
        aan=own_address(bericht),
        **NOBODY,
    )


def _for_a_person(bericht: Bericht, *, now: datetime) -> None:
    """Nobody can tell whether it went out. If nothing else reached the customer, call."""
    Bericht.objects.filter(pk=bericht.pk).update(opgezocht_op=now, afwezig_aantal=0)
    afspraak = bericht.afspraak
    if bericht.klant is None or (afspraak is not None and afspraak.versie != bericht.versie):
        return
    if (subject := own_subject(bericht)) or afspraak is None:
        niet_bereikt.send(Bericht, onderwerp=subject, soort=bericht.soort, now=now)
    elif not is_reached(afspraak):
        ask_to_call(afspraak, Taakreden.ONZEKER, bericht=bericht, now=now)


def call_unreached(*, now: datetime) -> None:
    """Visits that are near, of which no message got through although it was due for hours.

    At night only answers go out, so what else waits is not late before the morning had its turn.
    Who was called since a message was written, is not called again about that one.
    """
    about = Bericht.objects.filter(
        afspraak=OuterRef("pk"), ontvanger=KLANT, versie=OuterRef("versie")
    )
    waits = Q(status__in=(Berichtstatus.WACHT, *IN_HANDEN))
    stuck = (
        about.filter(waits | _STILL_ASKED & Q(status=Berichtstatus.ONZEKER))
        .exclude(soort=Berichtsoort.NABERICHT)
        .alias(due=FIRST_DUE)
        .filter(due__lte=now - OVERDUE)
    )
    if not moments.has_caught_up(now):
        stuck = stuck.filter(is_direct=True)
    asked = Beltaak.objects.filter(
        Q(gedaan_op__isnull=True) | Q(aangemaakt_op__gte=OuterRef("aangemaakt_op")),
        afspraak=OuterRef("afspraak"),
        reden=Taakreden.NIET_BEREIKT,
    )
    stuck = stuck.filter(~Exists(asked))
    near = Afspraak.objects.filter(
        status=Status.GEPLAND, begin__gt=now, begin__lte=now + BEFORE_VISIT
    ).prefetch_related("klant")
    for afspraak in near.filter(Exists(stuck), ~Exists(about.filter(status__in=UITGEGAAN))):
        ask_to_call(afspraak, Taakreden.NIET_BEREIKT, now=now)


def _as_sent(bericht: Bericht) -> Post:
    """The message as it may have left: enough for the provider to find it."""
    return Post(
        referentie=bericht.referentie.hex,
        aan=bericht.aan,
        taal=bericht.klant.taal if bericht.klant else "nl",
        titel=bericht.titel,
        tekst=bericht.tekst,
        op=bericht.niet_voor,  # it did not leave before
    )
