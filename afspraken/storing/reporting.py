"""WRITES: a disruption is reported, opened from an absence or closing that is there, and ended.

Reporting writes the absence or the closings through `roosters`, as an employee would, so from that
moment nothing is offered there. Nobody is moved by it: see `proposing` and `approving`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from afspraken import logboek, roosters
from afspraken.lokaal import LOCAL, day_after, day_begin, local_day
from afspraken.models import (
    Afwezigheid,
    Handeling,
    Locatie,
    Middel,
    Sluiting,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.roosters.openstand import wait_for_others
from afspraken.storing.errors import AlreadyOpen, Ended, Overtaken

LAST_MINUTE = time(23, 59)
LONGEST = timedelta(days=366)
"""What lasts longer is no disruption but a change of rosters."""


@transaction.atomic
def open(
    wat: Middel | Locatie | None,
    *,
    begin: datetime,
    einde: datetime,
    reden: str,
    door: Any,
    now: datetime,
) -> Storing:
    """Report that a resource, a place, or every place (None) is not there in [begin, einde).

    It may begin in the middle of an appointment: that one stays. `door` is the user who reports,
    None for the system. Proposals are not made yet: see `propose`.
    Raises: AlreadyOpen for what is reported already for (a part of) this time; ValidationError
    with a sentence per field.
    """
    _check(begin, einde, reden, now=now)
    wait_for_others()  # two employees who report the same: the second finds it
    _refuse_double(_about(wat), begin, einde)
    storing = Storing(
        **_about(wat), begin=begin, einde=einde, reden=reden, gemeld_op=now, gemeld_door=door
    )
    by = number_of(door)
    if isinstance(wat, Middel):
        storing.afwezigheid = roosters.set_absent(
            wat, begin=begin, einde=einde, reden=reden, now=now, door=by
        )
    storing.save()
    if not isinstance(wat, Middel):
        storing.sluitingen.set(_close(wat, begin, einde, reden, now=now, door=by))
    note(storing, "gemeld", door=door, now=now)
    return storing


@transaction.atomic
def open_for(row: Afwezigheid | Sluiting, *, door: Any, now: datetime) -> Storing:
    """The disruption of an absence or closing that is there already; one that is open, or a new.

    Ending it leaves the absence or closing: whoever entered that takes it away.
    """
    wait_for_others()
    storing = Storing(reden=row.reden, is_eigen=False, gemeld_op=now, gemeld_door=door)
    if isinstance(row, Afwezigheid):
        known = Storing.objects.filter(afwezigheid=row)
        storing.afwezigheid, storing.middel = row, row.middel
        storing.begin, storing.einde = row.begin, row.einde
    else:
        known = Storing.objects.filter(sluitingen=row)
        storing.locatie = row.locatie
        storing.begin, storing.einde = _reach(row)
    found = known.filter(beeindigd_op__isnull=True).first()
    if found is not None:
        return found
    storing.save()
    if isinstance(row, Sluiting):
        storing.sluitingen.add(row)
    note(storing, "gemeld", door=door, now=now)
    return storing


@transaction.atomic
def end(storing: Storing, *, versie: int, door: Any, now: datetime) -> None:
    """It is over: what it closed opens again, and who was not moved stays where they are.

    Raises: Ended; Overtaken.
    """
    wait_for_others()
    if not Storing.objects.filter(pk=storing.pk, versie=versie, beeindigd_op__isnull=True).update(
        beeindigd_op=now, beeindigd_door=door, versie=F("versie") + 1
    ):
        raise why_refused(storing)
    if storing.is_eigen:
        for row in (storing.afwezigheid, *storing.sluitingen.all()):
            if row is not None:
                roosters.remove(row, now=now, door=number_of(door))
    Verplaatsvoorstel.objects.filter(storing=storing, uitkomst="").update(
        uitkomst=Uitkomst.VOORBIJ, uitkomst_op=now
    )
    note(storing, "beeindigd", door=door, now=now)


def why_refused(storing: Storing) -> Ended | Overtaken:
    """Why a write found no row: it was ended, or changed."""
    is_over = Storing.objects.filter(pk=storing.pk, beeindigd_op__isnull=False).exists()
    return Ended() if is_over else Overtaken()


def number_of(door: Any) -> str:
    """The number under which the log knows a user; empty for the system."""
    return str(door.pk) if door is not None else ""


def note(storing: Storing, wat: str, *, door: Any, now: datetime, **more: int) -> None:
    """One line in the log about a disruption."""
    logboek.record_by(
        door,
        Handeling.STORING,
        f"storing:{storing.pk}",
        now=now,
        wat=wat,
        middel=storing.middel_id,
        locatie=storing.locatie_id,
        **more,
    )


def _about(wat: Middel | Locatie | None) -> dict[str, Any]:
    return {
        "middel": wat if isinstance(wat, Middel) else None,
        "locatie": wat if isinstance(wat, Locatie) else None,
    }


def _check(begin: datetime, einde: datetime, reden: str, *, now: datetime) -> None:
    if not reden:
        raise ValidationError({"reden": _("Schrijf op wat er is.")})
    if einde <= begin:
        raise ValidationError({"einde": _("Het einde moet na het begin liggen.")})
    if einde <= now:
        raise ValidationError({"einde": _("Dit is al voorbij. Kies een later einde.")})
    if einde - begin > LONGEST:
        raise ValidationError({"einde": _("Kies hoogstens een jaar. Pas anders het rooster aan.")})


def _refuse_double(about: dict[str, Any], begin: datetime, einde: datetime) -> None:
    known = Storing.objects.filter(
        **about, beeindigd_op__isnull=True, begin__lt=einde, einde__gt=begin
    ).first()
    if known is not None:
        raise AlreadyOpen(known)


def _close(
    locatie: Locatie | None,
    begin: datetime,
    einde: datetime,
    reden: str,
    *,
    now: datetime,
    door: str,
) -> list[Sluiting]:
    """The closings that together cover [begin, einde): whole days, and parts of the outer ones."""
    return [
        roosters.close(
            locatie,
            eerste_dag=eerste_dag,
            laatste_dag=laatste_dag,
            van=van,
            tot=tot,
            reden=reden,
            now=now,
            door=door,
        )
        for eerste_dag, laatste_dag, van, tot in closed_days(begin, einde)
    ]


def closed_days(
    begin: datetime, einde: datetime
) -> Iterator[tuple[date, date, time | None, time | None]]:
    """[begin, einde) as first day, last day, and hours on these (None, None: the whole day).

    Where the end is not midnight its day is closed until then; closings have no seconds.
    """
    first, last = local_day(begin), local_day(einde - timedelta(minutes=1))
    van, tot = begin.astimezone(LOCAL).time(), einde.astimezone(LOCAL).time()
    starts_whole = begin == day_begin(first)
    ends_whole = einde >= day_begin(day_after(last))
    if first == last and not (starts_whole and ends_whole):
        yield first, first, van, LAST_MINUTE if ends_whole else tot
        return
    if not starts_whole:
        yield first, first, van, LAST_MINUTE
        first = day_after(first)
    if not ends_whole:
        if first < last:
            yield first, last - timedelta(days=1), None, None
        yield last, last, time(), tot
    elif first <= last:
        yield first, last, None, None


def _reach(row: Sluiting) -> tuple[datetime, datetime]:
    """From the first moment to the last that a closing touches, in UTC."""
    first = datetime.combine(row.eerste_dag, row.van or time(), LOCAL)
    last = (
        datetime.combine(row.laatste_dag, row.tot, LOCAL)
        if row.tot
        else day_begin(day_after(row.laatste_dag))
    )
    return first.astimezone(UTC), last.astimezone(UTC)
