"""When the service point has to call: nothing reached the customer, or nothing can be sent.

What an employee does with a call task: `notificaties/beltaken.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Handeling, Logregel, Partij, Status
from afspraken.signals import Change
from notificaties.models import LONGEST_NOTITIE, Beltaak, Bericht, Taakreden

NEWS_WAITS = timedelta(days=1)
"""The longest that a call may wait about something that the customer does not know."""

DOCUMENT_WAITS = timedelta(days=3)
"""What lies ready does so for months, so a weekend may lie in between."""

AFTERWARDS = (Taakreden.ANTWOORD, Taakreden.OPHALEN)
"""What a customer wrote wants an answer, and what lies ready a call, though the visit is over."""


def ask_to_call(
    afspraak: Afspraak,
    reden: Taakreden,
    *,
    now: datetime,
    bericht: Bericht | None = None,
    notitie: str = "",
    uiterlijk: datetime | None = None,
) -> None:
    """A task for the service point, before `uiterlijk` (None: before the visit).

    While one for the same reason is open, nothing is added. Nobody is called about what they
    cancelled themselves, and who was erased cannot be.
    """
    if reden not in AFTERWARDS and (afspraak.begin <= now or _cancelled_it(afspraak)):
        return
    if afspraak.klant is not None and afspraak.klant.gewist_op is not None:
        return
    task = Beltaak(
        afspraak=afspraak,
        bericht=bericht,
        reden=reden,
        notitie=notitie[:LONGEST_NOTITIE],
        uiterlijk=uiterlijk or afspraak.begin,
        aangemaakt_op=now,
    )
    Beltaak.objects.bulk_create([task], ignore_conflicts=True)


def call_instead(afspraak: Afspraak, change: Change, *, door: Partij, now: datetime) -> None:
    """Call a customer to whom nothing can be sent.

    Who booked knows of it, as does who changed it without us: then a call recalls the visit.
    """
    if change is Change.BOOKED or door is Partij.INWONER:
        if change is not Change.CANCELLED:
            recall(afspraak, now=now)
    else:
        tell_soon(afspraak, before=None, now=now)


def recall(afspraak: Afspraak, *, now: datetime) -> None:
    """A call before the visit, as a reminder; on the day itself nobody needs one."""
    if local_day(afspraak.begin) > local_day(now):
        ask_to_call(afspraak, Taakreden.GEEN_WEG, now=now)


def tell_soon(afspraak: Afspraak, *, before: datetime | None, now: datetime) -> None:
    """A call within NEWS_WAITS about what the customer cannot know; `before` if that is sooner."""
    soon = min(now + NEWS_WAITS, afspraak.begin, before or afspraak.begin)
    _open(afspraak).filter(uiterlijk__gt=soon).update(uiterlijk=soon)
    ask_to_call(afspraak, Taakreden.GEEN_WEG, uiterlijk=soon, now=now)


def tell_of_document(afspraak: Afspraak, *, now: datetime, bericht: Bericht | None = None) -> None:
    """A call to who cannot be told otherwise that a document lies ready."""
    ask_to_call(
        afspraak, Taakreden.OPHALEN, bericht=bericht, uiterlijk=now + DOCUMENT_WAITS, now=now
    )


def has_collected(afspraak: Afspraak, *, now: datetime) -> None:
    """Nobody has to be called any more about what lies ready."""
    tasks = Beltaak.objects.filter(
        afspraak=afspraak, reden=Taakreden.OPHALEN, gedaan_op__isnull=True
    )
    _end(tasks, _("het systeem: dit hoeft niet meer"), now=now)


def follow(afspraak: Afspraak, change: Change, *, door: Partij, now: datetime) -> None:
    """What a change means for calls that are still to be made."""
    if change is Change.CANCELLED and door is Partij.INWONER:
        _end(_open(afspraak), _("het systeem: de klant annuleerde zelf"), now=now)
    elif change is Change.MOVED:
        late = _open(afspraak).filter(uiterlijk__gt=afspraak.begin)
        late.update(uiterlijk=afspraak.begin)


def has_a_way_again(afspraak: Afspraak, *, now: datetime) -> None:
    """The customer gave an address: a message goes now, so nobody has to call instead."""
    none = _open(afspraak).filter(reden=Taakreden.GEEN_WEG)
    _end(none, _("het systeem: er gaat nu een bericht"), now=now)


def is_certain_now(berichten: QuerySet[Bericht], *, now: datetime) -> None:
    """These went out after all, so nobody has to call because that was not certain."""
    unsure = Beltaak.objects.filter(
        bericht__in=berichten, reden=Taakreden.ONZEKER, gedaan_op__isnull=True
    )
    _end(unsure, _("het systeem: het bericht kwam aan"), now=now)


def end_for_past(*, now: datetime) -> None:
    """Nobody has to be called any more about a visit that is over, or for which they came."""
    came = ~Q(afspraak__status__in=(Status.GEPLAND, Status.GEANNULEERD))
    over = Beltaak.objects.filter(
        Q(afspraak__einde__lte=now) | came, _ABOUT_THE_VISIT, gedaan_op__isnull=True
    )
    _end(over, _("het systeem: de afspraak is voorbij"), now=now)


_ABOUT_THE_VISIT = ~Q(reden__in=AFTERWARDS)


def _cancelled_it(afspraak: Afspraak) -> bool:
    """Whether the customer cancelled it, not we."""
    return (
        afspraak.status == Status.GEANNULEERD
        and Logregel.objects.filter(
            onderwerp=f"afspraak:{afspraak.code}",
            handeling=Handeling.GEANNULEERD,
            partij=Partij.INWONER,
        ).exists()
    )


def _open(afspraak: Afspraak) -> QuerySet[Beltaak]:
    return Beltaak.objects.filter(_ABOUT_THE_VISIT, afspraak=afspraak, gedaan_op__isnull=True)


def _end(tasks: QuerySet[Beltaak], waarom: str, *, now: datetime) -> None:
    """Nobody called, and why. Kept in Dutch, whatever language the customer reads."""
    tasks.update(gedaan_op=now, gedaan_door=waarom)
