"""Any roster on any day, against the clock on the wall looked at minute by minute.

The brute force knows nothing of offsets: hours mean all real time from the first to the last
minute at which the clock shows a time within them. So the gap of the spring night and the hour
that comes twice in autumn need no rule of their own.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from afspraken import roosters
from afspraken.engine.bitmap import from_bytes
from afspraken.lokaal import LOCAL
from afspraken.models import (
    Afwezigheid,
    Locatie,
    Middel,
    Openstand,
    Sluiting,
    Soort,
    Uitzondering,
    Wijziging,
)
from afspraken.roosters import series
from tests.afspraken.roosters.seen import counter, open_minutes
from tests.effort import examples

SPRING, AUTUMN, ORDINARY = date(2027, 3, 28), date(2027, 10, 31), date(2027, 6, 13)
SUNDAYS = (SPRING, AUTUMN, ORDINARY)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

Hours = tuple[time, time]


@dataclass(frozen=True)
class Case:
    """Intentions around one Sunday; days count from the Saturday before it."""

    sunday: date
    step: int
    web: list[tuple[int, Hours]]
    staff: list[tuple[int, Hours]]
    house: list[tuple[int, Hours]] | None
    exceptions: list[tuple[int, bool, str, Hours | None, Hours]]
    closings: list[tuple[int, int, Hours | None, bool]]
    absences: list[tuple[int, int]]

    @property
    def first(self) -> date:
        return self.sunday - DAY


# --- the brute force ------------------------------------------------------------------------------


@cache
def minutes_on(sunday: date, dag: date) -> list[tuple[datetime, time]]:
    """The minutes of one day in town."""
    return [(moment, clock) for moment, day, clock in minutes_of(sunday) if day == dag]


@cache
def minutes_of(sunday: date) -> list[tuple[datetime, date, time]]:
    """Every minute from three days before a Sunday to four after, with the clock in town."""
    begin = datetime.combine(sunday - 3 * DAY, time(), UTC)
    moments = [begin + n * MINUTE for n in range(7 * 24 * 60)]
    local = [moment.astimezone(LOCAL) for moment in moments]
    return [(m, seen.date(), seen.time()) for m, seen in zip(moments, local, strict=True)]


def stretch(sunday: date, dag: date, hours: Hours | None) -> set[datetime]:
    """All real time between the first and the last minute that shows a time in the hours."""
    shown = [
        moment
        for moment, clock in minutes_on(sunday, dag)
        if hours is None or hours[0] <= clock < hours[1]
    ]
    if not shown:
        return set()
    length = (shown[-1] - shown[0]) // MINUTE + 1
    return {shown[0] + n * MINUTE for n in range(length)}


def on_each(sunday: date, weekly: list[tuple[int, Hours]]) -> set[datetime]:
    """The weekly hours on the days of the week around this Sunday."""
    found: set[datetime] = set()
    for n in range(-2, 4):
        dag = sunday + n * DAY
        for weekdag, hours in weekly:
            if weekdag == dag.weekday():
                found |= stretch(sunday, dag, hours)
    return found


def expected(case: Case) -> tuple[set[datetime], set[datetime]]:
    """The minutes that are open for staff, and those for the web."""
    sunday = case.sunday
    staff = on_each(sunday, case.staff)
    web = on_each(sunday, case.web) - staff
    everything = {moment for moment, _day, _clock in minutes_of(sunday)}
    house = everything if case.house is None else on_each(sunday, case.house)
    for n, of_house, kind, was, becomes in case.exceptions:
        dag = case.first + n * DAY
        taken = stretch(sunday, dag, was) if kind != Wijziging.EXTRA else set()
        given_ = stretch(sunday, dag, becomes) if kind != Wijziging.DICHT else set()
        if of_house:
            house = house - taken | given_
        else:
            staff, web = staff - taken - given_, web - taken | given_
    for first, length, hours, _every_place in case.closings:
        for n in range(first, first + length):
            house -= stretch(sunday, case.first + n * DAY, hours)
    midnight = datetime.combine(case.first, time(), UTC)
    for begin, length in case.absences:
        house -= {midnight + n * MINUTE for n in range(begin, begin + length)}
    return (web | staff) & house, web & house


def cells_within(minutes: set[datetime]) -> set[datetime]:
    """The cells of five minutes that are wholly in."""
    begins = {m for m in minutes if m.minute % 5 == 0}
    return {m for m in begins if all(m + n * MINUTE in minutes for n in range(5))}


# --- the real thing -------------------------------------------------------------------------------


def build(case: Case) -> tuple[Middel, Locatie]:
    """The same intentions as rows, and `Openstand` made from them."""
    place = Locatie.objects.create(naam="Huis", slug="huis", straat="A", plaats="B")
    middel = Middel.objects.create(naam="Loket", soort=Soort.LOKET)
    began = case.sunday - timedelta(weeks=3)
    for who, staff_only, weekly in (
        (middel, False, case.web),
        (middel, True, case.staff),
        (None, False, case.house),
    ):
        if weekly is not None:
            rooster = series.roster_for(who, place, staff_only)
            # A place without a series is without bounds: one long ago says that it has hours.
            past = [(0, time(9), time(10))] if who is None else []
            series.store(rooster, past, eerste_dag=began, laatste_dag=began)
            series.store(rooster, [(day, *hours) for day, hours in weekly], eerste_dag=began)
    for n, of_house, kind, was, becomes in case.exceptions:
        oud_van, oud_tot = was if was and kind != Wijziging.EXTRA else (None, None)
        van, tot = becomes if kind != Wijziging.DICHT else (None, None)
        row = Uitzondering(dag=case.first + n * DAY, soort=kind, locatie=place)
        row.middel = None if of_house else middel
        row.oud_van, row.oud_tot, row.van, row.tot = oud_van, oud_tot, van, tot
        row.save()
    for first, length, hours, every_place in case.closings:
        van, tot = hours or (None, None)
        Sluiting.objects.create(
            locatie=None if every_place else place,
            eerste_dag=case.first + first * DAY,
            laatste_dag=case.first + (first + length - 1) * DAY,
            van=van,
            tot=tot,
            reden="x",
        )
    midnight = datetime.combine(case.first, time(), UTC)
    for begin, length in case.absences:
        Afwezigheid.objects.create(
            middel=middel,
            begin=midnight + begin * MINUTE,
            einde=midnight + (begin + length) * MINUTE,
        )
    roosters.rebuild(van=case.first, tot=case.first + 3 * DAY)
    return middel, place


def stored(field: str) -> set[datetime]:
    """The begins of all cells that `Openstand` has open."""
    found = set()
    for dag, data in Openstand.objects.values_list("dag", field):
        origin = datetime.combine(dag, time(), UTC)
        mask = from_bytes(bytes(data))
        found |= {origin + n * 5 * MINUTE for n in range(288) if mask >> n & 1}
    return found


# --- cases ----------------------------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn) -> Case:
    step = draw(st.sampled_from([1, 5, 30]))

    @st.composite
    def hours(draw: st.DrawFn) -> Hours:
        # Half of them around the change of the clock, where it is hard.
        last = draw(st.sampled_from([5 * 60, 24 * 60 - 1]))
        minutes = st.integers(0, last // step).map(lambda n: n * step) | st.sampled_from([120, 180])
        begin, end = sorted(draw(st.tuples(minutes, minutes).filter(lambda two: two[0] != two[1])))
        return time(*divmod(begin, 60)), time(*divmod(end, 60))

    weekly = st.lists(st.tuples(st.sampled_from([5, 6, 6, 0]), hours()), max_size=4)
    exception = st.tuples(
        st.integers(0, 2), st.booleans(), st.sampled_from(list(Wijziging)), hours(), hours()
    )
    whole_day = st.tuples(
        st.integers(0, 2), st.booleans(), st.just(Wijziging.DICHT), st.none(), hours()
    )
    return Case(
        sunday=draw(st.sampled_from(SUNDAYS)),
        step=step,
        web=draw(weekly),
        staff=draw(weekly),
        house=draw(st.none() | weekly),
        exceptions=draw(st.lists(exception | whole_day, max_size=4)),
        closings=draw(
            st.lists(
                st.tuples(st.integers(0, 2), st.integers(1, 3), st.none() | hours(), st.booleans()),
                max_size=1,
            )
        ),
        absences=draw(
            st.lists(st.tuples(st.integers(-300, 4000), st.integers(1, 900)), max_size=2)
        ),
    )


@pytest.mark.django_db
@examples(30, in_proof=400)
@given(case=cases())
def test_what_is_open_is_what_the_clock_on_the_wall_says(case):
    with transaction.atomic():
        build(case)
        rows = {datetime.combine(case.first + n * DAY, time(), UTC) for n in range(-1, 3)}
        inside = {begin + n * 5 * MINUTE for begin in rows for n in range(288)}
        staff, web = (cells_within(minutes) & inside for minutes in expected(case))
        assert stored("open") == staff
        assert stored("open_web") == web
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("sunday", "hours", "minutes"),
    [
        (ORDINARY, "0:00-6:00", 360),
        (SPRING, "0:00-6:00", 300),
        (AUTUMN, "0:00-6:00", 420),
        (SPRING, "2:00-3:00", 0),
        (SPRING, "2:30-4:00", 60),
        (SPRING, "1:30-2:30", 30),
        (AUTUMN, "2:00-3:00", 120),
        (AUTUMN, "2:00-2:30", 90),
        (AUTUMN, "2:30-3:00", 90),
        (AUTUMN, "1:00-2:00", 60),
        (AUTUMN, "3:00-4:00", 60),
    ],
)
def test_the_open_minutes_of_a_clock_change_are_real_minutes(town, sunday, hours, minutes):
    began = sunday - timedelta(weeks=2)
    loket = counter(
        town,
        hours,
        weekdagen=[6],
        eerste_dag=began,
        now=datetime.combine(began, time(), UTC),
    )
    assert open_minutes(loket, sunday) == minutes
