"""The clock jumps two hours forward or back: nothing goes out twice, and nothing stays behind."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from afspraken.models import Afspraak
from notificaties import outbox, ronde
from notificaties.channels import Gevonden
from notificaties.models import Bericht
from notificaties.outbox import sending
from notificaties.outbox.claiming import LEASE, claim, fence, give_back
from notificaties.outbox.settling import settle
from notificaties.outbox.writing import write_posts
from tests.cast import BRAM, NOW, booked
from tests.effort import number, seeds
from tests.notificaties.post import BUSY, TAKEN, remind, told

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
JUMP = 2 * HOUR


def taken(now):
    """A message that a worker has in hand, with its text."""
    [row] = claim(["EMAIL"], most=9, now=now)
    [(row, (post, weergave))] = write_posts([row])
    return row, post, weergave


def test_forward_between_claim_and_fence_sends_later_and_once(paspoort, kantoor):
    booked(paspoort, "10:00")
    row, post, weergave = taken(NOW)
    assert not fence(row, post, weergave, now=NOW + JUMP)
    give_back(row, now=NOW + JUMP)
    assert len(kantoor.send(at=NOW + JUMP)) == 1
    assert kantoor.send(at=NOW + JUMP + HOUR) == []


def test_forward_while_the_provider_is_asked_settles_as_sent(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00")
    row, post, weergave = taken(NOW)
    assert fence(row, post, weergave, now=NOW)
    assert kantoor.send(at=NOW + JUMP) == []  # another worker sees a lease that is over
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "ONZEKER")]
    settle(row, kantoor.mail.send(post), now=NOW + JUMP)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]
    assert kantoor.send(at=NOW + JUMP + HOUR) == []


def test_back_after_a_worker_died_does_not_keep_its_messages_in_hand(paspoort, kantoor):
    afspraak = booked(paspoort, "10:00", now=NOW - JUMP)
    claim(["EMAIL"], most=9, now=NOW)
    back = NOW - JUMP
    assert len(kantoor.send(at=back)) == 1
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_a_clock_that_is_a_little_behind_takes_nothing_from_another_worker(paspoort):
    afspraak = booked(paspoort, "10:00")
    claim(["EMAIL"], most=9, now=NOW)
    outbox.sweep({}, now=NOW - LEASE)
    assert told(afspraak) == [("BEVESTIGING", "EMAIL", "OPGEPAKT")]


def test_back_while_a_way_rests_ends_the_rest(town, kantoor):
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    for n in range(6):
        booked(paspoort, "10:00", replace(BRAM, email=f"b{n}@example.nl"), now=NOW - JUMP)
    kantoor.mail.usual = BUSY
    kantoor.send(at=NOW)
    kantoor.mail.usual = TAKEN
    assert len(kantoor.send(at=NOW - JUMP)) == 1  # the five others were put off until NOW
    assert len(kantoor.send(at=NOW + MINUTE)) == 5


def test_a_reminder_that_left_by_a_clock_ahead_does_not_leave_again(paspoort, kantoor, monkeypatch):
    remind("2d")
    afspraak = booked(paspoort, "14:00")
    kantoor.send()
    due = afspraak.begin - timedelta(days=2)
    monkeypatch.setattr(ronde, "channels", lambda: kantoor.channels)
    monkeypatch.setattr(ronde.settings, "BERICHTEN_TEGELIJK", 1)
    sent = 0
    with time_machine.travel(due - JUMP, tick=False) as clock:
        for jump in (JUMP, -JUMP, HOUR, HOUR, HOUR):
            clock.shift(jump)
            ronde.plan()
            ronde.tidy()
            sent += ronde.send().total()
    assert sent == 1
    assert told(afspraak, soort="HERINNERING") == [("HERINNERING", "EMAIL", "VERZONDEN")]


@seeds(1, in_proof=6)
def test_jumps_at_any_step_double_nothing_and_leave_nothing(town, kantoor, monkeypatch, seed):
    """The clock jumps before a claim, a fence and an answer; workers die; and time goes on."""
    dice = random.Random(seed)
    town.loket(plekken=20)
    paspoort = town.product("Paspoort")
    remind("2d", "3u")
    for n in range(8):
        booked(paspoort, "14:00", replace(BRAM, email=f"b{n}@example.nl"))
    kantoor.mail.knows = Gevonden.NEE  # it knows our references
    ahead = [timedelta(0)]

    def jump(*_):
        if dice.random() < 0.1:
            ahead[0] = dice.choice([JUMP, -JUMP, timedelta(0)])
            kantoor.now = kantoor.true + ahead[0]

    def jumpy(step):
        def run(*args, **given):
            jump()
            if dice.random() < 0.02:
                raise SystemExit  # a worker that dies
            return step(*args, **(given | ({"now": kantoor.now} if "now" in given else {})))

        return run

    for name in ("claim", "fence", "settle"):
        monkeypatch.setattr(sending, name, jumpy(getattr(sending, name)))
    kantoor.mail.before = jump

    def look_up(post):
        has_it = any(one.referentie == post.referentie for one in kantoor.mail.taken)
        return (Gevonden.JA, "SM1") if has_it else (Gevonden.NEE, "")

    kantoor.mail.look_up = look_up
    begin = Afspraak.objects.first().begin
    kantoor.true = NOW
    while kantoor.true < begin:
        is_near = begin - kantoor.true < 4 * HOUR or kantoor.true - NOW < HOUR
        kantoor.true += number(10, in_proof=4) * MINUTE if is_near else 2 * HOUR
        try:
            kantoor.send(at=kantoor.true + ahead[0])
        except SystemExit:
            continue
    sent = Counter(post.referentie for post in kantoor.mail.taken)
    assert set(sent.values()) == {1}
    assert not Bericht.objects.exclude(status__in=["VERZONDEN", "VERVALLEN"]).exists()
    first = Bericht.objects.filter(soort="BEVESTIGING")
    assert set(first.values_list("status", flat=True)) == {"VERZONDEN"}
    assert Bericht.objects.filter(soort="HERINNERING", status="VERZONDEN").count() >= 12
