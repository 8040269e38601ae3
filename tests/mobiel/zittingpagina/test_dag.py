"""The list on the phone: helped, not seen and why, taken back, and who came along."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, BezetteCel, Status
from afspraken.rechten import Rol
from mobiel.models import Bewoner
from mobiel.telefoon import opvolgen
from mobiel.zitting import checking
from tests.afspraken.rechten.wie import browser, medewerker
from tests.cast import at
from tests.mobiel.telefoon.sanne import Sanne
from tests.mobiel.zitting.huis import tijden

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(huis, clock):
    """Three residents, closed; it is ten to nine on the day, and Marjolein is there."""
    huis.marjolein.gebruiker = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    huis.marjolein.save()
    found = huis.gesloten(bewoners=3)
    clock.move_to(at("8:50"), tick=False)
    return found


@pytest.fixture
def phone(made, huis):
    return browser(huis.marjolein.gebruiker)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def page(phone, made):
    return text(phone.get(f"/route/zitting/{made.pk}/"))


def press(phone, made, naam, wat, **more):
    who = Bewoner.objects.get(naam__startswith=naam)
    given = {"bewoner": who.pk, "wat": wat, **more}
    return phone.post(f"/route/zitting/{made.pk}/melding/", given, follow=True)


def stands(naam):
    row = Bewoner.objects.select_related("afspraak").get(naam__startswith=naam)
    return row.status, row.afspraak.status


def test_the_route_leads_to_the_list(phone, made):
    assert f'href="/route/zitting/{made.pk}/"' in text(phone.get("/route/"))
    html = page(phone, made)
    for shown in ("Ida Post", "8.50–9.05 uur", "0 van 3 gedaan", 'href="tel:+31201234567"'):
        assert shown in html
    assert "carla@" not in html, "what the day does not need stays off the phone"


def test_a_care_home_day_is_never_planned_again_as_a_plain_visit(phone, made, huis, desk):
    assert "Er is een vervolg nodig" not in text(phone.get("/route/"))
    visit = Afspraak.objects.get(zitting=made)
    marjolein = Sanne(huis.dorp, huis.marjolein, huis.marjolein.gebruiker)
    marjolein.does("NIET_THUIS", visit, "8:50")
    visit.refresh_from_db()
    assert visit.status == Status.NIET_VERSCHENEN
    assert not opvolgen.waiting(now=at("9:00")).exists()
    again = f"/route/bezoek/{visit.code}/opnieuw/"
    assert again not in text(phone.get("/route/"))
    assert phone.get(again).status_code == 404
    assert desk.get(again).status_code == 404
    assert f"?als={made.pk}" in text(desk.get(f"/zittingen/{made.pk}/")), "from here it is"


def test_helped_not_seen_and_taken_back(phone, made):
    assert "Ida Post is geholpen." in text(press(phone, made, "Ida", "geholpen"))
    assert stands("Ida") == ("GEHOLPEN", Status.AFGEROND)
    press(phone, made, "Jan", "niet_gezien", reden="ZIEK")
    assert stands("Jan") == ("NIET_GEZIEN", Status.NIET_VERSCHENEN)
    assert "te ziek" in page(phone, made)
    assert "2 van 3 gedaan" in page(phone, made)
    for naam in ("Ida", "Jan"):
        answer = press(phone, made, naam, "ongedaan")
        assert "staat weer op de lijst" in text(answer)
        assert stands(naam) == ("AANGEMELD", Status.GEPLAND)
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Truus"]
    assert BezetteCel.objects.filter(middel=made.middel).count() == 9
    assert not checking.zittingen(at("8:50")).faults


def test_pressed_twice_it_is_the_same(phone, made):
    for _time in range(2):
        assert "Ida Post is geholpen." in text(press(phone, made, "Ida", "geholpen"))
        press(phone, made, "Jan", "ongedaan")
    assert stands("Jan") == ("AANGEMELD", Status.GEPLAND)


def test_not_seen_asks_why_and_nonsense_changes_nothing(phone, made):
    for more in ({}, {"reden": "X"}):
        answer = press(phone, made, "Ida", "niet_gezien", **more)
        assert "Kies waarom de bewoner niet is gezien." in text(answer)
    assert "Kies waarom" in text(press(phone, made, "Ida", "x"))
    answer = phone.post(f"/route/zitting/{made.pk}/melding/", {"bewoner": "x"}, follow=True)
    assert "staat niet op de lijst" in text(answer)
    assert stands("Ida") == ("AANGEMELD", Status.GEPLAND)


def test_who_comes_along_gets_the_time_that_is_left(phone, made):
    assert "er tijd voor nog 2 bewoners" in page(phone, made)
    given = {"naam": "Wim Dam", "kamer": "12"}
    answer = phone.post(f"/route/zitting/{made.pk}/inloop/", given, follow=True)
    assert "Wim Dam staat erbij." in text(answer)
    assert tijden(made)[-1] == "9:35 Wim"
    again = phone.post(f"/route/zitting/{made.pk}/inloop/", given)
    assert again.status_code == 409
    assert "staat al op de lijst" in text(again)
    assert 'value="Wim Dam"' in text(again), "what was typed stays"
    assert phone.post(f"/route/zitting/{made.pk}/inloop/", {"naam": ""}).status_code == 400
    for naam in ("Ans Pot", "Bep As"):
        last = phone.post(f"/route/zitting/{made.pk}/inloop/", {"naam": naam}, follow=True)
    assert "geen tijd meer" in text(last)


def test_who_is_put_back_after_the_time_was_given_away_gets_what_is_left(phone, made, clock):
    for naam in ("Ida", "Jan"):
        press(phone, made, naam, "geholpen")
    press(phone, made, "Truus", "niet_gezien", reden="AFWEZIG")
    clock.move_to(at("9:20"), tick=False)
    phone.post(f"/route/zitting/{made.pk}/inloop/", {"naam": "Wim Dam"})
    assert "9:20 Wim" in tijden(made)
    assert not checking.zittingen(at("9:20")).faults
    press(phone, made, "Truus", "ongedaan")
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Wim", "9:35 Truus"]
    row = Afspraak.objects.get(klant__naam="Truus Mol")
    assert row.begin == at("9:35")
    assert not checking.zittingen(at("9:20")).faults


def test_nobody_sees_the_list_of_a_colleague_or_of_another_day(phone, made, huis, clock):
    joris = huis.dorp.veldwerker("Joris")
    joris.gebruiker = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    joris.save()
    assert browser(joris.gebruiker).get(f"/route/zitting/{made.pk}/").status_code == 404
    clock.move_to(at("9:00") + timedelta(days=1), tick=False)
    tomorrow = browser(huis.marjolein.gebruiker)
    assert tomorrow.get(f"/route/zitting/{made.pk}/").status_code == 404


def test_before_the_closing_the_list_can_be_read_and_nothing_reported(huis, clock):
    huis.marjolein.gebruiker = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    huis.marjolein.save()
    made = huis.zitting(bewoners=1)
    clock.move_to(at("8:00"), tick=False)
    phone = browser(huis.marjolein.gebruiker)
    assert "nog niet gesloten" in page(phone, made)
    assert "Geholpen" not in page(phone, made)
    assert "Sluit eerst de aanmelding" in text(press(phone, made, "Ida", "geholpen"))


def test_the_page_asks_the_same_of_one_resident_and_of_three(phone, made):
    page(phone, made)
    with CaptureQueriesContext(connection) as three:
        page(phone, made)
    Bewoner.objects.exclude(naam="Ida Post").delete()
    with CaptureQueriesContext(connection) as one:
        page(phone, made)
    assert len(one) == len(three)
