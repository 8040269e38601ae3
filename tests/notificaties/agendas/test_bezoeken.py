"""Visits in the calendar of the official who makes them: a little more at each level."""

from datetime import timedelta

import icalendar
import pytest

from afspraken.booking import Gegevens
from afspraken.lokaal import local_day
from afspraken.models import Product
from mobiel.models import Markering, Stop
from notificaties.agendas import feeds
from notificaties.models import Agendalink, Niveau
from tests.cast import NOW
from tests.mobiel.dorp import Dorp, booked, cancelled, moved

pytestmark = pytest.mark.django_db

ANNA = Gegevens(naam="Anna de Vries", email="anna@example.nl", telefoon="+31612345678")


@pytest.fixture
def sanne(town):
    """An official with one visit on Monday."""
    dorp = Dorp(town)
    middel = dorp.veldwerker("Sanne")
    return middel, booked(dorp.product("Wmo-gesprek"), (1000, 0), gegevens=ANNA)


def content(middel, niveau) -> str:
    body = feeds.build(Agendalink(middel=middel, niveau=niveau), now=NOW)
    return body.decode().replace("\r\n ", "")


def told(middel, niveau) -> list[tuple[str, ...]]:
    """What, where and with which words; the shift as a whole left out."""
    rows = icalendar.Calendar.from_ical(content(middel, niveau)).walk("VEVENT")
    found = [(row["SUMMARY"], row.get("LOCATION", ""), row.get("DESCRIPTION", "")) for row in rows]
    return [tuple(map(str, one)) for one in found if one[0] != "Bezet"]


def test_free_or_busy_tells_the_shift_as_one(sanne):
    middel, _afspraak = sanne
    assert told(middel, Niveau.BEZET) == []
    assert content(middel, Niveau.BEZET).count("SUMMARY:Bezet") == 1


def test_the_middle_level_tells_the_town(sanne):
    middel, _afspraak = sanne
    assert told(middel, Niveau.PLAATS) == [("Bezoek", "Ouderkerk aan de Amstel", "")]


def test_the_full_level_tells_what_for_and_where(sanne):
    middel, afspraak = sanne
    assert told(middel, Niveau.VOLLEDIG) == [
        (
            "Wmo-gesprek",
            "Dorpsstraat 1, 1191 BH Ouderkerk aan de Amstel",
            f"Referentie: {afspraak.referentie}",
        )
    ]


@pytest.mark.parametrize("niveau", Niveau)
def test_of_a_sensitive_product_no_level_tells_what_or_at_which_door(sanne, niveau):
    middel, _afspraak = sanne
    Product.objects.update(is_gevoelig=True)
    found = content(middel, niveau)
    assert [one for one in ("Wmo", "Dorpsstraat", "1191") if one in found] == []


def test_at_a_door_where_one_must_know_something_the_street_is_not_told(sanne):
    middel, afspraak = sanne
    Markering.objects.create(
        afspraak=afspraak, toelichting="Loslopende hond", tot=local_day(NOW), op=NOW
    )
    found = content(middel, Niveau.VOLLEDIG)
    assert [one for one in ("hond", "Dorpsstraat", "1191") if one in found] == []
    assert told(middel, Niveau.VOLLEDIG)[0][:2] == ("Wmo-gesprek", "Ouderkerk aan de Amstel")


@pytest.mark.parametrize("niveau", Niveau)
def test_no_level_tells_who_is_visited(sanne, niveau):
    middel, _afspraak = sanne
    found = content(middel, niveau)
    assert [one for one in ("Anna", "Vries", "anna@", "612345678") if one in found] == []


def test_it_is_shown_when_it_is_planned_and_moves_with_the_route(sanne):
    middel, _afspraak = sanne
    before = uids(middel)
    Stop.objects.update(einde=Stop.objects.get().einde + timedelta(minutes=10))
    assert len(uids(middel)) == 1
    assert uids(middel) != before, "another time is another event"


def uids(middel) -> set[str]:
    rows = icalendar.Calendar.from_ical(content(middel, Niveau.PLAATS)).walk("VEVENT")
    return {str(row["UID"]) for row in rows if row["SUMMARY"] == "Bezoek"}


def test_what_moved_or_was_cancelled_is_shown_as_it_is_now(sanne):
    middel, afspraak = sanne
    moved(afspraak, "12:30-16:30")
    assert len(told(middel, Niveau.PLAATS)) == 1
    cancelled(afspraak)
    assert told(middel, Niveau.PLAATS) == []


def test_many_visits_take_no_more_questions_than_one(sanne, django_assert_max_num_queries):
    middel, afspraak = sanne
    product = afspraak.producten.get().product
    for n in range(3):
        booked(product, (1000, 100 * n), "12:30-16:30")
    with django_assert_max_num_queries(9):
        content(middel, Niveau.VOLLEDIG)
