"""An employee links what belongs together, sees it as one, and plans the next step."""

from datetime import timedelta

import pytest
from django.urls import reverse

from afspraken import booking, ophalen, traject
from afspraken.models import Afspraak
from afspraken.rechten import Rol
from tests.afspraken.ophalen import documenten
from tests.afspraken.ophalen.documenten import DONE, again, applied, duivendrecht, paspoort
from tests.afspraken.rechten.wie import browser, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import ANNA, BRAM, MAANDAG, NOW, booked, offer, wens

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now(clock):
    clock.move_to(DONE)
    return DONE


@pytest.fixture
def afhalen(town):
    return documenten.afhalen(town, 0, 2, 9)


@pytest.fixture
def document(town, afhalen, now, els):
    row = applied(paspoort(town, vervolg=afhalen))
    ophalen.bring_to(row, duivendrecht(town), door=els, now=DONE)
    ophalen.arrive([again(row)], door=els, now=DONE)
    return again(row)


@pytest.fixture
def two(town, now):
    """Two talks of Anna."""
    town.loket()
    one, other = (town.product(f"Gesprek {n}") for n in (1, 2))
    first = booked(one, "13:00")
    wish = wens(other)
    second = booking.book(wish, offer(wish, "14:00"), ANNA, klant=first.klant, now=NOW)
    return first, second


def page(klant, name="servicepunt:klant"):
    return reverse(name, args=[klant.pk])


def linked(client, one, other):
    url = page(one.klant, "servicepunt:traject_koppelen")
    posted = {"een": one.code, "ander": other.code}
    return client.post(url, posted, follow=True).content.decode()


def test_two_appointments_are_linked_seen_as_one_and_taken_apart(els, two):
    one, other = two
    client = browser(els)
    assert "Koppel twee afspraken" in client.get(page(one.klant)).content.decode()
    text = linked(client, one, other)
    assert "Deze afspraken horen nu bij elkaar." in text
    assert text.count("trajectlijst__stap") == 2
    url = page(one.klant, "servicepunt:traject_losmaken")
    text = client.post(url, {"afspraak": one.code}, follow=True).content.decode()
    assert "De afspraak staat nu op zichzelf." in text
    assert "trajectlijst__stap" not in text
    again_off = client.post(url, {"afspraak": one.code}, follow=True).content.decode()
    assert "Deze afspraak hoort nergens meer bij." in again_off
    assert "Deze afspraken horen nu bij elkaar." in linked(client, one, other)


def test_what_is_of_somebody_else_or_nothing_is_not_linked(els, town, two):
    one, _other = two
    client = browser(els)
    of_bram = booked(town.product("Iets"), "15:00", BRAM)
    url = page(one.klant, "servicepunt:traject_koppelen")
    assert client.post(url, {"een": one.code, "ander": of_bram.code}).status_code == 404
    for posted in ({}, {"een": one.code}, {"een": one.code, "ander": "weg"}):
        text = client.post(url, posted, follow=True).content.decode()
        assert "Kies twee afspraken van deze klant." in text
    assert "niet van dezelfde klant" in linked(client, one, one)


def test_a_caller_hears_that_it_lies_ready_and_books_the_collecting(els, document):
    beller = Beller(els)
    beller.press(f"klant:{document.afspraak.klant_id}")
    assert "ligt klaar in" not in beller.text
    beller.press(beller.buttons("herkend:")[0])
    assert "Paspoort ligt klaar in Dorpshuis Duivendrecht" in beller.text
    assert "Nog te plannen Document afhalen" in beller.text
    beller.press(f"vervolg:{document.afspraak.code}")
    assert beller.gesprek.keuze["aantallen"] == {"document-afhalen": 1}
    assert beller.gesprek.keuze["locatie"] == "dorpshuis-duivendrecht"
    beller.time(4)
    beller.press("bevestig")
    made = Afspraak.objects.latest("pk")
    assert str(made.locatie) == "Dorpshuis Duivendrecht"
    assert traject.steps(made) == [document.afspraak, made]
    assert "Nog te plannen" not in browser(els).get(page(made.klant)).content.decode()


def test_a_call_begins_with_the_next_step_from_the_page_of_the_customer(els, document):
    klant = document.afspraak.klant
    client = browser(els)
    text = client.get(page(klant)).content.decode()
    assert "Plan deze stap" in text
    assert "ligt klaar in Dorpshuis Duivendrecht" in text
    posted = {"klant": klant.pk, "vervolg": document.afspraak.code}
    answer = client.post(reverse("servicepunt:gesprek_nieuw"), posted, follow=True)
    assert "Document afhalen" in answer.content.decode()
    posted["vervolg"] = "weg"
    assert client.post(reverse("servicepunt:gesprek_nieuw"), posted).status_code == 404


def test_the_next_step_is_looked_for_from_its_first_day_on(els, town, now):
    town.loket(dagen=[MAANDAG, MAANDAG + 9 * DAY])
    second = town.product("Tweede gesprek")
    intake = booked(town.product("Intake", vervolg=second, vervolg_na=7), "13:00")
    beller = Beller(els)
    beller.press(f"klant:{intake.klant_id}")
    beller.press(beller.buttons("herkend:")[0])
    beller.press(f"vervolg:{intake.code}")
    assert beller.gesprek.keuze["dag"] == "2026-12-14"


def test_who_may_not_book_the_next_step_is_refused(town, afhalen, document):
    klant = document.afspraak.klant
    outsider = medewerker(Rol.SPECIALIST, "Belastingen")
    posted = {"klant": klant.pk, "vervolg": document.afspraak.code}
    assert browser(outsider).post(reverse("servicepunt:gesprek_nieuw"), posted).status_code == 404


def test_it_is_not_read_out_before_the_customer_was_recognised(els, document):
    beller = Beller(els)
    beller.press(f"klant:{document.afspraak.klant_id}")
    answer = beller.press(f"vervolg:{document.afspraak.code}")
    assert answer.status_code == 400
    assert "Vink eerst aan hoe u de klant herkende." in beller.text
