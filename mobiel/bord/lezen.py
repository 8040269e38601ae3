"""Rows become what a page shows (`beeld`); a constant number of queries, however many visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from afspraken.lokaal import day_after
from afspraken.models import Locatie
from afspraken.rechten import Toegang
from mobiel.bord.beeld import Bezoekbeeld, Dagbeeld, Halte, Routebeeld, Weekrij, Weekvak, whole
from mobiel.bord.bezoeklezen import read_visits, without_route
from mobiel.bord.kaart import Kaart, Punt, Stijl, Tocht, draw, stijl
from mobiel.models import Route
from mobiel.reading import Official, Planned, Sheet, officials, sheets_of
from mobiel.reading.days import days
from mobiel.reading.sheets import moment_at, point_of

DAY = timedelta(days=1)

Key = tuple[int, date]
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Standen:
    """How the days [van, tot) stand: of everyone who is out then, or has visits all the same.

    `open` are those whom the roster lets out. `namen` of officials, in the order of the board.
    """

    people: Mapping[int, Official]
    sheets: Mapping[Key, Sheet]
    open: frozenset[Key]
    namen: Mapping[int, str]

    def stijl(self, middel: int) -> Stijl:
        """The letter and colour of an official, the same on every day."""
        return stijl(list(self.namen).index(middel))

    def others(self, sheet: Sheet, visit: Planned) -> tuple[str, ...]:
        """The names of who goes along to a visit of this day."""
        return tuple(
            name
            for middel, name in self.namen.items()
            if (day := self.sheets.get((middel, sheet.route.dag))) and day is not sheet
            if any(one.bezoek == visit.bezoek for one in (*day.done, *day.todo))
        )


def read_sheets(van: date, tot: date, *, now: datetime) -> Standen:
    """How the local days [van, tot) stand; in six queries."""
    people = officials()
    skills = {pk: one.skills for pk, one in people.items()}
    rows = Route.objects.filter(dag__gte=van, dag__lt=tot).select_related(
        "middel", "locatie", "vertrekt_van", "eindigt_bij", "voertuig", "koffer"
    )
    stored = {(one.route.middel_id, one.route.dag): one for one in sheets_of(rows, skills, now=now)}
    today = days(people, van=van, tot=tot, now=now, stored=stored)
    found = {key: sheet for key, (_shift, sheet) in today.items()}
    left = {key: one for key, one in stored.items() if key not in found and (one.todo or one.done)}
    names = {pk: str(one.veldwerker.middel) for pk, one in people.items()}
    names |= {key[0]: str(one.route.middel) for key, one in left.items()}
    return Standen(
        people,
        found | left,
        frozenset(found),
        dict(sorted(names.items(), key=lambda item: (item[1], item[0]))),
    )


def read_day(dag: date, *, who: Toegang, now: datetime, only: int | None = None) -> Dagbeeld:
    """Everything of one local day; `only` one official's, without what has no route."""
    standen = read_sheets(dag, day_after(dag), now=now)
    rows = read_visits(dag, who=who, now=now)
    routes = [
        _route(standen, standen.sheets[middel, dag], rows)
        for middel in standen.namen
        if (middel, dag) in standen.sheets and only in (None, middel)
    ]
    routes.sort(key=lambda one: one.is_open)  # what must go to another comes first
    loose = () if only else without_route(rows.values())
    kaart = _map(routes, loose, standen, is_alone=only is not None)
    return Dagbeeld(dag, tuple(routes), tuple(loose), kaart)


def read_week(maandag: date, *, now: datetime) -> list[Weekrij]:
    """The seven days from a Monday on, of everyone who is out or has visits."""
    standen = read_sheets(maandag, maandag + 7 * DAY, now=now)
    dagen = [maandag + n * DAY for n in range(7)]
    return [
        Weekrij(
            middel,
            naam,
            standen.stijl(middel),
            [_cell(standen, middel, dag) for dag in dagen],
        )
        for middel, naam in standen.namen.items()
    ]


# --- routes ---------------------------------------------------------------------------------------


def _route(standen: Standen, sheet: Sheet, rows: Mapping[int, Bezoekbeeld]) -> Routebeeld:
    route, mark = sheet.route, standen.stijl(sheet.route.middel_id)
    lunch = _lunch(route)
    with_others = {
        one.bezoek: replace(rows[one.bezoek], met=standen.others(sheet, one))
        for one in (*sheet.done, *sheet.todo)
        if one.is_samen and one.bezoek in rows
    }
    stops, lunch_left = _stops(sheet, {**rows, **with_others}, mark, lunch)
    last = stops[-1].bezoeken[-1].einde if stops else None
    rest = (lunch[1] - lunch[0]) // timedelta(minutes=1) if lunch else route.lunch_duur
    end = max(last, lunch_left[1]) if last and lunch_left else last
    return Routebeeld(
        middel=route.middel_id,
        naam=standen.namen[route.middel_id],
        stijl=mark,
        dag=route.dag,
        vervoer=route.get_vervoer_display(),
        begin=route.begin,
        einde=route.einde,
        vertrekt_van=start_name(route.vertrekt_van),
        eindigt_bij=start_name(route.eindigt_bij),
        versie=route.versie if route.pk else 0,
        haltes=tuple(stops),
        rijden=_travel(sheet),
        werk=sum(one.service for one in (*sheet.done, *sheet.todo)) // 60,
        pauze=rest,
        terug=(end or route.begin) + timedelta(seconds=route.rit_terug if stops else 0),
        rit_terug=whole(route.rit_terug if stops else 0),
        einde_plek=len(sheet.todo),
        lunch=lunch_left,
        meeneemt=tuple(str(one) for one in (route.koffer, route.voertuig) if one),
        is_open=(route.middel_id, route.dag) in standen.open,
        is_geschat=route.is_geschat,
    )


