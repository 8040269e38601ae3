"""The message after a visit: asked for by a product, once, to whom it still is of use."""

from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Partij, Status
from afspraken.signals import Change
from notificaties import outbox
from notificaties.models import Bericht, Berichtmoment
from tests.cast import ANNA, BRAM, booked
from tests.notificaties.post import remind, told

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def a_day_later():
    """What the manager asks for: a message one day after every visit."""
    return Berichtmoment.objects.create(soort="NABERICHT", aantal=1, eenheid="d")


def ended(afspraak, status=Status.AFGEROND, *, now=None):
    """An employee closes the appointment; the messages after the visit."""
    Afspraak.objects.filter(pk=afspraak.pk).update(status=status)
    afspraak = Afspraak.objects.get(pk=afspraak.pk)
    now = now or afspraak.einde
    outbox.tell(afspraak, Change.STATUS, door=Partij.MEDEWERKER, now=now)
    return told(afspraak, soort="NABERICHT")


def test_it_is_written_once_however_often_the_visit_is_closed(paspoort):
    afspraak = booked(paspoort, "10:00")
    assert ended(afspraak) == ended(afspraak) == [("NABERICHT", "EMAIL", "WACHT")]


def test_it_is_of_use_for_two_weeks(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    ended(afspraak)
    due = afspraak.einde + DAY
    assert Bericht.objects.get(soort="NABERICHT").vervalt_op == due + 14 * DAY
    assert kantoor.send(at=due - SECOND) == []
    assert len(kantoor.send(at=due + 13 * DAY)) == 1


def test_who_did_not_come_gets_none(paspoort):
    assert ended(booked(paspoort, "10:00"), Status.NIET_VERSCHENEN) == []


def test_a_visit_that_is_closed_when_the_moment_is_past_asks_for_none(paspoort):
    afspraak = booked(paspoort, "10:00")
    assert ended(afspraak, now=afspraak.einde + DAY) == []


def test_a_product_may_ask_for_a_moment_of_its_own(paspoort, town):
    Berichtmoment.objects.create(soort="NABERICHT", aantal=3, eenheid="d", product=paspoort)
    other = town.product("Rijbewijs")
    Berichtmoment.objects.create(soort="NABERICHT", aantal=5, eenheid="d", product=other)
    ended(booked(paspoort, "10:00"))
    assert Bericht.objects.get(soort="NABERICHT").moment == "+3d"


def test_reminders_are_no_messages_after_a_visit(paspoort):
    remind("2d", product=paspoort)
    afspraak = booked(paspoort, "10:00")
    ended(afspraak)
    assert [row.moment for row in Bericht.objects.filter(soort="NABERICHT")] == ["+1d"]


def test_it_goes_along_the_way_that_the_customer_has(paspoort):
    assert ended(booked(paspoort, "10:00", Gegevens(naam="Piet", telefoon=ANNA.telefoon))) == [
        ("NABERICHT", "SMS", "WACHT")
    ]
    prefers = replace(ANNA, voorkeur="SMS", telefoon="+31687654321")
    assert ended(booked(paspoort, "11:00", prefers)) == [("NABERICHT", "SMS", "WACHT")]


def test_the_way_of_the_manager_goes_first(paspoort, a_day_later):
    a_day_later.kanaal = "SMS"
    a_day_later.save()
    assert ended(booked(paspoort, "10:00", ANNA)) == [("NABERICHT", "SMS", "WACHT")]


@pytest.mark.parametrize(
    "gegevens",
    [Gegevens(naam="Zonder"), Gegevens(naam="Piet", postcode="1191 AA", huisnummer="12")],
    ids=["no address", "only by post"],
)
def test_it_is_never_a_letter(paspoort, a_day_later, gegevens):
    a_day_later.aantal = 7  # a letter would be in time
    a_day_later.save()
    assert ended(booked(paspoort, "10:00", gegevens)) == []


def test_it_is_void_when_the_visit_is_opened_again(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BRAM)
    kantoor.send()
    ended(afspraak)
    Afspraak.objects.update(status=Status.IN_BEHANDELING)
    assert kantoor.send(at=afspraak.einde + DAY) == []
