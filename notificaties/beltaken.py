"""Call tasks: what the service point does because no message did it. When one is made: `outbox/`.

Here is what an employee does with one, and how the lists of tasks get to know of them.
Registered once, by `apps.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from afspraken import logboek, taken
from afspraken.lokaal import local_day
from afspraken.models import Handeling, Partij
from afspraken.templatetags.datums import tijd
from notificaties.models import Beltaak
from notificaties.verloop import moment

DAY = timedelta(days=1)


def open_tasks() -> QuerySet[Beltaak]:
    """The calls that are still to be made, most urgent first."""
    return (
        Beltaak.objects.filter(gedaan_op__isnull=True)
        .select_related("afspraak")
        .order_by("uiterlijk", "pk")
    )


def deadline(uiterlijk: datetime, *, now: datetime) -> str:
    """Before when to call, as one says it; a moment that has come is too late."""
    if uiterlijk <= now:
        return _("te laat, dit moest voor %(op)s") % {"op": moment(uiterlijk, now)}
    if local_day(uiterlijk) == local_day(now):
        return _("vandaag voor %(op)s") % {"op": tijd(uiterlijk)}
    if local_day(uiterlijk) == local_day(now) + DAY:
        return _("morgen voor %(op)s") % {"op": tijd(uiterlijk)}
    return _("voor %(op)s") % {"op": moment(uiterlijk, now)}


@transaction.atomic
def finish(taak: Beltaak, *, wie: str, door: str, now: datetime) -> bool:
    """The call was made, by `wie`. False if somebody was first: then theirs stays.

    `door` is the number of the employee, for the log.
    """
    mine = Beltaak.objects.filter(pk=taak.pk, gedaan_op__isnull=True)
    was_first = bool(mine.update(gedaan_op=now, gedaan_door=wie))
    if was_first:
        _record(taak, "gedaan", door=door, now=now)
    return was_first


def reopen(taak: Beltaak, *, door: str, now: datetime) -> bool:
    """The call is to be made after all. False if it is open, or one like it is."""
    try:
        with transaction.atomic():
            done = Beltaak.objects.filter(pk=taak.pk, gedaan_op__isnull=False)
            if not done.update(gedaan_op=None, gedaan_door=""):
                return False
            _record(taak, "teruggezet", door=door, now=now)
    except IntegrityError:  # a new one of the same kind is open
        return False
    return True


def _record(taak: Beltaak, wat: str, *, door: str, now: datetime) -> None:
    logboek.record(
        Handeling.GEWIJZIGD,
        f"beltaak:{taak.pk}",
        partij=Partij.MEDEWERKER,
        door=door,
        now=now,
        wat=wat,
    )


def _for_the_service_point(now: datetime) -> Iterable[taken.Taak]:
    for row in open_tasks():
        yield taken.Taak(
            soort=_("beltaak"),
            titel=capfirst(row.get_reden_display()),
            uiterlijk=row.uiterlijk,
            url=reverse("notificaties:beltaak", args=[row.pk]),
            afspraak=row.afspraak,
        )


taken.register("beltaken", _for_the_service_point)
