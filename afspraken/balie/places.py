"""Which places give what is asked for, full or not, without looking at anyone's time.

A page names them beside the free times; how much is free there is for `reading` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from afspraken.balie.reading import utc_day
from afspraken.engine.bitmap import BYTES_PER_DAY, CELLS_PER_DAY
from afspraken.models import Locatie
from afspraken.wens import Requirement, Wens

_CLOSED = bytes(BYTES_PER_DAY)

_PLACES = """
    SELECT place.* FROM afspraken_locatie place
    WHERE place.is_actief AND NOT place.bij_klant AND {needs} ORDER BY place.volgorde, place.naam
"""
# Of one resource it is enough to find a day; only where more are needed they are counted.
_ONE = "EXISTS (SELECT 1 {opened})"
_MORE = "(SELECT COUNT(DISTINCT openstand.middel_id) {opened}) >= %s"
_OPENED = """
    FROM afspraken_openstand openstand
    JOIN afspraken_middel middel ON middel.id = openstand.middel_id
    WHERE openstand.locatie_id = place.id AND openstand.dag >= %s AND openstand.dag <= %s
        AND middel.is_actief AND middel.soort = %s
"""
_FOR_THE_WEB = " AND (openstand.open_web <> %s OR place.vrijgave IS NOT NULL)"
_COMPETENT = """
        AND EXISTS (SELECT 1 FROM afspraken_middel_bevoegdheden bevoegd
            WHERE bevoegd.middel_id = middel.id AND bevoegd.bevoegdheid_id = %s)
"""


def giving(wens: Wens, *, van: int, tot: int) -> list[Locatie]:
    """The active places that open enough resources for each need in the cells [van, tot).

    Needs are looked at one by one: who could fill two of them is counted for both.
    """
    if not wens.requirements:  # what needs nobody is offered nowhere
        return []
    days = [utc_day(cell // CELLS_PER_DAY).isoformat() for cell in (van, tot)]
    needs = [_need(wens, requirement, days) for requirement in wens.requirements]
    sql = _PLACES.format(needs=" AND ".join(part for part, _values in needs))
    return list(Locatie.objects.raw(sql, [value for _part, values in needs for value in values]))


def _need(wens: Wens, need: Requirement, days: Iterable[str]) -> tuple[str, list[Any]]:
    """The condition on a place that it opens enough for a need, and its values."""
    opened = _OPENED
    values: list[Any] = [*days, need.kind]
    if not wens.is_personeel:
        opened += _FOR_THE_WEB
        values.append(_CLOSED)
    opened += _COMPETENT * len(need.competences)
    values += sorted(need.competences)
    if need.count == 1:
        return _ONE.format(opened=opened), values
    return _MORE.format(opened=opened), [*values, need.count]
