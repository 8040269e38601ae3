"""The desk: a care-home day is planned, looked after, closed and called off."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak
from afspraken.rechten import Rol
from mobiel import zitting
from mobiel.models import Bewoner, Zitting, Zittingtoegang
from notificaties.models import Bericht
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import MAANDAG, at
from tests.mobiel.dorp import adres
from tests.mobiel.zitting.huis import tijden, volgorde

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def typed(huis, monkeypatch):
    """What an employee types for Zonnehuis Theresia; the address book knows where that is."""
    monkeypatch.setattr("afspraken.invoer.adres.find", lambda *_args, **_kwargs: [adres()])
    return {
        "organisatie": "Zonnehuis Theresia",
        "postcode": "1191 BH",
        "huisnummer": "1",
        "contactnaam": "Carla Smit",
        "contactemail": "carla@theresia.example",
        "contacttelefoon": "020 1234567",
        "toegang": "Meld u bij de receptie.",
        "stilte": "12.00-13.30",
        "aanbod": str(huis.aanbod.pk),
        "plaatsen": "6",
        "sluit_dagen": "2",
        "herhaal": "0",
        "keren": "",
        "vanaf": "",
    }


def offers(answer):
    return re.findall(r'name="aanbod_tijd" value="([^"]+)"', text(answer))


def test_a_day_is_planned_with_a_time_from_the_offers(desk, typed):
    answer = desk.post("/zittingen/nieuw/", typed)
    assert answer.status_code == 200
    assert "7 december" in text(answer)
    [first, *_others] = offers(answer)
    assert not Zitting.objects.exists(), "looking for times plans nothing"
    answer = desk.post(
        "/zittingen/nieuw/", typed | {"aanbod_tijd": first, "plannen": "1"}, follow=True
    )
    assert "De zitting is gepland." in text(answer)
    made = Zitting.objects.get()
    assert (made.instelling, made.plaatsen) == ("Zonnehuis Theresia", 6)
    assert made.stilte == [["12:00", "13:30"]]
    assert made.afspraak.toegang == "Meld u bij de receptie."
    assert Bericht.objects.filter(soort="ZITTING_LINK").count() == 1


def test_of_a_series_it_is_told_how_often(desk, typed):
    answer = desk.post("/zittingen/nieuw/", typed | {"herhaal": "1", "keren": ""})
    assert answer.status_code == 400
    assert "Vul in hoe vaak." in text(answer)


def test_a_series_says_on_which_days_there_was_no_place(desk, typed):
    [first, *_others] = offers(desk.post("/zittingen/nieuw/", typed))
    series = {"herhaal": "1", "keren": "2", "aanbod_tijd": first, "plannen": "1"}
    answer = desk.post("/zittingen/nieuw/", typed | series, follow=True)
    assert "Op deze dagen was geen plaats: maandag 14 december 2026." in text(answer)
    assert Zitting.objects.get().reeks


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, typed):
    wrong = typed | {"contactemail": "carla", "stilte": "12 tot 13", "plaatsen": "99"}
    answer = desk.post("/zittingen/nieuw/", wrong)
    assert answer.status_code == 400
    for sentence in ("naam@voorbeeld.nl", "Vul rusttijden in zoals 12.00-13.30."):
        assert sentence in text(answer)
    assert 'value="12 tot 13"' in text(answer)
    assert 'value="Zonnehuis Theresia"' in text(answer)


def test_a_time_of_other_numbers_is_chosen_anew(desk, typed):
    [first, *_others] = offers(desk.post("/zittingen/nieuw/", typed))
    more = typed | {"plaatsen": "8", "aanbod_tijd": first, "plannen": "1"}
    answer = desk.post("/zittingen/nieuw/", more)
    assert answer.status_code == 400
    assert "Kies opnieuw een tijd." in text(answer)
    assert offers(answer), "with times that fit"
    assert desk.post("/zittingen/nieuw/", typed | {"plannen": "1"}).status_code == 400


def test_too_many_residents_for_any_day_is_said(desk, typed):
    answer = desk.post("/zittingen/nieuw/", typed | {"plaatsen": "40"})
    assert answer.status_code == 400
    assert "Kies minder plaatsen of andere rusttijden." in text(answer)
    answer = desk.post("/zittingen/nieuw/", typed | {"plaatsen": "24"})
    assert answer.status_code == 200
    assert "Er is geen tijd lang genoeg voor zoveel bewoners." in text(answer)


def test_one_more_day_begins_with_what_is_known(desk, huis):
    made = huis.zitting()
    answer = desk.get(f"/zittingen/nieuw/?als={made.pk}")
    for known in ("Zonnehuis Theresia", "Carla Smit", "carla@theresia.example", "1191 BH"):
        assert f'value="{known}"' in text(answer)
    assert desk.get("/zittingen/nieuw/?als=99999").status_code == 200
    assert desk.get("/zittingen/nieuw/?als=x").status_code == 200


def test_the_list_says_how_full_each_day_is_in_the_same_number_of_queries(desk, huis):
    huis.zitting(bewoners=3)
    with CaptureQueriesContext(connection) as few:
        answer = desk.get("/zittingen/")
    assert "3 van 8" in text(answer)
    assert "Zonnehuis Theresia<" in text(answer)
    huis.zitting(window="12:30-16:30")
    with CaptureQueriesContext(connection) as many:
        desk.get("/zittingen/")
    assert len(few) == len(many)


def test_the_page_shows_residents_in_order_and_about_when(desk, huis):
    made = huis.zitting(bewoners=3)
    answer = desk.get(f"/zittingen/{made.pk}/")
    for shown in ("Ida Post", "8.50–9.05", "Carla Smit", "3 van 8 plaatsen bezet"):
        assert shown in text(answer)


def test_a_resident_is_announced_moved_and_taken_off(desk, huis):
    made = huis.zitting(bewoners=2)
    desk.post(f"/zittingen/{made.pk}/aanmelden/", {"naam": "Wim Dam", "kamer": "12"})
    wim = Bewoner.objects.get(naam="Wim Dam")
    assert wim.door == "SERVICEPUNT"
    made.refresh_from_db()
    ids = list(zitting.taking_part(made).values_list("pk", flat=True))
    desk.post(
        f"/zittingen/{made.pk}/volgorde/",
        {"bewoner": ids, "omhoog": wim.pk, "versie": made.versie},
    )
    assert volgorde(made) == ["Ida", "Wim", "Jan"]
    assert desk.get(f"/zittingen/{made.pk}/afmelden/{wim.pk}/").status_code == 200
    desk.post(f"/zittingen/{made.pk}/afmelden/{wim.pk}/")
    assert volgorde(made) == ["Ida", "Jan"]
    again = desk.post(f"/zittingen/{made.pk}/aanmelden/", {"naam": "Ida Post"})
    assert again.status_code == 409
    assert "staat al op de lijst" in text(again)


def test_an_order_that_is_not_that_of_the_list_is_refused(desk, huis):
    made = huis.zitting(bewoners=2)
    answer = desk.post(f"/zittingen/{made.pk}/volgorde/", {"bewoner": "x", "versie": "1"})
    assert answer.status_code == 400
    answer = desk.post(f"/zittingen/{made.pk}/volgorde/", {"bewoner": "1", "versie": "1"})
    assert answer.status_code == 409


def test_the_link_is_sent_again_and_revoked(desk, huis, clock):
    made = huis.zitting()
    clock.shift(timedelta(minutes=5))
    answer = desk.post(f"/zittingen/{made.pk}/link/", follow=True)
    assert "De link gaat naar carla@theresia.example." in text(answer)
    assert Bericht.objects.filter(soort="ZITTING_LINK").count() == 2
    link = Zittingtoegang.objects.get()
    desk.post(f"/zittingen/{made.pk}/link/{link.pk}/intrekken/")
    link.refresh_from_db()
    assert link.ingetrokken_op


def test_closed_by_hand_it_has_times_and_takes_who_still_fits(desk, huis):
    made = huis.zitting(bewoners=2)
    answer = desk.post(f"/zittingen/{made.pk}/sluiten/", follow=True)
    assert "De lijst is gesloten." in text(answer)
    assert "nog tijd voor 2" in text(answer)
    answer = desk.post(f"/zittingen/{made.pk}/aanmelden/", {"naam": "Wim Dam"}, follow=True)
    assert "Wim Dam is aangemeld." in text(answer)
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Wim"]
    answer = desk.get(f"/zittingen/{made.pk}/blad/")
    assert "9.20</strong>–9.35" in text(answer)


def test_a_day_that_never_closed_is_over_and_offers_nothing_that_is_refused(huis, clock):
    made = huis.zitting(bewoners=2)
    clock.move_to(at("12:31"), tick=False)
    desk = ingelogd(Rol.KLANTENSERVICE)
    shown = text(desk.get(f"/zittingen/{made.pk}/"))
    assert "De lijst is nooit gesloten." in shown
    assert "Sluit de lijst nu" not in shown
    answer = desk.post(f"/zittingen/{made.pk}/sluiten/")
    assert (answer.status_code, "Deze dag is voorbij." in text(answer)) == (409, True)


def test_it_is_called_off_with_a_reason(desk, huis):
    made = huis.zitting(bewoners=2)
    answer = desk.post(f"/zittingen/{made.pk}/afgelasten/", {"reden": ""})
    assert answer.status_code == 400
    answer = desk.post(f"/zittingen/{made.pk}/afgelasten/", {"reden": "Griep"}, follow=True)
    assert "De zitting gaat niet door." in text(answer)
    assert Afspraak.objects.get(pk=made.afspraak_id).status == "GEANNULEERD"
    assert "gaat niet door" in text(desk.get("/zittingen/"))


def test_what_is_done_twice_is_said_or_does_nothing(desk, huis):
    made = huis.gesloten()
    assert desk.post(f"/zittingen/{made.pk}/sluiten/").status_code == 302
    ids = list(zitting.taking_part(made).values_list("pk", flat=True))
    answer = desk.post(f"/zittingen/{made.pk}/volgorde/", {"bewoner": ids, "versie": made.versie})
    assert answer.status_code == 409
    assert "gesloten" in text(answer)


def test_days_come_in_order_of_time(desk, huis):
    huis.zitting(window="12:30-16:30")
    huis.zitting(dag=MAANDAG)
    shown = text(desk.get("/zittingen/"))
    assert shown.index("8.30") < shown.index("12.30 en 16.30")
