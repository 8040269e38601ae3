"""Appointments that fall outside: listed, never dropped, and shown before saving."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import roosters
from afspraken.booking import Gegevens, cancel, hold
from afspraken.models import Afspraak, Logregel, Openstand, Partij, Uitzondering, Wijziging
from tests.afspraken.roosters.seen import counter, open_hours, t, weekly
from tests.cast import BRAM, MAANDAG, NOW, at, booked, offer, wens

DAY = timedelta(days=1)


@pytest.fixture
def loket(town):
    return counter(town, "9:00-12:00")


@pytest.fixture
def product(town, loket):
    return town.product(duur=20)


def shut(loket, was=None):
    """A write that cancels a Monday, or the hours `was` of it."""
    hours = dict(zip(("oud_van", "oud_tot"), map(t, was.split("-")), strict=True)) if was else {}
    return lambda: roosters.add_exception(
        loket, loket.locatie, dag=MAANDAG, soort=Wijziging.DICHT, **hours, now=NOW
    )


def outside():
    return [inzet.afspraak for inzet in roosters.outside(now=NOW)]


def test_nothing_is_outside_as_long_as_everything_is_open(product):
    booked(product, "9:00")
    booked(product, "11:40")
    assert outside() == []


def test_the_affected_appointments_are_known_before_saving_and_nothing_is_saved(loket, product):
    late, early = booked(product, "11:00"), booked(product, "9:20", BRAM)
    before = list(Openstand.objects.order_by("pk").values_list())
    lines = Logregel.objects.count()
    assert roosters.affected_by(shut(loket), now=NOW) == [early, late]
    assert roosters.affected_by(shut(loket, "9:30-10:00"), now=NOW) == [early]
    assert roosters.affected_by(shut(loket, "9:40-11:00"), now=NOW) == []
    assert list(Openstand.objects.order_by("pk").values_list()) == before
    assert Logregel.objects.count() == lines
    assert not Uitzondering.objects.exists()
    assert open_hours(loket) == ["9:00-12:00"]


def test_after_saving_the_appointments_stand_and_are_listed_until_they_fit_again(loket, product):
    afspraak = booked(product, "9:20")
    row = shut(loket)()
    assert outside() == [afspraak]
    assert roosters.outside(now=NOW)[0].middel == loket
    assert Afspraak.objects.get().status == "GEPLAND"
    roosters.remove(row, now=NOW)
    assert outside() == []


def test_only_what_newly_falls_outside_is_affected(loket, product):
    early, late = booked(product, "9:20"), booked(product, "11:00", BRAM)
    shut(loket, "9:00-10:00")()
    assert roosters.affected_by(shut(loket), now=NOW) == [late]
    assert outside() == [early]


def test_a_refused_change_says_why_also_in_the_preview(loket, product):
    booked(product, "9:20")
    [monday] = roosters.series_of(loket, loket.locatie)[:1]
    with pytest.raises(ValidationError):
        roosters.affected_by(
            lambda: roosters.change_series(
                monday.id, vanaf=MAANDAG, van=t("12:00"), tot=t("9:00"), now=NOW
            ),
            now=NOW,
        )
    assert open_hours(loket) == ["9:00-12:00"]


def test_a_changed_series_a_closing_and_absence_affect_too(town, loket, product):
    afspraak = booked(product, "9:20")
    [monday] = roosters.series_of(loket, loket.locatie)[:1]
    writes = [
        lambda: roosters.change_series(
            monday.id, vanaf=MAANDAG, van=t("10:00"), tot=t("12:00"), now=NOW
        ),
        lambda: roosters.end_series(monday.id, laatste_dag=MAANDAG - DAY, now=NOW),
        lambda: roosters.remove_series(monday.id, now=NOW),
        lambda: roosters.close(None, eerste_dag=MAANDAG, reden="Storing", now=NOW),
        lambda: roosters.set_absent(loket, begin=at("9:35"), einde=at("9:36"), now=NOW),
        lambda: weekly(None, town.gemeentehuis, "9:25-12:00"),
    ]
    assert [roosters.affected_by(write, now=NOW) for write in writes] == [[afspraak]] * len(writes)
    assert outside() == []


def test_the_buffer_after_an_appointment_may_lie_after_closing_time(town, loket):
    product = town.product(duur=20, uitloop=30)
    booked(product, "11:40")
    assert outside() == []


def test_a_hold_and_a_cancelled_appointment_are_no_conflict(loket, product):
    gone = booked(product, "9:20")
    cancel(gone, partij=Partij.INWONER, now=NOW)
    wish = wens(product)
    hold(wish, offer(wish, "10:00"), sessie="s", now=NOW)
    assert roosters.affected_by(shut(loket), now=NOW) == []


def test_what_is_over_is_no_conflict(loket, product):
    booked(product, "9:20")
    shut(loket)()
    assert roosters.outside(now=at("9:39")) != []
    assert roosters.outside(now=at("9:40")) == []


def test_a_resource_or_place_that_is_out_of_use_is_not_open(town, loket, product):
    afspraak = booked(product, "9:20")
    loket.is_actief = False
    loket.save()
    assert outside() == [afspraak]
    loket.is_actief = True
    loket.save()
    town.gemeentehuis.is_actief = False
    town.gemeentehuis.save()
    assert outside() == [afspraak]


def test_who_stands_on_a_lane_that_is_gone_is_listed_unless_overbooked(loket, product):
    loket.plekken = 2
    loket.save()
    early, late = booked(product, "9:20"), booked(product, "9:20", BRAM)
    loket.plekken = 1
    assert roosters.affected_by(loket.save, now=NOW) == [late]
    loket.save()
    assert outside() == [late]
    assert early.inzetten.get().plek == 0
    late.inzetten.update(overboekt_door="3", overboekt_reden="Spoed")
    assert outside() == []


def test_an_official_who_is_open_elsewhere_is_not_open_here(town):
    dorpshuis = town.locatie("Dorpshuis")
    loket = counter(town, "9:00-12:00")
    afspraak = booked(town.product(), "9:20")
    [monday] = roosters.series_of(loket, loket.locatie)[:1]
    roosters.end_series(monday.id, laatste_dag=MAANDAG - DAY, now=NOW)
    weekly(loket, dorpshuis, "9:00-12:00")
    assert outside() == [afspraak]


def test_the_look_can_be_limited_to_some_resources(town, loket, product):
    other = counter(town, "9:00-12:00")
    afspraak = booked(product, "9:20")
    [used] = [inzet.middel for inzet in afspraak.inzetten.all()]
    [spare] = {loket, other} - {used}
    for one in (loket, other):
        shut(one)()
    assert [inzet.afspraak for inzet in roosters.outside(now=NOW, middelen=[used])] == [afspraak]
    assert roosters.outside(now=NOW, middelen=[spare]) == []


def test_finding_conflicts_takes_three_queries(loket, product):
    for number, clock in enumerate(("9:00", "9:20", "9:40", "10:00")):
        booked(product, clock, Gegevens(naam="Anna", email=f"anna{number}@example.nl"))
    shut(loket)()
    with CaptureQueriesContext(connection) as seen:
        found = roosters.outside(now=NOW)
        shown = [(row.middel.naam, row.afspraak.klant.naam, row.afspraak.locatie) for row in found]
    assert len(shown) == 4
    assert len(seen) == 3
