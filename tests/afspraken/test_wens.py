"""A wish: several products for several persons, and what they need together."""

import pytest

from afspraken.exceptions import NotBookable, NotCombinable
from afspraken.models import Kanaal, Soort
from afspraken.wens import Wens, load, wens_of
from tests.cast import booked, times, wens

pytestmark = pytest.mark.django_db


def test_durations_add_up_over_products_and_persons(town):
    paspoort = town.product(duur=15, extra_per_persoon=5)
    rijbewijs = town.product(duur=10, uitloop=5)
    paspoort.combineerbaar_met.add(rijbewijs)
    wish = Wens.of([(paspoort, 3), (rijbewijs, 1)], extra_tijd=10)
    assert wish.minuten == 15 + 2 * 5 + 10 + 10
    assert wish.buffer_cells == 1


def test_the_strictest_rule_of_the_products_counts(town):
    een = town.product(aanlooptijd=60, horizon=56, raster=10)
    twee = town.product(aanlooptijd=1440, horizon=14, raster=15)
    een.combineerbaar_met.add(twee)
    wish = Wens.of([(een, 1), (twee, 1)])
    assert (wish.aanlooptijd, wish.horizon, wish.grid_cells) == (1440, 14, 6)


def test_needs_merge_to_the_most_and_to_all_competences(town):
    een = town.product(vraagt=[(Soort.AMBTENAAR, 1, "huwelijk"), (Soort.RUIMTE, 1, None)])
    twee = town.product(vraagt=[(Soort.AMBTENAAR, 2, "akten")])
    een.combineerbaar_met.add(twee)
    officials, room = Wens.of([(een, 1), (twee, 1)]).requirements
    assert (officials.kind, officials.count, len(officials.competences)) == ("AMBTENAAR", 2, 2)
    assert (room.kind, room.count) == ("RUIMTE", 1)


def test_products_are_not_offered_together_where_nobody_can_do_both(town):
    een = town.product(vraagt=[(Soort.LOKET, 1, "paspoort")])
    twee = town.product(vraagt=[(Soort.LOKET, 1, "rijbewijs")])
    een.combineerbaar_met.add(twee)
    town.loket(kan=["paspoort"]), town.loket(kan=["rijbewijs"])
    both = Wens.of([(een, 1), (twee, 1)])
    assert times(wens(een))
    assert times(both) == []
    town.loket(kan=["paspoort", "rijbewijs"])
    assert times(both)


def test_products_that_do_not_go_together_are_refused(town):
    een, twee = town.product(), town.product()
    with pytest.raises(NotCombinable):
        Wens.of([(een, 1), (twee, 1)])


@pytest.mark.parametrize(
    ("fields", "aantal", "kanaal"),
    [
        ({"is_actief": False}, 1, Kanaal.WEB),
        ({"kanalen": ["BALIE"]}, 1, Kanaal.WEB),
        ({"max_personen": 2}, 3, Kanaal.WEB),
        ({}, 0, Kanaal.WEB),
    ],
)
def test_what_the_catalogue_forbids_is_not_bookable(town, fields, aantal, kanaal):
    with pytest.raises(NotBookable):
        wens(town.product(**fields), aantal, kanaal=kanaal)


def test_an_empty_wish_and_an_unknown_product_are_not_bookable(town):
    with pytest.raises(NotBookable):
        Wens.of([])
    with pytest.raises(NotBookable):
        load({"bestaat-niet": 1})


def test_the_wish_of_an_appointment_is_the_wish_it_was_booked_with(town):
    town.loket()
    paspoort = town.product()
    assert wens_of(booked(paspoort, "9:00")).sleutel == wens(paspoort).sleutel


def test_the_key_of_a_wish_changes_with_persons_and_extra_time(town):
    paspoort = town.product()
    keys = {wens(paspoort).sleutel, wens(paspoort, 2).sleutel, wens(paspoort, extra_tijd=5).sleutel}
    assert len(keys) == 3
