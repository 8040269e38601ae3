"""The rows behind one week, read in a number of queries that does not depend on their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from afspraken.lokaal import LOCAL
from afspraken.models import (
    RELEASED,
    Afspraak,
    Afwezigheid,
    Inzet,
    Locatie,
    Middel,
    Rooster,
    Sluiting,
    Uitzondering,
    Wijziging,
)
from afspraken.roosters.clock import wall_clock
from afspraken.roosters.openings import Block, Window, day_blocks
from afspraken.roosters.series import expand
from afspraken.roosterscherm.weekbeeld import (
    DAY,
    FULL_DAY,
    HALF_HOUR,
    Beeld,
    Dag,
    Rij,
    Stuk,
    bars,
    density,
    minute_of_day,
    shade,
    text_of,
)

Who = int | None
"""A resource by its id; None is the place itself."""

KLASSE = {Wijziging.VERPLAATST: "verplaatst", Wijziging.EXTRA: "extra", Wijziging.DICHT: "dicht"}


def read_week(
    locatie: Locatie,
    middel: Middel | None,
    middelen: Sequence[Middel],
    *,
    maandag: date,
    now: datetime,
) -> Beeld:
    """The week from `maandag` of a place (middel None; with an overview) or of a resource."""
    shown: list[Who] = [middel.pk] if middel else [None, *(one.pk for one in middelen)]
    intentions = Intentions.read(locatie, shown, maandag)
    today = now.astimezone(LOCAL).date()
    who = middel.pk if middel else None
    dagen = [
        Dag(
            dag,
            is_vandaag=dag == today,
            is_voorbij=dag < today,
            blokken=intentions.blocks(who, dag),
            wazen=intentions.shades(who, dag),
        )
        for dag in (maandag + number * DAY for number in range(7))
    ]
    _add_density(dagen, locatie, middel)
    overview = [] if middel else [_row(one, intentions, dagen) for one in middelen]
    return Beeld(dagen, overview)


@dataclass(frozen=True)
class Intentions:
    """What people meant for some resources of a place in one week."""

    windows: Mapping[tuple[int | None, int], Mapping[date, Sequence[Window]]]
    exceptions: Mapping[tuple[Who, date], list[Uitzondering]]
    closings: Sequence[Sluiting]
    absences: Mapping[int, list[Afwezigheid]]
    locatie: int

    @classmethod
    def read(cls, locatie: Locatie, shown: Sequence[Who], maandag: date) -> Intentions:
        """Five queries, whatever the number of resources."""
        ids = [pk for pk in shown if pk is not None]
        who = Q(middel__in=ids) | (Q(middel=None) if None in shown else Q(pk__in=[]))
        zondag = maandag + 6 * DAY
        roosters = Rooster.objects.filter(who, locatie=locatie)
        exceptions: dict[tuple[Who, date], list[Uitzondering]] = defaultdict(list)
        rows = Uitzondering.objects.filter(who, locatie=locatie, dag__range=(maandag, zondag))
        for row in rows.order_by("pk"):
            exceptions[row.middel_id, row.dag].append(row)
        absences: dict[int, list[Afwezigheid]] = defaultdict(list)
        first = datetime.combine(maandag, datetime.min.time(), LOCAL)
        away = Afwezigheid.objects.filter(middel__in=ids, einde__gt=first)
        for absence in away.filter(begin__lt=first + 7 * DAY):
            absences[absence.middel_id].append(absence)
        closings = Sluiting.objects.filter(
            Q(locatie=locatie) | Q(locatie=None),
            is_actief=True,
            eerste_dag__lte=zondag,
            laatste_dag__gte=maandag,
        )
        windows = expand(roosters, maandag, maandag + 7 * DAY)
        return cls(windows, exceptions, list(closings), absences, locatie.pk)

    def blocks(self, who: Who, dag: date) -> list[Stuk]:
        """Open blocks of a day and, as ghosts, what was cancelled."""
        exceptions = self.exceptions.get((who, dag), [])
        by_id = {row.pk: row for row in exceptions}
        windows = self.windows.get((who, self.locatie), {}).get(dag, ())
        found = [_open(block, dag, by_id) for block in day_blocks(dag, windows, exceptions)]
        found += [
            Stuk(
                minute_of_day(row.oud_van, 0),
                minute_of_day(row.oud_tot, FULL_DAY),
                "dicht",
                text_of("dicht", False, row.reden),
                f"uitzondering-{row.pk}",
            )
            for row in exceptions
            if row.soort == Wijziging.DICHT
        ]
        return sorted(found, key=lambda stuk: (stuk.begin, stuk.einde))

    def shades(self, who: Who, dag: date) -> list[Stuk]:
        """Closings and absence on a day."""
        found = [
            shade(row.van, row.tot, "sluiting", row.reden)
            for row in self.closings
            if row.eerste_dag <= dag <= row.laatste_dag
        ]
        for row in self.absences.get(who, ()) if who is not None else ():
            begin, einde = _local_minutes(row.begin, row.einde, dag)
            if begin < einde:
                text = _("Bezet in eigen agenda") if row.bron else row.reden or _("Afwezig")
                found.append(Stuk(begin, einde, "afwezig", text))
        return found


def _open(block: Block, dag: date, exceptions: Mapping[int, Uitzondering]) -> Stuk:
    row = exceptions.get(block.uitzondering) if block.uitzondering else None
    klasse = KLASSE[Wijziging(row.soort)] if row else "reeks"
    if block.alleen_personeel:
        klasse += " personeel"
    end = minute_of_day(wall_clock(block.end), FULL_DAY)
    return Stuk(
        minute_of_day(wall_clock(block.start), 0),
        end or FULL_DAY,
        klasse,
        text_of(klasse.split()[0], block.alleen_personeel, row.reden if row else ""),
        f"uitzondering-{row.pk}" if row else f"reeks-{block.reeks}",
        block.alleen_personeel,
    )


def _local_minutes(begin: datetime, einde: datetime, dag: date) -> tuple[int, int]:
    """A stretch in UTC as minutes of one local day, cut off at midnight; may be empty."""
    first = datetime.combine(dag, datetime.min.time(), LOCAL)
    begin, einde = begin.astimezone(LOCAL), einde.astimezone(LOCAL)
    start = 0 if begin <= first else _wall_minute(begin, dag)
    return start, _wall_minute(einde, dag)


def _wall_minute(moment: datetime, dag: date) -> int:
    if moment.date() < dag:
        return 0
    if moment.date() > dag:
        return FULL_DAY
    return minute_of_day(moment.time(), 0)


def _add_density(dagen: list[Dag], locatie: Locatie, middel: Middel | None) -> None:
    """How busy each half hour is, and how many appointments a day has, in one query."""
    begin = datetime.combine(dagen[0].dag, datetime.min.time(), LOCAL)
    week = {"begin__gte": begin, "begin__lt": begin + 7 * DAY}
    rows: Iterable[tuple[datetime, datetime]]
    if middel is None:
        afspraken = Afspraak.objects.filter(locatie=locatie, **week).exclude(status__in=RELEASED)
        rows = afspraken.values_list("begin", "einde")
    else:
        used = Inzet.objects.filter(middel=middel, afspraak__locatie=locatie, **week)
        rows = used.values_list("begin", "einde")
    spans: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for start, stop in rows:
        dag = start.astimezone(LOCAL).date()
        spans[dag].append(_local_minutes(start, stop, dag))
    busy = {dag: density(found) for dag, found in spans.items()}
    most = max((max(halves.values()) for halves in busy.values() if halves), default=HALF_HOUR)
    full = middel.plekken * HALF_HOUR if middel else most
    for column in dagen:
        column.afspraken = len(spans.get(column.dag, ()))
        column.druk = bars(busy.get(column.dag, {}), full)


def _row(middel: Middel, intentions: Intentions, dagen: Iterable[Dag]) -> Rij:
    cells = []
    for column in dagen:
        away = intentions.shades(middel.pk, column.dag)
        cells.append([*intentions.blocks(middel.pk, column.dag), *away[len(column.wazen) :]])
    return Rij(middel, cells)
