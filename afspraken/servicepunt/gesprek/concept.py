"""One's own call, kept by the server: opened, typed in, parked, thrown away and back again.

Nothing typed is lost: not by a session that ended, a page that is behind, or a second window.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from afspraken import booking
from afspraken.exceptions import BookingError
from afspraken.lokaal import day_begin, local_day
from afspraken.models import Kanaal, Klantgesprek, Status
from afspraken.rechten import Rol, employee, toegang

KANALEN = (Kanaal.TELEFOON, Kanaal.BALIE, Kanaal.POST, Kanaal.EMAIL)


class Behind(BookingError):
    """The page is older than the call: it was changed in another window, or is finished."""

    sentence = _("Dit gesprek is in een ander venster veranderd. Wat u typte, staat er nog.")


def new(request: HttpRequest, *, now: datetime) -> Klantgesprek:
    """A new call of this employee, by the channel of their work; not saved yet.

    One that was opened before and left as it was is used again: nobody called meanwhile.
    """
    for empty in of_today(request, now=now).filter(versie=1, getypt={}, klant=None, weg_op=None):
        empty.begonnen_op = empty.gewijzigd_op = now
        return empty
    at_the_desk = Rol.BALIE in toegang(request.user).rollen
    return Klantgesprek(
        medewerker_id=employee(request),
        kanaal=Kanaal.BALIE if at_the_desk else Kanaal.TELEFOON,
        begonnen_op=now,
        gewijzigd_op=now,
    )


def of_today(request: HttpRequest, *, now: datetime) -> QuerySet[Klantgesprek]:
    """The calls of this employee that are not finished, thrown away ones included."""
    return Klantgesprek.objects.filter(
        medewerker=request.user.pk, begonnen_op__gte=day_begin(local_day(now)), klaar_op=None
    ).select_related("klant")


def load(request: HttpRequest, code: str) -> Klantgesprek:
    """One's own call. Raises: Http404, also for a call of a colleague."""
    rows = Klantgesprek.objects.select_related(
        "klant", "medewerker", "vastgehouden__locatie", "wijzigt__locatie", "afspraak__locatie"
    )
    return get_object_or_404(rows, code=code, medewerker=request.user.pk)


def keep(gesprek: Klantgesprek, fields: dict[str, str], *, now: datetime) -> None:
    """Keep what was typed; what was typed in fields that are not on the page now stays."""
    before = dict(gesprek.getypt)
    if "naam" in fields:  # the box stood beside it: what a browser leaves out is not ticked
        before.pop("rolstoel", None)
    gesprek.getypt, gesprek.gewijzigd_op = before | fields, now
    gesprek.save(update_fields=["getypt", "gewijzigd_op"])


def save(gesprek: Klantgesprek, *, now: datetime) -> None:
    """Keep a choice, if the page was not behind: of two windows the second is told.

    Raises: Behind.
    """
    names = ["kanaal", "klant", "verificatie", "keuze", "getypt", "vastgehouden", "wijzigt"]
    names += ["afspraak", "contact", "klaar_op", "weg_op", "gewijzigd_op"]
    gesprek.gewijzigd_op = now
    values = {name: getattr(gesprek, name) for name in names}
    same = Klantgesprek.objects.filter(pk=gesprek.pk, versie=gesprek.versie)
    if not same.update(**values, versie=F("versie") + 1):
        raise Behind
    gesprek.versie += 1


def is_behind(request: HttpRequest, gesprek: Klantgesprek) -> bool:
    """True if the page that was sent shows another state than the call has."""
    return request.POST.get("versie", "") != str(gesprek.versie)


def discard(gesprek: Klantgesprek, *, now: datetime) -> None:
    """Throw a call away; what is held for it is let go."""
    release(gesprek, now=now)
    gesprek.weg_op = now
    save(gesprek, now=now)


def restore(gesprek: Klantgesprek, *, now: datetime) -> None:
    """Take a call back that was thrown away; its time has to be chosen anew."""
    gesprek.weg_op = None
    save(gesprek, now=now)


def release(gesprek: Klantgesprek, *, now: datetime) -> None:
    """Let go of the time that is held for this call."""
    hold = gesprek.vastgehouden
    if hold is not None and hold.status == Status.VASTGEHOUDEN:
        booking.release(hold, now=now)
    gesprek.vastgehouden = None
