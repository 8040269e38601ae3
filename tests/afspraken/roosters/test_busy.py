"""Absence that follows an outside calendar: as it says, no more, no less, and nobody else's."""

from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from afspraken import roosters
from afspraken.lokaal import day_begin
from afspraken.models import Afspraak, Afwezigheid, Logregel, Openstand
from tests.afspraken.roosters.seen import counter, open_hours
from tests.cast import MAANDAG, NOW, at, booked
from tests.effort import examples

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
AGENDA = "buitenagenda-1"


@pytest.fixture
def anja(town):
    """An official with appointments from nine until five."""
    return counter(town)


def busy(*hours, dag=MAANDAG):
    """Stretches of a day: busy("9:00-10:00")."""
    return [tuple(at(clock, dag) for clock in part.split("-")) for part in hours]


def follow(anja, *spans, agenda=AGENDA, now=NOW):
    return roosters.replace_busy(anja, agenda, spans, now=now)


def absences():
    return list(Afwezigheid.objects.order_by("begin", "einde").values_list("begin", "einde"))


def test_a_meeting_takes_its_hours_and_gives_them_back(anja):
    assert follow(anja, *busy("10:00-11:00")) == 1
    assert open_hours(anja) == ["9:00-10:00", "11:00-17:00"]
    assert follow(anja) == 1
    assert open_hours(anja) == ["9:00-17:00"]
    assert absences() == []


def test_a_meeting_that_moves_is_one_row_less_and_one_more(anja):
    follow(anja, *busy("10:00-11:00"), *busy("9:00-12:00", dag=MAANDAG + DAY))
    kept = Afwezigheid.objects.get(begin=at("9:00", MAANDAG + DAY))
    assert follow(anja, *busy("14:00-15:00"), *busy("9:00-12:00", dag=MAANDAG + DAY)) == 2
    assert open_hours(anja) == ["9:00-14:00", "15:00-17:00"]
    assert Afwezigheid.objects.filter(pk=kept.pk).exists(), "what stayed was not written anew"


def test_only_days_that_change_are_written(anja):
    before = dict(Openstand.objects.values_list("dag", "pk"))
    follow(anja, *busy("10:00-11:00"), *busy("10:00-11:00", dag=MAANDAG + 2 * DAY))
    after = dict(Openstand.objects.values_list("dag", "pk"))
    changed = {dag for dag in before | after if before.get(dag) != after.get(dag)}
    assert changed == {MAANDAG, MAANDAG + 2 * DAY}


def test_nothing_new_writes_nothing(anja):
    follow(anja, *busy("10:00-11:00"))
    lines, rows = Logregel.objects.count(), list(Openstand.objects.values_list("pk"))
    assert follow(anja, *busy("10:00-11:00")) == 0
    assert (Logregel.objects.count(), list(Openstand.objects.values_list("pk"))) == (lines, rows)


def test_a_change_leaves_a_line_with_numbers_and_no_times(anja):
    follow(anja, *busy("10:00-11:00", "12:00-13:00"))
    follow(anja, *busy("12:00-13:00"))
    line = Logregel.objects.latest("pk")
    assert line.onderwerp == f"middel:{anja.pk}"
    assert line.gegevens == {"wat": "agenda", "bron": AGENDA, "erbij": 0, "weg": 1}


def test_what_people_entered_and_what_another_calendar_says_stays(anja):
    roosters.set_absent(anja, begin=at("9:00"), einde=at("10:00"), now=NOW)
    follow(anja, *busy("11:00-12:00"), agenda="buitenagenda-2")
    follow(anja, *busy("9:30-11:30"))
    assert open_hours(anja) == ["12:00-17:00"]
    follow(anja)
    assert open_hours(anja) == ["10:00-11:00", "12:00-17:00"]


def test_another_official_stays_open(town, anja):
    bert = counter(town)
    follow(anja, *busy("9:00-17:00"))
    assert open_hours(anja) == []
    assert open_hours(bert) == ["9:00-17:00"]


def test_the_past_stays_as_it_was(anja):
    later = NOW + 2 * WEEK
    follow(anja, *busy("9:00-12:00"), now=later)
    assert open_hours(anja) == ["9:00-17:00"]
    follow(anja, (at("9:00"), later + 2 * DAY), now=later)
    assert open_hours(anja) == ["9:00-17:00"]
    assert open_hours(anja, later.date()) == []


def test_a_meeting_beyond_the_horizon_waits_until_it_is_within(anja):
    far = roosters.horizon_end(NOW) + DAY
    far += (7 - far.weekday()) * DAY
    follow(anja, *busy("9:00-12:00", dag=far))
    roosters.extend_horizon(now=NOW + 2 * WEEK)
    assert open_hours(anja, far) == ["12:00-17:00"]


def test_appointments_inside_a_meeting_stand_and_are_listed(town, anja):
    early, late = (booked(town.product(), clock) for clock in ("10:00", "14:00"))
    follow(anja, *busy("9:30-10:30"))
    assert [inzet.afspraak for inzet in roosters.outside(now=NOW)] == [early]
    assert Afspraak.objects.filter(status="GEPLAND").count() == 2
    follow(anja, *busy("14:00-15:00"))
    assert [inzet.afspraak for inzet in roosters.outside(now=NOW)] == [late]
    follow(anja)
    assert roosters.outside(now=NOW) == []


def test_without_a_code_nothing_is_replaced(anja):
    roosters.set_absent(anja, begin=at("9:00"), einde=at("10:00"), now=NOW)
    with pytest.raises(ValueError, match="code"):
        follow(anja, agenda="")
    assert open_hours(anja) == ["10:00-17:00"]


def test_a_full_calendar_takes_the_same_queries_as_one_meeting(anja):
    def queries(*spans):
        with CaptureQueriesContext(connection) as seen:
            follow(anja, *spans)
        return len(seen)

    one = queries(*busy("10:00-11:00"))
    many = [span for week in range(12) for dag in range(5) for span in workday(week, dag)]
    assert len(many) == 120
    assert queries(*many) == one + 3, "the one meeting is deleted too, and no disruption is of it"
    assert queries(*many) == 4, "begin, the lock, the rows, end"
    assert one <= 18


def workday(week, number):
    return busy("9:00-9:30", "13:00-14:30", dag=MAANDAG + week * WEEK + number * DAY)


spans_of_a_fortnight = st.lists(
    st.tuples(st.integers(0, 14 * 288), st.integers(1, 400)).map(
        lambda cells: tuple(
            day_begin(MAANDAG).astimezone(UTC) + timedelta(minutes=5 * cell)
            for cell in (cells[0], sum(cells))
        )
    ),
    max_size=6,
)


@pytest.mark.django_db
@examples(6, in_proof=100)
@given(turns=st.lists(spans_of_a_fortnight, min_size=1, max_size=4))
def test_whatever_a_calendar_says_in_turn_openings_are_what_it_said_last(anja, turns):
    for spans in turns:
        follow(anja, *spans)
        assert absences() == sorted(set(spans))
        assert roosters.check(now=NOW).keys == set()
