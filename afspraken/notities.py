"""Notes of employees on an appointment: written, taken away, and who reads them.

A note is read by whoever works for its department; of a sensitive appointment also by everyone who
may read what the appointment is for, and by nobody else: a note would tell. Who wrote it reads it.
It is never read to a customer as such, but it is about them: it is in their export.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from afspraken import logboek
from afspraken.gevoelig import hides
from afspraken.models import Afdeling, Afspraak, Handeling, Notitie
from afspraken.rechten import Bereik, Recht, Toegang


def readable(
    afspraak: Afspraak, notities: Iterable[Notitie], who: Toegang, gebruiker: Any
) -> list[Notitie]:
    """The notes on one appointment that this employee may read. Prefetch its products."""
    is_sensitive = any(row.product.is_gevoelig for row in afspraak.producten.all())
    is_hidden = hides(afspraak, who)

    def may(notitie: Notitie) -> bool:
        if notitie.door_id == gebruiker.pk or who.alles:
            return True
        return not is_hidden and (is_sensitive or _is_of(who, notitie.afdeling_id))

    return [notitie for notitie in notities if may(notitie)]


def department(afspraak: Afspraak, who: Toegang) -> int | None:
    """Of which department (id) a note of this employee is: the appointment's, if it is theirs.

    None: the service point. Prefetch `producten__product`.
    """
    asked = [row.product.afdeling_id for row in afspraak.producten.all()]
    own = [one for one in asked if one in who.afdelingen] or sorted(who.afdelingen)
    return own[0] if own else None


@transaction.atomic
def add(
    afspraak: Afspraak, tekst: str, *, afdeling: int | None, door: Any, now: datetime
) -> Notitie:
    """Write a note; `tekst` was checked by the door (no BSN). `remove` takes it back."""
    of = Afdeling.objects.filter(pk=afdeling).first() if afdeling else None
    notitie = Notitie.objects.create(afspraak=afspraak, afdeling=of, tekst=tekst, door=door, op=now)
    _log(afspraak, "notitie", door=door, now=now)
    return notitie


@transaction.atomic
def remove(notitie: Notitie, *, door: Any, now: datetime) -> None:
    """Take a note away; its text is kept nowhere."""
    _log(notitie.afspraak, "notitie_weg", door=door, now=now)
    notitie.delete()


def _is_of(who: Toegang, afdeling: int | None) -> bool:
    """True if a department is an own one; nobody's is the service point's."""
    if afdeling is None:
        return who.bereik(Recht.AFSPRAAK_ZIEN) is Bereik.ALLES
    return afdeling in who.afdelingen


def _log(afspraak: Afspraak, wat: str, *, door: Any, now: datetime) -> None:
    logboek.record_by(
        door,
        Handeling.GEWIJZIGD,
        f"afspraak:{afspraak.code}",
        now=now,
        wat=wat,
    )
