"""What a customer hears of a request for a visit, and who is called because no message arrives."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from afspraken import taken
from afspraken.models import Klant, Status
from afspraken.rechten import Rol
from mobiel import triage
from mobiel.models import Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag
from notificaties import outbox
from notificaties.models import Bericht, Berichtstatus
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, MAANDAG, NOW, at
from tests.mobiel.dorp import adres, offer
from tests.notificaties.post import Kantoor

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
UNREACHABLE = {"email": "", "telefoon": "+31204962121", "postcode": "", "huisnummer": ""}
"""A landline, and no address that we know."""


@pytest.fixture
def product(dorp):
    dorp.veldwerker("Sanne")
    product = dorp.product("Paspoort thuis")
    Aanvraagproduct.objects.create(product=product)
    return product


@pytest.fixture
def planner(db):
    return get_user_model().objects.create(username="planner")


def asks(product, **who):
    """A request of Anna, or of somebody with other ways to be reached."""
    klant = Klant.objects.create(**(ANNA.klant() | who))
    return triage.request(product, klant, adres(), reden="Ziek", now=NOW)


def proposed(aanvraag, planner):
    aanvraag.refresh_from_db()
    wish = triage.wish_of(aanvraag)
    chosen = offer(wish, "8:30-12:30", now=NOW)
    triage.propose(aanvraag, wish, chosen, door=planner, versie=aanvraag.versie, now=NOW)
    aanvraag.refresh_from_db()
    return aanvraag


def told(aanvraag):
    """The messages about a request that wait or went out, by kind and way."""
    rows = Bericht.objects.filter(onderwerp=f"bezoekaanvraag:{aanvraag.pk}")
    living = rows.exclude(status=Berichtstatus.VERVALLEN).order_by("pk")
    return list(living.values_list("soort", "kanaal"))


def test_newer_news_takes_back_what_waits(product, planner):
    aanvraag = asks(product)
    assert told(aanvraag) == [("BEZOEKVRAAG", "EMAIL")]
    proposed(aanvraag, planner)
    assert told(aanvraag) == [("BEZOEKVOORSTEL", "EMAIL")]
    triage.reject(aanvraag, "U woont boven het loket.", door=planner, versie=2, now=LATER)
    assert told(aanvraag) == [("BEZOEKAFWIJZING", "EMAIL")]


def test_who_answers_hears_nothing_old(product, planner):
    aanvraag = proposed(asks(product), planner)
    triage.decline(aanvraag, now=LATER)
    assert told(aanvraag) == []


@pytest.mark.parametrize(
    ("taal", "received", "rejected"),
    [
        ("nl", "uiterlijk op vrijdag 4 december 2026", "Waarom niet: U woont boven het loket."),
        ("en", "by Friday 4 December 2026", "Why not: U woont boven het loket."),
    ],
)
def test_what_leaves_says_what_it_is_about_when_and_why(product, planner, taal, received, rejected):
    kantoor = Kantoor()
    aanvraag = asks(product, taal=taal)
    [first] = kantoor.send()
    assert received in first.tekst
    assert "Paspoort thuis" in first.tekst
    link = f"/b/{triage.token_for(aanvraag)}"
    assert link in first.tekst
    assert f'{link}"' in first.html, "one can click on it"
    triage.reject(aanvraag, "U woont boven het loket.", door=planner, versie=1, now=NOW)
    [second] = kantoor.send()
    assert rejected in second.tekst


def test_who_has_a_mobile_number_alone_gets_a_text_message_that_names_nothing(product, planner):
    kantoor = Kantoor()
    aanvraag = asks(product, email="", telefoon="+31612345678")
    [sms] = kantoor.send()
    assert sms.aan == "+31612345678"
    assert "Paspoort" not in sms.tekst
    proposed(aanvraag, planner)
    [sms] = kantoor.send()
    assert "tussen 8.30 en 12.30 uur" in sms.tekst
    assert f"/b/{triage.token_for(aanvraag)}" in sms.tekst


def test_what_is_sensitive_is_not_named(product):
    product.is_gevoelig = True
    product.save()
    asks(product)
    [mail] = Kantoor().send()
    assert "Paspoort" not in mail.tekst
    assert "Waarvoor" not in mail.tekst


def test_a_proposal_without_an_answer_lapses_and_is_told(product, planner):
    aanvraag = proposed(asks(product), planner)
    late = aanvraag.antwoord_voor
    assert triage.lapse_due(now=late - timedelta(seconds=1)) == 0
    assert triage.lapse_due(now=late) == 1
    assert triage.lapse_due(now=late) == 0
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.versie) == (Aanvraagstatus.NIEUW, 3)
    assert aanvraag.afspraak.status == Status.VERLOPEN
    assert aanvraag.beslis_voor > late, "we have as long again to find another time"
    [mail] = Kantoor(late).send()
    assert "maandag 7 december 2026, tussen 8.30 en 12.30 uur" in mail.tekst


def calls(aanvraag):
    """Before when to call, and how many tasks say so."""
    aanvraag.refresh_from_db()
    titles = [one.titel for one in taken.open_tasks(now=NOW)]
    return aanvraag.bellen_voor, sum("Bel de klant" in title for title in titles)


def test_whom_no_message_reaches_is_called_at_each_step(product, planner):
    aanvraag = asks(product, **UNREACHABLE)
    assert calls(aanvraag) == (at("0:00", MAANDAG - timedelta(days=4)), 1), "the next working day"
    assert triage.called(aanvraag, door=planner, now=NOW)
    assert not triage.called(aanvraag, door=planner, now=NOW), "done is done"
    assert calls(aanvraag) == (None, 0)
    proposed(aanvraag, planner)
    assert calls(aanvraag)[1] == 1
    triage.reject(aanvraag, "Nee", door=planner, versie=aanvraag.versie, now=LATER)
    assert calls(aanvraag)[1] == 1
    assert not Bericht.objects.exists()


def test_what_bounces_takes_the_next_way_and_at_last_asks_for_a_call(product):
    aanvraag = asks(product, telefoon="+31612345678", postcode="1191 BH", huisnummer="1")
    for way in ("EMAIL", "SMS", "BRIEF"):
        assert told(aanvraag)[-1] == ("BEZOEKVRAAG", way)
        assert aanvraag.bellen_voor is None
        row = Bericht.objects.get(kanaal=way)
        Bericht.objects.filter(pk=row.pk).update(status="VERZONDEN", verzonden_op=NOW)
        assert outbox.undelivered(row.referentie.hex, fout="bounce", now=NOW)
    assert calls(aanvraag)[1] == 1


@pytest.mark.parametrize("subject", ["zitting:1", "bezoekaanvraag:", "bezoekaanvraag:x", "", "1"])
def test_what_is_about_something_else_asks_no_call(product, subject):
    aanvraag = asks(product)
    triage.telling.call_instead(onderwerp=subject, now=NOW)
    assert calls(aanvraag) == (None, 0)


def test_who_was_erased_is_not_called(product):
    aanvraag = asks(product)
    Klant.objects.update(gewist_op=NOW)
    triage.telling.call_instead(onderwerp=f"bezoekaanvraag:{aanvraag.pk}", now=NOW)
    assert calls(aanvraag) == (None, 0)


def test_who_calls_with_a_yes_is_helped_by_an_employee(client, clock, product, planner):
    aanvraag = proposed(asks(product, **UNREACHABLE), planner)
    client.force_login(medewerker(Rol.KLANTENSERVICE))
    page = reverse("bezoekaanvragen:aanvraag", args=[aanvraag.pk])
    text = client.get(page).content.decode()
    assert "Geen bericht kan deze klant bereiken." in text
    assert "De klant belt met een antwoord" in text
    assert client.post(page, {"antwoord": "ja", "versie": "1"}).status_code == 409
    assert client.post(page, {"antwoord": "misschien", "versie": "2"}).status_code == 409
    assert client.post(page, {"gebeld": "ja"}).status_code == 302
    assert "Geen bericht kan deze klant" not in client.get(page).content.decode()
    assert client.post(page, {"antwoord": "ja", "versie": "2"}).status_code == 302
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.afspraak.status) == (Aanvraagstatus.AANVAARD, Status.GEPLAND)


@pytest.mark.parametrize(("said", "status"), [("nee", "NIEUW"), ("stop", "INGETROKKEN")])
def test_who_calls_with_a_no_or_needs_nothing_more(client, clock, product, planner, said, status):
    aanvraag = proposed(asks(product), planner)
    client.force_login(medewerker(Rol.KLANTENSERVICE))
    page = reverse("bezoekaanvragen:aanvraag", args=[aanvraag.pk])
    assert client.post(page, {"antwoord": said, "versie": "2"}).status_code == 302
    assert Bezoekaanvraag.objects.get().status == status


@pytest.mark.parametrize(
    ("who", "sentence"),
    [({}, "De klant krijgt bericht."), (UNREACHABLE, "Bel de klant.")],
    ids=["by a message", "by a call"],
)
def test_an_employee_reads_how_the_customer_hears_of_a_no(client, clock, product, who, sentence):
    aanvraag = asks(product, **who)
    client.force_login(medewerker(Rol.KLANTENSERVICE))
    page = reverse("bezoekaanvragen:aanvraag", args=[aanvraag.pk])
    answer = client.post(page, {"besluit": "Te ver.", "versie": "1"}, follow=True)
    assert sentence in answer.content.decode()


def test_the_short_link_of_a_message_leads_to_the_request(client, clock, product):
    token = triage.token_for(asks(product))
    short = client.get(reverse("bezoekaanvragen:kort", args=[token]))
    assert short["Location"] == reverse("bezoekaanvragen:volgen", args=[token])
