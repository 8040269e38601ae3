"""An employee sees how each message stands, and what was sent if they may."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from afspraken.models import Logregel, Soort
from notificaties.antwoorden.beantwoorden import receive
from notificaties.models import Bericht, Berichtadres
from tests.afspraken.admin.conftest import may
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.admin.test_sjablonen import text_of
from tests.notificaties.post import NO_ANSWER, remind

pytestmark = pytest.mark.django_db
LIJST = reverse("admin:notificaties_bericht_changelist")
ONZEKER = reverse("admin:notificaties_bericht_onzeker")
LOOKS = ("view_afspraak", "view_bericht")


@pytest.fixture
def afspraak(paspoort, kantoor):
    """Anna's appointment, of which a confirmation left."""
    remind("2d")
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    return afspraak


@pytest.fixture
def bericht(afspraak):
    return Bericht.objects.get(soort="BEVESTIGING")


def page(afspraak):
    return reverse("admin:afspraken_afspraak_change", args=[afspraak.pk])


def url(bericht, what="tekst"):
    return reverse(f"admin:notificaties_bericht_{what}", args=[bericht.pk])


def looks():
    return list(Logregel.objects.filter(handeling="BEKEKEN").values_list("onderwerp", flat=True))


# --- the panel ----------------------------------------------------------------------------------


def test_the_page_of_an_appointment_shows_its_messages(beheer, afspraak, bericht):
    Bericht.objects.filter(pk=bericht.pk).update(kanaal="SMS", aan=ANNA.telefoon)
    receive("SM1", ANNA.telefoon, "JA", now=NOW)
    receive("SM2", ANNA.telefoon, "Mag het later?", now=NOW)
    text = text_of(beheer.get(page(afspraak)))
    assert "Bevestiging sms verstuurd 10.00 uur" in text
    assert "Herinnering e-mail wacht tot zaterdag 5 december 10.00 uur" in text
    assert "JA de klant komt (10.00 uur)" in text
    assert "De klant antwoordde per sms nog te doen, voor maandag 7 december 10.00 uur" in text
    assert "Mag het later?" not in text


def test_no_text_of_a_message_stands_in_the_panel(beheer, afspraak, bericht):
    assert bericht.tekst
    answer = beheer.get(page(afspraak)).content.decode()
    for private in (ANNA.naam, ANNA.email, bericht.titel):
        assert private not in answer
    assert url(bericht) in answer


@pytest.mark.parametrize(
    ("names", "panel", "text"),
    [(LOOKS[:1], False, False), (LOOKS, True, False), ((*LOOKS, "resend_bericht"), True, True)],
)
def test_each_right_shows_its_part(afspraak, bericht, names, panel, text):
    answer = may(*names).get(page(afspraak)).content.decode()
    assert ('id="berichten"' in answer) is panel
    assert (url(bericht) in answer) is text


def test_of_a_sensitive_product_the_name_of_the_official_is_hidden(beheer, town, kantoor):
    fatima = town.ambtenaar("Fatima")
    Berichtadres.objects.create(middel=fatima, email="fatima@gemeente.example")
    vraagt = [(Soort.AMBTENAAR, 1, None)]
    afspraak = booked(town.product("Schuldhulp", is_gevoelig=True, vraagt=vraagt), "10:00")
    text = text_of(beheer.get(page(afspraak)))
    assert "Mededeling aan medewerker medewerker" in text
    assert "Fatima" not in text


def test_the_panel_takes_as_many_queries_for_many_messages(beheer, afspraak, bericht, kantoor):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            beheer.get(page(afspraak))
        return len(seen)

    queries()
    before = queries()
    for poging in range(1, 6):
        bericht.pk, bericht.poging = None, poging
        bericht.referentie = Bericht().referentie
        bericht.save(force_insert=True)
    assert queries() == before


# --- what was sent ------------------------------------------------------------------------------


def test_who_may_sees_what_was_sent_and_that_is_logged(beheer, bericht):
    text = text_of(beheer.get(url(bericht)))
    assert "Uw afspraak staat vast" in text
    assert ANNA.email in text
    assert looks() == [f"bericht:{bericht.referentie.hex}"]


