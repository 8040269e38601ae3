"""How long a walk-in will wait, as the rows say: who is here, who comes, what is open."""

import pytest

from afspraken import wachtrij
from afspraken.models import Openstand, Soort
from afspraken.wachtrij.wachttijd import Wachttijd
from tests.cast import at

pytestmark = pytest.mark.django_db


def wait(zaal, clock, *producten, aantal=1):
    return wachtrij.expected_wait(zaal.plaats, [(one, aantal) for one in producten], now=at(clock))


@pytest.fixture
def een_loket(zaal):
    """Counter 2 stays closed."""
    Openstand.objects.filter(middel=zaal.loket2).delete()
    return zaal


def test_who_walks_in_waits_for_those_who_wait_for_a_counter_already(een_loket):
    assert wait(een_loket, "10:00", een_loket.paspoort) == Wachttijd(0, 5, 0)
    een_loket.inloop("9:58")
    een_loket.inloop("9:59")
    assert wait(een_loket, "10:00", een_loket.paspoort) == Wachttijd(20, 30, 2)


def test_every_open_counter_helps(zaal):
    zaal.inloop("9:58")
    zaal.inloop("9:59")
    assert wait(zaal, "10:00", zaal.paspoort) == Wachttijd(10, 15, 2)


def test_who_is_at_a_counter_keeps_it_as_long_as_their_product_takes(een_loket):
    een_loket.inloop("9:58")
    een_loket.doet(wachtrij.begin, een_loket.volgende("10:00").wachtende, "10:02")
    assert wait(een_loket, "10:02", een_loket.paspoort) == Wachttijd(10, 10, 0)
    assert wait(een_loket, "10:30", een_loket.paspoort) == Wachttijd(0, 5, 0)


def test_who_was_called_keeps_it_too_and_who_is_parked_or_gone_does_not(een_loket):
    een_loket.inloop("9:58")
    called = een_loket.volgende("10:00").wachtende
    assert wait(een_loket, "10:00", een_loket.paspoort) == Wachttijd(10, 10, 0)
    begun = een_loket.doet(wachtrij.begin, called, "10:00")
    een_loket.doet(wachtrij.park, begun, "10:01", reden="Haalt een foto")
    assert wait(een_loket, "10:01", een_loket.paspoort) == Wachttijd(0, 5, 0)


def test_who_has_an_appointment_and_can_still_be_in_time_may_come_first(een_loket):
    een_loket.inloop("10:00")
    een_loket.afspraak("10:10")
    assert wait(een_loket, "10:00", een_loket.paspoort) == Wachttijd(10, 30, 1)
    # Ten minutes after its begin they lose precedence: nobody waits for who did not come.
    assert wait(een_loket, "10:19", een_loket.paspoort).tot == 30
    assert wait(een_loket, "10:20", een_loket.paspoort).tot == 15


def test_who_with_an_appointment_has_reported_is_counted_once(een_loket):
    een_loket.meldt(een_loket.afspraak("10:10"), "10:05")
    assert wait(een_loket, "10:10", een_loket.paspoort) == Wachttijd(10, 15, 1)


def test_a_question_takes_ten_minutes_and_any_counter_answers_it(een_loket):
    assert wait(een_loket, "10:00") == Wachttijd(0, 5, 0)
    vraag = wachtrij.walk_in(een_loket.plaats, [], via="ZUIL", now=at("10:00"))
    assert wait(een_loket, "10:00", een_loket.paspoort) == Wachttijd(10, 15, 1)
    assert wachtrij.wait_of(vraag, now=at("10:00")) == Wachttijd(0, 5, 0)


def test_who_waits_already_does_not_wait_for_themselves(een_loket):
    een_loket.inloop("9:58")
    second = een_loket.inloop("9:59")
    assert wachtrij.wait_of(second, now=at("10:00")) == Wachttijd(10, 15, 1)


def test_more_persons_ahead_take_longer_than_the_counter_is_open(een_loket):
    """A slow day takes half as long again: 16.20 + 15 is still open, and + 30 is not."""
    een_loket.town.open(een_loket.loket, "9:00-16:45")
    een_loket.paspoort.extra_per_persoon = 10
    een_loket.paspoort.save()
    een_loket.inloop("16:20")
    assert wait(een_loket, "16:20", een_loket.paspoort) == Wachttijd(10, 15, 1)
    wachtrij.walk_in(een_loket.plaats, [(een_loket.paspoort, 2)], via="ZUIL", now=at("16:20"))
    assert wait(een_loket, "16:20", een_loket.paspoort) is None


def test_only_a_counter_with_the_competence_counts(een_loket):
    trouwen = een_loket.town.product("Trouwen", duur=10, vraagt=[(Soort.LOKET, 1, "trouwen")])
    assert wait(een_loket, "10:00", trouwen) is None
    een_loket.town.loket("Loket 3", kan=["trouwen"], open="10:30-17:00")
    assert wait(een_loket, "10:00", trouwen) == Wachttijd(30, 30, 0)


def test_what_needs_a_room_is_for_no_counter(een_loket):
    gesprek = een_loket.town.product("Gesprek", vraagt=[(Soort.RUIMTE, 1, None)])
    assert wait(een_loket, "10:00", gesprek) is None


def test_after_closing_it_is_not_today(een_loket):
    assert wait(een_loket, "17:00", een_loket.paspoort) is None
    Openstand.objects.all().delete()
    assert wait(een_loket, "10:00", een_loket.paspoort) is None
