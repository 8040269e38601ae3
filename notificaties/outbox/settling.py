"""What follows from how sending ended, and from what the provider says afterwards.

Nothing is sent here. A customer whom one way did not reach gets a row for the next; when no way
is left and nothing reached them, a person has to call.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from afspraken import statements
from afspraken.signals import niet_bereikt
from notificaties.channels import Uitkomst, Verzonden
from notificaties.models import (
    Bericht,
    Berichtsoort,
    Berichtstatus,
    Taakreden,
)
from notificaties.outbox import pausing
from notificaties.outbox.calling import ask_to_call, is_certain_now, tell_of_document
from notificaties.outbox.claiming import NOBODY, claim_key
from notificaties.outbox.news import in_its_place, is_reached, same_news
from notificaties.outbox.rows import new_row, own_address, own_subject
from notificaties.wegen import ways

FIRST_DUE = Coalesce("uitgesteld_sinds", "niet_voor")
"""When a row was to go before anything put it off."""

_BACK_OFF = (1, 2, 5, 10, 20, 30)
"""Minutes to wait after each time that a provider did not take the message."""

DONE = (Berichtstatus.AFGELEVERD, Berichtstatus.NIET_AFGELEVERD)
"""The provider told how it ended."""

_UNTOLD = (Berichtstatus.WORDT_VERZONDEN, Berichtstatus.ONZEKER)
"""It may be with the provider, which did not say so yet."""

_NOT_WORTH_A_CALL = (Berichtsoort.NABERICHT, Berichtsoort.ANTWOORD, Berichtsoort.MEDEDELING)


def settle(bericht: Bericht, end: Verzonden, *, now: datetime, was_failing: bool = True) -> None:
    """Write down how sending ended. A late end of the same claim may still settle ONZEKER.

    `was_failing` False saves a statement: the way was known to work when the row was claimed.
    """
    if end.uitkomst is Uitkomst.AANVAARD:
        sent = {"provider_id": end.provider_id[:64], "verzonden_op": now}
        if not _move_on(bericht, Berichtstatus.VERZONDEN, now=now, **sent):
            # The provider told that it arrived before it told that it took it.
            Bericht.objects.filter(pk=bericht.pk, status__in=DONE, verzonden_op=None).update(**sent)
        if was_failing:
            pausing.worked(bericht.kanaal)
        return
    if end.uitkomst is Uitkomst.NIET_AANVAARD:
        wait = timedelta(minutes=_BACK_OFF[min(bericht.mislukt_aantal, len(_BACK_OFF) - 1)])
        _move_on(
            bericht,
            Berichtstatus.WACHT,
            now=now,
            fout=end.fout[:60],
            niet_voor=now + wait,
            uitgesteld_sinds=bericht.uitgesteld_sinds or bericht.niet_voor,
            mislukt_aantal=bericht.mislukt_aantal + 1,
            aan=own_address(bericht),
        )
    elif end.uitkomst is Uitkomst.ONBEKEND:
        _move_on(bericht, Berichtstatus.ONZEKER, now=now, fout=end.fout[:60])
    else:
        give_up(bericht, Berichtstatus.MISLUKT, fout=end.fout, now=now)
        return
    pausing.failed(bericht.kanaal, end.fout, now=now)


def _move_on(bericht: Bericht, status: Berichtstatus, *, now: datetime, **fields: object) -> bool:
    """The row to its next status, if it is still as this claim left it; True if so."""
    key = claim_key(bericht)
    # The claim stays: a late answer of the same claim must be able to find its row.
    keep = {"lease_tot": None} if status is Berichtstatus.ONZEKER else NOBODY
    fields |= {"status": status, "status_op": now, **keep}
    for name, value in fields.items():
        setattr(bericht, name, value)
    mine = "claim = %s AND status IN ('WORDT_VERZONDEN', 'ONZEKER')"
    return statements.update(bericht, fields, mine, key)


@transaction.atomic
def give_up(bericht: Bericht, status: Berichtstatus, *, fout: str, now: datetime) -> None:
    """This way did not work: end the row and take the next way, else ask a person to call.

    Not if another worker has the row since, or if it ended otherwise: then that is what counts.
    """
    ended = (
        Bericht.objects.filter(pk=bericht.pk, claim=bericht.claim)
        .exclude(status__in=(Berichtstatus.AFGELEVERD, status, Berichtstatus.VERVALLEN))
        .update(status=status, status_op=now, fout=fout[:60], **NOBODY)
    )
    if ended:
        take_next_way(bericht, now=now)


def take_next_way(bericht: Bericht, *, now: datetime) -> None:
    """A row for the next way that was not tried yet for this news; without one, a call task."""
    afspraak, klant = bericht.afspraak, bericht.klant
    if klant is None:
        return
    if afspraak is not None and afspraak.versie != bericht.versie:
        return  # there is newer news, with rows of its own
    tried = set(same_news(bericht).values_list("kanaal", flat=True))
    for way in ways(klant, until=bericht.vervalt_op, now=now):
        if way not in tried:
            row = new_row(
                afspraak,
                Berichtsoort(bericht.soort),
                way,
                onderwerp=own_subject(bericht),
                klant=klant,
                moment=bericht.moment,
                niet_voor=max(now, bericht.niet_voor),
                vervalt_op=bericht.vervalt_op,
                is_direct=bericht.is_direct,
                gegevens=bericht.gegevens,
                now=now,
            )
            row.poging = in_its_place(bericht, way)
            row.uitgesteld_sinds = bericht.uitgesteld_sinds or min(bericht.niet_voor, row.niet_voor)
            Bericht.objects.bulk_create([row], ignore_conflicts=True)
            return
    if (subject := own_subject(bericht)) or afspraak is None:
        niet_bereikt.send(Bericht, onderwerp=subject, soort=bericht.soort, now=now)
    elif bericht.soort == Berichtsoort.KLAAR:
        tell_of_document(afspraak, bericht=bericht, now=now)
    elif bericht.soort not in _NOT_WORTH_A_CALL and not is_reached(afspraak):
        ask_to_call(afspraak, Taakreden.NIET_BEREIKT, bericht=bericht, now=now)


# --- what the provider says later ---------------------------------------------------------------


@transaction.atomic
def delivered(referentie: str, *, now: datetime) -> bool:
    """The provider says that a message arrived. Forward only; twice is once. True if it counted."""
    counted = (
        _known(referentie)
        .filter(status__in=(*_UNTOLD, Berichtstatus.VERZONDEN))
        .update(status=Berichtstatus.AFGELEVERD, status_op=now, **NOBODY)
    )
    if counted:
        is_certain_now(_known(referentie), now=now)
    return bool(counted)


@transaction.atomic
def accepted(referentie: str, *, provider_id: str, now: datetime) -> bool:
    """The provider says that it has a message of which we were not certain."""
    counted = (
        _known(referentie)
        .filter(status__in=_UNTOLD)
        .update(
            status=Berichtstatus.VERZONDEN,
            status_op=now,
            verzonden_op=now,
            provider_id=provider_id[:64],
            **NOBODY,
        )
    )
    if counted:
        is_certain_now(_known(referentie), now=now)
    return bool(counted)


@transaction.atomic
def undelivered(referentie: str, *, fout: str, now: datetime) -> bool:
    """The provider, or a bounce, says that a message did not arrive: the next way is tried.

    Forward only: what arrived did arrive. True if it counted.
    """
    bericht = (
        _known(referentie)
        .filter(status__in=(*_UNTOLD, Berichtstatus.VERZONDEN))
        .select_for_update(of=("self",))
        .select_related("afspraak__locatie", "klant")
        .first()
    )
    if bericht is None:
        return False
    give_up(bericht, Berichtstatus.NIET_AFGELEVERD, fout=fout, now=now)
    return True


def _known(referentie: str) -> QuerySet[Bericht]:
    """The row of a reference; none for anything that is no reference."""
    try:
        return Bericht.objects.filter(referentie=uuid.UUID(referentie))
    except (ValueError, AttributeError, TypeError):
        return Bericht.objects.none()