def test_the_secret_link_is_not_shown(beheer, bericht):
    assert "/afspraak/" in bericht.tekst
    secret = bericht.tekst.partition("/afspraak/")[2].partition("/")[0]
    answer = beheer.get(url(bericht)).content.decode()
    assert secret not in answer
    assert "/afspraak/***" in answer


@pytest.mark.parametrize("names", [(), LOOKS, ("resend_bericht",)])
def test_without_the_right_nobody_sees_or_sends(bericht, names):
    client = may(*names)
    assert client.get(url(bericht)).status_code == 404
    assert client.post(url(bericht, "opnieuw")).status_code == 404
    assert client.post(url(bericht, "oordeel"), {"oordeel": "gelaten"}).status_code == 404
    assert client.get(ONZEKER).status_code == 404
    assert looks() == []


def test_a_text_past_its_term_is_gone(beheer, bericht):
    Bericht.objects.update(aan="", titel="", tekst="")
    assert "De tekst is gewist" in text_of(beheer.get(url(bericht)))


@pytest.mark.parametrize("pk", [0, 999999])
def test_an_unknown_message_is_not_found(beheer, bericht, pk):
    assert beheer.get(f"{LIJST}{pk}/").status_code == 404


# --- again --------------------------------------------------------------------------------------


@pytest.fixture
def a_minute_later():
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        yield


def test_not_within_a_minute(beheer, bericht):
    assert "net verstuurd" in text_of(beheer.post(url(bericht, "opnieuw")))
    assert Bericht.objects.filter(soort="BEVESTIGING").count() == 1


def test_it_is_sent_again_once(beheer, bericht, afspraak, a_minute_later):
    text = text_of(beheer.get(url(bericht)))
    assert "Stuur opnieuw" in text
    assert "Stuur per sms" in text
    assert "Stuur per brief" not in text
    answer = beheer.post(url(bericht, "opnieuw"), follow=True)
    assert answer.redirect_chain == [(page(afspraak), 302)]
    assert "Het bericht gaat nog een keer weg: e-mail." in text_of(answer)
    assert beheer.post(url(bericht, "opnieuw")).status_code == 409
    assert Bericht.objects.filter(soort="BEVESTIGING").count() == 2


def test_it_is_sent_by_another_way(beheer, bericht):
    beheer.post(url(bericht, "opnieuw"), {"weg": "SMS"})
    assert Bericht.objects.filter(soort="BEVESTIGING", kanaal="SMS", status="WACHT").exists()
    for odd in ("BRIEF", "x" * 5000, "\ufffd"):
        assert beheer.post(url(bericht, "opnieuw"), {"weg": odd}).status_code == 409


def test_sending_again_takes_a_post(beheer, bericht):
    assert beheer.get(url(bericht, "opnieuw")).status_code == 405


# --- uncertain ----------------------------------------------------------------------------------


