"""The manager gives the address of a calendar, fetches it, and sees how it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken.models import Afwezigheid, Logregel
from notificaties.buitenagenda import keeping
from notificaties.buitenagenda.fouten import Fout
from notificaties.models import Buitenagenda
from tests.afspraken.admin.conftest import may
from tests.afspraken.roosters.seen import open_hours
from tests.cast import BRAM, NOW, booked
from tests.notificaties.buitenagenda.agendas import calendar, meeting
from tests.notificaties.buitenagenda.outside import SECRET, kept, official

LIST = reverse("admin:notificaties_buitenagenda_changelist")
ADD = reverse("admin:notificaties_buitenagenda_add")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def tuesday():
    """Doors ask the clock: it is ten in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def beheer(db, client):
    """The functional manager, logged in."""
    client.force_login(User.objects.create_superuser("beheer"))
    return client


def test_an_empty_list_says_what_it_is_for(beheer, town):
    sentence = "Er is nog geen agenda van buiten."
    assert sentence in beheer.get(LIST).content.decode()
    kept(official(town))
    assert sentence not in beheer.get(LIST).content.decode()


def page_of(agenda, what="change"):
    return reverse(f"admin:notificaties_buitenagenda_{what}", args=(agenda.pk,))


def filled(middel, url=SECRET, **fields):
    return {"middel": middel.pk, "url": url, "is_actief": "on", **fields}


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_new_calendar_is_fetched_at_once(beheer, anja, town, server, settings):
    settings.BUITENAGENDA_INTERN = [server.host]
    product = town.product(vraagt=[("AMBTENAAR", 1, None)])
    booked(product, "9:00"), booked(product, "11:00", BRAM)
    server.body = calendar(meeting("9:00", "10:00"), meeting("8:00", "8:30", uid="2@x"))
    answer = beheer.post(ADD, filled(anja, server.url()))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert "Deze agenda houdt 2 tijden bezet." in told(answer)
    assert "1 afspraak valt nu buiten het rooster" in told(answer)
    assert open_hours(anja) == ["10:00-12:00"]


def test_fetching_waits_until_the_row_is_saved(beheer, anja, monkeypatch):
    """It takes up to half a minute, in which nobody else could write to SQLite."""
    depth, seen = len(connection.savepoint_ids), []

    def ask(*_asked):
        seen.append(len(connection.savepoint_ids))

    monkeypatch.setattr(keeping, "ask", ask)
    beheer.post(ADD, filled(anja))
    assert seen == [depth]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Vul het webadres van de agenda in."),
        ("geen adres", "Wij kunnen dit webadres niet gebruiken."),
        ("https://anja:wachtwoord@a.nl/", "er staat geen wachtwoord in"),
        ("https://a.nl:8443/", "Wij kunnen dit webadres niet gebruiken."),
        ("https://10.0.0.1/a.ics", "Dit webadres hoort bij een intern netwerk."),
        ("http://[::1]/a.ics", "Dit webadres hoort bij een intern netwerk."),
        ("https://a.nl/\x00", "Null-tekens"),
        ("https://a.nl/" + "x" * 5000, "2000"),
    ],
)
def test_a_wrong_address_gets_a_sentence(beheer, anja, outside, url, sentence):
    answer = beheer.post(ADD, filled(anja, url))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert outside.asked == []
    assert not Buitenagenda.objects.exists()


def test_the_same_calendar_twice_gets_a_sentence(beheer, agenda, anja, outside):
    answer = beheer.post(ADD, filled(anja))
    assert "Deze agenda staat al bij dit middel." in answer.content.decode()


def test_the_address_is_never_shown_again(beheer, agenda, outside):
    beheer.post(page_of(agenda, "ophalen"))
    for url in (LIST, page_of(agenda), page_of(agenda, "history"), page_of(agenda, "delete")):
        page = beheer.get(url).content.decode()
        assert "geheim" not in page, url
        assert url == LIST or "https://outlook.example.nl/…" in page, url
    assert not Logregel.objects.filter(gegevens__icontains="geheim").exists()


def test_who_may_only_look_sees_no_more_and_changes_nothing(agenda, outside):
    client = may("view_buitenagenda")
    page = client.get(page_of(agenda)).content.decode()
    assert "geheim" not in page
    assert "Nu ophalen" not in page
    assert client.post(page_of(agenda, "ophalen")).status_code == 404
    assert client.post(page_of(agenda), filled(agenda.middel)).status_code == 404
    assert client.post(page_of(agenda, "delete"), {"post": "yes"}).status_code == 404
    assert outside.asked == []


@pytest.mark.parametrize("lookup", ["url__startswith", "url", "etag__contains", "last_modified"])
def test_nothing_can_search_in_an_address(beheer, agenda, lookup):
    answer = beheer.get(LIST, {lookup: "https://outlook"})
    assert answer.status_code == 302
    assert "e=1" in answer["Location"]


def test_an_empty_address_keeps_the_one_there_was(beheer, agenda, outside):
    beheer.post(page_of(agenda), filled(agenda.middel, ""))
    agenda.refresh_from_db()
    assert agenda.url == SECRET
    assert [url for url, _known in outside.asked] == [SECRET]


