"""Nobody was home, or more is to do: the same visit is planned again, or it is said why not."""

import pytest

from afspraken import booking
from afspraken.models import Afspraak, Status
from afspraken.rechten import Rol
from afspraken.taken import open_tasks
from mobiel import checking
from mobiel.models import Opvolging, Opvolgreden
from mobiel.telefoon import opvolgen
from notificaties.models import Bericht
from tests.afspraken.rechten.wie import afdeling, browser, ingelogd, medewerker
from tests.cast import at
from tests.mobiel.dorp import booked, cancelled

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return ingelogd(Rol.KLANTENSERVICE)


@pytest.fixture
def missed(sanne) -> Afspraak:
    """Nobody was home at the first of two."""
    anna, _bram = sanne.visits(2)
    sanne.does("NIET_THUIS", anna, "8:45")
    return Afspraak.objects.get(pk=anna.pk)


def page(afspraak: Afspraak, what: str = "opnieuw") -> str:
    return f"/route/bezoek/{afspraak.code}/{what}/"


def first_offer(html: str) -> str:
    return html.split('name="aanbod" value="')[1].split('"')[0]


def books(who, afspraak):
    token = first_offer(who.get(page(afspraak)).content.decode())
    return who.post(page(afspraak), {"aanbod": token})


def waiting(when: str = "9:00") -> list[Afspraak]:
    return list(opvolgen.waiting(now=at(when)))


def test_who_was_not_home_waits_for_a_new_visit_and_is_a_task(missed):
    assert waiting() == [missed]
    titles = [one.titel for one in open_tasks(now=at("9:00"))]
    assert "Plan opnieuw: 1 keer niet thuis of vervolg nodig" in titles


def test_it_is_booked_again_with_the_same_product_customer_and_address(missed, desk):
    answer = books(desk, missed)
    assert (answer.status_code, answer.url) == (302, "/route/onderweg/#kop-opvolgen")
    nieuw = Opvolging.objects.get().nieuw
    assert nieuw.status == Status.GEPLAND
    for name in ("klant_id", "bezoekadres", "toegang"):
        assert getattr(nieuw, name) == getattr(missed, name)
    assert [row.product for row in nieuw.producten.all()] == [
        row.product for row in missed.producten.all()
    ]
    missed.refresh_from_db()
    assert nieuw.traject_id == missed.traject_id
    assert waiting() == []
    assert Bericht.objects.filter(afspraak=nieuw, soort="BEVESTIGING").exists()
    assert checking.bezoeken(at("9:00")).faults == ()


def test_pressed_twice_it_is_booked_once(missed, desk):
    html = desk.get(page(missed)).content.decode()
    token = first_offer(html)
    desk.post(page(missed), {"aanbod": token})
    answer = desk.post(page(missed), {"aanbod": token})
    assert answer.status_code == 409
    assert "Een collega heeft dit al geregeld." in answer.content.decode()
    assert Afspraak.objects.filter(klant=missed.klant, status=Status.GEPLAND).count() == 1


def test_why_there_comes_no_new_visit_is_chosen(missed, desk):
    assert desk.post(page(missed, "afronden"), {"reden": ""}).status_code == 400
    assert desk.post(page(missed, "afronden"), {"reden": "HERBOEKT"}).status_code == 400
    assert desk.post(page(missed, "afronden"), {"reden": "KLANT_BELT"}).status_code == 302
    assert Opvolging.objects.get().reden == Opvolgreden.KLANT_BELT
    assert waiting() == []
    again = desk.post(page(missed, "afronden"), {"reden": "WIL_NIET"})
    assert again.status_code == 409


def test_a_customer_who_calls_after_all_is_booked_from_the_same_page(missed, desk):
    desk.post(page(missed, "afronden"), {"reden": "KLANT_BELT"})
    assert books(desk, missed).status_code == 302
    assert Opvolging.objects.get().reden == Opvolgreden.HERBOEKT


def test_a_new_visit_that_is_cancelled_can_be_planned_once_more(missed, desk):
    books(desk, missed)
    assert waiting() == []
    cancelled(Opvolging.objects.get().nieuw, now=at("9:00"))
    assert waiting() == [missed]
    assert books(desk, missed).status_code == 302
    assert waiting() == []


def test_who_was_booked_anew_by_telephone_waits_no_more(missed):
    other = booked(missed.producten.get().product, (700, 0), "12:30-16:30", now=at("8:50"))
    assert waiting() == [missed], "another customer"
    Afspraak.objects.filter(pk=other.pk).update(klant=missed.klant, aangemaakt_op=at("8:51"))
    assert waiting() == []


def test_a_visit_that_the_desk_calls_missed_is_on_the_list_too_until_it_is_taken_back(sanne):
    [anna] = sanne.visits(1)
    booking.set_status(anna, Status.NIET_VERSCHENEN, van=Status.GEPLAND, now=at("9:00"))
    assert waiting() == [anna]
    booking.set_status(anna, Status.GEPLAND, van=Status.NIET_VERSCHENEN, now=at("9:01"))
    assert waiting() == []


def test_an_official_asks_for_a_visit_more_and_the_desk_finds_it(sanne, desk):
    anna, bram = sanne.visits(2)
    sanne.does("KLAAR", anna, "8:50", resultaat="VERVOLG")
    sanne.does("KLAAR", bram, "9:10")
    assert waiting("9:15") == [anna]
    html = desk.get("/route/onderweg/").content.decode()
    assert "vervolg nodig" in html
    assert page(anna) in html


def test_the_official_plans_it_from_the_phone(sanne):
    [anna] = sanne.visits(1)
    sanne.does("KLAAR", anna, "8:50", resultaat="VERVOLG")
    assert page(anna) in sanne.client.get("/route/").content.decode()
    answer = books(sanne.client, anna)
    assert (answer.status_code, answer.url) == (302, "/route/")
    assert Opvolging.objects.get().afspraak == anna


def test_another_department_does_not_plan_it_and_nobody_before_it_began(sanne, desk):
    anna, bram = sanne.visits(2)
    product = anna.producten.get().product
    product.afdeling = afdeling("Sociale Zaken")
    product.save()
    sanne.does("KLAAR", anna, "8:50")
    assert desk.get(page(bram)).status_code == 404
    other = browser(medewerker(Rol.SPECIALIST, afdeling("Belastingen")))
    assert other.get(page(anna)).status_code == 404
    assert (
        browser(medewerker(Rol.PLANNER, afdeling("Sociale Zaken"))).get(page(anna)).status_code
        == 200
    )


def test_without_an_address_there_is_a_sentence_and_no_times(missed, desk):
    Afspraak.objects.filter(pk=missed.pk).update(bezoekadres={})
    answer = desk.get(page(missed))
    assert answer.status_code == 200
    assert "gewist" in answer.content.decode()


def test_a_time_that_was_made_up_is_refused(missed, desk):
    assert desk.post(page(missed), {"aanbod": "x"}).status_code == 400
    assert not Opvolging.objects.exists()
