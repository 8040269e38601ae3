"""A customer answers by SMS, and what they ask happens once, as on the web page."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking, privacy
from afspraken.booking import book
from afspraken.models import Afspraak, Klant, Logregel, Partij
from notificaties import afmelding
from notificaties.antwoorden.beantwoorden import MOST_RECEIVED, receive
from notificaties.antwoorden.gesprek import MOST_ANSWERS
from notificaties.models import Beltaak, Bericht, SmsAfmelding, SmsAntwoord
from tests.cast import ANNA, NOW, booked, offer, wens
from tests.notificaties.post import REFUSED, Kantoor, remind, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NUMMER = ANNA.telefoon
PER_SMS = replace(ANNA, voorkeur="SMS")
numbers = count(1)


@pytest.fixture(autouse=True)
def answers(settings):
    settings.SMS_ANTWOORDEN = True
    settings.SMS_PER_NUMMER = settings.MAX_TOEKOMSTIGE_AFSPRAKEN = 100
    settings.PUBLIC_URL = "https://afspraken.voorbeeld.nl"


@pytest.fixture
def afspraak(paspoort, kantoor):
    """Anna's appointment on Monday at ten, of which she was told by SMS."""
    afspraak = booked(paspoort, "10:00", PER_SMS)
    kantoor.send()
    return afspraak


def sms(text, *, sender=NUMMER, now=NOW, sid=None):
    """Anna texts; what came of it."""
    row = receive(sid or f"SM{next(numbers):032x}", sender, text, now=now)
    return row.gevolg if row else None


def heard(kantoor: Kantoor, **when):
    """What Anna then reads on her telephone."""
    kantoor.send(**when)
    texts = [post.tekst for post in kantoor.sms.taken]
    kantoor.sms.taken.clear()
    return texts


def status_of(afspraak):
    afspraak.refresh_from_db()
    return afspraak.status


# --- JA -----------------------------------------------------------------------------------------


def test_yes_is_written_down_and_not_answered(afspraak, kantoor):
    heard(kantoor)
    assert sms("Ja, graag!") == "KOMT"
    row = SmsAntwoord.objects.get()
    assert (row.afspraak, row.versie, row.betekenis, row.op) == (afspraak, 1, "JA", NOW)
    line = Logregel.objects.get(handeling="BEANTWOORD")
    assert line.onderwerp == f"afspraak:{afspraak.code}"
    assert line.gegevens == {"antwoord": "JA", "gevolg": "KOMT"}
    assert heard(kantoor) == []


# --- NEE and ANNULEER ---------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["NEE", "Annuleer"])
def test_who_cannot_come_is_asked_first(afspraak, kantoor, word):
    heard(kantoor)
    assert sms(word) == "GEVRAAGD"
    assert status_of(afspraak) == "GEPLAND"
    [text] = heard(kantoor)
    assert "ma 7 dec 10.00 uur" in text
    assert "ANNULEER" in text
    assert len(text) <= 160
    assert "Paspoort" not in text
    assert "Anna" not in text


def test_then_the_word_cancels_and_the_customer_hears_it_once(afspraak, kantoor):
    sms("NEE")
    heard(kantoor)
    assert sms("ANNULEER", now=NOW + HOUR) == "GEANNULEERD"
    assert status_of(afspraak) == "GEANNULEERD"
    [text] = heard(kantoor, later=HOUR)
    assert "gaat niet door" in text
    line = Logregel.objects.get(handeling="GEANNULEERD")
    assert line.partij == "INWONER"


def test_who_prefers_mail_hears_it_both_ways(paspoort, kantoor):
    remind("2d", kanaal="SMS")
    afspraak = booked(paspoort, "10:00")
    day_before = afspraak.begin - timedelta(days=2)
    kantoor.send()
    kantoor.send(at=day_before)
    sms("ANNULEER", now=day_before)
    sms("ANNULEER", now=day_before)
    assert told(afspraak, status="WACHT") == [
        ("ANNULERING", "EMAIL", "WACHT"),
        ("ANTWOORD", "SMS", "WACHT"),
    ]


