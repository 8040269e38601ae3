"""How long a walk-in will wait. Nothing here needs a database."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from afspraken.wachtrij.volgorde import Bezoek, Loket, Spelregels
from afspraken.wachtrij.wachttijd import Bezet, Wachttijd, expected_wait
from tests.cast import at

TIEN = timedelta(minutes=10)


def bezet(number, until="10:00", open_=("9:00", "17:00"), **loket):
    return Bezet(Loket(number, **loket), (tuple(map(at, open_)),), at(until))


def wachtend(number, gemeld="9:50", begin=None, **more):
    return Bezoek(number, at(gemeld), begin=at(begin) if begin else None, **more)


def wait(*, wachten=(), komen=(), loketten, nieuw=None, now="10:00"):
    return expected_wait(
        nieuw or Bezoek(99, at(now)),
        wachten=wachten,
        komen=komen,
        loketten=loketten,
        now=at(now),
        spelregels=Spelregels(),
    )


def test_who_finds_a_free_counter_hardly_waits():
    assert wait(loketten=[bezet(1)]) == Wachttijd(0, 5, 0)


def test_those_ahead_take_their_time_one_after_the_other():
    ahead = [wachtend(1), wachtend(2)]
    assert wait(wachten=ahead, loketten=[bezet(1)]) == Wachttijd(20, 30, 2)


def test_two_counters_share_them():
    ahead = [wachtend(1), wachtend(2)]
    assert wait(wachten=ahead, loketten=[bezet(1), bezet(2)]) == Wachttijd(10, 15, 2)


def test_a_counter_that_has_someone_is_free_later():
    assert wait(loketten=[bezet(1, until="10:12")]) == Wachttijd(10, 15, 0)


def test_who_has_an_appointment_and_is_not_here_yet_counts_for_the_longest():
    comes = [wachtend(-1, gemeld="10:05", begin="10:05")]
    ahead = [wachtend(1)]
    assert wait(wachten=ahead, komen=comes, loketten=[bezet(1)]) == Wachttijd(10, 30, 1)


def test_a_counter_that_may_not_help_does_not_count():
    only = Bezoek(99, at("10:00"), bevoegdheden=frozenset({4}))
    able = bezet(2, until="10:30", bevoegdheden=frozenset({4}))
    assert wait(nieuw=only, loketten=[bezet(1), able]) == Wachttijd(30, 30, 0)
    assert wait(nieuw=only, loketten=[bezet(1)]) is None


def test_a_counter_opens_again_after_lunch():
    pauze = Bezet(Loket(1), ((at("9:00"), at("10:00")), (at("10:30"), at("12:00"))), at("10:00"))
    assert wait(loketten=[pauze]) == Wachttijd(30, 30, 0)


def test_a_counter_that_closes_leaves_the_others_to_go_on():
    gone, stays = bezet(1, open_=("9:00", "9:30")), bezet(2, until="10:15")
    assert wait(loketten=[gone, stays]) == Wachttijd(15, 15, 0)


def test_a_counter_without_work_waits_for_who_comes_and_then_goes_on():
    ahead = [wachtend(1), wachtend(2)]
    comes = [wachtend(-1, gemeld="10:02", begin="10:02", alleen=frozenset({2}))]
    only = [bezet(1), bezet(2, bevoegdheden=frozenset({4}))]
    assert wait(wachten=ahead, komen=comes, loketten=only) == Wachttijd(10, 15, 2)


def test_shortly_before_closing_it_may_not_be_today():
    closes = bezet(1, open_=("9:00", "10:13"))
    assert wait(wachten=[wachtend(1)], loketten=[closes]) == Wachttijd(10, None, 1)
    assert wait(wachten=[wachtend(1), wachtend(2)], loketten=[closes]) is None


def test_who_waited_long_goes_before_who_walks_in_now_and_a_later_appointment_does_not():
    ahead = [wachtend(1, gemeld="9:30"), wachtend(2, gemeld="9:45", begin="11:00")]
    assert wait(wachten=ahead, loketten=[bezet(1)]) == Wachttijd(10, 15, 1)


@given(st.integers(0, 8), st.integers(0, 5), st.integers(1, 4))
def test_the_longest_is_never_shorter_than_the_shortest(here, coming, counters):
    found = wait(
        wachten=[wachtend(n) for n in range(1, here + 1)],
        komen=[wachtend(-n, gemeld="10:05", begin="10:05") for n in range(1, coming + 1)],
        loketten=[bezet(n) for n in range(counters)],
    )
    assert 0 <= found.van <= found.tot
    assert found.voor_u == here  # all of them came first
