"""What leaves: to whom, in which language, with which invitation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.models import Afspraak, Klant, Locatie, Partij, Soort
from notificaties import outbox
from notificaties.afmelding import hash_of
from notificaties.models import Bericht, Berichtadres, SmsAfmelding
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.post import remind, told

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
BY_SMS = replace(ANNA, voorkeur="SMS")


def invited(post):
    """Method of the invitation, and who it is for; empty without one."""
    text = post.ics.decode().replace("\r\n ", "")
    attendees = [line for line in text.splitlines() if line.startswith("ATTENDEE")]
    return post.ics_method, [line.rpartition("mailto:")[2] for line in attendees]


@pytest.fixture
def gesprek(town):
    """A talk with an official; two of them, Karin and Said, have a mailbox."""
    for naam in ("Karin", "Said"):
        official = town.ambtenaar(naam, kan=["OZB"])
        Berichtadres.objects.create(middel=official, email=f"{naam.lower()}@example.nl")
    return town.product("OZB", vraagt=[(Soort.AMBTENAAR, 1, "OZB")])


def test_a_confirmation_brings_an_invitation_in_the_name_of_the_customer(paspoort, kantoor):
    booked(paspoort, "10:00", BRAM)
    [post] = kantoor.send()
    assert invited(post) == ("REQUEST", [BRAM.email])
    assert BRAM.naam in post.ics.decode()
    row = Bericht.objects.get()
    assert (row.titel, row.tekst, row.referentie.hex) == (post.titel, post.tekst, post.referentie)
    assert post.html.count("<p") > 1


def test_a_change_renews_the_invitation_and_a_cancellation_withdraws_it(paspoort, kantoor):
    afspraak = moved(booked(paspoort, "10:00", BRAM))
    [post] = kantoor.send()
    assert invited(post)[0] == "REQUEST"
    booking.cancel(Afspraak.objects.get(pk=afspraak.pk), partij=Partij.INWONER, now=NOW)
    [post] = kantoor.send(later=MINUTE)
    assert invited(post) == ("CANCEL", [BRAM.email])


def test_a_reminder_brings_no_second_invitation(paspoort, kantoor):
    remind("2d")
    afspraak = booked(paspoort, "14:00", BRAM)
    kantoor.send()
    [post] = kantoor.send(at=afspraak.begin - timedelta(days=2))
    assert (post.ics, post.ics_method) == (b"", "")
    assert post.html


def test_a_text_message_is_bare_text_that_every_telephone_can_show(paspoort, kantoor):
    Locatie.objects.update(naam="Huis \u201cNoord\u201d")
    booked(paspoort, "10:00", BY_SMS)
    [post] = kantoor.send()
    assert (post.aan, post.html, post.ics, post.ics_method) == (ANNA.telefoon, "", b"", "")
    assert not set(post.tekst) & set("\u201c\u201d")
    assert Bericht.objects.get().tekst == post.tekst


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_it_is_in_the_language_of_the_customer(paspoort, kantoor, taal):
    booked(paspoort, "10:00", replace(BRAM, taal=taal))
    [post] = kantoor.send()
    assert post.taal == taal


def test_each_official_is_invited_in_dutch_and_the_customer_apart(gesprek, kantoor):
    booked(gesprek, "10:00", replace(BRAM, taal="en"))
    posts = {post.aan: post for post in kantoor.send()}
    [official] = posts.keys() - {BRAM.email}
    assert invited(posts[official]) == ("REQUEST", [official])
    assert invited(posts[BRAM.email]) == ("REQUEST", [BRAM.email])
    assert posts[official].taal == "nl"
    assert "Bram" not in posts[official].ics.decode()


def test_who_has_nothing_to_do_with_it_any_more_strikes_it_out(town, gesprek, kantoor):
    """Another official takes over: one invitation goes, another comes."""
    afspraak = booked(gesprek, "10:00", BRAM)
    kantoor.send()
    before = afspraak.inzetten.get().middel
    town.open(before, "15:00-16:00")
    after = moved(afspraak).inzetten.get().middel
    methods = {post.aan: invited(post)[0] for post in kantoor.send(later=MINUTE)}
    assert methods == {
        BRAM.email: "REQUEST",
        before.berichtadres.email: "CANCEL",
        after.berichtadres.email: "REQUEST",
    }


def test_an_official_strikes_out_what_is_cancelled(gesprek, kantoor):
    afspraak = booked(gesprek, "10:00", BRAM)
    kantoor.send()
    booking.cancel(afspraak, partij=Partij.INWONER, now=NOW + MINUTE)
    posts = kantoor.send(later=MINUTE)
    assert {invited(post)[0] for post in posts} == {"CANCEL"}
    assert len(posts) == 2


def test_a_mailbox_that_was_switched_off_meanwhile_gets_nothing(gesprek, kantoor):
    booked(gesprek, "10:00", BRAM)
    Berichtadres.objects.update(is_actief=False)
    assert [post.aan for post in kantoor.send()] == [BRAM.email]
    assert Bericht.objects.get(soort="MEDEDELING").fout == "geen adres"


def test_who_said_stop_meanwhile_gets_an_e_mail(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", BY_SMS)
    booked(paspoort, "11:00", replace(BY_SMS, telefoon="+31687654321", email="x@example.nl"))
    SmsAfmelding.objects.create(nummer_hash=hash_of(ANNA.telefoon), op=NOW)
    assert {post.aan for post in kantoor.send()} == {ANNA.email, "+31687654321"}
    assert told(afspraak) == [
        ("BEVESTIGING", "SMS", "MISLUKT"),
        ("BEVESTIGING", "EMAIL", "VERZONDEN"),
    ]


def test_a_letter_of_who_has_no_address_any_more_goes_another_way(paspoort, kantoor):
    booked(paspoort, "10:00", BRAM)
    Klant.objects.update(email="", telefoon=ANNA.telefoon)
    assert [post.aan for post in kantoor.send()] == [ANNA.telefoon]
    assert Bericht.objects.get(status="MISLUKT").fout == "geen adres"


def test_what_cannot_be_written_says_so_in_the_log(paspoort, kantoor, caplog, monkeypatch):
    booked(paspoort, "10:00", BRAM)

    def fail(*_):
        raise RuntimeError("no such placeholder")

    monkeypatch.setattr(outbox.writing, "render", fail)
    kantoor.send()
    row = Bericht.objects.get()
    assert (row.status, row.fout) == ("MISLUKT", "opmaak")
    [said] = [one for one in caplog.records if one.levelname == "ERROR"]
    assert said.getMessage() == f"message {row.pk} cannot be written"
    assert said.exc_info
