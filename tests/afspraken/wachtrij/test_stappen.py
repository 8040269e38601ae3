"""What happens at the counter, step by step, and every step back."""

import pytest

from afspraken import wachtrij
from afspraken.models import Status, Wachtstand
from afspraken.wachtrij import errors

pytestmark = pytest.mark.django_db


def status_of(wachtende):
    wachtende.afspraak.refresh_from_db()
    return wachtende.afspraak.status


def test_an_appointment_goes_through_the_queue_and_its_status_follows(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    assert (anna.volgnummer, status_of(anna)) == ("A01", Status.AANGEMELD)
    oproep = zaal.volgende("10:00")
    anna = oproep.wachtende
    assert (anna.stand, anna.middel) == (Wachtstand.OPGEROEPEN, zaal.loket)
    anna = zaal.doet(wachtrij.begin, anna, "10:01")
    assert status_of(anna) == Status.IN_BEHANDELING
    anna = zaal.doet(wachtrij.finish, anna, "10:09")
    assert status_of(anna) == Status.AFGEROND
    assert zaal.rij("10:10") == []


def test_everything_can_be_taken_back_to_before_the_report(zaal):
    afspraak = zaal.afspraak("10:00")
    anna = zaal.meldt(afspraak, "9:55")
    anna = zaal.doet(wachtrij.call, anna, "10:00", zaal.loket)
    anna = zaal.doet(wachtrij.begin, anna, "10:01")
    anna = zaal.doet(wachtrij.finish, anna, "10:09")
    seen = []
    for _step in range(4):
        anna = zaal.doet(wachtrij.undo, anna, "10:10")
        seen.append((anna.stand, status_of(anna)))
    assert seen == [
        (Wachtstand.IN_BEHANDELING, Status.IN_BEHANDELING),
        (Wachtstand.OPGEROEPEN, Status.AANGEMELD),
        (Wachtstand.WACHT, Status.AANGEMELD),
        (Wachtstand.VERVALLEN, Status.GEPLAND),
    ]
    with pytest.raises(errors.NothingToUndo):
        zaal.doet(wachtrij.undo, anna, "10:11")
    assert zaal.meldt(afspraak, "10:09").volgnummer == "A02"


def test_a_counter_has_one_at_a_time(zaal):
    zaal.inloop("9:00")
    zaal.inloop("9:01")
    zaal.volgende("9:02")
    with pytest.raises(errors.CounterBusy, match="Aan Loket 1 is nog B01"):
        zaal.volgende("9:03")
    assert zaal.volgende("9:03", zaal.loket2).wachtende.volgnummer == "B02"


def test_of_two_who_saw_the_same_row_the_second_hears_who_was_first(zaal):
    seen = zaal.inloop("9:00")
    zaal.doet(wachtrij.call, seen, "9:01", zaal.loket)
    with pytest.raises(errors.Overtaken, match="B01 is al van Loket 1"):
        zaal.doet(wachtrij.call, seen, "9:01", zaal.loket2)
