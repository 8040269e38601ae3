"""The day of a place: the list, reporting at the desk, and the sheet to prepare."""

import re
from datetime import timedelta

import pytest

from afspraken import contact, wachtrij
from afspraken.models import (
    Afspraak,
    Handeling,
    Kanaal,
    Logregel,
    Meldwijze,
    Openstand,
    Status,
    Wachtende,
)
from afspraken.rechten import Rol
from tests.afspraken.rechten.wie import browser, medewerker
from tests.cast import MAANDAG, at

pytestmark = pytest.mark.django_db


def test_who_is_expected_reports_at_the_desk_and_gets_a_number(zaal, desk):
    afspraak = zaal.afspraak("10:10")
    assert "1 verwacht, 0 hier" in desk.reads("dag")
    page = desk.presses("melden", afspraak=afspraak.code).content.decode()
    assert "Het nummer is A01" in page
    assert "0 verwacht, 1 hier" in page


def test_who_is_too_early_can_be_taken_in_all_the_same(zaal, desk):
    afspraak = zaal.afspraak("12:00")
    refused = desk.presses("melden", afspraak=afspraak.code)
    assert refused.status_code == 409
    assert "melden kan vanaf 11.30 uur" in refused.content.decode()
    assert "Meld toch aan" in refused.content.decode()
    assert not Wachtende.objects.exists()
    assert (
        "Het nummer is A01"
        in desk.presses("melden", afspraak=afspraak.code, toch="1").content.decode()
    )


def test_who_is_at_the_wrong_place_hears_where_to_go(zaal, desk):
    dorpshuis = zaal.town.locatie("Dorpshuis")
    afspraak = zaal.afspraak("10:00")
    Afspraak.objects.filter(pk=afspraak.pk).update(locatie=dorpshuis)
    answer = desk.presses("melden", afspraak=afspraak.code)
    assert answer.status_code == 409
    assert "Dorpshuis, Vondelstraat 1" in answer.content.decode()


def test_reporting_twice_gives_the_number_that_there_is(zaal, desk):
    afspraak = zaal.afspraak("10:00")
    desk.presses("melden", afspraak=afspraak.code)
    again = desk.presses("melden", afspraak=afspraak.code)
    assert "al aangemeld met nummer A01. Stand: wacht" in again.content.decode()
    assert Wachtende.objects.count() == 1


def test_who_cancelled_and_comes_all_the_same_can_get_a_number_as_a_walk_in(zaal, desk):
    afspraak = zaal.afspraak("10:00")
    Afspraak.objects.update(status=Status.GEANNULEERD)
    page = desk.presses("melden", afspraak=afspraak.code).content.decode()
    assert "is geannuleerd. Geef een nummer voor inloop" in page
    assert "Ga naar de balie" not in page


def test_more_persons_than_a_product_is_done_for_is_refused_at_the_desk(zaal, desk):
    answer = desk.presses("inloop", producten=zaal.paspoort.pk, personen=20, taal="nl")
    assert answer.status_code == 400
    assert "kan voor hoogstens" in answer.content.decode()


def test_the_list_says_who_is_not_there_for_an_appointment_to_come(zaal, desk):
    zaal.afspraak("11:00")
    assert "is er niet" not in desk.reads("dag")
    Openstand.objects.exclude(middel=None).delete()
    page = desk.reads("dag")
    assert re.search(r"Loket [12] is er niet", page)
    assert "is er niet" not in desk.reads("dag", dag="2026-12-08")


def test_a_report_by_mistake_is_taken_back_on_the_list(zaal, desk):
    row = zaal.meldt(zaal.afspraak("10:00"), "9:58")
    desk.presses("stap", row.pk, "ongedaan", versie=row.versie)
    assert Afspraak.objects.get().status == Status.GEPLAND
    assert "1 verwacht, 0 hier" in desk.reads("dag")


def test_nobody_came_and_came_after_all(zaal, desk):
    afspraak = zaal.afspraak("9:30")
    assert "nog niet gemeld" in desk.reads("dag")
    desk.presses("afwezig", afspraak=afspraak.code)
    assert Afspraak.objects.get().status == Status.NIET_VERSCHENEN
    desk.presses("afwezig", afspraak=afspraak.code, terug="1")
    assert Afspraak.objects.get().status == Status.GEPLAND


