"""The agenda asks a constant number of questions, however large the town is."""

from datetime import timedelta

import pytest

from afspraken import agenda, bezetting
from afspraken.lokaal import midnight
from afspraken.models import Middel, Product, Soort
from tests.cast import ANNA, BRAM, MAANDAG, NOW, booked, wens

pytestmark = pytest.mark.django_db


def weeks(number):
    """Each Monday of so many weeks."""
    return [MAANDAG + timedelta(weeks=n) for n in range(number)]


def gesprek(town, **fields):
    """A product that needs a competent official and a room, its needs read beforehand."""
    product = town.product(
        vraagt=[(Soort.AMBTENAAR, 1, "belastingen"), (Soort.RUIMTE, 1, None)], **fields
    )
    return Product.objects.prefetch_related("vereisten").get(pk=product.pk)


def staff(town, *, places, each, dagen):
    """Places with so many officials and as many rooms, open on these days."""
    for number in range(places):
        place = town.locatie(f"Wijk {number}")
        for _n in range(each):
            town.ambtenaar(locatie=place, dagen=dagen, kan=["belastingen", "heffingen"])
            town.ruimte(locatie=place, dagen=dagen)


@pytest.mark.parametrize(("places", "each", "days"), [(1, 1, 1), (4, 3, 8)])
def test_a_search_takes_four_queries(town, django_assert_num_queries, places, each, days):
    staff(town, places=places, each=each, dagen=weeks(days))
    wish = wens(gesprek(town, horizon=90))
    with django_assert_num_queries(4):
        found = agenda.search(wish, now=NOW)
    assert len(found.per_day()) == days
    assert {offer.locatie.naam for offer in found.first(places)} == {
        f"Wijk {number}" for number in range(places)
    }


def test_what_was_found_is_asked_further_without_a_query(town, django_assert_num_queries):
    staff(town, places=2, each=1, dagen=weeks(3))
    found = agenda.search(wens(gesprek(town)), now=NOW)
    with django_assert_num_queries(0):
        found.first(5), found.per_day(), found.times(MAANDAG)
        assert [offer.token for offer in found.first(2)]


def test_a_search_at_one_place_takes_no_query_for_the_place(town, django_assert_num_queries):
    town.loket()
    wish = wens(Product.objects.prefetch_related("vereisten").get(pk=town.product().pk))
    with django_assert_num_queries(3):
        assert agenda.search(wish, now=NOW, locaties=[town.gemeentehuis])


@pytest.mark.parametrize(("places", "each", "days"), [(1, 1, 1), (4, 3, 8)])
def test_the_first_free_time_takes_four_queries_when_it_is_soon(
    town, django_assert_num_queries, places, each, days
):
    staff(town, places=places, each=each, dagen=weeks(days))
    wish = wens(gesprek(town, horizon=90))
    with django_assert_num_queries(4):
        assert len(agenda.first_free(wish, now=NOW)) == 3


@pytest.mark.parametrize(("places", "each", "days"), [(1, 1, 4), (4, 3, 8)])
def test_the_first_free_time_takes_at_most_nine_queries_when_it_is_far_away(
    town, django_assert_max_num_queries, places, each, days
):
    staff(town, places=places, each=each, dagen=weeks(days)[3:])
    wish = wens(gesprek(town, horizon=90))
    with django_assert_max_num_queries(9):
        first = agenda.first_free(wish, now=NOW)
    assert first[0].begin.date() == weeks(4)[3]


def test_busy_time_is_read_in_one_row_per_lane(town):
    """Not the number of appointments but that of lanes decides how much is read."""
    town.loket(), town.loket()
    paspoort = town.product(duur=20, raster=20)
    for time, gegevens in {"9:00": ANNA, "9:20": ANNA, "9:40": BRAM, "10:00": BRAM}.items():
        booked(paspoort, time, gegevens)
    plekken = dict(Middel.objects.values_list("pk", "plekken"))
    van = midnight(MAANDAG)
    rows = list(bezetting.busy(plekken, van=van, tot=van + 288, now=NOW))
    assert len(rows) == 2
    spans = sorted(span for _middel, _plek, spans in rows for span in spans)
    assert spans == [(108, 112), (112, 116), (116, 120), (120, 124)]
