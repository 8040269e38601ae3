"""Broken rules of a route as a planner says them: of whom, by how much, and against what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from afspraken.lokaal import local_day
from afspraken.templatetags.datums import dag_zonder_jaar, klok
from mobiel.bord.beeld import Bezoekbeeld, short, whole
from mobiel.routing import Broken, Rule


def reasons(
    broken: list[Broken], *, wie: str, dag: date, visits: Mapping[int, Bezoekbeeld]
) -> list[str]:
    """One sentence for each broken rule of the day of `wie`; `visits` by id."""
    return [_reason(one, wie, dag, visits) for one in broken]


def _reason(broken: Broken, wie: str, dag: date, visits: Mapping[int, Bezoekbeeld]) -> str:
    visit = visits.get(broken.stop.key) if broken.stop else None  # type: ignore[call-overload]
    minutes = whole(broken.seconds)
    if broken.rule is Rule.PROMISE and visit is not None:
        return _late(visit, minutes, dag)
    if broken.rule is Rule.SKILL and visit is not None:
        words = dict.fromkeys(visit.eis.get(one, "") for one in sorted(broken.missing))
        lacking = ", ".join(word for word in words if word) or _("iets anders")
        return _("%(wie)s kan niet naar %(naam)s. Er ontbreekt: %(eisen)s.") % {
            "wie": wie,
            "naam": visit.naam,
            "eisen": lacking,
        }
    if broken.rule is Rule.LUNCH:
        return _("%(wie)s houdt geen tijd over voor de lunch.") % {"wie": wie}
    if broken.rule is Rule.SHIFT:
        return _("%(wie)s is pas %(lang)s na de dienst terug.") % {
            "wie": wie,
            "lang": short(minutes),
        }
    return _("De tijden van %(wie)s passen niet.") % {"wie": wie}


def _late(visit: Bezoekbeeld, minutes: int, dag: date) -> str:
    """A promise that would be missed: by minutes, or because it is of another day."""
    promised = local_day(visit.belofte_van)
    if promised != dag:
        return _("%(naam)s is beloofd op %(dag)s. Bel eerst, en maak een andere afspraak.") % {
            "naam": visit.naam,
            "dag": dag_zonder_jaar(promised),
        }
    words = {"naam": visit.naam, "n": minutes, "venster": window(visit)}
    return (
        ngettext(
            "Komt %(n)d minuut na het beloofde venster van %(naam)s, %(venster)s.",
            "Komt %(n)d minuten na het beloofde venster van %(naam)s, %(venster)s.",
            minutes,
        )
        % words
    )


def window(visit: Bezoekbeeld) -> str:
    """What was promised, as on the board: 9.00–11.00, or the one time."""
    if visit.is_vast:
        return klok(visit.belofte_van)
    return f"{klok(visit.belofte_van)}–{klok(visit.belofte_tot)}"
