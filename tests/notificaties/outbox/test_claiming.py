"""Who takes which messages, in which order, for how long, and how they are given back."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from afspraken.models import Middel
from notificaties import outbox
from notificaties.models import Bericht, Berichtadres
from notificaties.outbox.claiming import LEASE, claim, fence, give_back
from notificaties.outbox.writing import write_posts
from tests.cast import ANNA, BRAM, NOW, booked
from tests.notificaties.outbox.test_planning import moved
from tests.notificaties.outbox.test_sweeping import fenced
from tests.notificaties.post import told

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def three(town):
    """Confirmations to three customers; the one written last is due longest."""
    town.loket(plekken=9)
    paspoort = town.product("Paspoort")
    for n in range(3):
        booked(paspoort, "10:00", replace(BRAM, email=f"bram{n}@example.nl"))
        Bericht.objects.filter(klant__email=f"bram{n}@example.nl").update(
            niet_voor=NOW - n * MINUTE
        )


def names(rows):
    return [row.klant.email.partition("@")[0] for row in rows]


def test_what_is_due_longest_is_taken_first_and_no_more_than_asked(three):
    assert names(claim(["EMAIL"], most=2, now=NOW)) == ["bram2", "bram1"]
    assert names(claim(["EMAIL"], most=2, now=NOW)) == ["bram0"]


def test_what_is_due_from_now_on_is_due(three):
    assert names(claim(["EMAIL"], most=9, now=NOW - SECOND)) == ["bram2", "bram1"]


def test_who_takes_it_has_it_for_a_minute(three):
    token = uuid.uuid4()
    rows = claim(["EMAIL"], most=9, now=NOW, token=token)
    assert {(row.claim, row.lease_tot, row.status, row.status_op) for row in rows} == {
        (token, NOW + LEASE, "OPGEPAKT", NOW)
    }
    assert timedelta(minutes=1) == LEASE


def test_two_workers_have_different_claims(three):
    first, second = (claim(["EMAIL"], most=1, now=NOW) for _worker in range(2))
    assert first[0].claim != second[0].claim


def test_only_what_goes_along_these_ways_is_taken(paspoort):
    booked(paspoort, "10:00", BRAM)
    booked(paspoort, "11:00", replace(ANNA, voorkeur="SMS"))
    assert claim(["BRIEF"], most=9, now=NOW) == []
    assert [row.kanaal for row in claim(["SMS"], most=9, now=NOW)] == ["SMS"]
    assert [row.kanaal for row in claim(["EMAIL", "SMS"], most=9, now=NOW)] == ["EMAIL"]


@pytest.mark.parametrize("in_hand", ["OPGEPAKT", "WORDT_VERZONDEN"])
def test_new_news_waits_for_old_news_to_the_same_person_and_for_no_other(paspoort, in_hand):
    afspraak = booked(paspoort, "10:00", BRAM)
    booked(paspoort, "11:00", ANNA)
    [first] = claim(["EMAIL"], most=1, now=NOW)
    Bericht.objects.filter(pk=first.pk).update(status=in_hand)
    moved(afspraak, "12:00")
    assert [row.klant.naam for row in claim(["EMAIL"], most=9, now=NOW)] == [ANNA.naam]


def test_news_to_an_official_does_not_wait_for_news_to_the_customer(paspoort):
    Berichtadres.objects.create(middel=Middel.objects.get(), email="loket@example.nl")
    booked(paspoort, "10:00", BRAM)
    told_first, told_next = (claim(["EMAIL"], most=1, now=NOW)[0] for _worker in range(2))
    assert {told_first.ontvanger, told_next.ontvanger} > {"klant"}


def test_what_is_given_back_waits_for_anybody(paspoort):
    booked(paspoort, "10:00")
    [row] = claim(["EMAIL"], most=9, now=NOW)
    give_back(row, now=NOW + SECOND)
    row.refresh_from_db()
    assert (row.status, row.status_op) == ("WACHT", NOW + SECOND)
    assert (row.claim, row.lease_tot) == (None, None)


def test_what_became_untrue_is_given_back_as_void(paspoort):
    afspraak = booked(paspoort, "10:00")
    [row] = claim(["EMAIL"], most=9, now=NOW)
    moved(afspraak)
    give_back(row, now=NOW + SECOND)
    row.refresh_from_db()
    assert (row.status, row.status_op) == ("VERVALLEN", NOW + SECOND)
    assert (row.claim, row.lease_tot) == (None, None)


def test_who_lost_a_claim_or_has_sent_gives_nothing_back(paspoort):
    afspraak = booked(paspoort, "10:00")
    [old] = claim(["EMAIL"], most=9, now=NOW)
    outbox.sweep({}, now=NOW + LEASE)
    [new] = claim(["EMAIL"], most=9, now=NOW + LEASE)
    give_back(old, now=NOW + LEASE)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "OPGEPAKT")]
    [(row, (post, weergave))] = write_posts([new])
    assert fence(row, post, weergave, now=NOW + LEASE)
    give_back(new, now=NOW + LEASE)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "WORDT_VERZONDEN")]


def test_giving_one_back_leaves_the_others_in_hand(three):
    rows = claim(["EMAIL"], most=9, now=NOW)
    give_back(rows[0], now=NOW)
    assert Bericht.objects.filter(status="OPGEPAKT").count() == 2


def test_a_message_that_leaves_keeps_what_it_says_and_to_whom(paspoort):
    booked(paspoort, "10:00", BRAM)
    row, post = fenced(NOW)
    row.refresh_from_db()
    assert (row.status, row.status_op, row.lease_tot) == ("WORDT_VERZONDEN", NOW, NOW + LEASE)
    assert (row.aan, row.titel, row.tekst) == (BRAM.email, post.titel, post.tekst)
    assert row.sjabloonversie is None


def test_a_message_passes_the_fence_once(paspoort):
    booked(paspoort, "10:00", BRAM)
    [taken] = claim(["EMAIL"], most=9, now=NOW)
    [(row, (post, weergave))] = write_posts([taken])
    assert [fence(row, post, weergave, now=NOW) for _twice in range(2)] == [True, False]
