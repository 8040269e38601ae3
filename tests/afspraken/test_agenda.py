"""When it can be, in the words of the agenda."""

from datetime import date, timedelta

import pytest

from afspraken import agenda
from afspraken.exceptions import InvalidOffer
from afspraken.models import Product, Soort
from afspraken.offers import from_token
from tests.cast import ANNA, BRAM, MAANDAG, NOW, at, booked, clock, offer, times, wens

pytestmark = pytest.mark.django_db

DINSDAG = MAANDAG + timedelta(days=1)


def test_the_appointment_ends_before_closing_time(town):
    town.loket(open="9:00-10:00")
    assert times(wens(town.product(duur=45, raster=10))) == ["9:00", "9:10"]


def test_the_buffer_may_lie_after_closing_time(town):
    town.loket(open="9:00-9:20")
    assert times(wens(town.product(duur=20, uitloop=30))) == ["9:00"]


def test_nobody_is_sent_from_one_counter_to_another_halfway(town):
    town.loket(open="9:00-9:20"), town.loket(open="9:20-9:40")
    assert times(wens(town.product(duur=40))) == []
    assert times(wens(town.product(duur=20, raster=20))) == ["9:00", "9:20"]


def test_a_lunch_break_is_no_time_for_an_appointment(town):
    town.loket(open="9:00-9:30 9:40-10:00")
    assert times(wens(town.product(duur=20, raster=10))) == ["9:00", "9:10", "9:40"]


def test_one_clock_time_is_shown_once_whatever_counter_serves_it(town):
    town.loket(open="9:00-9:20"), town.loket(open="9:00-9:20")
    assert times(wens(town.product(duur=20))) == ["9:00"]


def test_an_official_open_elsewhere_is_never_paired_with_a_room_here(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.ambtenaar(locatie=dorpshuis)
    town.ruimte()
    gesprek = town.product(vraagt=[(Soort.AMBTENAAR, 1, None), (Soort.RUIMTE, 1, None)])
    assert times(wens(gesprek)) == []
    town.ruimte(locatie=dorpshuis, open="10:00-10:20")
    assert times(wens(gesprek)) == ["10:00"]


def test_notice_and_horizon_bound_what_is_offered(town):
    town.loket(open="9:00-9:40", dagen=[MAANDAG, DINSDAG])
    wish = wens(town.product(duur=20, raster=20, aanlooptijd=60, horizon=6))
    found = agenda.search(wish, now=NOW)
    assert list(found.per_day()) == [MAANDAG]
    assert times(wish, now=at("8:10")) == ["9:20"]
    assert times(wish, now=at("8:20")) == ["9:20"]


def test_per_day_counts_clock_times_and_first_is_the_earliest_over_all_places(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket(open="9:30-10:00", dagen=[MAANDAG, DINSDAG])
    town.loket(open="9:00-10:00", locatie=dorpshuis)
    found = agenda.search(wens(town.product(duur=30, raster=30)), now=NOW)
    assert found.per_day() == {MAANDAG: 2, DINSDAG: 1}
    first = found.first(3)
    assert [(clock(o.begin), o.locatie.naam) for o in first] == [
        ("9:00", "Dorpshuis"),
        ("9:30", "Dorpshuis"),
        ("9:30", "Gemeentehuis"),
    ]


def test_the_first_times_are_spread_over_days_and_places(town):
    town.loket(open="9:00-10:00", dagen=[MAANDAG, DINSDAG])
    town.loket(open="9:30-10:00", locatie=town.locatie("Dorpshuis"))
    found = agenda.search(wens(town.product(duur=20, raster=20)), now=NOW)
    assert [(o.begin, o.locatie.naam) for o in found.spread(3)] == [
        (at("9:00"), "Gemeentehuis"),
        (at("9:40"), "Dorpshuis"),
        (at("9:00", DINSDAG), "Gemeentehuis"),
    ]
    assert [clock(o.begin) for o in found.spread(4)] == ["9:00", "9:20", "9:40", "9:00"]
    assert len(found.spread(99)) == 7


def test_first_free_looks_beyond_a_full_fortnight(town):
    far = MAANDAG + timedelta(days=28)
    town.loket(open="9:00-9:20", dagen=[MAANDAG, far])
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    first = agenda.first_free(wens(paspoort), now=NOW, n=1)
    assert first[0].begin == at("9:00", far)


@pytest.mark.parametrize(("wanted", "searched"), [(1, 1), (2, 2)])
def test_a_search_goes_on_only_where_the_first_days_are_not_enough(town, wanted, searched):
    days = [MAANDAG, MAANDAG + timedelta(days=28)]
    town.loket(open="9:00-9:20", dagen=days)
    wish = wens(town.product(duur=20, horizon=60))
    found = agenda.search_until(
        wish, tot=DINSDAG, enough=lambda found: len(found.first(wanted)) == wanted, now=NOW
    )
    assert list(found.per_day()) == days[:searched]


def test_what_was_searched_to_the_last_day_is_not_searched_again(town, django_assert_num_queries):
    town.loket()
    wish = wens(Product.objects.prefetch_related("vereisten").get(pk=town.product(horizon=10).pk))
    with django_assert_num_queries(4):
        agenda.search_until(wish, tot=date.max, enough=lambda found: False, now=NOW)


def test_the_nearest_times_lie_on_both_sides(town):
    town.loket(open="9:00-12:00")
    wish = wens(town.product(duur=20, raster=20))
    near = agenda.nearest(wish, rond=at("10:00"), now=NOW)
    assert [clock(o.begin) for o in near] == ["9:40", "10:00", "10:20"]


def test_without_free_time_everything_is_empty(town):
    wish = wens(town.product())
    found = agenda.search(wish, now=NOW)
    assert not found
    assert (found.first(3), found.per_day(), found.times(MAANDAG)) == ([], {}, [])
    assert agenda.nearest(wish, rond=NOW, now=NOW) == []
    assert not agenda.search(wish, now=NOW, tot=date(2020, 1, 1))


def test_an_altered_offer_opens_nothing(town):
    town.loket()
    paspoort = town.product()
    token = offer(wens(paspoort), "9:00").token
    assert clock(from_token(token, wens(paspoort)).begin) == "9:00"
    for wrong in (token[:-1], token + "x", "", "a:b:c", "\x00", "é" * 1000):
        with pytest.raises(InvalidOffer):
            from_token(wrong, wens(paspoort))
    with pytest.raises(InvalidOffer):
        from_token(token, wens(paspoort, 2))


def test_the_day_list_holds_promises_only_and_in_order(town):
    town.loket()
    paspoort = town.product()
    booked(paspoort, "11:00", BRAM)
    booked(paspoort, "9:00", ANNA)
    rows = agenda.day_list(town.gemeentehuis, MAANDAG)
    assert [clock(row.begin) for row in rows] == ["9:00", "11:00"]
    assert not agenda.day_list(town.gemeentehuis, DINSDAG)
