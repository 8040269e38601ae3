"""What a booking occupies, and what is refused."""

from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.exceptions import (
    InvalidOffer,
    NotOffered,
    SlotTaken,
)
from afspraken.models import (
    Afspraak,
    BezetteCel,
    Inzet,
    Kanaal,
    Soort,
    Status,
)
from afspraken.offers import offer_at
from afspraken.wens import wens_of
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db


def test_a_booking_occupies_its_counter_and_the_buffer_after_it(town):
    loket = town.loket()
    afspraak = booked(town.product(duur=20, uitloop=5), "9:00")
    assert afspraak.status == Status.GEPLAND
    assert (clock(afspraak.begin), clock(afspraak.einde)) == ("9:00", "9:20")
    assert clock(Inzet.objects.get().einde) == "9:25"
    assert BezetteCel.objects.filter(middel=loket, plek=0).count() == 5


def test_more_time_than_the_products_take_is_kept_with_the_appointment(town):
    town.loket()
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON, extra_tijd=10)
    afspraak = booking.book(wish, offer(wish, "9:00"), ANNA, now=NOW)
    assert (afspraak.extra_tijd, clock(afspraak.einde)) == (10, "9:30")
    assert wens_of(afspraak).cells == wish.cells


def test_a_booked_time_is_offered_no_more(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    booked(paspoort, "9:20")
    assert times(wens(paspoort)) == ["9:00", "9:40"]


def test_the_second_of_two_customers_hears_of_the_three_nearest_times(town):
    town.loket(open="9:00-11:00")
    paspoort = town.product(duur=20, raster=20)
    wish = wens(paspoort)
    late = offer(wish, "10:00")
    booked(paspoort, "10:00")
    with pytest.raises(SlotTaken) as error:
        booking.book(wish, late, BRAM, now=NOW)
    assert [clock(o.begin) for o in error.value.alternatives] == ["9:20", "9:40", "10:20"]


def test_the_least_loaded_counter_is_taken_first(town):
    town.loket("een"), town.loket("twee")
    paspoort = town.product()
    booked(paspoort, "9:00", ANNA)
    booked(paspoort, "11:00", BRAM)
    assert len(set(Inzet.objects.values_list("middel", flat=True))) == 2


def test_an_official_and_a_room_are_taken_together(town):
    fatma = town.ambtenaar("Fatma", kan=["belasting"])
    town.ambtenaar("Gijs")
    kamer = town.ruimte("kamer 1")
    gesprek = town.product(
        duur=30, vraagt=[(Soort.AMBTENAAR, 1, "belasting"), (Soort.RUIMTE, 1, None)]
    )
    booked(gesprek, "9:00")
    assert set(Inzet.objects.values_list("middel", flat=True)) == {fatma.pk, kamer.pk}


def test_two_officials_are_two_different_people(town):
    town.ambtenaar("Fatma"), town.ruimte()
    gesprek = town.product(vraagt=[(Soort.AMBTENAAR, 2, None), (Soort.RUIMTE, 1, None)])
    assert times(wens(gesprek)) == []
    town.ambtenaar("Gijs")
    booked(gesprek, "9:00")
    assert Inzet.objects.count() == 3


def test_a_group_room_holds_several_at_once(town):
    town.ruimte(plekken=2, open="9:00-9:20")
    les = town.product(duur=20, vraagt=[(Soort.RUIMTE, 1, None)])
    booked(les, "9:00", ANNA)
    booked(les, "9:00", BRAM)
    assert sorted(Inzet.objects.values_list("plek", flat=True)) == [0, 1]
    assert times(wens(les)) == []


def test_a_time_off_the_grid_outside_hours_or_in_the_past_is_refused(town):
    town.loket(open="9:00-10:00")
    wish = wens(town.product(duur=20, raster=20))
    for moment in (at("9:10"), at("9:50"), at("8:00"), NOW - timedelta(days=7)):
        with pytest.raises(NotOffered):
            booking.book(wish, offer_at(wish, town.gemeentehuis, moment), ANNA, now=NOW)
    assert not Afspraak.objects.exists()


def test_an_offer_for_one_person_does_not_fit_two(town):
    town.loket()
    paspoort = town.product()
    with pytest.raises(InvalidOffer):
        booking.book(wens(paspoort, 2), offer(wens(paspoort), "9:00"), ANNA, now=NOW)


def test_staff_time_is_for_staff_until_it_is_released(town):
    town.loket(open="9:00-9:20", personeel="9:20-9:40")
    paspoort = town.product(duur=20, raster=20)
    assert times(wens(paspoort)) == ["9:00"]
    assert times(wens(paspoort, kanaal=Kanaal.TELEFOON)) == ["9:00", "9:20"]
    assert times(wens(paspoort), now=at("8:00")) == ["9:00", "9:20"]