def test_another_day_is_read_and_not_worked_with(zaal, desk):
    zaal.afspraak("10:00")
    page = desk.reads("dag", dag="2026-12-08")
    assert "geen afspraken op deze dag" in page
    assert "Meld aan" not in desk.reads("dag", dag="2026-12-06")
    assert "maandag 7 december" in desk.reads("dag", dag="onzin")


def test_the_sheet_says_what_for_what_to_bring_and_what_was_asked_before(zaal, desk):
    zaal.paspoort.meenemen = "Uw oude paspoort"
    zaal.paspoort.save()
    afspraak = zaal.afspraak("10:00")
    Afspraak.objects.update(tolk="Pools", toelichting="Ik kom met mijn moeder")
    contact.record(
        contact.Contact(
            kanaal=Kanaal.TELEFOON,
            onderwerp="Foto te oud?",
            klant=afspraak.klant,
        ),
        door=zaal.door,
        now=at("9:00"),
    )
    page = desk.reads("voorbereiding", dag=MAANDAG.isoformat())
    for word in ("Uw oude paspoort", "tolk: Pools", "Ik kom met mijn moeder", "Foto te oud?"):
        assert word in page
    assert Logregel.objects.filter(
        handeling=Handeling.BEKEKEN, onderwerp=f"locatie:{zaal.plaats.pk}"
    ).exists()


def test_a_sensitive_product_is_an_appointment_without_notes_at_the_desk(zaal, desk):
    zaal.paspoort.is_gevoelig = True
    zaal.paspoort.meenemen = "Uw schulden"
    zaal.paspoort.save()
    zaal.afspraak("10:00")
    Afspraak.objects.update(toelichting="Over mijn schulden")
    for page in (desk.reads("dag"), desk.reads("voorbereiding", dag=MAANDAG.isoformat())):
        assert "Paspoort" not in page
        assert "schulden" not in page


@pytest.mark.parametrize("n", [3, 30])
def test_a_list_takes_as_many_queries_however_long_it_is(
    zaal, desk, n, settings, django_assert_max_num_queries
):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 1000
    for nummer in range(n):
        clock = f"{10 + nummer // 6}:{nummer % 6}0"
        zaal.meldt(zaal.afspraak(clock), "9:59", toch=True)
        zaal.inloop("9:59")
    with django_assert_max_num_queries(24):
        desk.reads("dag")
    with django_assert_max_num_queries(24):
        desk.reads("voorbereiding", dag=MAANDAG.isoformat())


def test_one_begins_where_one_worked_before(zaal, desk):
    zaal.town.locatie("Dorpshuis")
    assert "Waar werkt u?" in desk.client.get("/servicepunt/balie/").content.decode()
    desk.reads("dag")
    assert desk.client.get("/servicepunt/balie/").headers["Location"] == desk.url("dag")
    assert "Waar werkt u?" in desk.client.get("/servicepunt/balie/?kies=1").content.decode()


@pytest.mark.parametrize("rol", [Rol.SPECIALIST, Rol.LEIDING, Rol.KWALITEIT])
def test_others_find_no_desk(zaal, desk, rol):
    assert browser(medewerker(rol)).get(desk.url("dag")).status_code == 404


@pytest.mark.parametrize("data", [{}, {"afspraak": "x" * 500}, {"afspraak": "\0"}])
def test_an_appointment_that_is_not_there_is_refused_with_a_sentence(desk, data):
    for naam in ("melden", "afwezig"):
        assert desk.client.post(desk.url(naam), data).status_code in {400, 409}


def test_a_step_of_yesterday_is_not_found(zaal, desk):
    yesterday = at("9:00", MAANDAG - timedelta(days=1))
    row = wachtrij.walk_in(zaal.plaats, [], via=Meldwijze.BALIE, now=yesterday, door=zaal.door)
    answer = desk.presses("stap", row.pk, "ongedaan", versie=row.versie)
    assert answer.status_code == 404
