"""What the desk finds, and what it says where there is nothing."""

from datetime import timedelta

import pytest

from afspraken.balie.explain import Reden
from afspraken.balie.provider import EXTRA_LANES
from afspraken.lokaal import day_after
from afspraken.models import Kanaal
from tests.afspraken.balie.zetels import BALIE, SPOED, seated
from tests.cast import MAANDAG, NOW, booked, clock, wens

pytestmark = pytest.mark.django_db


def found(wish, *, days=1, van=MAANDAG, now=NOW, **options):
    """The clock times at each place."""
    tot = van
    for _day in range(days):
        tot = day_after(tot)
    answer = BALIE.find(wish, van=van, tot=tot, now=now, **options)
    return {one.locatie.naam: [clock(offer.begin) for offer in one.offers(wish)] for one in answer}


def test_only_the_days_asked_for_are_searched(town):
    dinsdag = day_after(MAANDAG)
    town.loket(open="9:00-9:20", dagen=[MAANDAG])
    town.loket(open="10:00-10:20", dagen=[dinsdag])
    wish = wens(town.product(duur=20))
    assert found(wish) == {"Gemeentehuis": ["9:00"]}
    assert found(wish, van=dinsdag) == {"Gemeentehuis": ["10:00"]}
    assert found(wish, days=2) == {"Gemeentehuis": ["9:00", "10:00"]}


def test_only_places_with_a_start_are_found_and_only_those_asked_for(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.loket(open="9:00-9:20"), town.loket(open="9:00-9:20", locatie=dorpshuis)
    town.loket(open="9:00-9:10", locatie=town.locatie("Wijkhuis"))
    wish = wens(town.product(duur=20))
    assert found(wish) == {"Dorpshuis": ["9:00"], "Gemeentehuis": ["9:00"]}
    assert found(wish, locaties=[dorpshuis]) == {"Dorpshuis": ["9:00"]}


def test_the_own_time_of_who_moves_and_lanes_too_many_count_only_if_asked(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    afspraak = booked(paspoort, "9:00")
    assert found(wens(paspoort)) == {}
    assert found(wens(paspoort), behalve=afspraak) == {"Gemeentehuis": ["9:00"]}
    assert found(wens(paspoort), overboeken=True) == {"Gemeentehuis": ["9:00"]}


def test_who_is_overbooked_three_times_is_found_no_more(town):
    town.loket(open="9:00-9:20")
    wish = wens(town.product(duur=20), kanaal=Kanaal.TELEFOON)
    for number in range(EXTRA_LANES + 1):
        assert found(wish, overboeken=True) == {"Gemeentehuis": ["9:00"]}
        seated(town, wish, seed=str(number), overboeking=SPOED)
    assert found(wish, overboeken=True) == {}


def test_the_desk_explains_a_day_and_names_the_places_of_days(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    wish = wens(paspoort)
    uitleg = BALIE.explain(wish, locatie=town.gemeentehuis, dag=MAANDAG, now=NOW)
    assert [one.reden for one in uitleg.hindernissen] == [Reden.BEZET]
    assert BALIE.places(wish, van=MAANDAG, tot=day_after(MAANDAG)) == [town.gemeentehuis]
    later = MAANDAG + timedelta(days=3)
    assert BALIE.places(wish, van=later, tot=day_after(later)) == []
