"""Behind the link of one step: the whole matter, what lies ready, and the next appointment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken import beheerlink, booking, ophalen, traject
from afspraken.models import Afspraak, Kanaal, Klant, Ophaler, Partij
from afspraken.rechten import Rol
from tests.afspraken.ophalen import documenten
from tests.afspraken.ophalen.documenten import DONE, again, applied, duivendrecht, paspoort
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, BRAM, MAANDAG, NOW, booked, offer, wens
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def els(town, clock):
    clock.move_to(DONE)
    return medewerker(Rol.BALIE)


@pytest.fixture
def afhalen(town):
    """Collecting is open on Wednesday, and on two days a week later."""
    return documenten.afhalen(town, 2, 9, 10)


@pytest.fixture
def document(town, afhalen, els):
    return applied(paspoort(town, vervolg=afhalen))


def path(afspraak, name="portaal:afspraak"):
    return reverse(name, args=[beheerlink.token_for(afspraak)])


def seen(afspraak, client=None):
    answer = (client or Client()).get(path(afspraak))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_the_visit_one_reads_when_and_where_it_will_be_collected(town, afhalen, els):
    page = seen(booked(paspoort(town, vervolg=afhalen), "10:30"))
    assert "Paspoort: na 5 werkdagen in Gemeentehuis" in page
    assert "Paspoort: na 6 werkdagen in Dorpshuis Duivendrecht" in page
    assert "Plan de volgende afspraak" not in page


def test_after_it_one_reads_when_it_is_expected(document):
    page = seen(document.afspraak)
    assert "Uw paspoort is na enkele dagen op te halen in Gemeentehuis." in page
    assert "Wij verwachten: maandag 14 december." in page
    assert "Maak een afspraak" not in page.replace("Maak een nieuwe afspraak", "")


def test_what_lies_ready_is_told_with_where_and_until_when(document, town, els):
    ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    ophalen.arrive([again(document)], door=els, now=DONE)
    page = seen(document.afspraak)
    assert "Uw paspoort ligt klaar in Dorpshuis Duivendrecht." in page
    assert "Ophalen kan tot en met dinsdag 9 maart 2027." in page
    assert "Maak een afspraak om op te halen" in page


def test_who_collected_it_needs_no_appointment_any_more(document, els):
    ophalen.arrive([document], door=els, now=DONE)
    ophalen.hand_out([document], aan=Ophaler.KLANT, door=els, now=DONE)
    page = seen(document.afspraak)
    assert "Uw paspoort is opgehaald op maandag 7 december." in page
    assert "om op te halen" not in page
    answer = Client().get(path(document.afspraak, "portaal:vervolg"), follow=True)
    assert "hoeft u nu niets meer te plannen" in answer.content.decode()


def test_what_lapsed_is_told_too(document, els):
    ophalen.arrive([document], door=els, now=DONE)
    ophalen.lapse([document], door=els, now=DONE)
    assert "niet op tijd opgehaald. Bel ons." in seen(document.afspraak)


def test_the_appointment_to_collect_is_booked_from_the_link_and_belongs_to_it(document, town, els):
    ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    ophalen.arrive([again(document)], door=els, now=DONE)
    anna = Visitor()
    page = anna.get(path(document.afspraak, "portaal:vervolg"))
    assert page.redirect_chain[-1][0] == "/wanneer/?locatie=dorpshuis-duivendrecht"
    anna.hold()
    form = anna.client.get("/gegevens/").content.decode()
    assert "anna@example.nl" in form
    anna.tell()
    anna.confirm()
    made = Afspraak.objects.latest("pk")
    assert made.klant == document.afspraak.klant
    assert traject.steps(made) == [document.afspraak, made]
    assert Klant.objects.count() == 1
    for step in (made, document.afspraak):
        page = seen(Afspraak.objects.get(pk=step.pk))
        assert "Deze afspraken horen bij elkaar" in page
        assert page.count("trajectlijst__stap") == 2
        assert "Uw paspoort ligt klaar" in page


def test_the_next_step_is_not_before_its_first_day(town, els):
    town.loket(dagen=[MAANDAG, MAANDAG + DAY, MAANDAG + 9 * DAY])
    second = town.product("Tweede gesprek")
    intake = booked(town.product("Intake", vervolg=second, vervolg_na=7), "14:00")
    assert "vanaf maandag 14 december" in seen(intake)
    anna = Visitor()
    anna.client.get(path(intake, "portaal:vervolg"))
    too_soon = offer(wens(second), "10:00", dag=MAANDAG + DAY, now=DONE)
    answer = anna.client.post("/wanneer/", {"aanbod": too_soon.token})
    assert answer.status_code == 400
    assert "Dit kan vanaf maandag 14 december 2026." in answer.content.decode()
    in_time = offer(wens(second), "10:00", dag=MAANDAG + 9 * DAY, now=DONE)
    assert anna.client.post("/wanneer/", {"aanbod": in_time.token}).status_code == 302


def test_who_chooses_something_else_on_the_way_plans_no_next_step(town, els, afhalen):
    town.loket(kan=("Alles",), dagen=[MAANDAG + 9 * DAY])
    other = town.product("Uittreksel", vraagt=(("LOKET", 1, "Alles"),))
    intake = booked(paspoort(town, vervolg=afhalen), "14:00")
    anna = Visitor()
    anna.get(path(intake, "portaal:vervolg"))
    anna.choose(other.slug)
    anna.hold()
    anna.tell()
    anna.confirm()
    made = Afspraak.objects.latest("pk")
    assert made.traject is None
    assert made.klant != intake.klant


def test_a_step_that_the_website_does_not_offer_is_not_planned_there(town, els):
    second = town.product("Tweede gesprek", kanalen=[Kanaal.TELEFOON])
    intake = booked(paspoort(town, vervolg=second), "14:00")
    assert "Plan de volgende afspraak" not in seen(intake)


def test_cancelling_one_step_shows_that_the_other_stays(town, els):
    town.loket()
    one, other = (booked(town.product(f"Gesprek {n}"), f"{12 + n}:00") for n in (1, 2))
    other.klant = one.klant
    other.save()
    traject.link(one, other, now=DONE)
    booking.cancel(one, partij=Partij.INWONER, now=DONE)
    page = seen(Afspraak.objects.get(pk=one.pk))
    assert "Deze afspraak is geannuleerd" in page
    assert "gepland" in page
    assert path(other) in page
    question = Client().get(path(other, "portaal:annuleren")).content.decode()
    assert "Deze afspraken horen bij elkaar" in question


def test_of_somebody_else_nothing_is_shown(town, els):
    town.loket()
    one, other = (booked(town.product(f"Gesprek {n}"), f"{12 + n}:00") for n in (1, 2))
    other.klant = one.klant
    other.save()
    traject.link(one, other, now=DONE)
    other.klant = booked(town.product("Iets"), "16:00", BRAM).klant
    other.save()
    assert "Deze afspraken horen" not in seen(Afspraak.objects.get(pk=one.pk))


def test_the_page_asks_as_much_with_two_steps_as_with_five(town, els):
    town.loket()
    product, klant = town.product("Gesprek"), None
    steps = []

    def asked():
        with CaptureQueriesContext(connection) as found:
            seen(Afspraak.objects.get(pk=steps[0].pk))
        return len(found)

    counts = []
    for hour in range(11, 16):
        wish = wens(product, kanaal=Kanaal.TELEFOON)
        steps.append(
            booking.book(wish, offer(wish, f"{hour}:30", now=NOW), ANNA, klant=klant, now=NOW)
        )
        klant = steps[0].klant
        if len(steps) > 1:
            traject.link(steps[0], steps[-1], now=DONE)
            counts.append(asked())
    assert len(set(counts)) == 1, counts
