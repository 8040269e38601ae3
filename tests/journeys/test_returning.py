"""A resident goes back a step, or works in two windows: nothing chosen or typed is lost."""

from afspraken import booking
from afspraken.exceptions import LimitReached
from afspraken.models import Afspraak, Status
from tests.visitor import GEGEVENS, Visitor


def test_the_own_held_time_counts_as_free_on_the_way_back(paspoort):
    anna, bram = Visitor("192.0.2.1"), Visitor("198.51.100.1")
    bram.book("paspoort", email="bram@example.nl", telefoon="")
    bram.book("paspoort", email="bram@example.nl", telefoon="")
    anna.choose("paspoort")
    assert len(anna.offers()) == 1
    anna.hold()
    anna.get("/wanneer/")
    assert "9.40 uur" in anna.text
    assert len(anna.offers()) == 1
    anna.hold()
    assert anna.at == "/gegevens/"
    assert Afspraak.objects.filter(status=Status.VASTGEHOUDEN).count() == 1


def test_what_was_typed_stays_when_another_window_chose_other_products(town, paspoort):
    town.product("Rijbewijs")
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.choose("rijbewijs")
    anna.tell(toelichting="Mijn BSN is 123/456/782, alvast.")
    assert anna.at == "/wanneer/"
    assert "U koos intussen iets anders. Kies opnieuw een tijd." in anna.text
    anna.hold()
    assert "Zoë d&#x27;Hondt-Özgür" in anna.html
    assert "06 12345678" in anna.html
    assert "Mijn BSN is •••/•••/•••, alvast." in anna.html
    assert "U koos intussen" not in anna.text


def test_what_was_typed_stays_when_the_product_is_gone(town, paspoort):
    town.product("Rijbewijs")
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    paspoort.is_actief = False
    paspoort.save()
    anna.tell()
    assert anna.at == "/wat/"
    assert "Uw gegevens staan er nog" in anna.text
    anna.choose("rijbewijs")
    anna.hold()
    assert "Zoë d&#x27;Hondt-Özgür" in anna.html


def test_who_confirms_a_time_that_is_no_longer_chosen_is_told(town, paspoort):
    town.product("Rijbewijs")
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.tell()
    anna.choose("rijbewijs")
    anna.post("/controle/", {"sleutel": "x"})
    assert anna.at == "/wanneer/"
    assert "Uw gegevens staan er nog" in anna.text


def test_extending_never_stores_a_bsn(paspoort):
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    anna.post("/verlengen/", {"toelichting": "123 456 782", "telefoon": "06 12345678"})
    kept = str(dict(anna.client.session))
    assert "456" not in kept.replace("06 12345678", "")
    assert "06 12345678" in kept
    anna.post("/verlengen/", {"telefoon": "111222333"})
    assert "111222333" not in str(dict(anna.client.session))


def test_an_address_that_is_not_asked_for_stays_as_it_was_known(paspoort):
    anna = Visitor()
    anna.book("paspoort")
    klant = Afspraak.objects.get().klant
    klant.postcode, klant.huisnummer = "1191 AA", "12"
    klant.save()
    anna.manage()
    anna.post(anna.at + "gegevens/", GEGEVENS | {"email": "nieuw@example.nl"})
    klant.refresh_from_db()
    assert klant.email == "nieuw@example.nl"
    assert (klant.postcode, klant.huisnummer) == ("1191 AA", "12")


def test_a_limit_met_by_new_contact_data_is_told_on_the_form(paspoort, monkeypatch):
    def refuse(*_args, **_rest):
        raise LimitReached

    anna = Visitor()
    anna.book("paspoort")
    anna.manage()
    here = anna.at
    monkeypatch.setattr(booking, "update_contact", refuse)
    monkeypatch.setattr(booking, "move", refuse)
    anna.post(here + "gegevens/", GEGEVENS | {"naam": "Iemand Anders"})
    assert anna.page.status_code == 409
    assert str(LimitReached()) in anna.text
    assert "Iemand Anders" in anna.html
    anna.post(here + "personen/", {"aantal-paspoort": "3"})
    assert anna.page.status_code == 409
    assert str(LimitReached()) in anna.text
    assert '<option value="3" selected>' in anna.html
