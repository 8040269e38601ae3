"""What was reported is forgotten in time: notes with their appointment, all of it after a year."""

from datetime import timedelta
from uuid import uuid4

import pytest

from afspraken.lokaal import local_day
from afspraken.models import Product
from afspraken.privacy import pseudonymise_due
from mobiel.models import Toestel, Veldactie
from mobiel.telefoon import melden
from mobiel.telefoon.acties import Actie
from tests.cast import at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def forgets(sanne, days: int) -> None:
    """The nightly job, so many days after Monday."""
    pseudonymise_due(at("3:00", local_day(at("3:00")) + days * DAY))


@pytest.fixture
def noted(sanne):
    """A visit with a note, and a note that belongs to no visit."""
    [anna] = sanne.visits(1)
    sanne.does("KLAAR", anna, "9:10", notitie="Sleutel ligt bij de buren")
    said = {"uuid": str(uuid4()), "soort": "SPOED", "notitie": "Hond van de buren"}
    melden.report([Actie.read(said)], sanne.melder, now=at("9:20"))
    return anna


def notes() -> list[str]:
    return list(Veldactie.objects.order_by("op").values_list("notitie", flat=True))


def test_notes_go_with_their_appointment_and_what_was_done_stays(sanne, noted):
    forgets(sanne, 29)
    assert notes() == ["Sleutel ligt bij de buren", "Hond van de buren"]
    forgets(sanne, 32)
    assert notes() == ["", ""]
    assert Veldactie.objects.filter(soort="KLAAR", resultaat="GELUKT").exists()


def test_the_term_of_the_product_counts_for_its_note(sanne, noted):
    Product.objects.update(bewaartermijn=60)
    forgets(sanne, 32)
    assert notes() == ["Sleutel ligt bij de buren", ""]
    forgets(sanne, 62)
    assert notes() == ["", ""]


def test_who_was_where_is_kept_for_a_year(sanne, noted):
    forgets(sanne, 364)
    assert Veldactie.objects.count() == 2
    forgets(sanne, 367)
    assert Veldactie.objects.count() == 0


def test_a_phone_goes_a_year_after_it_was_last_seen_with_what_it_reported_kept(sanne, noted):
    sanne.client.get("/route/")
    Veldactie.objects.update(toestel=Toestel.objects.get(), op=at("9:00") + 100 * DAY)
    forgets(sanne, 364)
    assert Toestel.objects.count() == 1
    forgets(sanne, 367)
    assert (Toestel.objects.count(), Veldactie.objects.count()) == (0, 2)