def test_another_address_replaces_it(beheer, agenda, outside):
    beheer.post(page_of(agenda), filled(agenda.middel, "webcal://nieuw.example.nl/a.ics"))
    agenda.refresh_from_db()
    assert agenda.adres == "webcal://nieuw.example.nl/…"


def test_the_button_fetches_and_the_page_tells(beheer, agenda, town, outside):
    afspraak = booked(town.product(vraagt=[("AMBTENAAR", 1, None)]), "9:00")
    assert "nog nooit" in beheer.get(page_of(agenda)).content.decode()
    outside.says[SECRET] = ["9:00-10:00"]
    answer = beheer.post(page_of(agenda, "ophalen"), follow=True)
    page = answer.content.decode()
    assert "Opgehaald. Deze agenda houdt 1 tijd bezet." in page
    assert "vandaag 10.00 uur" in page
    assert afspraak.referentie in page
    assert beheer.get(page_of(agenda, "ophalen")).status_code == 405


def test_a_failure_is_told_and_keeps_the_last_success(beheer, agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW - DAY)
    outside.says[SECRET] = Fout.VERDWENEN
    page = beheer.post(page_of(agenda, "ophalen"), follow=True).content.decode()
    assert "Ophalen is niet gelukt. Deze agenda wordt niet meer gedeeld." in page
    assert "De tijden van de vorige keer blijven bezet." in page
    assert "gisteren 10.00 uur" in page
    assert "kon al langer dan een dag niet worden opgehaald" in page
    assert open_hours(anja) == ["10:00-12:00"]


def test_the_list_warns_of_what_is_out_of_date(beheer, agenda, town, outside):
    fine = kept(official(town, "Bert"), "https://b.nl/a.ics")
    keeping.refresh(agenda, now=NOW - DAY)
    keeping.refresh(fine, now=NOW)
    page = beheer.get(LIST).content.decode()
    assert "<strong>1 agenda</strong> kon al langer dan een dag niet" in page
    assert "Al langer dan een dag niet gelukt." in page
    assert "in orde" in page


def test_entries_that_cannot_be_read_are_told(beheer, anja, server, settings):
    settings.BUITENAGENDA_INTERN = [server.host]
    server.body = calendar("DTSTART:gisteren", "DTSTART:morgen")
    answer = beheer.post(ADD, filled(anja, server.url()))
    assert "2 gebeurtenissen in de agenda konden wij niet lezen." in told(answer)


def test_putting_it_off_and_deleting_give_the_time_back(beheer, agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    beheer.post(page_of(agenda, "ophalen"))
    off = filled(anja, "")
    off.pop("is_actief")
    answer = beheer.post(page_of(agenda), off)
    assert "staat uit" in told(answer)
    assert open_hours(anja) == ["9:00-12:00"]
    assert "Nu ophalen" not in beheer.get(page_of(agenda)).content.decode()
    beheer.post(page_of(agenda), filled(anja, ""))
    assert open_hours(anja) == ["10:00-12:00"]
    beheer.post(page_of(agenda, "delete"), {"post": "yes"})
    assert open_hours(anja) == ["9:00-12:00"]
    assert not Afwezigheid.objects.exists()


def test_what_the_manager_does_is_in_the_log_without_the_address(beheer, anja, outside):
    beheer.post(ADD, filled(anja))
    line = Logregel.objects.filter(onderwerp__startswith="buitenagenda:").get()
    assert line.gegevens == {"wat": "nieuw", "velden": ["middel", "url"]}


def test_the_page_of_a_resource_links_to_its_calendars(beheer, agenda, anja, town):
    kept(official(town, "Bert"), "https://b.nl/a.ics")
    page = beheer.get(reverse("admin:afspraken_middel_change", args=(anja.pk,)))
    link = f"{LIST}?middel__id__exact={anja.pk}"
    assert link in page.content.decode()
    assert [row.middel for row in beheer.get(link).context["cl"].result_list] == [anja]
    form = beheer.get(ADD, {"middel": anja.pk}).content.decode()
    assert f'<option value="{anja.pk}" selected>' in form


def test_an_address_of_a_page_that_is_not_there_is_not_found(beheer):
    assert (
        beheer.post(reverse("admin:notificaties_buitenagenda_ophalen", args=(9,))).status_code
        == 404
    )


def test_the_list_takes_the_same_queries_for_one_and_for_many(beheer, agenda, town, outside):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert beheer.get(LIST).status_code == 200
        return len(seen)

    outside.says[SECRET] = ["9:00-9:05", "10:00-10:05"]
    beheer.post(page_of(agenda, "ophalen"))
    one = queries()
    for n in range(10):
        kept(official(town, f"Ambtenaar {n}"), f"https://a.nl/{n}")
    assert queries() == one
    counts = {row.pk: row.aantal_bezet for row in beheer.get(LIST).context["cl"].result_list}
    assert counts[agenda.pk] == 2
    assert sum(counts.values()) == 2
