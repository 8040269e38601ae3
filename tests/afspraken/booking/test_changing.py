"""Moving, changing and cancelling what was promised."""

from datetime import timedelta

import pytest

from afspraken import agenda, booking, offers
from afspraken.balie.provider import Balie
from afspraken.beheerlink import open_link, token_for
from afspraken.exceptions import (
    AlreadyClosed,
    InvalidOffer,
    LimitReached,
    NameFixed,
    NotOffered,
    SlotTaken,
    TooLate,
)
from afspraken.models import (
    BezetteCel,
    Contactplek,
    Inzet,
    Kanaal,
    Partij,
    Status,
)
from afspraken.offers import offer_at
from tests.cast import ANNA, BRAM, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db

INWONER = Partij.INWONER


def moved(afspraak, product, clock_time, *, aantal=1):
    wish = wens(product, aantal)
    found = agenda.search(wish, now=NOW, behalve=afspraak).times(at(clock_time).date())
    new = next(o for o in found if o.begin == at(clock_time))
    return booking.move(afspraak, wish, new, partij=INWONER, now=NOW)


def test_a_moved_appointment_keeps_its_code_and_its_link(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    token = token_for(afspraak)
    moved(afspraak, paspoort, "14:00")
    fresh = open_link(token)
    assert fresh is not None
    assert (fresh.code, clock(fresh.begin), fresh.versie) == (afspraak.code, "14:00", 2)
    assert times(wens(paspoort))[0] == "9:00"


def test_moving_by_ten_minutes_may_overlap_its_own_old_time(town):
    loket = town.loket(open="9:00-9:30")
    paspoort = town.product(duur=20)
    afspraak = booked(paspoort, "9:00")
    kept = set(BezetteCel.objects.values_list("cel", "inzet"))
    moved(afspraak, paspoort, "9:10")
    now_held = set(BezetteCel.objects.values_list("cel", "inzet"))
    assert len(kept & now_held) == 2
    assert len(now_held) == 4
    assert Inzet.objects.get().middel == loket


def test_a_move_to_a_taken_time_leaves_everything_as_it_was(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    afspraak = booked(paspoort, "9:00", ANNA)
    wish = wens(paspoort)
    target = offer(wish, "9:40")
    booked(paspoort, "9:40", BRAM)
    before = list(BezetteCel.objects.values_list("pk", "inzet"))
    with pytest.raises(SlotTaken) as error:
        booking.move(afspraak, wish, target, partij=INWONER, now=NOW)
    afspraak.refresh_from_db()
    assert (clock(afspraak.begin), afspraak.versie) == ("9:00", 1)
    assert list(BezetteCel.objects.values_list("pk", "inzet")) == before
    assert error.value.alternatives


def test_who_asks_for_a_time_that_is_never_offered_hears_their_own_among_the_nearest(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, raster=20)
    afspraak = booked(paspoort, "9:20")
    wish = wens(paspoort)
    never = offer_at(wish, town.gemeentehuis, at("9:30"))
    with pytest.raises(NotOffered) as error:
        booking.move(afspraak, wish, never, partij=INWONER, now=NOW)
    assert [clock(o.begin) for o in error.value.alternatives] == ["9:00", "9:20", "9:40"]


def test_two_people_need_more_time_and_the_promise_changes_with_it(town):
    town.loket(open="9:00-9:30")
    paspoort = town.product(duur=20, extra_per_persoon=10)
    afspraak = booked(paspoort, "9:00")
    after = moved(afspraak, paspoort, "9:00", aantal=2)
    assert (clock(after.einde), after.versie) == ("9:30", 2)
    assert after.producten.get().aantal == 2


def test_moving_to_where_it_already_is_changes_no_promise(town):
    town.loket()
    paspoort = town.product()
    after = moved(booked(paspoort, "9:00"), paspoort, "9:00")
    assert after.versie == 1


def test_a_move_to_another_place_takes_a_resource_there(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket("hier"), town.loket("daar", locatie=dorpshuis)
    paspoort = town.product()
    wish = wens(paspoort)
    here = booking.book(wish, offer_at(wish, town.gemeentehuis, at("9:00")), ANNA, now=NOW)
    there = offer_at(wish, dorpshuis, at("9:00"))
    after = booking.move(here, wish, there, partij=INWONER, now=NOW)
    assert Inzet.objects.get().middel.naam == "daar"
    assert (after.locatie, after.versie) == (dorpshuis, 2)


def test_a_cancelled_time_can_be_booked_again_at_once(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    afspraak = booking.cancel(booked(paspoort, "9:00"), partij=INWONER, now=NOW)
    assert (afspraak.status, afspraak.versie) == (Status.GEANNULEERD, 2)
    assert not BezetteCel.objects.exists()
    assert times(wens(paspoort)) == ["9:00"]


def test_a_scarce_time_comes_back_at_an_unknown_moment(town):
    town.loket(open="9:00-9:20")
    trouwen = town.product(duur=20, is_schaars=True)
    booking.cancel(booked(trouwen, "9:00"), partij=INWONER, now=NOW)
    assert times(wens(trouwen)) == []
    assert times(wens(trouwen), now=NOW + timedelta(hours=1)) == ["9:00"]


def test_who_has_begun_or_is_cancelled_cannot_cancel_again(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    with pytest.raises(TooLate):
        booking.cancel(afspraak, partij=INWONER, now=afspraak.begin)
    booking.cancel(afspraak, partij=INWONER, now=NOW)
    with pytest.raises(AlreadyClosed):
        booking.cancel(afspraak, partij=INWONER, now=NOW)


def test_contact_data_change_without_a_new_promise(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    after = booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
    assert (after.klant.email, after.versie) == (BRAM.email, 1)


def test_a_scarce_appointment_is_not_sold_on_under_another_name(town):
    town.loket()
    afspraak = booked(town.product(is_schaars=True), "9:00")
    with pytest.raises(NameFixed):
        booking.update_contact(afspraak, BRAM, partij=INWONER, now=NOW)
    booking.update_contact(afspraak, BRAM, partij=Partij.MEDEWERKER, now=NOW)


def test_fewer_persons_are_always_possible_at_the_time_one_has(town):
    town.loket(open="9:00-9:30", personeel="9:30-10:00")
    paspoort = town.product(duur=20, extra_per_persoon=20, aanlooptijd=60, raster=60)
    wish = wens(paspoort, 2, kanaal=Kanaal.TELEFOON)
    afspraak = booking.book(wish, offer(wish, "9:00"), ANNA, now=NOW)
    fewer = wens(paspoort)
    same_time = offer_at(fewer, town.gemeentehuis, at("9:00"))
    soon = at("8:50")
    after = booking.move(afspraak, fewer, same_time, partij=INWONER, now=soon)
    assert (clock(after.einde), after.producten.get().aantal) == ("9:20", 1)
    assert BezetteCel.objects.count() == 4


def test_more_persons_do_not_push_a_neighbour_away(town):
    town.loket(open="9:00-10:00")
    paspoort = town.product(duur=20, extra_per_persoon=20, raster=20)
    anna = booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:20", BRAM)
    two = wens(paspoort, 2)
    longer = offer_at(two, town.gemeentehuis, at("9:00"))
    with pytest.raises(SlotTaken):
        booking.move(anna, two, longer, partij=INWONER, now=NOW)


def test_a_full_contact_cannot_be_reached_by_correcting_the_address(town):
    town.loket()
    paspoort = town.product()
    booked(paspoort, "9:00", ANNA)
    booked(paspoort, "9:30", ANNA)
    third = booked(paspoort, "10:00", BRAM)
    with pytest.raises(LimitReached):
        booking.update_contact(third, ANNA, partij=INWONER, now=NOW)
    third.refresh_from_db()
    assert third.klant.email == BRAM.email
    booking.update_contact(third, ANNA, partij=Partij.MEDEWERKER, now=NOW)


def test_the_old_address_counts_no_longer_after_a_correction(town):
    town.loket()
    paspoort = town.product()
    first = booked(paspoort, "9:00", BRAM)
    booked(paspoort, "9:30", BRAM)
    booking.update_contact(first, ANNA, partij=INWONER, now=NOW)
    assert booked(paspoort, "10:00", BRAM)
    held = Contactplek.objects.filter(afspraak=first).count()
    assert held == 2  # Anna's e-mail and telephone


def test_a_scarce_time_that_was_left_is_not_free_at_once(town):
    town.loket(open="9:00-10:00")
    trouwen = town.product(duur=20, raster=20, is_schaars=True)
    moved(booked(trouwen, "9:00"), trouwen, "9:40")
    assert times(wens(trouwen)) == ["9:20"]
    assert times(wens(trouwen), now=NOW + timedelta(hours=1)) == ["9:00", "9:20"]


def test_an_appointment_does_not_move_to_another_provider(town, monkeypatch):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    bezoek = wens(town.product(aanbieder="anders"))
    monkeypatch.setitem(offers._aanbieders, "anders", Balie())
    there = offer_at(bezoek, town.gemeentehuis, at("10:00"))
    with pytest.raises(InvalidOffer):
        booking.move(afspraak, bezoek, there, partij=INWONER, now=NOW)


def test_who_moves_to_another_product_counts_for_that_one(town):
    town.loket()
    paspoort, rijbewijs = town.product(), town.product()
    booked(rijbewijs, "9:00"), booked(rijbewijs, "9:30")
    third = booked(paspoort, "10:00")
    with pytest.raises(LimitReached):
        moved(third, rijbewijs, "10:30")
    assert third.contactplekken.filter(product=paspoort).count() == 2
    wish = wens(rijbewijs)
    booking.move(third, wish, offer(wish, "10:30"), partij=Partij.MEDEWERKER, now=NOW)


def test_who_moved_to_another_product_has_a_place_for_the_first_again(town):
    town.loket()
    paspoort, rijbewijs = town.product(), town.product()
    first = booked(paspoort, "9:00")
    booked(paspoort, "9:30")
    moved(first, rijbewijs, "10:00")
    assert set(first.contactplekken.values_list("product", flat=True)) == {rijbewijs.pk}
    assert booked(paspoort, "10:30")


def test_who_only_moves_keeps_a_place_though_the_maximum_became_less(town, settings):
    town.loket()
    paspoort = town.product()
    booked(paspoort, "9:00")
    second = booked(paspoort, "9:30")
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1
    assert clock(moved(second, paspoort, "10:00").begin) == "10:00"
    assert second.contactplekken.count() == 2


def test_a_scarce_time_that_is_kept_in_part_is_kept_for_nobody_else(town):
    """Its cells are still those of the one who moved."""
    town.loket(open="9:00-10:00")
    trouwen = town.product(duur=20, raster=10, is_schaars=True)
    moved(booked(trouwen, "9:00"), trouwen, "9:10")
    assert Inzet.objects.count() == 1
    assert times(wens(trouwen)) == ["9:30", "9:40"]