def test_a_no_to_the_question_is_read_by_a_person(afspraak):
    sms("NEE")
    assert sms("nee") == "BELTAAK"
    assert status_of(afspraak) == "GEPLAND"
    assert Beltaak.objects.get().notitie == "nee"


def test_a_yes_to_the_question_keeps_the_appointment(afspraak):
    sms("ANNULEER")
    assert sms("JA") == "KOMT"
    assert sms("ANNULEER") == "GEVRAAGD"  # the question was answered, so it is asked again
    assert status_of(afspraak) == "GEPLAND"


def test_the_question_does_not_stand_for_ever(afspraak):
    sms("ANNULEER")
    assert sms("ANNULEER", now=NOW + timedelta(hours=24)) == "GEVRAAGD"


def test_the_question_was_about_another_time(afspraak, paspoort, kantoor):
    heard(kantoor)
    sms("ANNULEER")
    wish = wens(paspoort)
    booking.move(afspraak, wish, offer(wish, "11:00"), partij=Partij.MEDEWERKER, now=NOW)
    assert sms("ANNULEER") == "GEVRAAGD"
    assert status_of(afspraak) == "GEPLAND"
    assert ["11.00 uur" in text for text in heard(kantoor)] == [True, True]


def test_too_late_is_said_as_on_the_page(afspraak, kantoor):
    heard(kantoor)
    assert sms("NEE", now=afspraak.begin) == "KON_NIET"
    assert status_of(afspraak) == "GEPLAND"
    [text] = heard(kantoor, at=afspraak.begin)
    assert "al begonnen" in text


def test_what_was_cancelled_already_is_said(afspraak, kantoor):
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    heard(kantoor)
    assert sms("ANNULEER") == sms("JA") == "KON_NIET"
    assert ["al afgesloten" in text for text in heard(kantoor)] == [True, True]


def test_a_scarce_time_comes_back_later_as_on_the_page(town, kantoor):
    town.loket()
    afspraak = booked(town.product("Paspoort", is_schaars=True), "10:00", PER_SMS)
    kantoor.send()
    sms("NEE")
    assert sms("ANNULEER") == "GEANNULEERD"
    assert Afspraak.objects.filter(status="VASTGEHOUDEN", begin=afspraak.begin).exists()


# --- VERZET -------------------------------------------------------------------------------------


def test_who_wants_another_time_gets_the_link(town, kantoor):
    town.loket()
    afspraak = booked(town.product("Schuldhulp", is_gevoelig=True), "10:00", PER_SMS)
    kantoor.send()
    heard(kantoor)
    assert sms("VERZET") == "LINK"
    [text] = heard(kantoor)
    assert "https://afspraken.voorbeeld.nl/" in text
    assert "Schuldhulp" not in text
    assert status_of(afspraak) == "GEPLAND"


def test_without_a_link_the_answer_is_a_number_to_call(afspraak, kantoor, town):
    Afspraak.objects.update(beheer_hash=None)
    town.gemeentehuis.telefoon = "020 123 45 67"
    town.gemeentehuis.save()
    heard(kantoor)
    assert sms("VERZET") == "LINK"
    [text] = heard(kantoor)
    assert "020 123 45 67" in text


# --- several appointments -----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["JA", "NEE", "ANNULEER", "VERZET"])
def test_of_several_appointments_the_times_are_named(afspraak, paspoort, kantoor, word):
    booked(paspoort, "14:00", PER_SMS)
    heard(kantoor)
    assert sms(word) == "MEERDERE"
    [text] = heard(kantoor)
    assert "10.00 uur" in text
    assert "14.00 uur" in text
    assert set(Afspraak.objects.values_list("status", flat=True)) == {"GEPLAND"}