@pytest.fixture
def unsure(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send()
    return Bericht.objects.get()


def test_what_is_uncertain_is_listed_and_judged(beheer, unsure):
    assert "Van 1 bericht weten wij niet of het aankwam." in text_of(beheer.get(LIJST))
    assert "niet zeker of e-mail aankwam" in text_of(beheer.get(ONZEKER))
    answer = beheer.post(url(unsure, "oordeel"), {"oordeel": "aangekomen"}, follow=True)
    assert "Van elk bericht is bekend of het aankwam." in text_of(answer)
    answer = beheer.post(url(unsure, "oordeel"), {"oordeel": "gelaten"}, follow=True)
    assert "niet meer onzeker" in text_of(answer)


def test_a_judgement_that_does_not_exist_is_refused(beheer, unsure):
    assert beheer.post(url(unsure, "oordeel"), {"oordeel": "x"}).status_code == 400
    assert beheer.post(url(unsure, "oordeel")).status_code == 400


# --- the list -----------------------------------------------------------------------------------


def test_the_list_is_searched_by_the_reference_of_the_appointment(beheer, afspraak, paspoort):
    other = booked(paspoort, "14:00", BRAM)
    text = text_of(beheer.get(LIJST, {"q": afspraak.referentie}))
    assert afspraak.referentie in text
    assert other.referentie not in text
    assert "Anna" not in text
    assert looks() == ["bericht:zoeken"]


def test_what_matters_now_stands_first_and_the_far_future_after_it(beheer, afspraak, bericht):
    day = timedelta(days=1)

    def has(soort, status, ago, due=NOW, **fields):
        pk = bericht.pk
        row = Bericht.objects.get(pk=pk)
        row.pk, row.soort, row.status, row.status_op = None, soort, status, NOW - ago
        row.niet_voor, row.referentie, row.poging = due, Bericht().referentie, 9
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    Bericht.objects.exclude(pk=bericht.pk).delete()
    has("BEZOEKVOORSTEL", "AFGELEVERD", 3 * day)
    has("NABERICHT", "WACHT", day, due=NOW + 40 * day)
    has("MEENEMEN", "WACHT", 9 * day, due=NOW + 2 * day)
    has("WIJZIGING", "MISLUKT", 2 * day)
    has("TIJDVAK", "MISLUKT", 20 * day)
    has("KLAAR", "ONZEKER", 30 * day)
    has("MEDEDELING", "ONZEKER", 25 * day, beoordeeld_op=NOW)
    answer = beheer.get(LIJST)
    assert [row.soort for row in answer.context["cl"].result_list] == [
        *("WIJZIGING", "KLAAR"),
        "BEVESTIGING",
        *("MEENEMEN", "NABERICHT"),
        *("BEZOEKVOORSTEL", "TIJDVAK", "MEDEDELING"),
    ]
    assert "2 berichten wachten. 0 daarvan zijn nu aan de beurt." in text_of(answer)


def test_the_list_says_how_many_wait_and_leads_to_them(beheer, afspraak, kantoor):
    assert "1 bericht wacht. 0 daarvan zijn nu aan de beurt." in text_of(beheer.get(LIJST))
    Bericht.objects.filter(status="WACHT").update(niet_voor=NOW)
    assert "1 bericht wacht. 1 daarvan is nu aan de beurt." in text_of(beheer.get(LIJST))
    waits = text_of(beheer.get(f"{LIJST}?status__exact=WACHT"))
    assert "Herinnering" in waits
    assert "e-mail verstuurd" not in waits
    Bericht.objects.filter(status="WACHT").delete()
    assert "Er wacht geen bericht." in text_of(beheer.get(LIJST))


@pytest.mark.parametrize(
    "query", ["kanaal__exact=EMAIL", "status__exact=VERZONDEN", "soort__exact=BEVESTIGING"]
)
def test_the_list_is_filtered(beheer, afspraak, query):
    assert "e-mail verstuurd 10.00 uur" in text_of(beheer.get(f"{LIJST}?{query}"))


@pytest.mark.parametrize("query", ["tekst__contains=Anna", "aan__startswith=anna", "klant__naam=A"])
def test_the_list_gives_nothing_private_away_by_its_filters(beheer, afspraak, query):
    answer = beheer.get(f"{LIJST}?{query}", follow=True)
    assert answer.redirect_chain == [(f"{LIJST}?e=1", 302)]


def test_the_list_takes_as_many_queries_for_many_messages(beheer, paspoort, kantoor, settings):
    settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 9

    def queries():
        with CaptureQueriesContext(connection) as seen:
            beheer.get(LIJST)
        return len(seen)

    booked(paspoort, "10:00")
    queries()
    before = queries()
    for clock in ("11:00", "12:00", "13:00", "14:00"):
        booked(paspoort, clock, BRAM if clock > "12" else ANNA)
    assert queries() == before


def test_nobody_edits_a_message(beheer, bericht):
    assert beheer.get(f"{LIJST}add/").status_code == 404
    assert beheer.get(f"{LIJST}{bericht.pk}/change/").status_code == 404
    assert beheer.get(f"{LIJST}{bericht.pk}/delete/").status_code == 404
