"""Appointments that belong together, and what comes next."""

from datetime import date

import pytest

from afspraken import booking, traject
from afspraken.models import Logregel, Partij, Traject
from tests.afspraken.ophalen.documenten import finished
from tests.cast import ANNA, BRAM, NOW, booked, offer, wens

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(town):
    """Of Anna, at nine; a second talk follows a week later."""
    town.loket()
    second = town.product("Tweede gesprek")
    return booked(town.product("Intake", vervolg=second, vervolg_na=7), "9:00")


def of_anna(product, clock, klant):
    wish = wens(product)
    return booking.book(wish, offer(wish, clock), ANNA, klant=klant, now=NOW)


@pytest.fixture
def talk(town, intake):
    """Of Anna, at eleven."""
    return of_anna(town.product("Gesprek"), "11:00", intake.klant)


def test_two_appointments_are_shown_as_one_in_order_of_time(intake, talk):
    traject.link(talk, intake, door="7", now=NOW)
    intake.refresh_from_db()
    assert traject.steps(intake) == traject.steps(talk) == [intake, talk]
    lines = Logregel.objects.filter(gegevens__traject=intake.traject_id)
    assert {line.onderwerp for line in lines} == {
        f"afspraak:{intake.code}",
        f"afspraak:{talk.code}",
    }


def test_one_alone_is_a_step_of_nothing(intake):
    assert traject.steps(intake) == [intake]
    assert traject.unlink(intake, now=NOW) is None


def test_linking_twice_changes_nothing(intake, talk):
    first = traject.link(intake, talk, now=NOW)
    assert traject.link(intake, talk, now=NOW) == first
    assert Traject.objects.count() == 1


def test_a_third_joins_the_two(town, intake, talk):
    third = of_anna(town.product("Ophalen"), "13:00", intake.klant)
    traject.link(intake, talk, now=NOW)
    traject.link(third, talk, now=NOW)
    assert len(traject.steps(third)) == 3


def test_taken_apart_and_back_again(intake, talk):
    traject.link(intake, talk, now=NOW)
    other = traject.unlink(intake, now=NOW)
    assert other == talk
    assert not Traject.objects.exists()
    talk.refresh_from_db()
    assert talk.traject is None
    traject.link(intake, other, now=NOW)
    assert traject.steps(intake) == [intake, talk]


def test_of_three_the_others_stay_together(town, intake, talk):
    third = of_anna(town.product("Ophalen"), "13:00", intake.klant)
    traject.link(intake, talk, now=NOW)
    traject.link(third, talk, now=NOW)
    traject.unlink(talk, now=NOW)
    intake.refresh_from_db()
    assert traject.steps(intake) == [intake, third]


def test_steps_are_of_one_customer(town, intake):
    of_bram = booked(town.product("Gesprek"), "11:00", BRAM)
    with pytest.raises(traject.OtherCustomer):
        traject.link(intake, of_bram, now=NOW)
    with pytest.raises(traject.OtherCustomer):
        traject.link(intake, intake, now=NOW)


def test_two_trajects_are_not_made_one(town, intake, talk):
    product = town.product("Bouwen")
    others = [of_anna(product, clock, intake.klant) for clock in ("13:00", "14:00")]
    traject.link(intake, talk, now=NOW)
    traject.link(*others, now=NOW)
    with pytest.raises(traject.TwoTrajects, match="Haal er eerst één los"):
        traject.link(intake, others[0], now=NOW)


def test_a_step_that_became_somebody_elses_is_not_shown(intake, talk, town):
    traject.link(intake, talk, now=NOW)
    talk.klant = booked(town.product("Iets"), "15:00", BRAM).klant
    talk.save()
    intake.refresh_from_db()
    assert traject.steps(intake) == [intake]


def test_what_follows_is_known_from_the_catalogue(intake):
    vervolg = traject.follow_up(traject.steps(intake))
    assert (str(vervolg.product), vervolg.aantal) == ("Tweede gesprek", 1)
    assert vervolg.vanaf == date(2026, 12, 14)
    assert traject.follow_up(traject.steps(finished(intake))) is not None


def test_nothing_follows_the_last_step(intake, town):
    talk = of_anna(intake.producten.get().product.vervolg, "11:00", intake.klant)
    traject.link(intake, talk, now=NOW)
    assert traject.follow_up(traject.steps(talk)) is None


def test_when_the_next_step_is_cancelled_it_is_still_to_be_taken(intake):
    talk = of_anna(intake.producten.get().product.vervolg, "11:00", intake.klant)
    traject.link(intake, talk, now=NOW)
    booking.cancel(talk, partij=Partij.INWONER, now=NOW)
    intake.refresh_from_db()
    stappen = traject.steps(intake)
    assert len(stappen) == 2
    assert traject.follow_up(stappen).na == intake


def test_nothing_follows_what_was_cancelled(intake):
    fresh = booking.cancel(intake, partij=Partij.INWONER, now=NOW)
    assert traject.follow_up(traject.steps(fresh)) is None


def test_three_passports_are_three_documents_to_collect(town):
    town.loket()
    collect = town.product("Afhalen", max_personen=6)
    wish = wens(town.product("Paspoort", vervolg=collect, max_personen=4), 3)
    afspraak = booking.book(wish, offer(wish, "9:00"), ANNA, now=NOW)
    assert traject.follow_up(traject.steps(afspraak)).aantal == 3


def test_the_steps_take_as_many_queries_however_many_there_are(
    intake, talk, django_assert_num_queries
):
    intake.refresh_from_db()
    with django_assert_num_queries(3):
        traject.follow_up(traject.steps(intake))
    traject.link(intake, talk, now=NOW)
    with django_assert_num_queries(4):
        traject.follow_up(traject.steps(intake))
