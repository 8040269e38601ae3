"""Where something can be had, whether or not it is full."""

import pytest

from afspraken import agenda
from afspraken.models import Kanaal, Soort
from tests.cast import NOW, booked, wens

pytestmark = pytest.mark.django_db


def places(wish):
    return [place.naam for place in agenda.places(wish, now=NOW)]


def test_a_place_that_is_full_still_gives_the_product(town):
    town.loket(open="9:00-9:20")
    paspoort = town.product(duur=20)
    booked(paspoort, "9:00")
    assert not agenda.search(wens(paspoort), now=NOW)
    assert places(wens(paspoort)) == ["Gemeentehuis"]


def test_places_come_in_the_order_of_the_municipality(town):
    for naam, volgorde in [("Dorpshuis", 2), ("Wijkhuis", 1), ("Buurthuis", 1)]:
        town.loket(locatie=town.locatie(naam, volgorde=volgorde))
    town.loket()
    everywhere = ["Gemeentehuis", "Buurthuis", "Wijkhuis", "Dorpshuis"]
    assert places(wens(town.product())) == everywhere


def test_a_place_without_opening_hours_in_time_gives_nothing(town):
    town.loket(dagen=())
    town.loket(locatie=town.locatie("Dorpshuis"))
    assert places(wens(town.product(horizon=60))) == ["Dorpshuis"]
    assert places(wens(town.product(horizon=3))) == []


def test_a_place_or_resource_out_of_use_gives_nothing(town):
    town.loket(locatie=town.locatie("Dorpshuis", is_actief=False))
    loket = town.loket()
    wish = wens(town.product())
    assert places(wish) == ["Gemeentehuis"]
    loket.is_actief = False
    loket.save()
    assert places(wish) == []


def test_every_need_must_be_there_with_its_competence(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.ruimte(), town.ambtenaar(kan=["trouwen"])
    town.ruimte(locatie=dorpshuis), town.ambtenaar(locatie=dorpshuis, kan=["belastingen"])
    town.ambtenaar(locatie=town.locatie("Wijkhuis"), kan=["trouwen"])
    trouwen = town.product(vraagt=[(Soort.AMBTENAAR, 1, "trouwen"), (Soort.RUIMTE, 1, None)])
    assert places(wens(trouwen)) == ["Gemeentehuis"]


def test_two_officials_are_two_people(town):
    dorpshuis = town.locatie("Dorpshuis")
    town.ambtenaar(), town.ambtenaar()
    anna = town.ambtenaar(locatie=dorpshuis)
    town.open(anna, "19:00-20:00", dag=NOW.date(), locatie=dorpshuis)
    assert places(wens(town.product(vraagt=[(Soort.AMBTENAAR, 2, None)]))) == ["Gemeentehuis"]


def test_time_for_staff_counts_for_staff_and_for_the_web_where_it_is_released(town):
    dorpshuis = town.locatie("Dorpshuis", vrijgave=None)
    vrij = town.locatie("Vrijhuis", vrijgave=24)
    for place in (dorpshuis, vrij):
        town.loket(open="", personeel="9:00-17:00", locatie=place)
    product = town.product(kanalen=[Kanaal.WEB, Kanaal.BALIE])
    assert places(wens(product)) == ["Vrijhuis"]
    assert places(wens(product, kanaal=Kanaal.BALIE)) == ["Dorpshuis", "Vrijhuis"]


def test_what_needs_nobody_is_given_nowhere(town):
    town.loket()
    assert places(wens(town.product(vraagt=[]))) == []


def test_all_places_are_found_in_one_question(town, django_assert_num_queries):
    for number in range(4):
        town.loket(locatie=town.locatie(f"Wijk {number}"))
    wish = wens(town.product())
    wish.requirements  # noqa: B018  # read before
    with django_assert_num_queries(1):
        assert len(places(wish)) == 4
