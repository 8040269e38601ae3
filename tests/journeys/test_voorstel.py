"""A customer is asked for another time, and answers behind the link of the appointment."""

from __future__ import annotations

import pytest

from afspraken import beheerlink, tijdvoorstellen
from afspraken.models import Afspraak, Tijdvoorstel, Voorstelstatus
from tests.afspraken.voorstellen import DINSDAG, proposed, specialist, talk
from tests.cast import NOW, at
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def voorstel(town) -> Tijdvoorstel:
    """Anna, Monday at nine; Sanne offers Tuesday at nine or half past ten."""
    sanne = specialist(town)
    return proposed(talk(town), sanne, "9:00", "10:30")


@pytest.fixture
def anna(voorstel) -> Visitor:
    visitor = Visitor()
    visitor.get(f"/afspraak/{beheerlink.token_for(voorstel.afspraak)}/")
    return visitor


def test_the_page_of_the_appointment_leads_to_the_question_and_looking_changes_nothing(anna):
    assert "dinsdag 8 december 2026, 9.00 uur of dinsdag 8 december 2026, 10.30 uur" in anna.text
    anna.get(anna.at + "voorstel/")
    assert "Ik houd mijn oude tijd: maandag 7 december 2026, 9.00 uur" in anna.text
    assert Afspraak.objects.get(klant__isnull=False).versie == 1


def test_the_chosen_time_becomes_the_appointment(anna, voorstel):
    page = anna.at
    anna.post(page + "voorstel/", {"keuze": voorstel.tijden.last().pk})
    assert anna.at == page
    assert "Uw afspraak is gewijzigd." in anna.text
    assert "Kan het op een andere tijd?" not in anna.text
    moved = Afspraak.objects.get(klant__isnull=False)
    assert (moved.begin, moved.versie) == (at("10:30", DINSDAG), 2)


def test_who_keeps_the_old_time_says_so(anna, voorstel):
    anna.post(anna.at + "voorstel/", {"keuze": "oud"})
    assert "Uw afspraak blijft zoals hij was." in anna.text
    assert Tijdvoorstel.objects.get().status == Voorstelstatus.AFGEWEZEN


@pytest.mark.parametrize("keuze", ["", "0", "x", "9" * 30, "²", "oud oud"])
def test_anything_else_is_no_choice(anna, keuze):
    anna.post(anna.at + "voorstel/", {"keuze": keuze})
    assert anna.page.status_code == 400
    assert "Kies eerst een tijd." in anna.text
    assert Tijdvoorstel.objects.get().status == Voorstelstatus.OPEN


def test_who_answers_too_late_sees_the_appointment_as_it_is(anna, voorstel):
    page = anna.at
    tijdvoorstellen.withdraw(voorstel, door=voorstel.door, now=NOW)
    for answer in (anna.get, lambda path: anna.post(path, {"keuze": "oud"})):
        answer(page + "voorstel/")
        assert anna.at == page
        assert "Dit voorstel geldt niet meer." in anna.text
        assert "maandag 7 december" in anna.text


def test_the_time_of_another_customer_is_no_choice(anna, town, voorstel):
    tijd = voorstel.tijden.first()
    other = Afspraak.objects.create(
        **{
            naam: getattr(tijd.vastgehouden, naam)
            for naam in ("status", "status_op", "begin", "einde", "houdbaar_tot", "locatie")
        },
        kanaal="WEB",
        aangemaakt_op=NOW,
        gewijzigd_op=NOW,
    )
    anna.post(anna.at + "voorstel/", {"keuze": other.pk})
    assert anna.page.status_code in (200, 400)
    assert Afspraak.objects.get(pk=voorstel.afspraak.pk).versie == 1