def test_a_question_was_about_one_of_them(afspraak, paspoort, kantoor):
    sms("NEE")
    other = booked(paspoort, "14:00", PER_SMS)
    kantoor.send()
    assert sms("ANNULEER") == "GEANNULEERD"
    assert status_of(afspraak) == "GEANNULEERD"
    assert status_of(other) == "GEPLAND"


def test_what_is_over_does_not_count(afspraak, paspoort, kantoor):
    later = booked(paspoort, "14:00", PER_SMS)
    kantoor.send()
    assert sms("VERZET", now=afspraak.begin + HOUR) == "LINK"
    assert SmsAntwoord.objects.get().afspraak == later


# --- whose number -------------------------------------------------------------------------------


@pytest.mark.parametrize("sender", ["+31687654321", "", "Bank", "\x00", "\ud800", "1"])
def test_a_stranger_changes_nothing_and_hears_nothing(afspraak, kantoor, sender):
    heard(kantoor)
    for word in ("NEE", "ANNULEER", "VERZET", "Hallo"):
        assert sms(word, sender=sender) in (None, "ONBEKEND")
    assert status_of(afspraak) == "GEPLAND"
    assert heard(kantoor) == []
    assert not Beltaak.objects.exists()


def test_who_was_never_told_by_sms_is_a_stranger(paspoort, kantoor):
    booked(paspoort, "10:00")
    kantoor.send()
    assert sms("ANNULEER") == "ONBEKEND"


def test_a_number_that_was_corrected_has_no_say_any_more(afspraak, kantoor):
    Klant.objects.update(telefoon="+31687654321")
    assert sms("ANNULEER") == "ONBEKEND"


def test_an_sms_that_proved_not_sent_was_not_heard(paspoort, kantoor):
    booked(paspoort, "10:00", PER_SMS)
    Bericht.objects.update(aan="")
    assert sms("ANNULEER") == "ONBEKEND"


# --- STOP and START -----------------------------------------------------------------------------


def test_stop_ends_sms_and_the_next_way_is_used(afspraak, paspoort, kantoor):
    remind("2d")
    booked(paspoort, "14:00", PER_SMS)
    kantoor.send()
    assert sms("STOP") == "AFGEMELD"
    assert heard(kantoor) != []  # what was sent before
    later = booked(paspoort, "15:00", PER_SMS)
    assert {way for _kind, way, _status in told(later)} == {"EMAIL"}
    kantoor.send(at=later.begin - timedelta(days=2))
    assert heard(kantoor) == []
    waiting = Bericht.objects.filter(soort="HERINNERING", afspraak__begin__lt=later.begin)
    assert set(waiting.values_list("kanaal", "status", "fout")) == {
        ("SMS", "MISLUKT", "geen adres"),
        ("EMAIL", "VERZONDEN", ""),
    }


def test_start_undoes_stop(afspraak, paspoort):
    sms("stop")
    sms("STOP")
    assert SmsAfmelding.objects.count() == 1
    assert sms("start") == "AANGEMELD"
    assert told(booked(paspoort, "15:00", PER_SMS)) == [("BEVESTIGING", "SMS", "WACHT")]


def test_the_list_of_numbers_holds_no_number(afspraak):
    sms("STOP")
    assert "612345678" not in str(SmsAfmelding.objects.values())
    assert afmelding.stopped([NUMMER, "", "+31687654321"]) == {NUMMER}
    assert NUMMER in afmelding.everyone_stopped()
    assert "+31687654321" not in afmelding.everyone_stopped()


def test_a_booking_of_who_said_stop_costs_no_statement_more(paspoort):
    afmelding.stop(NUMMER, now=NOW)
    with CaptureQueriesContext(connection) as seen:
        book(wens(paspoort), offer(wens(paspoort), "10:00"), PER_SMS, now=NOW)
    ours = [one for one in seen.captured_queries if "notificaties_" in one["sql"]]
    assert len(ours) == 2


# --- anything else ------------------------------------------------------------------------------


