"""The calendar part of an e-mail, read as a mail programme would read it."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from afspraken import booking
from afspraken.ical import Method
from afspraken.models import Partij
from notificaties.agendas.uitnodiging import invitation
from tests.cast import ANNA, NOW, at, booked, offer, wens

pytestmark = pytest.mark.django_db

ANNA_AT_HOME = {"attendee_email": "anna@example.nl", "attendee_name": "Anna de Vries"}


@pytest.fixture(autouse=True)
def _sender(settings):
    settings.MAIL_FROM = "afspraken@example.nl"


def read(content):
    file = icalendar.Calendar.from_ical(content)
    (event,) = file.walk("VEVENT")
    return file["METHOD"], event


def test_a_promise_is_an_invitation_that_is_already_accepted(town):
    town.loket()
    afspraak = booked(town.product("Paspoort"), "9:00")
    method, event = read(invitation(afspraak, method=Method.REQUEST, **ANNA_AT_HOME))
    assert method == "REQUEST"
    assert (event["UID"], int(event["SEQUENCE"])) == (afspraak.code, 0)
    assert event.decoded("DTSTART") == at("9:00")
    assert event["ORGANIZER"] == "mailto:afspraken@example.nl"
    assert event["ATTENDEE"] == "mailto:anna@example.nl"
    assert "Paspoort" in event["DESCRIPTION"]


def test_move_and_cancellation_keep_the_uid_and_raise_the_sequence(town):
    town.loket()
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    wish = wens(paspoort)
    later = NOW + timedelta(minutes=5)
    afspraak = booking.move(afspraak, wish, offer(wish, "10:00"), partij=Partij.INWONER, now=later)
    _method, event = read(invitation(afspraak, method=Method.REQUEST, **ANNA_AT_HOME))
    assert (event["UID"], int(event["SEQUENCE"])) == (afspraak.code, 1)
    assert (event.decoded("DTSTART"), event.decoded("DTSTAMP")) == (at("10:00"), later)
    afspraak = booking.cancel(afspraak, partij=Partij.INWONER, now=later)
    method, event = read(invitation(afspraak, method=Method.CANCEL, **ANNA_AT_HOME))
    assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (event["UID"], int(event["SEQUENCE"])) == (afspraak.code, 2)


def test_it_speaks_the_language_of_the_customer_and_names_nothing_sensitive(town):
    town.loket()
    hulp = town.product("Schuldhulp", is_gevoelig=True)
    afspraak = booked(hulp, "9:00", replace(ANNA, taal="en"))
    content = invitation(afspraak, method=Method.REQUEST, **ANNA_AT_HOME)
    _method, event = read(content)
    assert event["SUMMARY"].startswith("Appointment")
    assert b"Schuldhulp" not in content
    assert "URL" not in event


def test_a_message_tried_again_is_the_same_message(town):
    town.loket()
    afspraak = booked(town.product(), "9:00")
    first = invitation(afspraak, method=Method.REQUEST, **ANNA_AT_HOME)
    afspraak.refresh_from_db()
    assert invitation(afspraak, method=Method.REQUEST, **ANNA_AT_HOME) == first
