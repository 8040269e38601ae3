"""A call that begins on the page of a customer: one click, and it goes on in the caller screen."""

import re

import pytest
from django.urls import reverse

from afspraken import booking
from afspraken.models import (
    Afspraak,
    Handeling,
    Klantcontact,
    Klantgesprek,
    Logregel,
    Partij,
    Status,
)
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import ANNA, BRAM, NOW, booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NIEUW = "/servicepunt/gesprek/"


@pytest.fixture
def afspraak(town):
    """Anna comes for a passport tomorrow at nine; another counter time is free."""
    town.loket(open="9:00-9:40")
    return booked(town.product("Paspoort", raster=20), "9:00", ANNA)


def page_of(els, afspraak):
    path = reverse("servicepunt:klant", args=[afspraak.klant.pk])
    return browser(els).get(path).content.decode()


def begun(els, **posted):
    """The caller screen that a button on the page of a customer leads to."""
    client = browser(els)
    client.post(NIEUW, posted)
    return Beller(els, Klantgesprek.objects.get().code, client)


def test_one_click_begins_a_call_with_the_customer_chosen_and_their_data_filled_in(els, afspraak):
    page = page_of(els, afspraak)
    assert re.search(
        rf'form="nieuw-gesprek" name="klant" value="{afspraak.klant.pk}">Nieuw gesprek', page
    )
    beller = begun(els, klant=afspraak.klant.pk)
    assert beller.gesprek.klant == afspraak.klant
    assert beller.fields()["naam"] == ANNA.naam
    assert Logregel.objects.filter(handeling=Handeling.BEKEKEN).last().onderwerp == (
        f"klant:{afspraak.klant.pk}"
    )


@pytest.mark.parametrize(("doe", "said"), [("verzet", "U verzet:"), ("afzeggen", "U zegt af:")])
def test_an_appointment_is_opened_from_its_line(els, afspraak, doe, said):
    assert f'name="{doe}" value="{afspraak.code}"' in page_of(els, afspraak)
    beller = begun(els, klant=afspraak.klant.pk, **{doe: afspraak.code})
    assert beller.gesprek.wijzigt == afspraak
    assert said in beller.text


def test_it_is_changed_only_after_it_was_ticked_how_the_customer_was_recognised(els, afspraak):
    beller = begun(els, klant=afspraak.klant.pk, afzeggen=afspraak.code)
    assert beller.press("bevestig").status_code == 400
    assert "Vink eerst aan hoe u de klant herkende." in beller.text
    assert Afspraak.objects.get().status == Status.GEPLAND
    beller.press(beller.buttons("herkend:")[0])
    beller.press("bevestig")
    assert Afspraak.objects.get().status == Status.GEANNULEERD
    assert Klantcontact.objects.get().klant == afspraak.klant


def test_an_appointment_that_is_over_has_no_buttons(els, afspraak):
    booking.cancel(afspraak, partij=Partij.MEDEWERKER, now=NOW)
    page = page_of(els, afspraak)
    assert 'name="verzet"' not in page
    assert 'name="afzeggen"' not in page


@pytest.mark.parametrize("posted", [{"klant": "999"}, {"klant": "x"}, {"klant": "²"}])
def test_a_customer_who_is_not_there_begins_no_call(els, posted):
    assert browser(els).post(NIEUW, posted).status_code == 404
    assert not Klantgesprek.objects.exists()


def test_an_appointment_of_someone_else_or_of_nobody_begins_no_call(town, els, afspraak):
    other = booked(afspraak.producten.get().product, "9:20", BRAM)
    for code in (other.code, "verzonnen", "a\x00b"):
        answer = browser(els).post(NIEUW, {"klant": afspraak.klant.pk, "verzet": code})
        assert answer.status_code == 404
    assert not Klantgesprek.objects.exists()


def test_a_specialist_changes_no_appointment_of_another_department(town, els):
    town.loket()
    wonen, zorg = afdeling("Wonen"), afdeling("Zorg")
    own = booked(town.product("Vergunning", afdeling=wonen), "9:00", ANNA)
    theirs = booked(town.product("Hulp", afdeling=zorg), "10:00", ANNA)
    Afspraak.objects.filter(pk=theirs.pk).update(klant=own.klant)
    specialist = ingelogd(Rol.SPECIALIST, "Wonen")
    page = specialist.get(reverse("servicepunt:klant", args=[own.klant.pk])).content.decode()
    assert own.code in page
    assert theirs.code not in page
    answer = specialist.post(NIEUW, {"klant": own.klant.pk, "verzet": theirs.code})
    assert answer.status_code == 404


def test_who_makes_no_appointments_begins_no_call(afspraak):
    client = browser(medewerker(Rol.KWALITEIT))
    assert client.post(NIEUW, {"klant": afspraak.klant.pk}).status_code == 404


def test_a_call_that_was_left_as_it_was_is_used_again_for_the_next_caller(els):
    client = browser(els)
    first = client.post(NIEUW).url
    assert client.post(NIEUW).url == first
    Klantgesprek.objects.update(getypt={"naam": "Bram Bakker"})
    assert client.post(NIEUW).url != first
    assert Klantgesprek.objects.count() == 2
