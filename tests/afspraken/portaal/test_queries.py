"""Each page asks the database a fixed number of questions, however large the town."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import MAANDAG, Town
from tests.visitor import Visitor


@pytest.fixture
def small(town, clock) -> Town:
    """One counter, one day, two products that combine."""
    town.loket(open="9:00-17:00")
    _catalogue(town, 2)
    return town


@pytest.fixture
def large(small) -> Town:
    """The same with eight places, eighty counters, ten days and twelve products that combine."""
    days = [MAANDAG + timedelta(days=n) for n in range(10)]
    for number in range(8):
        place = small.locatie(f"Wijkgebouw {number}")
        for _counter in range(10):
            small.loket(open="9:00-17:00", locatie=place, dagen=days)
    _catalogue(small, 12)
    return small


def _catalogue(town: Town, many: int) -> None:
    made = [town.product(f"Dienst {many}-{n}", meenemen="Iets") for n in range(many)]
    for product in made:
        product.kosten.create(bedrag=10, geldig_vanaf=MAANDAG)
        product.combineerbaar_met.set(made)


def _journey(*slugs: str) -> dict[str, int]:
    """Questions per page of one booking and its manage pages."""
    anna, counts = Visitor(), {}

    def count(name, act):
        with CaptureQueriesContext(connection) as asked:
            act()
        ours = [row for row in asked.captured_queries if not _of_the_frame(row["sql"])]
        counts[name] = len(ours)

    count("start", lambda: anna.client.get("/"))
    count("zoek", lambda: anna.client.get("/?zoek=dienst"))
    count("wat", lambda: anna.client.get("/wat/", {"product": slugs}))
    anna.choose(*slugs)
    count("wanneer", lambda: anna.client.get("/wanneer/"))
    count("dag", lambda: anna.client.get(f"/wanneer/?dag={MAANDAG}"))
    anna.hold()
    count("gegevens", lambda: anna.client.get("/gegevens/"))
    anna.tell()
    count("controle", lambda: anna.client.get("/controle/"))
    anna.confirm()
    count("klaar", lambda: anna.client.get("/klaar/"))
    anna.manage()
    for page in ("", "annuleren/", "tijd/", "personen/", "gegevens/", "agenda.ics"):
        count("afspraak/" + page, lambda page=page: anna.client.get(anna.at + page))
    return counts


def _of_the_frame(sql: str) -> bool:
    return "SAVEPOINT" in sql or "django_session" in sql


def test_the_number_of_questions_does_not_grow_with_the_town(large):
    few = _journey("dienst-2-0", "dienst-2-1")
    many = _journey(*(f"dienst-12-{n}" for n in range(3)))
    assert many == few
    assert few["start"] == 3  # products, life events, and what other apps have a page for
    assert few["wanneer"] == few["dag"]
    assert max(few.values()) <= 12


def test_one_product_is_not_asked_what_it_combines_with(small):
    one, two = _journey("dienst-2-0"), _journey("dienst-2-0", "dienst-2-1")
    assert one["wanneer"] == two["wanneer"] - 1
