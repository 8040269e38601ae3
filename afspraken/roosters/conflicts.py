"""Which appointments the roster leaves out in the cold: now, or after a change not made yet.

Changes of rosters are never refused and appointments never dropped: they are listed, and a person
decides. An appointment must lie wholly inside the opening of each of its resources; the buffer
after it need not. Nor may it stand on a lane that its resource no longer has, unless someone
overbooked it. A competence that a resource has lost is not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from afspraken.engine.bitmap import (
    CELLS_PER_DAY,
    cell_at_or_after,
    cell_of,
    from_bytes,
    join_days,
    moment_of,
    span,
)
from afspraken.models import EXPECTED, Afspraak, Inzet, Middel, Openstand


def outside(
    *, now: datetime, middelen: Iterable[Middel] | None = None, tot: datetime | None = None
) -> list[Inzet]:
    """The use of resources that are not there for an expected appointment, earliest first.

    Not open, or without this lane. A hold is no promise yet, and who is being served is being
    served. Of appointments that end after `now`, and begin before `tot` (None: ever). Resources
    None: all. A resource or place that is out of use is not open. Each row comes with its resource,
    and its appointment with customer and place. Only these rows become objects, for in a large
    town nearly all uses fit: three queries, more where a thousand do not.
    """
    rows = Inzet.objects.filter(afspraak__status__in=EXPECTED, afspraak__einde__gt=now)
    if middelen is not None:
        rows = rows.filter(middel__in=list(middelen))
    if tot is not None:
        rows = rows.filter(afspraak__begin__lt=tot)
    uses = [_Use(*row) for row in rows.order_by("afspraak__begin", "pk").values_list(*_COLUMNS)]
    if not uses:
        return []
    origin = min(use.first for use in uses) // CELLS_PER_DAY
    masks = _open_masks({use.pair for use in uses}, origin, max(use.last for use in uses))
    found = [use.pk for use in uses if not use.fits(masks, origin * CELLS_PER_DAY)]
    whole = Inzet.objects.select_related("middel", "afspraak__locatie", "afspraak__klant")
    by_pk = whole.in_bulk(found)
    return [by_pk[pk] for pk in found]


def affected_by(
    write: Callable[[], object], *, now: datetime, middelen: Iterable[Middel] | None = None
) -> list[Afspraak]:
    """The appointments that would newly fall outside if `write` were done, earliest first.

    The write is done in a transaction and rolled back, so it must do nothing but write rows.
    What it raises comes through. `middelen` limits the look to resources that it can touch.
    """
    chosen = None if middelen is None else list(middelen)
    with transaction.atomic():
        before = {inzet.afspraak_id for inzet in outside(now=now, middelen=chosen)}
        write()
        after = outside(now=now, middelen=chosen)
        transaction.set_rollback(True)
    found = {
        inzet.afspraak_id: inzet.afspraak
        for inzet in after
        if inzet.afspraak is not None and inzet.afspraak_id not in before
    }
    return list(found.values())


class _Use(NamedTuple):
    """One resource used by one appointment, straight from the columns below."""

    pk: int
    middel: int
    locatie: int
    begin: datetime
    end: datetime
    middel_in_use: bool
    locatie_in_use: bool
    plek: int
    plekken: int
    overboekt_door: str

    @property
    def pair(self) -> tuple[int, int]:
        return self.middel, self.locatie

    @property
    def first(self) -> int:
        return cell_of(self.begin)

    @property
    def last(self) -> int:
        return cell_at_or_after(self.end)

    def fits(self, masks: Mapping[tuple[int, int], int], origin: int) -> bool:
        """True if the resource is in use there, open from begin to end, and has the lane."""
        needed = span(self.first - origin, self.last - origin)
        in_use = self.middel_in_use and self.locatie_in_use
        has_lane = self.plek < self.plekken or bool(self.overboekt_door)
        return in_use and has_lane and not needed & ~masks.get(self.pair, 0)


_COLUMNS = (
    "pk",
    "middel_id",
    "afspraak__locatie_id",
    "afspraak__begin",
    "afspraak__einde",
    "middel__is_actief",
    "afspraak__locatie__is_actief",
    "plek",
    "middel__plekken",
    "overboekt_door",
)


def _open_masks(pairs: set[tuple[int, int]], origin: int, end: int) -> dict[tuple[int, int], int]:
    """What is open for staff, by resource and place; bit 0 begins the UTC day `origin`."""
    first, last = moment_of(origin * CELLS_PER_DAY).date(), moment_of(end).date()
    rows = Openstand.objects.filter(
        dag__gte=first, dag__lte=last, middel__in={middel for middel, _locatie in pairs}
    )
    days: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for middel, locatie, dag, mask in rows.values_list("middel_id", "locatie_id", "dag", "open"):
        days[middel, locatie][(dag - first).days] = from_bytes(bytes(mask))
    return {pair: join_days(found) for pair, found in days.items()}
