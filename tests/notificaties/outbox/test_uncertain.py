"""Nobody knows whether a message left: who is asked, what is asked, and what the answer does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken.models import Middel
from notificaties import outbox
from notificaties.channels import Gevonden
from notificaties.models import Beltaak, Bericht, Berichtadres
from notificaties.outbox.settling import settle
from notificaties.outbox.sweeping import LOOK_UPS
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.outbox.test_sweeping import fenced
from tests.notificaties.post import BUSY, NO_ANSWER, TAKEN, told

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = NOW + HOUR


@pytest.fixture
def unsure(paspoort, kantoor):
    """A confirmation, to someone who reads English, on which the provider did not answer."""
    booked(paspoort, "10:00", replace(BRAM, taal="en"))
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send()
    return Bericht.objects.get()


def sweep(kantoor, now=LATER):
    outbox.sweep(kantoor.channels, now=now)
    return Bericht.objects.order_by("pk").first()


def asked_for(kantoor):
    """What the provider is asked for from now on, in order."""
    posts = []
    look_up = kantoor.mail.look_up
    kantoor.mail.look_up = lambda post: posts.append(post) or look_up(post)
    return posts


def test_the_provider_is_asked_for_what_left(unsure, kantoor):
    [sent], posts = kantoor.mail.seen, asked_for(kantoor)
    sweep(kantoor)
    assert posts == [replace(sent, html="", ics=b"", ics_method="", op=NOW)]
    assert posts[0].taal == "en"


def test_what_went_to_an_employee_is_asked_for_in_dutch_and_calls_nobody(paspoort, kantoor):
    Berichtadres.objects.create(middel=Middel.objects.get(), email="loket@example.nl")
    booked(paspoort, "10:00", replace(BRAM, taal="en"))
    Bericht.objects.filter(ontvanger="klant").delete()
    kantoor.mail.ends, posts = [NO_ANSWER], asked_for(kantoor)
    kantoor.send()
    sweep(kantoor)
    assert [(post.aan, post.taal) for post in posts] == [("loket@example.nl", "nl")]
    assert not Beltaak.objects.exists()


def test_a_provider_that_cannot_tell_is_asked_once_and_then_a_person_decides(unsure, kantoor):
    for hours in range(3):
        row = sweep(kantoor, NOW + hours * HOUR)
    assert kantoor.mail.asked == 1
    assert (row.status, row.opgezocht_op) == ("ONZEKER", NOW)
    task = Beltaak.objects.get()
    assert (task.reden, task.bericht, task.aangemaakt_op) == ("ONZEKER", unsure, NOW)


def test_a_provider_that_said_no_and_then_cannot_tell_is_not_asked_a_third_time(unsure, kantoor):
    kantoor.mail.knows = Gevonden.NEE
    sweep(kantoor, NOW)
    kantoor.mail.knows = Gevonden.ONBEKEND
    for hours in (1, 2, 3):
        sweep(kantoor, NOW + hours * HOUR)
    assert kantoor.mail.asked == 2
    assert Beltaak.objects.exists()


def test_two_sweeps_at_once_count_one_absence(unsure, kantoor):
    def swept_meanwhile(_post):
        kantoor.mail.look_up = lambda _post: (Gevonden.NEE, "")
        sweep(kantoor, NOW)
        return Gevonden.NEE, ""

    kantoor.mail.look_up = swept_meanwhile
    assert sweep(kantoor, NOW).afwezig_aantal == 1
    assert sweep(kantoor, NOW + 9 * MINUTE).status == "ONZEKER"


def test_an_old_answer_says_nothing_of_a_later_try(unsure, kantoor):
    """While one worker asks, another hears the same no, and the message leaves once more."""
    kantoor.mail.knows = Gevonden.NEE
    sweep(kantoor, NOW)

    def sent_again_meanwhile(_post):
        kantoor.mail.look_up = lambda _post: (Gevonden.NEE, "")
        kantoor.mail.ends = [NO_ANSWER]
        kantoor.send(at=LATER)
        return Gevonden.NEE, ""

    kantoor.mail.look_up = sent_again_meanwhile
    assert sweep(kantoor, LATER).status == "ONZEKER"
    assert len(kantoor.mail.seen) == 2


def test_what_arrived_while_the_provider_was_asked_stays_arrived(unsure, kantoor):
    kantoor.mail.knows = Gevonden.NEE
    sweep(kantoor, NOW)

    def arrived_meanwhile(post):
        outbox.delivered(post.referentie, now=NOW)
        return Gevonden.NEE, ""

    kantoor.mail.look_up = arrived_meanwhile
    assert sweep(kantoor).status == "AFGELEVERD"


def test_what_the_provider_never_had_begins_anew(unsure, kantoor):
    """It waits from now on, is overdue since it first was to go, and has no address any more."""
    kantoor.mail.knows = Gevonden.NEE
    sweep(kantoor, NOW)
    row = sweep(kantoor, LATER)
    assert (row.status, row.status_op, row.niet_voor) == ("WACHT", LATER, LATER)
    assert (row.uitgesteld_sinds, row.aan) == (NOW, "")
    assert (row.claim, row.lease_tot) == (None, None)
    kantoor.mail.ends = [NO_ANSWER]
    kantoor.send(at=LATER)
    assert sweep(kantoor, LATER).status == "ONZEKER"  # absent once, not thrice
    assert sweep(kantoor, LATER + 9 * MINUTE).status == "ONZEKER"
    assert sweep(kantoor, LATER + 10 * MINUTE).status == "WACHT"


def test_one_that_is_absent_leaves_the_others_uncertain(town, kantoor):
    town.loket(plekken=3)
    paspoort = town.product("Paspoort")
    for gegevens in (ANNA, BRAM):
        booked(paspoort, "10:00", gegevens)
    kantoor.mail.ends = [NO_ANSWER] * 2
    kantoor.send()
    absent = Bericht.objects.order_by("pk").first().referentie.hex

    def look_up(post):
        return (Gevonden.NEE if post.referentie == absent else Gevonden.ONBEKEND), ""

    kantoor.mail.look_up = look_up
    sweep(kantoor, NOW)
    sweep(kantoor, LATER)
    rows = Bericht.objects.order_by("pk").values_list("status", "opgezocht_op", "afwezig_aantal")
    assert list(rows) == [("WACHT", None, 0), ("ONZEKER", NOW, 0)]


def test_nobody_calls_about_news_that_is_old(unsure, kantoor):
    moved(unsure.afspraak)
    Bericht.objects.filter(versie=2).delete()
    sweep(kantoor)
    assert not Beltaak.objects.exists()


@pytest.mark.parametrize("arrived", ["another customer", "an old time", "an employee"])
def test_a_message_that_says_something_else_does_not_spare_the_call(paspoort, kantoor, arrived):
    Berichtadres.objects.create(middel=Middel.objects.get(), email="loket@example.nl")
    if arrived == "another customer":
        booked(paspoort, "11:00", ANNA)
    afspraak = booked(paspoort, "10:00", BRAM)
    if arrived != "an employee":
        Berichtadres.objects.all().delete()
        Bericht.objects.filter(soort="MEDEDELING").delete()
    if arrived == "an old time":
        kantoor.send()
        afspraak = moved(afspraak)
    kantoor.mail.before = lambda post: kantoor.mail.ends.extend(
        [NO_ANSWER] if post.aan == BRAM.email else []
    )
    kantoor.send()
    sweep(kantoor)
    assert [task.afspraak for task in Beltaak.objects.all()] == [afspraak]


def test_one_round_asks_only_so_many_so_that_it_ends(town, kantoor, monkeypatch):
    monkeypatch.setattr(outbox.sweeping, "LOOK_UPS", 2)
    town.loket(plekken=3)
    paspoort = town.product("Paspoort")
    for n in range(3):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
    kantoor.mail.usual = NO_ANSWER
    kantoor.send()
    assert kantoor.mail.asked == 0
    sweep(kantoor, NOW)
    assert kantoor.mail.asked == 2
    assert LOOK_UPS == 50


def test_a_provider_that_is_silent_does_not_keep_another_from_being_asked(town, kantoor):
    town.loket(plekken=3)
    paspoort = town.product("Paspoort")
    booked(paspoort, "10:00", BRAM)
    booked(paspoort, "10:00", replace(ANNA, voorkeur="SMS"))
    kantoor.mail.usual = kantoor.sms.usual = NO_ANSWER
    kantoor.send()
    kantoor.mail.knows, kantoor.sms.knows = Gevonden.NIET_NU, Gevonden.JA
    sweep(kantoor, NOW)
    statuses = Bericht.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["ONZEKER", "VERZONDEN"]


def test_only_what_lies_with_a_provider_that_we_have_is_asked_for(unsure, kantoor):
    outbox.sweep({"SMS": kantoor.sms}, now=LATER)
    assert kantoor.sms.asked == 0


def test_the_words_that_it_is_there_settle_it(unsure, kantoor):
    assert outbox.accepted(unsure.referentie.hex, provider_id="9" * 80, now=LATER)
    unsure.refresh_from_db()
    assert (unsure.status, unsure.status_op, unsure.verzonden_op) == ("VERZONDEN", LATER, LATER)
    assert (unsure.claim, unsure.lease_tot, unsure.provider_id) == (None, None, "9" * 64)
    assert not outbox.accepted(unsure.referentie.hex, provider_id="x", now=LATER)


def test_a_refusal_that_comes_late_puts_the_message_off(paspoort, kantoor):
    booked(paspoort, "10:00")
    row, _post = fenced()
    outbox.sweep({}, now=LATER)
    settle(row, BUSY, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.niet_voor, row.fout) == ("WACHT", LATER + MINUTE, "429")


def test_a_broken_off_message_says_so_until_it_is_settled(paspoort):
    booked(paspoort, "10:00")
    row, _post = fenced()
    outbox.sweep({}, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.status_op, row.fout) == ("ONZEKER", LATER, "afgebroken")
    assert row.lease_tot is None
    settle(row, TAKEN, now=LATER)
    assert told(row.afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]
