"""Whom no message can reach is called, in time, and not for nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.translation import override

from afspraken import booking
from afspraken.booking import Gegevens
from afspraken.models import Partij
from afspraken.signals import Berichtverzoek, bericht_gevraagd
from notificaties import outbox
from notificaties.models import Beltaak, Bericht, Taakreden
from notificaties.outbox.settling import give_up
from tests.cast import ANNA, BRAM, NOW, at, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import REFUSED, remind, told

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

TRUUS = Gegevens(naam="Truus Jansen", telefoon="+31204961234")
"""She has a telephone on the wall, and nothing else."""

AT_HOME = replace(TRUUS, postcode="1191 AA", huisnummer="12 A")
"""The same, and we know where she lives."""


def calls(**where):
    rows = Beltaak.objects.filter(gedaan_op=None, **where).order_by("pk")
    return list(rows.values_list("reden", "uiterlijk"))


def cancelled(afspraak, door, now=NOW):
    return booking.cancel(afspraak, partij=door, now=now)


# --- a letter, else a call ------------------------------------------------------------------------


def test_who_has_only_a_landline_is_called_before_the_visit(paspoort):
    remind("2d", "3u")
    afspraak = booked(paspoort, "10:00", TRUUS)
    assert told(afspraak) == []
    assert calls() == [("GEEN_WEG", afspraak.begin)]


def test_who_has_a_landline_and_an_address_gets_a_letter_if_it_comes_in_time(paspoort):
    afspraak = booked(paspoort, "10:00", AT_HOME)
    assert told(afspraak) == [("BEVESTIGING", "BRIEF", "WACHT")]
    assert calls() == []


def test_where_a_letter_would_come_too_late_somebody_calls(paspoort):
    afspraak = booked(paspoort, "10:00", AT_HOME, now=NOW + 4 * DAY)
    assert told(afspraak) == []
    assert calls() == [("GEEN_WEG", afspraak.begin)]


def test_a_letter_that_cannot_be_made_ends_as_a_call(paspoort):
    """As any other way that fails, the letter too has somebody behind it."""
    afspraak = booked(paspoort, "10:00", AT_HOME)
    give_up(Bericht.objects.get(), "MISLUKT", fout="geen adres", now=NOW + 4 * DAY)
    assert calls() == [("NIET_BEREIKT", afspraak.begin)]


def test_who_can_be_written_to_is_not_called(paspoort):
    for clock, klant in (("10:00", ANNA), ("11:00", BRAM)):
        booked(paspoort, clock, klant)
    assert calls() == []


def test_who_books_for_today_needs_no_reminder_by_telephone(paspoort):
    booked(paspoort, "10:00", TRUUS, now=at("8:30"))
    assert calls() == []


# --- what the customer cannot know ----------------------------------------------------------------


def test_what_we_change_is_told_within_a_day(paspoort):
    afspraak = booked(paspoort, "10:00", TRUUS)
    moved(afspraak, partij=Partij.MEDEWERKER)
    assert calls() == [("GEEN_WEG", NOW + DAY)]


def test_what_we_cancel_is_told_within_a_day_and_before_she_leaves_home(paspoort):
    afspraak = booked(paspoort, "10:00", TRUUS)
    Beltaak.objects.update(gedaan_op=NOW, gedaan_door="anna")
    sunday = NOW + 5 * DAY + 20 * HOUR
    cancelled(afspraak, Partij.MEDEWERKER, now=sunday)
    assert calls() == [("GEEN_WEG", afspraak.begin)]


def test_what_she_changed_herself_is_only_recalled(paspoort):
    afspraak = booked(paspoort, "10:00", TRUUS)
    Beltaak.objects.update(gedaan_op=NOW, gedaan_door="anna")
    moved(afspraak, partij=Partij.INWONER)
    assert calls() == [("GEEN_WEG", at("11:00"))]


@pytest.mark.parametrize("reden", [Taakreden.GEEN_WEG, Taakreden.NIET_BEREIKT, Taakreden.ONZEKER])
def test_who_cancels_is_not_called_any_more(paspoort, reden):
    afspraak = booked(paspoort, "10:00", BRAM)
    outbox.ask_to_call(afspraak, reden, now=NOW)
    with override("en"):
        cancelled(afspraak, Partij.INWONER)
    assert calls() == []
    assert Beltaak.objects.get().gedaan_door == "het systeem: de klant annuleerde zelf"


@pytest.mark.parametrize(("door", "called"), [(Partij.INWONER, 0), (Partij.MEDEWERKER, 1)])
def test_a_cancellation_that_does_not_arrive_is_called_about_unless_it_was_her_own(
    paspoort, kantoor, door, called
):
    cancelled(booked(paspoort, "10:00", BRAM), door)
    kantoor.mail.usual = REFUSED
    kantoor.send()
    assert len(calls()) == called


def test_who_wrote_something_and_cancels_still_wants_an_answer(paspoort):
    afspraak = booked(paspoort, "10:00", BRAM)
    outbox.ask_to_call(afspraak, Taakreden.ANTWOORD, notitie="Mag mijn zus mee?", now=NOW)
    cancelled(afspraak, Partij.INWONER)
    outbox.sweep({}, now=afspraak.einde)
    assert calls() == [("ANTWOORD", at("10:00"))]


def test_a_call_is_due_before_the_new_time(paspoort):
    afspraak = booked(paspoort, "10:00", BRAM)
    outbox.ask_to_call(afspraak, Taakreden.NIET_BEREIKT, now=NOW)
    moved(afspraak, "9:00")
    assert calls() == [("NIET_BEREIKT", at("9:00"))]
    moved(afspraak, "15:00")
    assert calls() == [("NIET_BEREIKT", at("9:00"))]  # the customer may come at the old time


# --- another address ------------------------------------------------------------------------------


def update(afspraak, klant):
    booking.update_contact(afspraak, klant, partij=Partij.INWONER, now=NOW)


def test_who_gives_an_address_gets_a_message_instead_of_a_call(paspoort):
    afspraak = booked(paspoort, "10:00", TRUUS)
    update(afspraak, replace(TRUUS, email="truus@example.nl"))
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WACHT")]
    assert calls() == []


def test_who_takes_the_address_away_is_called_instead(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "10:00", BRAM)
    update(afspraak, TRUUS)
    assert told(afspraak, soort="HERINNERING") == [("HERINNERING", "EMAIL", "VERVALLEN")]
    assert calls() == [("GEEN_WEG", afspraak.begin)]


# --- what another app asks for --------------------------------------------------------------------


@pytest.mark.parametrize(("of_use", "before"), [(None, DAY), (2 * HOUR, 2 * HOUR), (9 * DAY, DAY)])
def test_a_message_of_another_app_that_cannot_be_sent_is_a_call(paspoort, of_use, before):
    afspraak = booked(paspoort, "10:00", TRUUS)
    verzoek = Berichtverzoek(
        afspraak, "TIJDVAK", moment="x", vervalt_op=None if of_use is None else NOW + of_use
    )
    bericht_gevraagd.send("mobiel", verzoek=verzoek, now=NOW)
    assert calls() == [("GEEN_WEG", NOW + before)]


# --- when it is over ------------------------------------------------------------------------------


def test_nobody_is_called_about_a_visit_that_is_over(paspoort):
    afspraak = booked(paspoort, "10:00", TRUUS)
    outbox.sweep({}, now=afspraak.einde - timedelta(seconds=1))
    assert len(calls()) == 1
    outbox.sweep({}, now=afspraak.einde)
    assert calls() == []
    assert Beltaak.objects.get().gedaan_door == "het systeem: de afspraak is voorbij"


@pytest.mark.parametrize(
    ("status", "still"), [("AANGEMELD", 0), ("NIET_VERSCHENEN", 0), ("GEPLAND", 1)]
)
def test_nobody_is_called_who_came(paspoort, status, still):
    afspraak = booked(paspoort, "10:00", TRUUS)
    type(afspraak).objects.update(status=status)
    outbox.sweep({}, now=afspraak.begin)
    assert len(calls()) == still


def test_what_we_cancelled_is_told_until_the_visit_would_be_over(paspoort):
    afspraak = cancelled(booked(paspoort, "10:00", TRUUS), Partij.MEDEWERKER)
    outbox.sweep({}, now=afspraak.begin)
    assert len(calls()) == 1
    outbox.sweep({}, now=afspraak.einde)
    assert calls() == []