def test_what_we_do_not_understand_is_for_a_person(afspraak, kantoor):
    heard(kantoor)
    assert sms("Kan het\r\nook om 3 uur?\x00 BSN 111222333") == "BELTAAK"
    task = Beltaak.objects.get()
    assert (task.afspraak, task.reden) == (afspraak, "ANTWOORD")
    assert task.notitie == "Kan het ook om 3 uur? BSN •••••••••"
    assert task.uiterlijk == afspraak.begin
    assert heard(kantoor) == []


def test_a_second_text_is_added_to_the_task(afspraak):
    sms("Mag mijn zus mee?")
    sms("En waar parkeer ik?")
    assert Beltaak.objects.get().notitie == "En waar parkeer ik? / Mag mijn zus mee?"
    for _n in range(20):
        sms("x" * 300)
    assert len(Beltaak.objects.get().notitie) == 500


# --- once, and not for ever ---------------------------------------------------------------------


def test_the_same_sms_delivered_again_counts_once(afspraak):
    sms("NEE", sid="SM1")
    assert sms("NEE", sid="SM1") is None
    assert sms("ANNULEER", sid="SM1") is None
    assert status_of(afspraak) == "GEPLAND"
    assert Bericht.objects.filter(soort="ANTWOORD").count() == 1


def test_two_machines_do_not_answer_each_other_for_ever(afspraak, kantoor):
    """The worst of them: it answers each of our questions with the same question of its own."""
    heard(kantoor)
    for _n in range(MOST_ANSWERS):
        assert sms("VERZET") == "LINK"
    assert sms("VERZET") == "BELTAAK"
    assert Beltaak.objects.get().notitie == "VERZET"
    assert len(heard(kantoor)) == MOST_ANSWERS
    assert sms("VERZET", now=NOW + timedelta(hours=24)) == "LINK"


def test_an_echo_of_our_own_texts_is_not_answered(afspraak, kantoor):
    for word in ("NEE", "VERZET"):
        sms(word)
        for text in heard(kantoor):
            assert sms(text) == "BELTAAK"
    assert heard(kantoor) == []


def test_a_flood_is_dropped_but_stop_is_not(afspraak, caplog):
    for _n in range(MOST_RECEIVED):
        sms("hallo daar")
    assert sms("hallo daar") is None
    assert SmsAntwoord.objects.count() == MOST_RECEIVED
    assert NUMMER not in caplog.text
    assert sms("STOP") == "AFGEMELD"


def test_an_answer_that_cannot_leave_by_sms_goes_by_mail(afspraak, kantoor):
    heard(kantoor)
    sms("VERZET")
    kantoor.sms.usual = REFUSED
    kantoor.send()
    kantoor.send()
    assert "andere tijd" in kantoor.mail.taken[-1].tekst


def test_english_is_answered_in_english(paspoort, kantoor):
    booked(paspoort, "10:00", replace(PER_SMS, taal="en"))
    kantoor.send()
    heard(kantoor)
    assert sms("No") == "GEVRAAGD"
    [text] = heard(kantoor)
    assert "ANNULEER" in text
    assert "Mon 7 Dec" in text
    assert len(text) <= 160


# --- how long it is kept ------------------------------------------------------------------------


def test_answers_go_with_the_term_and_stops_later(afspraak, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    sms("JA")
    sms("JA", sender="+31687654321")
    sms("STOP")
    [tabel] = [one for one in privacy.registered() if one.model is SmsAntwoord]
    after_the_sms = NOW + timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    assert [row.afspraak for row in tabel.expired(after_the_sms)] == [None]
    after_the_visit = afspraak.einde + timedelta(days=settings.BEWAARTERMIJN_DAGEN)
    assert tabel.expired(after_the_visit).count() == 3
    [tabel] = [one for one in privacy.registered() if one.model is SmsAfmelding]
    assert not tabel.expired(after_the_visit).exists()
    assert tabel.expired(NOW + afmelding.KEPT).count() == 1
