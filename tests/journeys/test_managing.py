"""A resident changes or cancels by the secret link."""

from dataclasses import replace
from html import escape

import icalendar
import pytest

from afspraken.models import Afspraak, Handeling, Logregel, Status
from tests.cast import at
from tests.visitor import GEGEVENS, Visitor


@pytest.fixture
def anna(paspoort):
    """A resident who booked 9:00 and has her manage page before her."""
    visitor = Visitor()
    visitor.book("paspoort")
    visitor.manage()
    return visitor


def test_the_link_shows_the_appointment_and_looking_is_logged(anna):
    assert "maandag 7 december" in anna.text
    assert "zoe@example.nl" in anna.text
    assert Logregel.objects.filter(handeling=Handeling.BEKEKEN).count() == 1


def test_a_get_never_changes_the_appointment(anna):
    token = anna.at.split("/")[2]
    before = Afspraak.objects.values().get()
    for page in (
        "",
        "annuleren/",
        "geannuleerd/",
        "tijd/",
        "tijd/controle/",
        "personen/",
        "gegevens/",
        "agenda.ics",
    ):
        anna.client.get(f"/afspraak/{token}/{page}")
        anna.client.head(f"/afspraak/{token}/{page}")
    assert Afspraak.objects.values().get() == before


def test_the_page_is_not_cached_indexed_or_told_to_others(anna):
    for page in ("", "agenda.ics", "geannuleerd/"):
        answer = anna.client.get(anna.at + page)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    for page in ("annuleren/", "tijd/", "personen/", "gegevens/"):
        answer = anna.client.get(anna.at + page)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
    assert "http://" not in anna.html.replace("http://testserver", "")


def test_moving_shows_old_and_new_and_keeps_code_and_link(anna):
    here, code = anna.at, Afspraak.objects.get().code
    anna.get(anna.link("Andere tijd of plaats"))
    anna.post(anna.at, {"aanbod": anna.offers()[2]})
    assert "Klopt de nieuwe tijd?" in anna.text
    assert "9.00 uur" in anna.text
    assert "9.20 uur" in anna.text
    assert Afspraak.objects.get().begin == at("9:00")
    anna.post(_address(anna))
    assert anna.at == here
    assert "Uw afspraak is gewijzigd" in anna.text
    afspraak = Afspraak.objects.get()
    assert (afspraak.begin, afspraak.code, afspraak.versie) == (at("9:20"), code, 2)


def test_old_and_new_stay_on_the_page_when_the_language_changes(anna):
    anna.get(anna.link("Andere tijd of plaats"))
    anna.post(anna.at, {"aanbod": anna.offers()[2]})
    here = _address(anna)
    assert f'name="next" value="{escape(here)}"' in anna.html
    anna.post("/taal/", {"language": "en", "next": here})
    assert _address(anna) == here
    assert "9:20" in anna.text
    assert Afspraak.objects.get().begin == at("9:00")


def test_an_offer_of_another_wish_leads_back_to_the_free_times(anna):
    anna.get(anna.at + "tijd/controle/?aanbod=onzin")
    assert anna.page.status_code == 400
    assert anna.offers()


def _address(visitor):
    """The page of a visitor with its query."""
    return visitor.page.request["PATH_INFO"] + "?" + visitor.page.request["QUERY_STRING"]


def test_the_own_time_counts_as_free_when_moving(anna):
    anna.get(anna.link("Andere tijd of plaats"))
    assert "9.10 uur" in anna.text


def test_moving_to_a_time_that_was_just_taken_keeps_the_old_one(anna):
    bram = Visitor("198.51.100.1")
    anna.get(anna.link("Andere tijd of plaats"))
    anna.post(anna.at, {"aanbod": anna.offers()[-1]})
    check = _address(anna)
    bram.choose("paspoort")
    bram.hold(-1)
    anna.post(check)
    assert anna.page.status_code == 409
    assert "Uw afspraak op maandag 7 december 2026, 9.00 uur blijft staan" in anna.text
    assert len(anna.offers()) == 3
    assert Afspraak.objects.get(status=Status.GEPLAND).begin == at("9:00")


def test_more_persons_lengthen_the_visit(anna):
    anna.get(anna.link("Wijzig het aantal personen"))
    anna.post(anna.at, {"aantal-paspoort": "3"})
    assert "Uw afspraak is gewijzigd" in anna.text
    assert Afspraak.objects.get().einde == at("9:40")


def test_more_persons_than_fit_move_to_a_time_that_does(town, anna):
    Visitor("198.51.100.1").book("paspoort", email="bram@example.nl", telefoon="")  # at 9:20
    town.loket(open="14:00-15:00")
    anna.get(anna.link("Wijzig het aantal personen"))
    anna.post(anna.at, {"aantal-paspoort": "3"})
    assert anna.page.status_code == 409
    assert "Deze tijd is te kort voor 3 personen" in anna.text
    assert "Uw afspraak duurt dan 40 minuten. Die past niet om 9.00 uur." in anna.text
    assert "Uw afspraak voor 1 persoon blijft staan." in anna.text
    assert "Iemand was u net voor" not in anna.text
    assert anna.link("Laat het aantal zo").startswith("/afspraak/")
    url = anna.link("Bekijk alle vrije tijden")
    assert url.endswith("?aantal-paspoort=3")
    anna.post(url, {"aanbod": anna.offers()[0]})
    assert "Klopt de nieuwe tijd?" in anna.text
    assert "Personen 1 Duur 20 minuten" in anna.text
    assert "Personen 3 Duur 40 minuten" in anna.text
    anna.post(_address(anna))
    afspraak = Afspraak.objects.get(klant__email="zoe@example.nl")
    assert (afspraak.begin, afspraak.einde) == (at("14:00"), at("14:40"))
    assert afspraak.producten.get().aantal == 3


