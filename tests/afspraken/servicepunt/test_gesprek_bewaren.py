"""Nothing typed is lost: callers wait, windows are two, sessions end, colleagues are faster."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.urls import reverse

from afspraken import contact, privacy
from afspraken.models import Afspraak, Klant, Klantcontact, Klantgesprek, Logregel, Status
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import browser, medewerker
from tests.afspraken.servicepunt.beller import Beller
from tests.cast import BRAM, NOW, booked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = {"naam": "Anna de Vries", "telefoon": "06 12345678"}


@pytest.fixture
def paspoort(town):
    """One counter that is open for two appointments."""
    town.loket(open="9:00-9:40")
    return town.product("Paspoort", raster=20)


def chosen(els, slug="paspoort", **typed):
    """A call in which a product was chosen and something was typed."""
    beller = Beller(els)
    beller.press(f"product:{slug}", **typed)
    return beller


def test_every_button_keeps_all_that_was_typed(els, paspoort):
    beller = chosen(els, **ANNA, notitie="Belt uit de trein")
    assert beller.fields()["naam"] == "Anna de Vries"
    assert beller.fields()["notitie"] == "Belt uit de trein"


def test_several_callers_wait_each_with_what_was_typed(els, paspoort):
    first = chosen(els, naam="Anna de Vries")
    first.press("parkeer")
    second = chosen(els, naam="Bram Bakker")
    assert "Anna de Vries" in second.text
    first.look()
    assert first.fields()["naam"] == "Anna de Vries"
    second.look()
    assert second.fields()["naam"] == "Bram Bakker"


def test_two_callers_of_one_employee_hold_two_times(els, paspoort):
    first, second = chosen(els), chosen(els)
    first.time()
    second.look()
    second.time()
    held = Afspraak.objects.filter(status=Status.VASTGEHOUDEN)
    assert held.count() == 2


def test_what_is_typed_is_kept_without_a_button(els, paspoort):
    beller = chosen(els)
    fields = beller.fields() | {"naam": "Anna de", "zoek_product": "pas"}
    path = reverse("servicepunt:gesprek_bewaar", args=[beller.code])
    answer = beller.client.post(path, fields, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    beller.look()
    assert beller.fields()["naam"] == "Anna de"


def test_a_call_that_was_thrown_away_comes_back_with_everything(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    beller.press("weg")
    assert "Weggelegd:" in beller.text
    assert not Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()
    beller.client.post(reverse("servicepunt:gesprek_terug", args=[beller.code]))
    beller.look()
    assert beller.fields()["naam"] == "Anna de Vries"
    assert beller.buttons("product-weg:") == ["product-weg:paspoort"]


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(els, paspoort):
    one = chosen(els)
    other = one.window()
    one.time()
    page = other.press("bevestig", naam="Bram Bakker")
    assert page.status_code == 409
    assert "in een ander venster veranderd" in other.text
    assert other.fields()["naam"] == "Bram Bakker"
    assert not Klantcontact.objects.exists()
    other.press("bevestig", telefoon="06 12345678")
    assert Afspraak.objects.get().klant.naam == "Bram Bakker"


def test_typing_in_a_window_that_is_behind_overwrites_nothing(els, paspoort):
    one = chosen(els, **ANNA)
    other = one.window()
    one.time()
    path = reverse("servicepunt:gesprek_bewaar", args=[one.code])
    answer = one.client.post(
        path, other.fields() | {"naam": "Bram"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "in een ander venster veranderd" in answer.content.decode()
    assert one.gesprek.getypt["naam"] == "Anna de Vries"


def test_a_finished_call_is_not_finished_again(els, paspoort):
    one = chosen(els)
    one.time()
    other = one.window()
    one.press("bevestig", **ANNA)
    other.press("bevestig", **ANNA)
    assert "Vastgelegd" in other.text
    assert Klantcontact.objects.count() == 1


def test_of_two_employees_on_one_slot_the_second_keeps_all_and_sees_other_times(els, paspoort):
    booked(paspoort, "9:00", BRAM)
    els_ = chosen(els, **ANNA)
    piet = chosen(medewerker(Rol.KLANTENSERVICE), naam="Bram Bakker", notitie="Haast")
    token = piet.buttons("tijd:")[0]
    els_.time()
    page = piet.press(token)
    assert page.status_code == 409
    assert "Iemand anders was net eerder." in piet.text
    assert (piet.fields()["naam"], piet.fields()["notitie"]) == ("Bram Bakker", "Haast")


def test_the_nearest_other_times_are_one_click(town, els, paspoort):
    town.loket(open="10:00-11:00")
    piet = chosen(els)
    token = piet.buttons("tijd:")[0]
    booked(paspoort, "9:00", BRAM)
    page = piet.press(token)
    assert page.status_code == 409
    piet.press(piet.buttons("tijd:")[0])
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()


def test_a_hold_that_ended_is_confirmed_if_its_time_is_still_free(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        beller.look()
        assert "niet meer vastgehouden" in beller.text
        beller.press("bevestig")
    assert Afspraak.objects.get().status == Status.GEPLAND


def test_a_hold_that_someone_else_took_leaves_everything_typed(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        booked(paspoort, "9:00", BRAM, now=later)
        page = beller.press("bevestig")
        assert page.status_code == 409
        assert "niet langer vasthouden" in beller.text
        assert beller.fields()["naam"] == "Anna de Vries"
    assert not Klantcontact.objects.exists()


def test_a_session_that_ended_mid_call_loses_nothing(els, paspoort):
    beller = chosen(els)
    beller.client.logout()
    page = beller.client.post(beller.path, beller.fields() | {"naam": "Anna de Vries"})
    assert page.status_code == 302
    assert f"next={beller.path}" in page.url
    beller.client.force_login(els)
    beller.look()
    assert "staat er weer" in beller.text
    assert beller.fields()["naam"] == "Anna de Vries"


def test_a_session_that_ends_because_a_role_changed_loses_nothing_either(els, paspoort):
    beller = chosen(els)
    els.groups.add(Group.objects.get(name=Rol.OVERBOEKEN.value))
    page = beller.client.post(beller.path, beller.fields() | {"naam": "Anna de Vries"})
    assert page.status_code == 302
    beller.client.force_login(User.objects.get(pk=els.pk))
    beller.look()
    assert beller.fields()["naam"] == "Anna de Vries"


def test_while_typing_an_ended_session_sends_the_page_to_the_login(els, paspoort):
    beller = chosen(els)
    beller.client.logout()
    path = reverse("servicepunt:gesprek_bewaar", args=[beller.code])
    answer = beller.client.post(
        path, beller.fields() | {"naam": "Anna"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    beller.client.force_login(els)
    beller.look()
    assert beller.fields()["naam"] == "Anna"


def test_a_bsn_in_a_note_is_refused_with_a_hint_and_never_stored(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    page = beller.press("bevestig", notitie="Nummer 111.222.333 genoemd")
    assert page.status_code == 400
    assert "burgerservicenummer" in beller.text
    assert beller.fields()["notitie"] == "Nummer 111.222.333 genoemd"
    assert "111" not in str(beller.gesprek.getypt["notitie"])
    assert not Klantcontact.objects.exists()


def test_a_customer_joined_with_another_meanwhile_is_the_one_that_stayed(els, paspoort):
    anna = booked(paspoort, "9:00").klant
    blijft = Klant.objects.create(naam="Anna de Vries", email="anna@example.nl")
    beller = Beller(els)
    beller.press(f"klant:{anna.pk}")
    contact.merge(blijft, anna, door=els, now=NOW)
    beller.press("product:paspoort")
    beller.time()
    beller.press("bevestig")
    assert set(Afspraak.objects.values_list("klant", flat=True)) == {blijft.pk}
    assert Klantcontact.objects.get().klant == blijft


def test_a_customer_erased_meanwhile_is_told_and_nothing_typed_is_lost(els, paspoort):
    klant = Klant.objects.create(naam="Anna de Vries", telefoon="+31612345678")
    beller = chosen(els)
    beller.press(f"klant:{klant.pk}")
    beller.time()
    Klant.objects.filter(pk=klant.pk).update(gewist_op=NOW)
    page = beller.press("bevestig", notitie="Haast")
    assert page.status_code == 409
    assert "intussen gewist" in beller.text
    assert beller.fields()["notitie"] == "Haast"


def test_the_call_of_a_colleague_is_not_found(els, paspoort):
    beller = chosen(els, **ANNA)
    colleague = browser(medewerker(Rol.KLANTENSERVICE))
    assert colleague.get(beller.path).status_code == 404
    assert colleague.post(beller.path, {"doe": "weg"}).status_code == 404


def test_at_the_end_of_the_day_every_call_is_gone(els, paspoort):
    chosen(els, **ANNA)
    tabel = next(one for one in privacy.registered() if one.naam == "klantgesprekken")
    assert not tabel.expired(NOW + timedelta(hours=13)).exists()
    assert tabel.expired(NOW + timedelta(hours=14)).count() == 1


def test_a_finished_call_keeps_nothing_of_what_was_typed(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    beller.press("bevestig")
    assert Klantgesprek.objects.get().getypt == {}


TAMPERED_BUTTONS = {
    "klant:999": 404,
    "klant:x": 404,
    "product:bestaat-niet": 404,
    "tijd:verzonnen": 400,
    "aantal:paspoort:0": 302,
    "aantal:rijbewijs:2": 404,
    "dag:morgen": 302,
    "herkend:ZOMAAR": 404,
    "verzet:XXXXXX": 404,
    "bestaat-niet": 302,
    "product:\0": 404,
    "klant:" + "9" * 5000: 404,
    "vraag-weg:" + "9" * 5000: 404,
}
"""What a button sends, and the status of the answer."""

TAMPERED_FIELDS = {
    "locatie": "a\0b",
    "dag": "2026-\0-08",
    "kanaal": "\0",
    "extra_tijd": "9" * 5000,
    "zoek_klant": "a\0b",
    "zoek_product": "a\0b",
    "naam\0": "Anna",
}


def test_a_button_that_was_tampered_with_never_breaks(els, paspoort):
    beller = chosen(els)
    for doe, status in TAMPERED_BUTTONS.items():
        page = beller.client.post(beller.path, beller.fields() | {"doe": doe})
        assert page.status_code == status, doe[:20]
        assert beller.look().status_code == 200, doe[:20]


@pytest.mark.parametrize(("doe", "status"), [("", 302), ("bevestig", 400)])
def test_a_field_that_was_tampered_with_never_breaks(els, paspoort, doe, status):
    beller = chosen(els)
    for field, text in TAMPERED_FIELDS.items():
        page = beller.client.post(beller.path, beller.fields() | {"doe": doe, field: text})
        assert page.status_code == status, field
        assert beller.look().status_code == 200, field


def test_the_log_holds_no_name(els, paspoort):
    beller = chosen(els, **ANNA)
    beller.time()
    beller.press("bevestig")
    for regel in Logregel.objects.all():
        assert "Anna" not in f"{regel.onderwerp} {regel.gegevens}"
