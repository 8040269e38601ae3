"""Who is next, and by which rule. Nothing here needs a database."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.wachtrij.volgorde import Bezoek, Loket, Regel, Spelregels, order
from tests.cast import at

REIS, TROUW = 1, 2  # competences
NUL = Loket(middel=9)
ALLES = Loket(middel=1, bevoegdheden=frozenset({REIS, TROUW}))
_number = count(1)


def bezoek(gemeld, begin=None, **more):
    """Someone who reported at a clock time, with an appointment or without."""
    return Bezoek(next(_number), at(gemeld), begin=at(begin) if begin else None, **more)


def named(beurten):
    return [beurt.regel for beurt in beurten]


def numbers(beurten):
    return [beurt.bezoek.nummer for beurt in beurten]


def ordered(*bezoeken, now, loket=None):
    return order(bezoeken, now=at(now), spelregels=Spelregels(), loket=loket)


def test_the_rules_stand_in_the_order_that_the_page_of_the_queue_tells():
    everyone = [
        bezoek("9:50", "11:00"),  # later
        bezoek("9:55", "9:40"),  # too late for it
        bezoek("9:50"),  # a walk-in
        bezoek("9:45", "10:05"),  # soon
        bezoek("9:30"),  # a walk-in who waits long
        bezoek("9:58", "10:00"),  # due
        bezoek("9:00", voorrang_op=at("9:59")),  # was parked
    ]
    found = ordered(*everyone, now="10:00")
    assert named(found) == [
        *(Regel.VOORRANG, Regel.OP_TIJD, Regel.WACHT_LANG, Regel.BIJNA),
        *(Regel.INLOOP, Regel.TE_LAAT, Regel.LATER),
    ]


def test_an_appointment_goes_at_its_time_and_not_at_the_time_of_reporting():
    early, late = bezoek("9:55", "9:50"), bezoek("9:40", "10:00")
    assert numbers(ordered(late, early, now="10:00")) == [early.nummer, late.nummer]


def test_exactly_at_the_limit_one_is_still_in_time():
    assert named(ordered(bezoek("10:10", "10:00"), now="10:10")) == [Regel.OP_TIJD]
    assert named(ordered(bezoek("10:11", "10:00"), now="10:11")) == [Regel.TE_LAAT]


def test_who_came_too_late_keeps_the_place_of_the_moment_of_reporting():
    before, late, after = bezoek("10:00"), bezoek("10:15", "10:00"), bezoek("10:16")
    found = ordered(after, late, before, now="10:18")
    assert numbers(found) == [before.nummer, late.nummer, after.nummer]


def test_who_waits_long_goes_before_an_appointment_that_is_not_due_yet_and_not_before_one_that_is():
    waits, soon = bezoek("9:30"), bezoek("9:40", "9:55")
    assert numbers(ordered(waits, soon, now="9:50")) == [soon.nummer, waits.nummer]
    assert numbers(ordered(waits, soon, now="9:51")) == [waits.nummer, soon.nummer]
    assert numbers(ordered(waits, soon, now="9:55")) == [soon.nummer, waits.nummer]


def test_an_appointment_of_later_goes_when_nobody_else_is_there():
    later = bezoek("9:50", "10:30")
    assert named(ordered(later, now="10:00")) == [Regel.LATER]
    assert numbers(ordered(later, walk := bezoek("9:59"), now="10:00")) == [
        walk.nummer,
        later.nummer,
    ]


def test_a_counter_sees_only_whom_it_can_help():
    paspoort = bezoek("9:00", bevoegdheden=frozenset({REIS}))
    vraag = bezoek("9:05")
    assert numbers(ordered(paspoort, vraag, now="9:10", loket=NUL)) == [vraag.nummer]
    assert numbers(ordered(paspoort, vraag, now="9:10", loket=ALLES)) == [
        paspoort.nummer,
        vraag.nummer,
    ]


def test_a_room_helps_only_whom_it_was_booked_for():
    kamer = Loket(middel=7, is_loket=False)
    vraag, gesprek = bezoek("9:00"), bezoek("9:05", "9:10", alleen=frozenset({7}))
    assert numbers(ordered(vraag, gesprek, now="9:10", loket=kamer)) == [gesprek.nummer]
    assert numbers(ordered(vraag, gesprek, now="9:10", loket=ALLES)) == [vraag.nummer]


def test_of_two_who_go_first_the_one_who_has_done_so_longest_goes():
    back = bezoek("9:30", voorrang_op=at("10:00"))
    handed = bezoek("9:00", voorrang_op=at("10:01"))
    assert numbers(ordered(handed, back, now="10:02")) == [back.nummer, handed.nummer]


minutes = st.integers(-60, 60).map(lambda n: at("10:00") + timedelta(minutes=n))
visits = st.builds(
    Bezoek,
    st.integers(1, 10_000),
    minutes,
    begin=st.none() | minutes,
    voorrang_op=st.none() | minutes,
    bevoegdheden=st.frozensets(st.sampled_from([REIS, TROUW])),
)


@given(st.lists(visits, max_size=12, unique_by=lambda one: one.nummer), st.randoms())
def test_everyone_has_one_place_whatever_the_order_of_the_rows(bezoeken, random):
    found = order(bezoeken, now=at("10:00"), spelregels=Spelregels())
    assert sorted(numbers(found)) == sorted(one.nummer for one in bezoeken)
    random.shuffle(bezoeken)
    assert order(bezoeken, now=at("10:00"), spelregels=Spelregels()) == found


@given(st.lists(visits, max_size=12, unique_by=lambda one: one.nummer))
def test_what_a_counter_sees_is_the_order_of_all_without_whom_it_cannot_help(bezoeken):
    now, rules = at("10:00"), Spelregels()
    loket = Loket(middel=3, bevoegdheden=frozenset({REIS}))
    everyone = order(bezoeken, now=now, spelregels=rules)
    can = [one for one in everyone if one.bezoek.bevoegdheden <= {REIS}]
    assert order(bezoeken, now=now, spelregels=rules, loket=loket) == can


@given(st.lists(visits, min_size=2, max_size=12, unique_by=lambda one: one.nummer))
def test_a_walk_in_never_goes_before_an_appointment_that_is_due_and_in_time(bezoeken):
    found = order(bezoeken, now=at("10:00"), spelregels=Spelregels())
    ranks = [beurt.regel for beurt in found]
    if Regel.OP_TIJD in ranks:
        last = len(ranks) - 1 - ranks[::-1].index(Regel.OP_TIJD)
        assert not {Regel.INLOOP, Regel.WACHT_LANG, Regel.TE_LAAT} & set(ranks[:last])


@pytest.mark.parametrize("regel", list(Regel))
def test_every_rule_has_words_for_the_page(regel):
    assert regel.label
