"""The screen with a caller on the line: everything for one caller on one page."""

from datetime import date

import pytest

from afspraken.models import (
    Afspraak,
    Handeling,
    Inzet,
    Kanaal,
    Klant,
    Klantcontact,
    Logregel,
    Resultaat,
    Soort,
    Status,
    Terugbelverzoek,
    Verificatie,
)
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import afdeling, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = {"naam": "Anna de Vries", "telefoon": "06 12345678", "email": "anna@example.nl"}


@pytest.fixture
def paspoort(town):
    town.loket(open="9:00-12:00")
    return town.product("Paspoort", zoekwoorden="reisdocument id")


def test_a_caller_gets_a_specialist_with_a_room_and_a_registered_contact(town, els):
    town.ambtenaar("Ahmed", kan=["Belasting"])
    town.ruimte("Kamer 1")
    belasting = town.product(
        "Belastinggesprek",
        afdeling=afdeling("Belastingen"),
        vraagt=[(Soort.AMBTENAAR, 1, "Belasting"), (Soort.RUIMTE, 1, None)],
    )
    beller = Beller(els)
    beller.press(zoek_product="belasting")
    beller.press(beller.buttons("product:")[0])
    beller.time()
    beller.press("bevestig", notitie="Bezwaar tegen de WOZ", **ANNA)

    afspraak = Afspraak.objects.get()
    assert (afspraak.status, afspraak.kanaal) == (Status.GEPLAND, Kanaal.TELEFOON)
    kinds = Inzet.objects.values_list("middel__soort", flat=True)
    assert sorted(kinds) == [Soort.AMBTENAAR, Soort.RUIMTE]
    contact = Klantcontact.objects.get()
    assert (contact.klant, contact.kanaal) == (afspraak.klant, Kanaal.TELEFOON)
    assert list(contact.afspraken.all()) == [afspraak]
    vraag = contact.vragen.get()
    assert (vraag.product, vraag.resultaat) == (belasting, Resultaat.AFSPRAAK)
    assert vraag.afdeling == belasting.afdeling
    assert afspraak.referentie in beller.text
    assert "anna@example.nl" in beller.text
    booked_by = Logregel.objects.get(handeling=Handeling.GEBOEKT)
    assert booked_by.door == str(els.pk)


def test_words_that_people_use_find_the_product(els, paspoort):
    beller = Beller(els)
    beller.press(zoek_product="reisdocument")
    assert beller.buttons("product:") == ["product:paspoort"]


def test_without_contact_data_nobody_can_be_reached(els, paspoort):
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.time()
    page = beller.press("bevestig", naam="Anna de Vries")
    assert page.status_code == 400
    assert "Vul een telefoonnummer, e-mailadres of adres in." in beller.text
    assert beller.fields()["naam"] == "Anna de Vries"
    assert Afspraak.objects.get().status == Status.VASTGEHOUDEN


def test_what_is_missing_is_said_to_the_employee_not_to_the_customer(els, paspoort):
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.time()
    beller.press("bevestig", voorkeur="EMAIL", telefoon="06 12345678")
    assert "Vul de naam in." in beller.text
    assert "Vul het e-mailadres in of kies een andere manier." in beller.text
    assert "Vul uw" not in beller.text


def test_a_contact_alone_may_be_anonymous(els, paspoort):
    beller = Beller(els)
    page = beller.press("vastleggen")
    assert page.status_code == 400
    assert "Vul in wat de klant vroeg." in beller.text
    beller.press("vastleggen", vraag="Hoe laat gaat u open?")
    contact = Klantcontact.objects.get()
    assert (contact.klant, contact.onderwerp) == (None, "Hoe laat gaat u open?")
    assert not beller.gesprek.is_open


