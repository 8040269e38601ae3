"""The days on which somebody could take one more visit: those with a route, and those without.

A day without a route is an empty one, if nothing else occupies the official then. The vehicle must
be free too; a kit that is in use elsewhere stays behind, and with it what asks for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from afspraken import bezetting
from afspraken.engine.bitmap import mask_of, span
from afspraken.lokaal import LOCAL, midnight
from afspraken.models import Locatie
from mobiel import reistijd
from mobiel.models import Bezoek, Route, Veldwerker
from mobiel.reading.officials import Official
from mobiel.reading.sheets import Sheet, epoch, point_of
from mobiel.reading.shifts import Shift, shifts
from mobiel.reading.stored import sheets_between


def days(
    able: Mapping[int, Official],
    *,
    van: date,
    tot: date,
    now: datetime,
    locaties: Collection[Locatie] | None = None,
    stored: Mapping[tuple[int, date], Sheet] | None = None,
) -> dict[tuple[int, date], tuple[Shift, Sheet]]:
    """The shift and the day as it stands, by official and local day in [van, tot).

    Four queries; `stored` are the days that have a route, if they were read already (two less).
    """
    skills = {pk: one.skills for pk, one in able.items()}
    if stored is None:
        stored = sheets_between(list(able), skills, van=van, tot=tot, now=now)
    found = shifts(list(able), van=van, tot=tot, now=now, locaties=locaties)
    taken = _taken(able, van=van, tot=tot, now=now) if found else {}
    result = {}
    for key, shift in found.items():
        sheet = stored.get(key)
        if sheet is None or sheet.route.blokkade_id is None:
            row = sheet.route if sheet else Route(middel_id=key[0], dag=key[1])
            sheet = _empty(row, able[key[0]], shift, taken, midnight(van), now)
        elif not _still_open(sheet.route, shift):
            sheet = None
        if sheet is not None:
            result[key] = shift, sheet
    return result


def sharing_nothing(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The days without those new ones that count on the vehicle of another new one.

    Of a kit that several new ones count on only the first has it, and the others go without.
    """
    taken: set[int | None] = set()
    for sheet in sheets:
        if sheet.route.blokkade_id is None:
            if sheet.route.voertuig_id and sheet.route.voertuig_id in taken:
                continue
            if sheet.route.koffer_id and sheet.route.koffer_id in taken:
                sheet.route.koffer = None
                sheet = replace(sheet, skills=sheet.skills - {Bezoek.KOFFER})
            taken |= {sheet.route.voertuig_id, sheet.route.koffer_id}
        yield sheet


def _still_open(route: Route, shift: Shift) -> bool:
    """True if the roster still lets this official out for the whole of the route."""
    inside = shift.begin <= route.begin and route.einde <= shift.einde
    return inside and shift.locatie.pk == route.locatie_id


def _taken(able: Mapping[int, Official], *, van: date, tot: date, now: datetime) -> dict[int, int]:
    """What occupies officials, vehicles and kits on the local days [van, tot), as masks."""
    first, last = midnight(van), midnight(tot)
    along = [(one.veldwerker.voertuig_id, one.veldwerker.koffer_id) for one in able.values()]
    wanted = {*able, *(pk for pair in along for pk in pair if pk)}
    masks: dict[int, int] = defaultdict(int)
    for pk, _lane, spans in bezetting.busy(dict.fromkeys(wanted, 1), van=first, tot=last, now=now):
        masks[pk] = mask_of(spans, last - first)
    return masks


def _empty(
    row: Route,
    official: Official,
    shift: Shift,
    taken: Mapping[int, int],
    origin: int,
    now: datetime,
) -> Sheet | None:
    """A day without visits; None if the official or the vehicle is taken for some of it."""
    asked = span(shift.first - origin, shift.last - origin)
    veldwerker, skills = official.veldwerker, official.skills
    if taken.get(official.pk, 0) & asked or taken.get(veldwerker.voertuig_id or 0, 0) & asked:
        return None
    if veldwerker.koffer_id and taken.get(veldwerker.koffer_id, 0) & asked:
        skills -= {Bezoek.KOFFER}
    _fill(row, veldwerker, shift)
    row.koffer = veldwerker.koffer if Bezoek.KOFFER in skills else None
    start, finish = point_of(row.vertrekt_van), point_of(row.eindigt_bij)
    row.rit_terug = reistijd.between([start], [finish], row.vervoer).seconden[0][0]
    return Sheet(row, skills, epoch(now))


def _fill(row: Route, veldwerker: Veldwerker, shift: Shift) -> None:
    """Make a row that of this shift, and of how its official goes out."""
    row.locatie, row.begin, row.einde = shift.locatie, shift.begin, shift.einde
    row.vervoer, row.voertuig = veldwerker.vervoer, veldwerker.voertuig
    row.vertrekt_van = veldwerker.vertrekt_van or shift.locatie
    row.eindigt_bij = veldwerker.eindigt_bij or row.vertrekt_van
    van = datetime.combine(shift.dag, veldwerker.lunch_van, tzinfo=LOCAL)
    tot = datetime.combine(shift.dag, veldwerker.lunch_tot, tzinfo=LOCAL)
    rest = timedelta(minutes=veldwerker.lunch_duur)
    owed = bool(rest) and shift.begin <= van and tot + rest <= shift.einde
    row.lunch_van, row.lunch_tot = (van, tot) if owed else (None, None)
    row.lunch_duur = veldwerker.lunch_duur if owed else 0
    row.lunch_begin = row.lunch_einde = None
