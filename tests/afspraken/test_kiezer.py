"""What the page of days and times shows, and how far it looks for it."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from afspraken import kiezer
from afspraken.models import Product
from tests.cast import MAANDAG, NOW, booked, clock, wens

pytestmark = pytest.mark.django_db

JANUARI = date(2027, 1, 11)


@pytest.fixture
def paspoort(town):
    """A passport; December has its Monday, January another."""
    return town.product("Paspoort", duur=20, raster=20, horizon=60)


def look(product, query="", **options):
    zicht = kiezer.Zicht.parse(QueryDict(query), now=NOW, horizon=product.horizon)
    return kiezer.build(wens(product), zicht, url="/wanneer/", now=NOW, **options).context


def days(part):
    """Day and number of free times of each day with a link."""
    week_days = [day for week in part["maand"]["weken"] for day in week if day["in_maand"]]
    return {day["datum"]: day["aantal"] for day in week_days if day["url"]}


def test_without_a_question_the_month_of_the_first_free_day_is_shown(town, paspoort):
    town.loket(open="9:00-11:00", dagen=[JANUARI])
    seen = look(paspoort)
    assert seen["maandparam"] == "2027-01"
    assert days(seen) == {JANUARI: 6}
    assert [clock(offer.begin) for offer in seen["eerste"]] == ["9:00", "9:20", "9:40", "10:00"]


def test_the_whole_month_is_counted_though_the_first_times_are_soon(town, paspoort):
    late = date(2026, 12, 31)
    town.loket(open="9:00-17:00", dagen=[MAANDAG, late])
    assert days(look(paspoort)) == {MAANDAG: 24, late: 24}


def test_a_later_month_is_shown_with_the_first_times_of_this_one(town, paspoort):
    town.loket(open="9:00-17:00", dagen=[MAANDAG, JANUARI])
    seen = look(paspoort, "maand=2027-01")
    assert days(seen) == {JANUARI: 24}
    assert seen["eerste"][0].begin.date() == MAANDAG


def test_a_day_of_another_month_has_its_times(town, paspoort):
    town.loket(open="9:00-10:00", dagen=[MAANDAG, JANUARI])
    seen = look(paspoort, f"maand=2026-12&dag={JANUARI}")
    assert seen["maandparam"] == "2026-12"
    assert [len(part["tijden"]) for part in seen["dagdelen"]] == [3]


def test_first_times_too_few_are_looked_for_later_on(town, paspoort):
    town.loket(open="9:00-9:40", dagen=[MAANDAG, JANUARI])
    found = [offer.begin.date() for offer in look(paspoort)["eerste"]]
    assert found == [MAANDAG, MAANDAG, JANUARI, JANUARI]


def test_a_full_month_leads_to_the_first_free_day_after_it(town, paspoort):
    town.loket(open="9:00-9:20")
    booked(paspoort, "9:00")
    town.loket(open="9:00-17:00", dagen=[JANUARI, JANUARI + timedelta(days=7)])
    seen = look(paspoort, "maand=2026-12")
    assert seen["maand"]["aantal_vrij"] == 0
    assert seen["volgende_vrije"] == {"datum": JANUARI, "url": f"/wanneer/?dag={JANUARI}"}
    assert seen["eerste"][0].begin.date() == JANUARI


def test_a_month_with_time_names_no_later_day(town, paspoort):
    town.loket(open="9:00-17:00", dagen=[MAANDAG, JANUARI])
    assert look(paspoort)["volgende_vrije"] is None


def test_a_full_place_can_be_looked_at(town, paspoort):
    town.loket(open="9:00-9:20")
    booked(paspoort, "9:00")
    town.loket(open="9:00-17:00", locatie=town.locatie("Dorpshuis"))
    seen = look(paspoort, "locatie=gemeentehuis")
    assert [place["naam"] for place in seen["locaties"]] == ["Dorpshuis", "Gemeentehuis"]
    assert (seen["eerste"], days(seen), seen["fouten"]) == ([], {}, [])


def test_a_place_where_it_cannot_be_had_shows_all_places_and_a_sentence(town, paspoort):
    town.locatie("Dorpshuis")
    town.loket()
    seen = look(paspoort, "locatie=dorpshuis")
    assert seen["locatie"] is None
    assert seen["fouten"] == ["Op deze locatie kan dit niet. U ziet nu alle locaties."]
    assert days(seen)


@pytest.mark.parametrize(("query", "asked"), [("", 4), ("maand=2026-12", 4), ("maand=2027-01", 7)])
def test_the_whole_horizon_is_searched_only_for_a_month_without_time(
    town, paspoort, django_assert_num_queries, query, asked
):
    town.loket(open="9:00-17:00", dagen=[MAANDAG, date(2027, 2, 1)])
    product = Product.objects.prefetch_related("vereisten").get()
    product.horizon = 90
    with django_assert_num_queries(asked):
        look(product, query)