def test_a_found_customer_keeps_one_row_and_what_changed_is_kept(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    beller = Beller(els)
    beller.press(zoek_klant="anna@example.nl")
    beller.press(f"klant:{anna.pk}")
    assert beller.fields()["naam"] == "Anna de Vries"
    beller.press("product:paspoort")
    beller.time()
    beller.press("bevestig", email="anna@nieuw.example.nl")
    assert Klant.objects.get().email == "anna@nieuw.example.nl"
    assert Afspraak.objects.filter(klant=anna).count() == 2


def test_opening_a_customer_is_written_in_the_log(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    Beller(els).press(f"klant:{anna.pk}")
    regel = Logregel.objects.get(handeling=Handeling.BEKEKEN, onderwerp=f"klant:{anna.pk}")
    assert regel.door == str(els.pk)


def test_an_appointment_is_read_out_only_to_who_was_recognised(els, paspoort):
    afspraak = booked(paspoort, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    assert afspraak.referentie not in beller.text
    page = beller.press(f"verzet:{afspraak.code}")
    assert page.status_code == 400
    assert "Vink eerst aan hoe u de klant herkende." in beller.text
    beller.press(f"herkend:{Verificatie.REFERENTIE}")
    assert afspraak.referentie in beller.text


def test_nobody_is_recognised_by_what_we_do_not_know(els, paspoort):
    klant = booked(paspoort, "9:00").klant  # no date of birth, no address
    beller = Beller(els)
    beller.press(f"klant:{klant.pk}")
    assert "herkend:GEGEVENS" not in beller.html
    assert beller.press("herkend:GEGEVENS").status_code == 404


def test_who_is_recognised_by_what_we_know_sees_it_compared(els, paspoort):
    klant = booked(paspoort, "9:00").klant
    klant.geboortedatum, klant.postcode, klant.huisnummer = date(1980, 12, 31), "1191 AA", "1"
    klant.save()
    beller = Beller(els)
    beller.press(f"klant:{klant.pk}")
    assert "31-12-1980" in beller.text
    assert beller.press("herkend:GEGEVENS").status_code == 200


def test_an_appointment_is_moved_from_the_screen(els, paspoort):
    afspraak = booked(paspoort, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"verzet:{afspraak.code}")
    assert beller.text.count("huidige tijd") == 2  # among the first times, and on its day
    beller.time(3)
    assert "Verzet en leg vast" in beller.text
    beller.press("bevestig")
    moved = Afspraak.objects.get()
    assert moved.begin != afspraak.begin
    assert moved.versie == 2
    contact = Klantcontact.objects.get()
    assert contact.verificatie == Verificatie.REFERENTIE
    assert list(contact.afspraken.all()) == [moved]


def test_an_appointment_is_cancelled_from_the_screen(els, paspoort):
    afspraak = booked(paspoort, "9:00")
    beller = Beller(els)
    beller.press(f"klant:{afspraak.klant_id}")
    beller.press("herkend:REFERENTIE")
    beller.press(f"afzeggen:{afspraak.code}")
    assert Afspraak.objects.get().status == Status.GEPLAND
    beller.press("bevestig")
    assert Afspraak.objects.get().status == Status.GEANNULEERD
    assert Klantcontact.objects.get().verificatie == Verificatie.REFERENTIE


@pytest.mark.parametrize("kanaal", [Kanaal.BALIE, Kanaal.POST, Kanaal.EMAIL])
def test_the_channel_of_the_call_is_that_of_appointment_and_contact(els, paspoort, kanaal):
    beller = Beller(els)
    beller.press("product:paspoort", kanaal=kanaal)
    beller.time()
    beller.press("bevestig", **ANNA)
    assert Afspraak.objects.get().kanaal == kanaal
    assert Klantcontact.objects.get().kanaal == kanaal


def test_who_works_at_the_desk_begins_at_the_desk(town):
    assert Beller(medewerker(Rol.BALIE)).gesprek.kanaal == Kanaal.BALIE


def test_a_call_back_is_promised_in_the_same_submit(els, paspoort):
    beller = Beller(els)
    beller.press("belofte", naam="Anna de Vries", telefoon="06 12345678")
    page = beller.press("vastleggen", vraag="Wanneer is mijn bezwaar klaar?")
    assert page.status_code == 400
    assert "Kies wie dit doet." in beller.text
    assert not Klantcontact.objects.exists()
    van = afdeling("Belastingen")
    beller.press(
        "vastleggen",
        **{"belofte-gevraagde_handeling": "Bel over het bezwaar"},
        **{"belofte-eigenaar": f"afdeling:{van.pk}"},
    )
    verzoek = Terugbelverzoek.objects.get()
    assert (verzoek.afdeling, verzoek.naam) == (van, "Anna de Vries")
    assert verzoek.contact.vragen.get().resultaat == Resultaat.TERUGBELLEN
    assert "Bel over het bezwaar" in beller.text


def test_who_called_without_an_appointment_is_kept_with_all_that_was_typed(els, paspoort):
    Beller(els).press(
        "vastleggen", vraag="Waar is de milieustraat?", geboortedatum="31-12-1980", **ANNA
    )
    klant = Klantcontact.objects.get().klant
    assert (klant.naam, klant.telefoon, klant.email) == (
        "Anna de Vries",
        "+31612345678",
        "anna@example.nl",
    )
    assert klant.geboortedatum == date(1980, 12, 31)
    assert Logregel.objects.filter(onderwerp=f"klant:{klant.pk}").exists()


def test_what_a_known_customer_tells_anew_is_kept_without_an_appointment_too(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    beller = Beller(els)
    beller.press(f"klant:{anna.pk}")
    beller.press("vastleggen", vraag="Bent u open?", telefoon="06 87654321")
    anna.refresh_from_db()
    assert anna.telefoon == "+31687654321"
    assert Klantcontact.objects.get().klant == anna
    assert Logregel.objects.filter(
        handeling=Handeling.GEWIJZIGD, onderwerp=f"klant:{anna.pk}"
    ).exists()


def test_of_a_known_customer_who_tells_nothing_new_nothing_is_written(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    beller = Beller(els)
    beller.press(f"klant:{anna.pk}")
    beller.press("vastleggen", vraag="Bent u open?")
    assert Klantcontact.objects.get().klant == anna
    assert not Logregel.objects.filter(
        handeling=Handeling.GEWIJZIGD, onderwerp=f"klant:{anna.pk}"
    ).exists()


def test_of_a_caller_without_a_name_nothing_typed_is_dropped_unseen(els, paspoort):
    beller = Beller(els)
    page = beller.press("vastleggen", vraag="Bent u open?", telefoon="06 12345678")
    assert page.status_code == 400
    assert "Vul ook de naam in." in beller.text
    beller.press("belofte")
    beller.press(
        "vastleggen",
        **{"belofte-gevraagde_handeling": "Bel over het bezwaar"},
        **{"belofte-eigenaar": "klantenservice"},
    )
    assert Klantcontact.objects.get().klant is None
    assert Terugbelverzoek.objects.get().telefoon == "+31612345678"


def test_what_was_promised_and_said_before_is_in_view(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    first = Beller(els)
    first.press(f"klant:{anna.pk}")
    first.press("belofte")
    first.press(
        "vastleggen",
        vraag="Wanneer is mijn bezwaar klaar?",
        **{"belofte-gevraagde_handeling": "Bel over het bezwaar"},
        **{"belofte-eigenaar": "klantenservice", "belofte-telefoon": "06 12345678"},
    )
    second = Beller(els)
    second.press(f"klant:{anna.pk}")
    assert "Bel over het bezwaar" in second.text
    assert "Wanneer is mijn bezwaar klaar?" in second.text
