"""What the screen says to the employee: who serves, how the customer hears of it, who waits."""

import re

import pytest
from django.urls import reverse

from afspraken.models import Soort
from tests.afspraken.rechten.wie import afdeling
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = {"naam": "Anna de Vries", "telefoon": "06 12345678", "email": "anna@example.nl"}


@pytest.fixture
def paspoort(town):
    town.loket("Loket 1", open="9:00-12:00")
    return town.product("Paspoort")


def opened(els, afspraak, doe: str) -> Beller:
    """A call in which an appointment of a recognised customer is moved or cancelled."""
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"{doe}:{afspraak.code}")
    return beller


def test_specialist_and_room_are_named_while_booking_and_after_it(town, els):
    town.ambtenaar("Ahmed", kan=["Belasting"])
    town.ruimte("Kamer 1")
    town.product("WOZ", vraagt=[(Soort.AMBTENAAR, 1, "Belasting"), (Soort.RUIMTE, 1, None)])
    beller = Beller(els)
    beller.press("product:woz")
    beller.time()
    assert "Bij: Ahmed, Kamer 1" in beller.text
    beller.press("bevestig", **ANNA)
    assert "Bij: Ahmed, Kamer 1" in beller.text


def test_afterwards_who_serves_does_not_tell_what_a_sensitive_appointment_is_for(town, els):
    town.ambtenaar("Ricardo", kan=["Schulden"])
    needs = [(Soort.AMBTENAAR, 1, "Schulden")]
    town.product("Schuldhulp", is_gevoelig=True, afdeling=afdeling("Inkomen"), vraagt=needs)
    beller = Beller(els)
    beller.press("product:schuldhulp")
    beller.time()
    assert "Ricardo" in beller.text
    beller.press("bevestig", **ANNA)
    assert "Ricardo" not in beller.html


def test_the_time_that_an_appointment_has_takes_neither_key_nor_focus(els, paspoort):
    beller = opened(els, booked(paspoort, "9:00"), "verzet")
    buttons = re.findall(r'<button class="tijdknop[^"]*"[^>]*value="tijd:.*?</button>', beller.html)
    current, first = buttons[0], buttons[1]
    assert "huidige tijd" in current
    assert "data-toets" not in current
    assert "autofocus" not in current
    assert 'data-toets="1" autofocus' in first


def test_while_cancelling_no_number_of_persons_is_asked(els, paspoort):
    afspraak = booked(paspoort, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"verzet:{afspraak.code}")
    assert "aantal-paspoort" in beller.fields()
    beller.press("zo-laten")
    beller.press(f"afzeggen:{afspraak.code}")
    assert "aantal-paspoort" not in beller.fields()


def test_after_cancelling_it_is_said_how_the_customer_hears_of_it(els, paspoort):
    beller = opened(els, booked(paspoort, "9:00"), "afzeggen")
    beller.press("bevestig")
    assert "bericht dat de afspraak niet doorgaat, per e-mail: anna@example.nl" in beller.text


def test_an_address_that_is_needed_is_asked_when_the_product_is_chosen(town, els, paspoort):
    town.product("Verhuizing", vraagt_adres=True)
    beller = Beller(els)
    beller.press("product:verhuizing")
    assert "Vraag postcode en huisnummer" in beller.text
    assert "Postcode nodig" in beller.text


def test_what_the_customer_asked_is_missing_at_its_field(els, paspoort):
    beller = Beller(els)
    beller.press("vastleggen")
    assert 'href="#id_vraag"' in beller.html
    assert 'id="id_vraag_fout"' in beller.html


def test_callers_without_a_name_are_told_apart(els, paspoort):
    beller = Beller(els)
    beller.press("product:paspoort", telefoon="06 12345678")
    beller.press("parkeer")
    page = beller.client.get(reverse("servicepunt:start")).content.decode()
    assert "…678" in page
    assert "Paspoort" in page
