"""Choosing a place, a day and a time: what `_kiezer.html` shows, from one search.

Used for a new appointment and for moving one. Times come from `agenda`; here they are only
laid out as first free times, a month, and the times of one day. No more is searched than is
shown, unless that is full.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from afspraken import agenda
from afspraken.agenda import Beschikbaar
from afspraken.engine.bitmap import CELL
from afspraken.lokaal import LOCAL, day_after, local_day
from afspraken.models import Afspraak, Locatie, Status
from afspraken.offers import Offer
from afspraken.wens import Wens

EERSTE = 4
"""How many first free times are shown on top."""

_AFTERNOON, _EVENING = agenda.NOON, 18


@dataclass(frozen=True)
class Zicht:
    """Which place, month and day the visitor looks at; `fouten` says what could not be read."""

    locatie: str = ""
    maand: date | None = None
    dag: date | None = None
    fouten: tuple[str, ...] = ()

    @classmethod
    def parse(cls, params: MultiValueDict[str, str], *, now: datetime, horizon: int) -> Self:
        """Read ?locatie=&maand=2026-12&dag=2026-12-08; each is optional. `horizon` is in days."""
        fouten = []
        today = local_day(now)
        maand = _parsed(params.get("maand", ""), suffix="-01")
        dag = _parsed(params.get("dag", ""))
        if (params.get("maand") and not maand) or (params.get("dag") and not dag):
            fouten.append(_("Deze dag bestaat niet. Kies een andere dag."))
        if dag and dag < today:
            fouten.append(_("Deze dag is voorbij. Kies een andere dag."))
            dag = None
        if dag and dag > today + timedelta(days=horizon):
            fouten.append(_("Zo ver vooruit kunt u nog niet boeken. Kies een andere dag."))
            dag = None
        return cls(params.get("locatie", ""), maand, dag, tuple(fouten))


@dataclass(frozen=True)
class Kiezer:
    """The laid-out page part: `context` for the template and `status` for the answer."""

    context: dict[str, Any]
    status: int


def build(
    wens: Wens,
    zicht: Zicht,
    *,
    url: str,
    now: datetime,
    extra: Mapping[str, str] | None = None,
    behalve: Afspraak | None = None,
) -> Kiezer:
    """Search and lay out what was found.

    `url` is this page; `extra` are query values that every link keeps; `behalve` is the
    appointment that moves or the hold of this visitor, whose own time counts as free.
    """
    places = agenda.places(wens, now=now)
    chosen, unknown = _chosen(zicht.locatie, places)
    asked, outside = _asked(zicht, now=now, horizon=wens.horizon)
    here = [chosen] if chosen else places
    found = _search(wens, here, asked, zicht.dag, now=now, behalve=behalve)
    per_day = found.per_day()
    maand = asked or min(per_day, default=local_day(now)).replace(day=1)
    links = _Links(url, dict(extra or {}), chosen.slug if chosen else "")
    fouten = [*zicht.fouten, *unknown, *outside]
    context = {
        "kiezer_url": links.to(),
        "locaties": [_place(place, chosen, links) for place in places if not place.bij_klant],
        "alle_url": replace(links, locatie="").to(),
        "locatie": chosen,
        "eerste": found.spread(EERSTE),
        "maand": _month_table(maand, per_day, zicht.dag, links, now=now, horizon=wens.horizon),
        "volgende_vrije": _next_free(maand, per_day, links),
        "dag": zicht.dag,
        "dagdelen": _parts(found.times(zicht.dag)) if zicht.dag else [],
        "gekozen_token": "",
        "huidig": behalve if behalve and behalve.status == Status.GEPLAND else None,
        "maandparam": f"{maand:%Y-%m}",
        "dagparam": zicht.dag.isoformat() if zicht.dag else "",
        "locatieparam": chosen.slug if chosen else "",
        "fouten": fouten,
    }
    return Kiezer(context, 400 if fouten else 200)


def _search(
    wens: Wens,
    locaties: Sequence[Locatie],
    maand: date | None,
    dag: date | None,
    *,
    now: datetime,
    behalve: Afspraak | None,
) -> Beschikbaar:
    """What the page shows: the first free times, a month and a day.

    Later days matter only if those first times are too few, or the month is full.
    """
    soon = local_day(now) + agenda.FIRST_WINDOW
    after_month = _next_month(maand or soon.replace(day=1))

    def enough(found: Beschikbaar) -> bool:
        month_has_time = maand is None or found.is_free(maand, after_month)
        return month_has_time and len(found.first(EERSTE)) == EERSTE

    tot = max(soon, after_month, day_after(dag or soon))
    return agenda.search_until(
        wens, tot=tot, enough=enough, now=now, locaties=locaties, behalve=behalve
    )


@dataclass(frozen=True)
class _Links:
    """Addresses of this page with other choices."""

    url: str
    extra: dict[str, str]
    locatie: str

    def to(self, **choices: str) -> str:
        """The page with these query values, the place kept."""
        values = {**self.extra, "locatie": self.locatie, **choices}
        query = urlencode({key: value for key, value in values.items() if value})
        return f"{self.url}?{query}" if query else self.url


def _parsed(text: str, suffix: str = "") -> date | None:
    """A date written as 2026-12-08, or None."""
    try:
        return date.fromisoformat(text + suffix) if len(text + suffix) == 10 else None
    except ValueError:
        return None


def _chosen(slug: str, places: list[Locatie]) -> tuple[Locatie | None, list[str]]:
    """The place asked for, and a sentence if this cannot be had there."""
    if not slug:
        return None, []
    for place in places:
        if place.slug == slug:
            return place, []
    return None, [_("Op deze locatie kan dit niet. U ziet nu alle locaties.")]


def _place(place: Locatie, chosen: Locatie | None, links: _Links) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "naam": place.naam,
        "adres": place.adres,
        "url": replace(links, locatie=place.slug).to(),
        "is_gekozen": place == chosen,
    }


def _asked(zicht: Zicht, *, now: datetime, horizon: int) -> tuple[date | None, list[str]]:
    """The first day of the month asked for, and a sentence if one cannot book in that month.

    Then it is the nearest month in which one can; None if no month was asked for.
    """
    asked = zicht.maand or zicht.dag
    if asked is None:
        return None, []
    today = local_day(now)
    first, last = today.replace(day=1), (today + timedelta(days=horizon)).replace(day=1)
    shown = min(max(asked.replace(day=1), first), last)
    if shown != asked.replace(day=1):
        return shown, [_("In die maand kunt u niet boeken. Kies een andere maand.")]
    return shown, []


def _month_table(
    maand: date,
    per_day: dict[date, int],
    dag: date | None,
    links: _Links,
    *,
    now: datetime,
    horizon: int,
) -> dict[str, Any]:
    """The month as weeks of days; the first and last month have no link further."""
    today = local_day(now)
    before, after = maand - timedelta(days=1), _next_month(maand)
    weeks = calendar.Calendar().monthdatescalendar(maand.year, maand.month)
    return {
        "eerste_dag": maand,
        "vorige_url": links.to(maand=f"{before:%Y-%m}") if before >= today.replace(day=1) else None,
        "volgende_url": (
            links.to(maand=f"{after:%Y-%m}") if after <= today + timedelta(days=horizon) else None
        ),
        "aantal_vrij": sum(1 for day in per_day if maand <= day < after),
        "weken": [
            [
                {
                    "datum": day,
                    "aantal": per_day.get(day, 0),
                    "url": links.to(dag=day.isoformat()) if day in per_day else "",
                    "is_vandaag": day == today,
                    "is_voorbij": day < today,
                    "in_maand": day.month == maand.month,
                    "is_gekozen": day == dag,
                }
                for day in week
            ]
            for week in weeks
        ],
    }


def _next_free(maand: date, per_day: dict[date, int], links: _Links) -> dict[str, Any] | None:
    """The first free day after the month shown, where that month is full."""
    after = _next_month(maand)
    if any(maand <= day < after for day in per_day):
        return None
    later = min((day for day in per_day if day >= after), default=None)
    return {"datum": later, "url": links.to(dag=later.isoformat())} if later else None


def _next_month(maand: date) -> date:
    return (maand + timedelta(days=31)).replace(day=1)


def _parts(times: list[Offer]) -> list[dict[str, Any]]:
    """The times of a day under morning, afternoon and evening; empty parts are left out.

    Of windows the longest comes first: a shorter one is a choice within it. Fixed times of a visit
    stand apart (`vast`): there are many, and few need one.
    """
    parts: dict[str, list[Offer]] = {_("Ochtend"): [], _("Middag"): [], _("Avond"): []}
    names = list(parts)
    for offer in sorted(times, key=_longest_window_first):
        hour = offer.begin.astimezone(LOCAL).hour
        parts[names[(hour >= _AFTERNOON) + (hour >= _EVENING)]].append(offer)
    return [
        {
            "naam": name,
            "tijden": [one for one in offers if not _is_fixed(one)],
            "vast": [one for one in offers if _is_fixed(one)],
        }
        for name, offers in parts.items()
        if offers
    ]


def _is_fixed(offer: Offer) -> bool:
    """True for a visit that begins at a time, not within a window."""
    return offer.is_venster and offer.einde - offer.begin <= CELL


def _longest_window_first(offer: Offer) -> tuple[timedelta, datetime]:
    length = offer.einde - offer.begin if offer.is_venster else timedelta(0)
    return -length, offer.begin
