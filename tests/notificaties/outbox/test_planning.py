"""Which messages an act calls for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking, wens
from afspraken.booking import Gegevens
from afspraken.models import Afspraak, Partij, Soort, Status
from afspraken.signals import Berichtverzoek, Change, afspraak_changed, bericht_gevraagd
from notificaties import outbox
from notificaties.models import Bericht, Berichtadres, Berichtstatus
from tests.cast import ANNA, BRAM, NOW, at, booked, held, offer
from tests.notificaties.post import remind, told

pytestmark = pytest.mark.django_db


def moved(afspraak, clock="11:00", partij=Partij.INWONER):
    wanted = wens.wens_of(Afspraak.objects.get(pk=afspraak.pk))
    return booking.move(afspraak, wanted, offer(wanted, clock), partij=partij, now=NOW)


def test_who_books_is_told_at_once_along_the_first_way(paspoort):
    afspraak = booked(paspoort, "10:00")
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WACHT")]
    row = Bericht.objects.get()
    assert (row.onderwerp, row.versie, row.ontvanger) == (f"afspraak:{afspraak.code}", 1, "klant")
    assert (row.niet_voor, row.vervalt_op, row.is_direct) == (NOW, afspraak.begin, True)
    assert row.aan == ""


def test_reminders_come_at_the_moments_of_the_manager(paspoort):
    remind("7d", "2d", "3u")
    afspraak = booked(paspoort, "14:00")
    reminders = Bericht.objects.filter(soort="HERINNERING").order_by("niet_voor")
    # seven days before was yesterday
    assert [(row.moment, row.niet_voor) for row in reminders] == [
        ("-2d", afspraak.begin - timedelta(days=2)),
        ("-3u", afspraak.begin - timedelta(hours=3)),
    ]


def test_moments_of_a_product_replace_the_general_ones(paspoort):
    remind("2d")
    remind("1d", product=paspoort)
    booked(paspoort, "14:00")
    assert [row.moment for row in Bericht.objects.filter(soort="HERINNERING")] == ["-1d"]


def test_a_moment_for_text_messages_needs_a_number(paspoort):
    remind("2d")
    remind("3u", kanaal="SMS")
    assert told(booked(paspoort, "14:00", ANNA), soort="HERINNERING") == [
        ("HERINNERING", "EMAIL", "WACHT"),
        ("HERINNERING", "SMS", "WACHT"),
    ]
    assert told(booked(paspoort, "15:00", BRAM), soort="HERINNERING") == [
        ("HERINNERING", "EMAIL", "WACHT")
    ]


def test_another_time_makes_the_old_messages_void(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "10:00")
    moved(afspraak)
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "VERVALLEN"),
        ("HERINNERING", "EMAIL", "VERVALLEN"),
        ("WIJZIGING", "EMAIL", "WACHT"),
        ("HERINNERING", "EMAIL", "WACHT"),
    ]
    assert Bericht.objects.filter(versie=2, soort="HERINNERING").get().niet_voor == at(
        "11:00"
    ) - timedelta(days=2)


def test_who_cancels_is_told_and_not_reminded(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "10:00")
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    assert told(afspraak, status="WACHT") == [("ANNULERING", "EMAIL", "WACHT")]


def test_a_booking_writes_its_messages_in_two_statements(paspoort):
    remind("2d", "3u")
    afspraak = held(paspoort, "10:00", sessie="met")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        booking.confirm(afspraak.code, ANNA, sessie="met", now=NOW)
    ours = [one["sql"] for one in seen.captured_queries if "notificaties_" in one["sql"]]
    assert len(ours) == 2
    assert told(afspraak)


def test_a_booking_that_ends_as_a_call_takes_two_statements_too(paspoort):
    afspraak = held(paspoort, "10:00", sessie="met")
    landline = Gegevens(naam="Truus Jansen", telefoon="+31204961234")
    with CaptureQueriesContext(connection) as seen:
        booking.confirm(afspraak.code, landline, sessie="met", now=NOW)
    ours = [one["sql"] for one in seen.captured_queries if "notificaties_" in one["sql"]]
    assert len(ours) == 2


def test_a_booking_that_is_rolled_back_leaves_no_message(paspoort):
    def fail(**_):
        raise RuntimeError

    afspraak_changed.connect(fail, dispatch_uid="test")
    try:
        with pytest.raises(RuntimeError):
            booked(paspoort, "10:00")
    finally:
        afspraak_changed.disconnect(dispatch_uid="test")
    assert not Bericht.objects.exists()


def test_a_corrected_address_is_confirmed_to_again(paspoort):
    afspraak = booked(paspoort, "10:00")
    Bericht.objects.update(status=Berichtstatus.VERZONDEN, aan="anna@example.nl")
    same = booking.update_contact(afspraak, ANNA, partij=Partij.INWONER, now=NOW)
    assert len(told(same)) == 1
    booking.update_contact(afspraak, BRAM, partij=Partij.INWONER, now=NOW)
    assert told(afspraak) == [
        ("BEVESTIGING", "EMAIL", "VERZONDEN"),
        ("BEVESTIGING", "EMAIL", "WACHT"),
    ]


def test_who_now_prefers_text_messages_is_reminded_by_them(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    from dataclasses import replace

    booking.update_contact(afspraak, replace(ANNA, voorkeur="SMS"), partij=Partij.INWONER, now=NOW)
    assert told(afspraak, soort="HERINNERING") == [("HERINNERING", "SMS", "WACHT")]


def test_after_the_visit_comes_the_message_that_was_asked_for(paspoort):
    from notificaties.models import Berichtmoment

    Berichtmoment.objects.create(soort="NABERICHT", aantal=1, eenheid="d")
    afspraak = booked(paspoort, "10:00")
    afspraak.status = Status.AFGEROND
    afspraak.save()
    afspraak_changed.send(
        Afspraak,
        afspraak=afspraak,
        change=Change.STATUS,
        door=Partij.MEDEWERKER,
        now=afspraak.einde,
        was=None,
    )
    row = Bericht.objects.get(soort="NABERICHT")
    assert (row.moment, row.niet_voor) == ("+1d", afspraak.einde + timedelta(days=1))


def test_an_official_with_a_mailbox_hears_of_the_appointment_and_of_its_end(town):
    official = town.ambtenaar("Karin", kan=["OZB"])
    Berichtadres.objects.create(middel=official, email="karin@example.nl")
    gesprek = town.product("OZB", vraagt=[(Soort.AMBTENAAR, 1, "OZB")])
    afspraak = booked(gesprek, "10:00")
    assert told(afspraak, ontvanger=f"middel:{official.pk}") == [("MEDEDELING", "EMAIL", "WACHT")]
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    assert told(afspraak, ontvanger=f"middel:{official.pk}") == [
        ("MEDEDELING", "EMAIL", "VERVALLEN"),
        ("MEDEDELING", "EMAIL", "WACHT"),
    ]
    assert Bericht.objects.filter(middel=official, klant__isnull=True).count() == 2


def test_another_app_asks_for_a_message_once_per_moment(paspoort):
    afspraak = booked(paspoort, "10:00")
    for _twice in range(2):
        bericht_gevraagd.send(
            "mobiel",
            verzoek=Berichtverzoek(afspraak, "ONDERWEG", moment="stop:3", gegevens={"over": "10"}),
            now=NOW,
        )
    row = Bericht.objects.get(soort="ONDERWEG")
    assert (row.gegevens, row.is_direct) == ({"over": "10"}, True)


def test_missing_reminders_are_planned_once_and_superfluous_ones_go(paspoort):
    afspraak = booked(paspoort, "14:00")
    remind("2d")

    def plan():
        rows = Afspraak.objects.select_related("klant").prefetch_related("producten")
        return outbox.plan_missing(list(rows), now=NOW)

    assert (plan(), plan()) == (1, 0)
    from notificaties.models import Berichtmoment

    Berichtmoment.objects.all().delete()
    remind("1d")
    assert plan() == 1
    assert told(afspraak, soort="HERINNERING") == [
        ("HERINNERING", "EMAIL", "VERVALLEN"),
        ("HERINNERING", "EMAIL", "WACHT"),
    ]
    remind("2d")
    assert plan() == 1
    assert told(afspraak, soort="HERINNERING", status="WACHT", moment="-2d")


def test_who_moved_today_is_not_reminded_today_after_a_plan_either(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    saturday = afspraak.begin - timedelta(days=2, hours=3)
    wanted = wens.wens_of(afspraak)
    moved = booking.move(
        afspraak, wanted, offer(wanted, "15:00", now=saturday), partij=Partij.INWONER, now=saturday
    )
    rows = Afspraak.objects.select_related("klant").prefetch_related("producten")
    assert outbox.plan_missing(list(rows), now=saturday) == 0
    assert told(moved, status="WACHT") == [("WIJZIGING", "EMAIL", "WACHT")]


def test_who_knew_already_is_only_reminded(paspoort):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    Bericht.objects.all().delete()
    outbox.tell(afspraak, Change.IMPORTED, door=Partij.SYSTEEM, now=NOW)
    assert told(afspraak) == []
    outbox.plan_missing([afspraak], now=NOW)
    assert told(afspraak) == [("HERINNERING", "EMAIL", "WACHT")]


def test_an_official_hears_in_the_evening_what_happens_in_the_evening(town, kantoor):
    official = town.ambtenaar("Karin", kan=["OZB"])
    Berichtadres.objects.create(middel=official, email="karin@example.nl")
    gesprek = town.product("OZB", vraagt=[(Soort.AMBTENAAR, 1, "OZB")])
    evening = NOW.replace(hour=21)
    booked(gesprek, "10:00", now=evening)
    assert {post.aan for post in kantoor.send(at=evening)} == {ANNA.email, "karin@example.nl"}