def _lunch(route: Route) -> Span | None:
    if route.lunch_begin is None or route.lunch_einde is None:
        return None
    return route.lunch_begin, route.lunch_einde


def start_name(locatie: Locatie) -> str:
    """What the place is called where officials set out: its street, if it is "at your home"."""
    if not locatie.bij_klant:
        return locatie.naam
    return f"{locatie.straat} {locatie.huisnummer}".strip() or locatie.plaats


def _stops(
    sheet: Sheet,
    rows: Mapping[int, Bezoekbeeld],
    mark: Stijl,
    lunch: Span | None,
) -> tuple[list[Halte], Span | None]:
    """The stops of a day, neighbours at one address together; and the lunch if it comes last."""
    found: list[Halte] = []
    first = len(sheet.done)
    for at, one in enumerate((*sheet.done, *sheet.todo)):
        if one.bezoek not in rows:
            continue
        visit = _timed(rows[one.bezoek], one, is_done=at < first)
        arrive = moment_at(one.arrive)
        has_lunch = lunch is not None and lunch[0] <= moment_at(one.begin)
        last = found[-1] if found else None
        together = last is not None and last.punt == visit.punt and not has_lunch
        if last is not None and together and last.is_gedaan == visit.is_gedaan:
            found[-1] = replace(last, bezoeken=(*last.bezoeken, visit))
            continue
        number = len(found) + 1
        found.append(
            Halte(
                nummer=number,
                merk=f"{mark.letter}{number}",
                rit=whole(one.rit),
                aankomst=arrive,
                bezoeken=(visit,),
                plek=None if at < first else at - first,
                lunch=lunch if has_lunch else None,
            )
        )
        if has_lunch:
            lunch = None
    return found, lunch


def _timed(visit: Bezoekbeeld, one: Planned, *, is_done: bool) -> Bezoekbeeld:
    return replace(
        visit,
        begin=moment_at(one.begin),
        einde=moment_at(one.leave),
        is_gedaan=is_done,
        laat=whole(max(0, one.begin - max(one.latest, one.earliest))),
    )


def _cell(standen: Standen, middel: int, dag: date) -> Weekvak:
    sheet = standen.sheets.get((middel, dag))
    if sheet is None:
        return Weekvak(dag, is_uit=False)
    route = sheet.route
    visits = (*sheet.done, *sheet.todo)
    travel = _travel(sheet)
    busy = travel + sum(one.service for one in visits) + route.lunch_duur * 60
    free = int((route.einde - route.begin).total_seconds()) - busy
    return Weekvak(
        dag,
        is_uit=True,
        aantal=len(visits),
        reis=whole(travel),
        vrij=max(0, free // 60),
        is_open=(middel, dag) in standen.open,
    )


def _travel(sheet: Sheet) -> int:
    """Seconds on the road of the whole day; none if there is no visit."""
    visits = (*sheet.done, *sheet.todo)
    return sum(one.rit for one in visits) + sheet.route.rit_terug if visits else 0


# --- the map --------------------------------------------------------------------------------------


def _map(
    routes: Sequence[Routebeeld],
    loose: Sequence[Bezoekbeeld],
    standen: Standen,
    *,
    is_alone: bool,
) -> Kaart | None:
    """The sketch; of one route alone with numbers, of several with a letter for each."""
    tochten: list[Tocht] = []
    named: dict[Punt, str] = {}
    for one in routes:
        route = standen.sheets[one.middel, one.dag].route
        begin, end = point_of(route.vertrekt_van), point_of(route.eindigt_bij)
        stops = tuple(
            (str(halte.nummer) if is_alone else halte.merk, halte.titel, halte.punt)
            for halte in one.haltes
        )
        tochten.append(Tocht(one.stijl, begin, end, stops))
        named |= {begin: one.vertrekt_van, end: one.eindigt_bij}
    towns = _towns([bezoek for one in routes for halte in one.haltes for bezoek in halte.bezoeken])
    names = [(text, punt, True) for punt, text in named.items()]
    names += [(text, punt, False) for text, punt in towns]
    marks = [("?", one.naam, one.punt) for one in loose]
    return draw(tochten, marks, names)


def _towns(visits: Sequence[Bezoekbeeld]) -> list[tuple[str, tuple[float, float]]]:
    """Towns and villages by name, at the northern edge of the addresses in them."""
    found: dict[str, list[tuple[float, float]]] = {}
    for one in visits:
        found.setdefault(one.adres.rpartition(", ")[2], []).append(one.punt)
    return [
        (name, (max(n for n, _e in all_), sum(e for _n, e in all_) / len(all_)))
        for name, all_ in found.items()
        if name
    ]
