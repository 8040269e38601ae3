"""Does every busy time still have the calendar it comes from? Registered once, by `apps.py`.

Whether openings follow from absences is checked by the core. Repair takes away what no calendar
says any more; a calendar that has not been read for a day is a note, because its times stay.
"""

from __future__ import annotations

from datetime import datetime

from afspraken import roosters
from afspraken.integrity import Check, Result, register
from afspraken.models import Afwezigheid, Middel
from notificaties.models import Buitenagenda


def _look(now: datetime) -> Result:
    agendas = list(Buitenagenda.objects.filter(is_actief=True).select_related("middel"))
    return Result(
        "agenda's van buiten",
        Afwezigheid.objects.exclude(bron="").count(),
        faults=tuple(
            f"middel {middel} is bezet volgens {bron}, die er niet is of uit staat"
            for middel, bron in sorted(_ownerless())
        ),
        notes=tuple(
            f"{agenda.code} van {agenda.middel}: langer dan een dag niet opgehaald"
            for agenda in agendas
            if agenda.is_verouderd(now)
        ),
    )


def _repair(now: datetime) -> int:
    found = _ownerless()
    middelen = Middel.objects.in_bulk([middel for middel, _bron in found])
    return sum(roosters.replace_busy(middelen[pk], bron, [], now=now) for pk, bron in found)


def _ownerless() -> set[tuple[int, str]]:
    """Resources with busy times, and the code of a calendar that they do not have, or not on."""
    active = Buitenagenda.objects.filter(is_actief=True)
    busy = Afwezigheid.objects.exclude(bron="").values_list("middel_id", "bron").order_by()
    return set(busy.distinct()) - {(agenda.middel_id, agenda.code) for agenda in active}


register(Check("agenda's van buiten", _look, _repair))
