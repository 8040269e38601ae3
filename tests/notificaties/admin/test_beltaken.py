"""Who could not be reached is called: the most urgent first, once, by whoever presses first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken import taken
from afspraken.models import Klant, Logregel, Soort
from afspraken.rechten import Rol
from notificaties import outbox
from notificaties.beltaken import deadline, finish, reopen
from notificaties.models import Beltaak, Taakreden
from tests.afspraken.admin.conftest import may
from tests.afspraken.rechten.wie import browser, medewerker
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.admin.test_sjablonen import text_of

pytestmark = pytest.mark.django_db
LIJST = reverse("admin:notificaties_beltaak_changelist")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def taak(paspoort):
    """Anna wrote something that we do not understand."""
    afspraak = booked(paspoort, "10:00")
    note = "Mag mijn zus mee?"
    outbox.ask_to_call(afspraak, Taakreden.ANTWOORD, notitie=note, now=NOW)
    return Beltaak.objects.get()


def url(taak, what="taak"):
    return reverse(f"admin:notificaties_beltaak_{what}", args=[taak.pk])


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (NOW + 3 * HOUR, "vandaag voor 13.00 uur"),
        (NOW + DAY, "morgen voor 10.00 uur"),
        (NOW + 7 * DAY, "voor dinsdag 8 december 10.00 uur"),
        (NOW, "te laat, dit moest voor 10.00 uur"),
        (NOW - DAY, "te laat, dit moest voor maandag 30 november 10.00 uur"),
    ],
)
def test_a_deadline_in_words(before, words):
    assert deadline(before, now=NOW) == words


def test_the_list_shows_the_most_urgent_first_and_names_nobody(beheer, taak, paspoort):
    later = booked(paspoort, "14:00", BRAM)
    outbox.ask_to_call(later, Taakreden.NIET_BEREIKT, now=NOW)
    Beltaak.objects.filter(afspraak=later).update(uiterlijk=NOW - HOUR)
    text = text_of(beheer.get(LIJST))
    assert text.index(later.referentie) < text.index(taak.afspraak.referentie)
    assert "te laat, dit moest voor 9.00 uur" in text
    assert "voor maandag 7 december 10.00 uur" in text
    for private in ("Anna", ANNA.telefoon, "zus"):
        assert private not in text
    assert not Logregel.objects.filter(handeling="BEKEKEN").exists()


def test_the_page_of_a_task_says_whom_to_call_and_that_is_logged(beheer, taak):
    text = text_of(beheer.get(url(taak)))
    for shown in ("Anna de Vries", "+31 6 12345678", "Mag mijn zus mee?", "Paspoort"):
        assert shown in text
    line = Logregel.objects.get(handeling="BEKEKEN")
    assert line.onderwerp == f"afspraak:{taak.afspraak.code}"


def test_a_customer_without_a_telephone_or_erased_breaks_nothing(beheer, taak):
    Klant.objects.update(telefoon="", email="", naam="", organisatie="")
    assert "niet bekend" in text_of(beheer.get(url(taak)))


def test_of_a_sensitive_product_the_name_is_not_told(beheer, town):
    town.ambtenaar("Fatima")
    product = town.product("Schuldhulp", is_gevoelig=True, vraagt=[(Soort.AMBTENAAR, 1, None)])
    outbox.ask_to_call(booked(product, "10:00"), Taakreden.NIET_BEREIKT, now=NOW)
    text = text_of(beheer.get(url(Beltaak.objects.get())))
    assert "Schuldhulp" not in text
    assert "Anna" in text


def test_who_is_first_did_it_and_the_second_is_told(beheer, taak):
    text = text_of(beheer.post(url(taak, "gedaan"), follow=True))
    assert "De beltaak is gedaan." in text
    assert "gedaan 10.00 uur door beheer" in text
    assert "0 beltaken open" in text
    Beltaak.objects.update(gedaan_door="anna")
    text = text_of(beheer.post(url(taak, "gedaan"), follow=True))
    assert "Een collega had deze beltaak al gedaan." in text
    assert Beltaak.objects.get().gedaan_door == "anna"
    assert Logregel.objects.filter(onderwerp=f"beltaak:{taak.pk}").count() == 1


def test_what_was_done_by_mistake_is_put_back(beheer, taak):
    beheer.post(url(taak, "gedaan"))
    assert "gedaan 10.00 uur door beheer" in text_of(beheer.get(url(taak)))
    assert "staat weer open" in text_of(beheer.post(url(taak, "terug"), follow=True))
    taak.refresh_from_db()
    assert (taak.gedaan_op, taak.gedaan_door) == (None, "")
    assert "staat al open" in text_of(beheer.post(url(taak, "terug"), follow=True))


def test_it_is_not_put_back_beside_a_new_one_of_the_same_kind(taak):
    assert finish(taak, wie="anna", door="7", now=NOW)
    outbox.ask_to_call(taak.afspraak, Taakreden.ANTWOORD, now=NOW)
    assert not reopen(taak, door="7", now=NOW)
    assert Beltaak.objects.filter(gedaan_op=None).count() == 1


@pytest.mark.parametrize(
    ("names", "lists", "opens"),
    [((), 404, 404), (("view_beltaak",), 200, 404), (("view_beltaak", "change_beltaak"), 200, 200)],
)
def test_each_right_opens_its_pages(taak, names, lists, opens):
    client = may(*names)
    assert client.get(LIJST).status_code == lists
    assert client.get(url(taak)).status_code == opens
    if opens == 404:
        assert client.post(url(taak, "gedaan")).status_code == 404
        assert client.post(url(taak, "terug")).status_code == 404


def test_acting_takes_a_post_and_an_unknown_task_is_not_found(beheer, taak):
    assert beheer.get(url(taak, "gedaan")).status_code == 405
    assert beheer.post(f"{LIJST}999/gedaan/").status_code == 404
    assert beheer.get(f"{LIJST}?pagina=x").status_code == 200


def test_the_list_takes_as_many_queries_for_many_tasks(beheer, taak, paspoort, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9

    def queries():
        with CaptureQueriesContext(connection) as seen:
            beheer.get(LIJST)
        return len(seen)

    done = booked(paspoort, "11:00", BRAM)
    outbox.ask_to_call(done, Taakreden.ANTWOORD, now=NOW)
    finish(Beltaak.objects.get(afspraak=done), wie="anna", door="7", now=NOW)
    queries()
    before = queries()
    for clock in ("12:00", "13:00", "14:00"):
        outbox.ask_to_call(booked(paspoort, clock, BRAM), Taakreden.NIET_BEREIKT, now=NOW)
    assert queries() == before


def test_the_service_point_hears_of_open_tasks(taak, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):  # one or two of each source, care-home days among them
        [task] = [one for one in taken.open_tasks(now=NOW) if one.soort == "beltaak"]
    assert (task.titel, task.uiterlijk) == ("De klant antwoordde per sms", taak.uiterlijk)
    assert (task.url, task.afspraak) == (
        reverse("notificaties:beltaak", args=[taak.pk]),
        taak.afspraak,
    )
    finish(taak, wie="anna", door="7", now=NOW)
    assert taken.open_tasks(now=NOW) == []


def test_the_service_point_opens_its_task_and_finds_the_way_back(taak):
    els = browser(medewerker(Rol.KLANTENSERVICE))
    start = els.get(reverse("servicepunt:start")).content.decode()
    own = reverse("notificaties:beltaak", args=[taak.pk])
    assert f'href="{own}"' in start
    page = els.get(own).content.decode()
    assert f'href="{reverse("servicepunt:terugbellen")}"' in page
    assert "Mag mijn zus mee?" in page
    assert els.get(url(taak)).status_code == 200  # it has the list of all of them as well
