"""What is to go out is for somebody: the customer, or an address that only the row knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from afspraken.models import Klant
from afspraken.privacy.retention import pseudonymise_due
from afspraken.signals import Berichtverzoek
from notificaties import outbox
from notificaties.channels import Gevonden
from notificaties.models import Bericht
from notificaties.outbox import byhand
from tests.cast import NOW, booked
from tests.notificaties.post import BUSY, NO_ANSWER

pytestmark = pytest.mark.django_db
MINUTE, HOUR, YEAR = timedelta(minutes=1), timedelta(hours=1), timedelta(days=365)
EVA = "eva@example.nl"
WAITS = {"status": "WACHT"}
IN_HAND = [{"status": status, "lease_tot": NOW} for status in ("OPGEPAKT", "WORDT_VERZONDEN")]


def written(**fields) -> Bericht:
    """A row about something that is no appointment."""
    usual = {
        "onderwerp": "zitting:7",
        "soort": "ZITTING_AF",
        "ontvanger": "adres:x",
        "kanaal": "EMAIL",
        "gegevens": {"instelling": "De Linde", "dag": "maandag", "waarom": ""},
        "status_op": NOW,
        "niet_voor": NOW,
        "aangemaakt_op": NOW,
    }
    return Bericht.objects.create(**usual | fields)


@contextmanager
def without_the_constraint() -> Iterator[None]:
    """As if a row had come from elsewhere, before the database refused it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            try:
                yield
            finally:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:  # the test is rolled back, and this with it
            cursor.execute(
                "ALTER TABLE notificaties_bericht DROP CONSTRAINT bericht_is_voor_iemand"
            )
            yield


@pytest.mark.parametrize("state", [WAITS, *IN_HAND], ids=lambda one: one["status"])
def test_the_database_refuses_what_is_to_go_to_nobody(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        written(**state)


@pytest.mark.parametrize("status", ["VERZONDEN", "MISLUKT", "ONZEKER", "VERVALLEN"])
def test_what_was_sent_or_ended_may_have_been_forgotten(status):
    assert written(status=status).pk


def test_a_customer_or_an_address_is_somebody():
    assert written(klant=Klant.objects.create(naam="Anna")).pk
    assert written(aan=EVA, poging=1).pk


def test_a_row_for_nobody_ends_and_the_round_with_it(kantoor):
    with without_the_constraint():
        written()
        assert kantoor.send() == []
    row = Bericht.objects.get()
    assert (row.status, row.fout) == ("MISLUKT", "geen adres")


# --- the address that only the row knows ---------------------------------------------------------


@pytest.fixture
def to_eva():
    """The row of a day that was called off, to the daughter who had announced a resident."""
    verzoek = Berichtverzoek(
        None,
        "ZITTING_AF",
        gegevens={"instelling": "De Linde", "dag": "maandag", "waarom": ""},
        vervalt_op=NOW + 2 * YEAR,
        onderwerp="zitting:7",
        adres=EVA,
    )
    outbox.request(verzoek, now=NOW)
    return Bericht.objects.get()


def test_what_the_provider_did_not_take_goes_there_later(to_eva, kantoor):
    kantoor.mail.ends = [BUSY]
    assert kantoor.send() == []
    assert [post.aan for post in kantoor.send(later=2 * MINUTE)] == [EVA]


def test_what_proved_not_sent_goes_there_later(to_eva, kantoor):
    kantoor.mail.ends, kantoor.mail.knows = [NO_ANSWER], Gevonden.NEE
    assert kantoor.send() == []
    assert kantoor.send(later=HOUR) == []
    assert [post.aan for post in kantoor.send(later=2 * HOUR)] == [EVA]


def test_an_employee_sends_it_there_again(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    kantoor.send()
    verzoek = Berichtverzoek(afspraak, "ZITTING_CODE", gegevens={"code": "123456"}, adres=EVA)
    outbox.request(verzoek, now=NOW)
    assert [post.aan for post in kantoor.send()] == [EVA]
    row = Bericht.objects.get(soort="ZITTING_CODE")
    byhand.send_again(row, door="7", now=NOW + HOUR)
    assert [post.aan for post in kantoor.send(later=HOUR)] == [EVA]


def test_an_address_is_forgotten_once_it_was_told_and_not_before(to_eva, kantoor):
    pseudonymise_due(NOW + YEAR)
    assert Bericht.objects.get().aan == EVA
    kantoor.send()
    pseudonymise_due(NOW + YEAR)
    assert Bericht.objects.get().aan == ""
