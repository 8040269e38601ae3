"""Whom one helps and with what: departments, sensitive products, no time, a lane too many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, Handeling, Inzet, Logregel, Status
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, ingelogd, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import ANNA as ANNA_
from tests.cast import BRAM, booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = {"naam": "Anna de Vries", "telefoon": "06 12345678"}


@pytest.fixture
def schuldhulp(town):
    """A sensitive product of a department."""
    town.loket(open="9:00-12:00")
    return town.product("Schuldhulp", is_gevoelig=True, afdeling=afdeling("Inkomen"))


@pytest.fixture
def vol(town):
    """One counter for one appointment on Monday, and that is taken."""
    town.loket("Loket 1", open="9:00-9:20")
    product = town.product("Paspoort", extra_per_persoon=10)
    booked(product, "9:00")
    return product


def test_a_sensitive_product_has_a_name_only_while_it_is_booked(els, schuldhulp):
    beller = Beller(els)
    beller.press(zoek_product="schuld")
    beller.press("product:schuldhulp")
    assert "Schuldhulp" in beller.text
    beller.time()
    beller.press("bevestig", **ANNA)
    assert "Vastgelegd" in beller.text
    assert "Schuldhulp" not in beller.html
    klant = Afspraak.objects.get().klant
    later = Beller(els)
    later.press(f"klant:{klant.pk}")
    later.press("herkend:REFERENTIE")
    assert Afspraak.objects.get().referentie in later.text
    assert "Schuldhulp" not in later.html


def test_moving_a_sensitive_appointment_does_not_name_it(els, schuldhulp):
    afspraak = booked(schuldhulp, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"verzet:{afspraak.code}")
    assert "Schuldhulp" not in beller.html
    beller.time(2)
    beller.press("bevestig")
    assert Afspraak.objects.get().versie == 2


def test_a_specialist_finds_and_books_only_what_is_of_the_own_department(town, schuldhulp):
    town.product("Paspoort")
    beller = Beller(medewerker(Rol.SPECIALIST, "Inkomen"))
    beller.press(zoek_product="paspoort")
    assert beller.buttons("product:") == []
    assert beller.press("product:paspoort").status_code == 404
    assert Logregel.objects.filter(handeling=Handeling.GEWEIGERD).exists()
    beller.look()
    beller.press("product:schuldhulp")
    beller.time()
    beller.press("bevestig", **ANNA)
    assert Afspraak.objects.get().status == Status.GEPLAND


def test_a_specialist_finds_no_customer_of_another_department(town):
    town.loket()
    klant = booked(town.product("Paspoort"), "9:00").klant
    beller = Beller(medewerker(Rol.SPECIALIST, "Inkomen"))
    beller.press(zoek_klant="anna@example.nl")
    assert beller.buttons("klant:") == []
    assert beller.press(f"klant:{klant.pk}").status_code == 404


@pytest.mark.parametrize("rol", [Rol.KWALITEIT, Rol.BEHEER, Rol.LEIDING])
def test_who_makes_no_appointments_has_no_calls(town, rol):
    client = ingelogd(rol)
    assert client.post("/servicepunt/gesprek/").status_code == 404
    assert "Nieuw gesprek" not in client.get("/servicepunt/").content.decode()


def test_a_day_without_time_says_why(els, vol):
    beller = Beller(els)
    beller.press("product:paspoort")
    assert "Waarom is er geen tijd?" in beller.text
    beller.press("dag:2026-12-07")
    assert "Gemeentehuis, 1 × loket: bezet door andere afspraken" in beller.text


def test_another_day_or_place_is_one_click(town, els, vol):
    elders = town.locatie("Dorpshuis")
    town.loket(open="9:00-10:00", locatie=elders)
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.press(locatie="gemeentehuis", dag="2026-12-07")
    assert "Zelfde dag in Dorpshuis" in beller.text
    beller.press(beller.buttons("tijd:")[-1])
    assert Afspraak.objects.get(status=Status.VASTGEHOUDEN).locatie == elders


def test_fewer_persons_may_fit(town, els):
    town.loket(open="9:00-9:20")
    town.product("Paspoort", extra_per_persoon=10)
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.press(**{"aantal-paspoort": "2"})
    beller.press("dag:2026-12-07")
    assert "Zelfde dag met één persoon minder" in beller.text
    beller.press(beller.buttons("aantal:")[0])
    assert beller.buttons("tijd:")


def test_without_the_right_overbooking_is_not_told_and_not_done(els, vol):
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.press("dag:2026-12-07")
    assert beller.buttons("overboek:") == []
    assert beller.press("overboek:zomaar").status_code == 404


def test_with_the_right_and_a_reason_a_lane_too_many_is_booked(town, vol):
    beller = Beller(medewerker((Rol.KLANTENSERVICE, Rol.OVERBOEKEN)))
    beller.press("product:paspoort")
    beller.press("dag:2026-12-07")
    knop = beller.buttons("overboek:")[0]
    assert beller.press(knop).status_code == 400
    assert "Vul in waarom u overboekt." in beller.text
    beller.press(knop, overboek_reden="Reist morgen")
    beller.press("bevestig", **ANNA)
    assert Afspraak.objects.filter(status=Status.GEPLAND).count() == 2
    assert Inzet.objects.get(plek=1).overboekt_reden == "Reist morgen"
    assert Logregel.objects.filter(handeling=Handeling.OVERBOEKT).count() == 1


def test_the_own_manager_may_overbook_only_the_own_department(town):
    town.loket(open="9:00-9:20")
    for naam, van in (("Bezwaar", "Belastingen"), ("Schuldhulp", "Inkomen")):
        town.product(naam, afdeling=afdeling(van))
    product = town.product("Eerste", afdeling=afdeling("Inkomen"))
    booked(product, "9:00")
    beller = Beller(medewerker((Rol.BALIE, Rol.LEIDING), "Inkomen"))
    beller.press("product:schuldhulp")
    beller.press("dag:2026-12-07")
    assert beller.buttons("overboek:")
    other = Beller(beller.medewerker)
    other.press("product:bezwaar")
    other.press("dag:2026-12-07")
    assert other.buttons("overboek:") == []


def test_the_page_asks_the_same_number_of_questions_however_full_the_town_is(town, els):
    def queries():
        beller = Beller(els)
        beller.press("product:paspoort")
        with CaptureQueriesContext(connection) as seen:
            beller.look()
        return len(seen)

    for number in range(2):
        town.loket(f"Loket {number + 1}")
    paspoort = town.product("Paspoort")
    few = queries()
    for clock, gegevens in (("9:00", ANNA_), ("9:20", ANNA_), ("9:40", BRAM), ("10:00", BRAM)):
        booked(paspoort, clock, gegevens)
    for number in range(5):
        town.loket(locatie=town.locatie(f"Plaats {number}"))
    assert queries() == few
    assert few <= 20