def test_contact_data_are_corrected(anna):
    anna.get(anna.link("Wijzig uw gegevens"))
    assert "zoe@example.nl" in anna.html
    anna.post(anna.at, GEGEVENS | {"email": "nieuw@example.nl", "tolk": "Tigrinya"})
    assert "Uw gegevens zijn gewijzigd" in anna.text
    afspraak = Afspraak.objects.get()
    assert (afspraak.klant.email, afspraak.tolk) == ("nieuw@example.nl", "Tigrinya")
    assert afspraak.versie == 1


def test_the_name_of_a_scarce_appointment_cannot_be_sold(anna, paspoort):
    paspoort.is_schaars = True
    paspoort.save()
    anna.get(anna.link("Wijzig uw gegevens"))
    anna.post(anna.at, GEGEVENS | {"naam": "Koper van Tijd"})
    assert anna.page.status_code == 409
    assert "De naam kunt u hier niet veranderen" in anna.text
    assert "Koper van Tijd" in anna.html
    assert Afspraak.objects.get().klant.naam == GEGEVENS["naam"]


def test_cancelling_asks_first_and_may_be_done_twice(anna):
    here = anna.at
    anna.get(anna.link("Annuleer de afspraak"))
    assert Afspraak.objects.get().status == Status.GEPLAND
    for _click in range(2):
        anna.post(here + "annuleren/")
        assert anna.page.status_code == 200
        assert "Uw afspraak is geannuleerd" in anna.text
    assert Afspraak.objects.get().status == Status.GEANNULEERD
    bram = Visitor("198.51.100.1")
    bram.choose("paspoort")
    assert "9.00 uur" in bram.text
    anna.get(here)
    assert "Deze afspraak is geannuleerd" in anna.text


def test_nothing_can_be_changed_once_the_appointment_has_begun(anna, clock):
    here = anna.at
    clock.move_to(at("9:05"))
    anna.get(here)
    assert "U kunt deze afspraak hier niet meer wijzigen" in anna.text
    for page in ("tijd/", "personen/", "gegevens/"):
        anna.post(here + page, GEGEVENS)
        assert anna.at == here
    anna.post(here + "annuleren/")
    assert anna.page.status_code == 409
    assert "al begonnen" in anna.text
    assert Afspraak.objects.get().status == Status.GEPLAND
    clock.move_to(at("9:20"))
    anna.get(here)
    assert "Deze afspraak is voorbij" in anna.text


def test_a_product_that_the_web_no_longer_offers_is_changed_by_telephone(anna, paspoort):
    here = anna.at
    paspoort.kanalen = ["TELEFOON"]
    paspoort.save()
    anna.get(here + "tijd/")
    assert anna.page.status_code == 400
    assert "bel ons" in anna.text


def test_the_whole_link_can_be_read_and_kept(paspoort, settings):
    settings.GEMEENTE = replace(settings.GEMEENTE, telefoon="14 020")
    bram = Visitor()
    bram.book("paspoort")
    assert "Kopieer de link" in bram.text
    path = bram.link("Bekijk, wijzig of annuleer")
    assert f"http://localhost:8000{path}" in bram.text
    bram.get("/")
    assert "Kunt u de link niet meer vinden? Bel 14 020 en noem uw referentie." in bram.text


def test_the_calendar_file_follows_the_appointment(anna):
    here = anna.at
    answer = anna.client.get(here + "agenda.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert icalendar.Calendar.from_ical(answer.content)["METHOD"] == "PUBLISH"
    assert anna.client.get(here + "agenda.ics").content == answer.content
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    afspraak = Afspraak.objects.get()
    assert (event["UID"], int(event["SEQUENCE"])) == (afspraak.code, 0)
    assert event.decoded("DTSTART") == at("9:00")
    assert "Paspoort" in event["DESCRIPTION"]
    assert event["URL"] == f"http://localhost:8000{here}"
    assert f"http://localhost:8000{here}" in event["DESCRIPTION"]
    assert "Zoë" not in answer.content.decode()
    anna.post(here + "annuleren/")
    answer = anna.client.get(here + "agenda.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CANCELLED", 1)


def test_the_calendar_file_is_silent_about_a_sensitive_product(anna, paspoort):
    paspoort.is_gevoelig = True
    paspoort.save()
    content = anna.client.get(anna.at + "agenda.ics").content
    assert b"Paspoort" not in content
    assert b"URL" not in content
    assert b"/afspraak/" not in content.replace(b"\r\n ", b"")
