"""Where the steps of a visit lead, and how long it took. Nothing here needs a database."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.models import Wachtactie, Wachtstand, Wachtstap
from afspraken.wachtrij.tijden import Tijden, times
from afspraken.wachtrij.toestand import FROM, STATUS, after, standing
from tests.cast import at


def steps(*pairs, middel=1):
    """Steps at clock times: ("GEMELD", "9:00"), …"""
    return [
        Wachtstap(nummer=number, actie=actie, op=at(clock), middel_id=middel)
        for number, (actie, clock) in enumerate(pairs, start=1)
    ]


def minutes(**fields):
    return Tijden(**{name: timedelta(minutes=value) for name, value in fields.items()})


SERVED = (("GEMELD", "9:00"), ("OPGEROEPEN", "9:12"), ("BEGONNEN", "9:14"), ("KLAAR", "9:24"))


def test_times_are_read_from_the_steps():
    found = times(steps(*SERVED), now=at("17:00"))
    assert found == minutes(gewacht=12, onderweg=2, geholpen=10)


def test_what_was_taken_back_is_as_if_it_never_was():
    again = steps(
        *(("GEMELD", "9:00"), ("OPGEROEPEN", "9:05"), ("ONGEDAAN", "9:06")),
        *(("OPGEROEPEN", "9:12"), ("BEGONNEN", "9:14"), ("KLAAR", "9:24")),
    )
    assert times(again, now=at("17:00")) == times(steps(*SERVED), now=at("17:00"))


def test_being_away_is_not_waiting():
    away = steps(
        *(("GEMELD", "9:00"), ("OPGEROEPEN", "9:10"), ("BEGONNEN", "9:10")),
        *(("GEPARKEERD", "9:15"), ("TERUG", "9:45"), ("OPGEROEPEN", "9:50")),
    )
    found = times(away, now=at("9:52"))
    assert found == minutes(gewacht=15, onderweg=2, geholpen=5, geparkeerd=30)


def test_who_comes_early_waits_by_choice_until_the_appointment_begins():
    found = times(steps(*SERVED), now=at("17:00"), begin=at("9:10"))
    assert found == minutes(gewacht=2, onderweg=2, geholpen=10)


def test_a_report_that_was_taken_back_took_no_time():
    gone = steps(("GEMELD", "9:00"), ("ONGEDAAN", "9:05"))
    assert after(gone).stand == Wachtstand.VERVALLEN
    assert times(gone, now=at("9:30")) == Tijden()


def test_a_report_that_was_taken_back_stands_so_since_the_taking_back():
    gone = after(steps(("GEMELD", "9:00"), ("ONGEDAAN", "9:05")))
    assert (gone.stand, gone.stand_op) == (Wachtstand.VERVALLEN, at("9:05"))


def test_a_stand_says_since_when_by_whom_and_why():
    [gemeld, opgeroepen, begonnen, klaar] = steps(*SERVED)
    opgeroepen.door_id, begonnen.door_id = 7, 8
    klaar.toelichting = "Paspoort aangevraagd"
    called = after([gemeld, opgeroepen])
    assert (called.stand_op, called.medewerker_id) == (at("9:12"), 7)
    assert after([gemeld, opgeroepen, begonnen]).medewerker_id == 8  # a colleague took over
    done = after([gemeld, opgeroepen, begonnen, klaar])
    assert (done.stand_op, done.medewerker_id, done.reden) == (at("9:24"), 8, klaar.toelichting)


def test_who_is_parked_is_of_no_counter_and_of_nobody_since_that_moment():
    way = steps(*SERVED[:3], ("GEPARKEERD", "9:15"))
    way[-1].toelichting = "Haalt een foto"
    away = after(way)
    assert (away.stand, away.stand_op) == (Wachtstand.GEPARKEERD, at("9:15"))
    assert (away.middel_id, away.medewerker_id, away.reden) == (None, None, "Haalt een foto")


@pytest.mark.parametrize(
    "pairs",
    [
        (),
        (("OPGEROEPEN", "9:00"),),
        (("GEMELD", "9:00"), ("GEMELD", "9:01")),
        (("GEMELD", "9:00"), ("BEGONNEN", "9:01")),
        (*SERVED, ("BEGONNEN", "9:30")),
        (("GEMELD", "9:00"), ("ONGEDAAN", "9:01"), ("ONGEDAAN", "9:02")),
        (("GEMELD", "9:00"), ("ONGEDAAN", "9:01"), ("OPGEROEPEN", "9:02")),
    ],
)
def test_steps_that_cannot_follow_each_other_are_refused(pairs):
    with pytest.raises(ValueError, match="by|begins|nothing"):
        after(steps(*pairs))


@given(st.lists(st.sampled_from([one for one in Wachtactie if one != "GEMELD"]), max_size=20))
def test_taking_back_leads_exactly_to_what_was_before(actions):
    """Walk over whatever is possible; at every step, there and back again is where one was."""
    taken = steps(("GEMELD", "9:00"))
    for number, actie in enumerate(actions):
        if after(taken).stand not in FROM[actie]:
            continue
        step = Wachtstap(actie=actie, op=at("9:01") + timedelta(minutes=number), middel_id=1)
        before = after(taken)
        taken.append(step)
        if actie is not Wachtactie.ONGEDAAN and after(taken).stand in FROM[Wachtactie.ONGEDAAN]:
            back = Wachtstap(actie=Wachtactie.ONGEDAAN, op=at("10:00"))
            assert after([*taken, back]) == before
    assert len(standing(taken)) <= len(taken)
    assert after(taken).stand in STATUS
