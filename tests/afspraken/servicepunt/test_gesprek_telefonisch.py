"""Instead of a promise to call back: a real appointment by telephone in a specialist's agenda."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from afspraken.models import (
    Afspraak,
    Inzet,
    Klantcontact,
    Product,
    Resultaat,
    Soort,
    Status,
    Terugbelverzoek,
)
from notificaties.models import Bericht
from notificaties.teksten.waarden import values_of
from tests.afspraken.rechten.wie import afdeling
from tests.afspraken.servicepunt.beller import Beller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

STAFF = ["TELEFOON", "BALIE", "POST", "EMAIL"]
BELOFTE = {
    "belofte-gevraagde_handeling": "Bel over het bezwaar",
    "belofte-toelichting": "Na de post van maandag",
    "belofte-naam": "Anna de Vries",
    "belofte-telefoon": "06 12345678",
}


@pytest.fixture
def bellen(town):
    """Ahmed talks about taxes by telephone; there is a counter for passports, too."""
    van = afdeling("Belastingen")
    town.ambtenaar("Ahmed", kan=["Belasting"])
    town.loket()
    town.product("Paspoort")
    return town.product(
        "Belasting per telefoon",
        afdeling=van,
        is_telefonisch=True,
        kanalen=STAFF,
        vraagt=[(Soort.AMBTENAAR, 1, "Belasting")],
    )


@pytest.fixture
def bouwen(town):
    """A second subject by telephone, of another department."""
    town.ambtenaar("Fatma", kan=["Bouwen"])
    return town.product(
        "Bouwplan per telefoon",
        afdeling=afdeling("Bouwen"),
        is_telefonisch=True,
        kanalen=STAFF,
        vraagt=[(Soort.AMBTENAAR, 1, "Bouwen")],
    )


def promised(els, **more: str) -> Beller:
    """A call in which a promise is being written down."""
    beller = Beller(els)
    beller.press("belofte")
    beller.press("", **BELOFTE, **more)
    return beller


def test_a_promise_becomes_an_appointment_and_all_that_was_typed_goes_along(els, bellen):
    beller = promised(els, notitie="Klinkt ongerust")
    beller.press("telefonisch")
    assert beller.buttons("product-weg:") == ["product-weg:belasting-per-telefoon"]
    fields = beller.fields()
    assert (fields["naam"], fields["telefoon"]) == ("Anna de Vries", "06 12345678")
    assert (fields["vraag"], fields["notitie"]) == ("Bel over het bezwaar", "Klinkt ongerust")
    beller.time()
    beller.press("bevestig")

    afspraak = Afspraak.objects.get(status=Status.GEPLAND)
    assert [row.middel.naam for row in Inzet.objects.filter(afspraak=afspraak)] == ["Ahmed"]
    assert afspraak.toelichting == "Bel over het bezwaar\nNa de post van maandag"
    contact = Klantcontact.objects.get()
    assert list(contact.afspraken.all()) == [afspraak]
    vraag = contact.vragen.get()
    assert (vraag.product, vraag.resultaat) == (bellen, Resultaat.AFSPRAAK)
    assert not Terugbelverzoek.objects.exists()
    assert "Wij bellen 06 12345678" in beller.text
    assert "Vondelstraat" not in beller.text


def test_of_several_subjects_that_of_the_owner_who_was_chosen_is_taken(els, bellen, bouwen):
    van = bouwen.afdeling
    beller = promised(els, **{"belofte-eigenaar": f"afdeling:{van.pk}"})
    beller.press("telefonisch")
    assert beller.buttons("product-weg:") == ["product-weg:bouwplan-per-telefoon"]


def test_without_an_owner_the_subjects_by_telephone_are_to_choose_from(els, bellen, bouwen):
    beller = promised(els)
    beller.press("telefonisch")
    assert beller.buttons("product:") == [
        "product:belasting-per-telefoon",
        "product:bouwplan-per-telefoon",
    ]
    beller.press(zoek_product="paspoort")
    assert beller.buttons("product:") == []
    beller.press("telefonisch")
    assert beller.buttons("product:") == ["product:paspoort"]


def test_who_promises_after_all_finds_what_was_typed(els, bellen):
    beller = promised(els)
    beller.press("telefonisch")
    beller.press("belofte")
    assert beller.fields()["belofte-gevraagde_handeling"] == "Bel over het bezwaar"


@pytest.mark.parametrize(
    ("typed", "shown"), [("7-12-2026", "2026-12-07"), ("2026-12-07", "2026-12-07"), ("ooit", "")]
)
def test_the_day_that_the_customer_likes_is_the_day_that_is_shown(els, bellen, typed, shown):
    beller = promised(els, **{"belofte-voorkeur_dag": typed})
    assert beller.fields()["belofte-voorkeur_dag"] == typed
    beller.press("telefonisch")
    assert beller.fields()["dag"] == shown


def test_what_was_chosen_already_is_not_thrown_away(els, bellen):
    beller = Beller(els)
    beller.press("product:paspoort")
    beller.press("belofte")
    assert beller.buttons("telefonisch") == []
    page = beller.press("telefonisch")
    assert page.status_code == 400
    assert "U koos al een product." in beller.text
    assert beller.buttons("product-weg:") == ["product-weg:paspoort"]


def test_where_nothing_is_held_by_telephone_it_is_not_offered(town, els):
    town.loket()
    town.product("Paspoort")
    assert promised(els).buttons("telefonisch") == []


def test_an_appointment_by_telephone_needs_the_number(els, bellen):
    beller = Beller(els)
    beller.press("product:belasting-per-telefoon")
    beller.time()
    page = beller.press("bevestig", naam="Anna de Vries", email="anna@example.nl", telefoon="")
    assert page.status_code == 400
    assert "Vul het nummer in dat wij bellen." in beller.text


def test_an_owner_that_was_tampered_with_never_breaks(els, bellen, bouwen):
    beller = promised(els, **{"belofte-eigenaar": "medewerker:999-999"})
    assert beller.press("telefonisch").status_code == 200


def test_only_employees_book_what_is_held_by_telephone():
    product = Product(naam="Bellen", slug="bellen", is_telefonisch=True, kanalen=["WEB"])
    with pytest.raises(ValidationError, match="Per telefoon boekt alleen een medewerker"):
        product.clean()


def test_the_customer_reads_that_we_call_and_no_place(els, bellen):
    beller = promised(els)
    beller.press("telefonisch")
    beller.time()
    beller.press("bevestig", email="anna@example.nl")
    with translation.override("nl"):
        told = values_of(Bericht(soort="BEVESTIGING", kanaal="EMAIL"), Afspraak.objects.get())
    assert (told["locatie"], told["adres"]) == ("wij bellen u", "op het nummer dat u ons gaf")
    assert told["aankomst"] == ""
