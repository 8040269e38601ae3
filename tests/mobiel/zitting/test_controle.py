"""The check sees what is wrong with a care-home day, whoever made it so."""

from datetime import timedelta

import pytest

from afspraken import integrity
from afspraken.models import Afspraak, Inzet, Status
from mobiel import zitting
from mobiel.models import Bewoner, NietGezien, Stop, Zitting, Zittingstatus
from mobiel.zitting import checking, taken
from tests.cast import NOW, at
from tests.mobiel.zitting.huis import LATER

pytestmark = pytest.mark.django_db
SHIFT = timedelta(minutes=5)


@pytest.fixture
def made(huis):
    return huis.gesloten(bewoners=3)


def faults(now=LATER) -> str:
    return " ".join(checking.zittingen(now).faults)


def test_what_was_planned_closed_and_done_has_no_faults(huis, made):
    huis.zitting(bewoners=2, window="12:30-16:30")
    zitting.cancel(huis.zitting(bewoners=1, plaatsen=2, window="12:30-16:30"), now=LATER)
    first, second, _third = made.bewoners.all()
    zitting.serve(first, door="7", now=at("9:00"))
    zitting.not_seen(second, NietGezien.ZIEK, door="7", now=at("9:10"))
    zitting.walk_in(made, zitting.Aanmelding("Wim Dam"), now=at("9:10"))
    assert faults() == faults(at("9:12")) == ""
    assert checking.zittingen(LATER).compared == 3
    assert "zittingen" in integrity._checks


def widen(made):
    Afspraak.objects.filter(pk=made.afspraak_id).update(einde=at("9:30"))


def shift_stop(made):
    Stop.objects.update(begin=at("8:40"))


def shift_appointment(made):
    Afspraak.objects.filter(bewoner__zitting=made).update(begin=at("8:45"))


def lose_appointment(made):
    Bewoner.objects.filter(pk=made.bewoners.first().pk).update(afspraak=None)


def other_status(made):
    Afspraak.objects.filter(bewoner__zitting=made).update(status=Status.AFGEROND)


def lose_cells(made):
    Inzet.objects.filter(middel=made.middel).delete()


def too_late(made):
    Stop.objects.update(einde=at("9:00"))


def quiet(made):
    Zitting.objects.filter(pk=made.pk).update(stilte=[["09:00", "09:10"]])


def at_once(made):
    Bewoner.objects.filter(zitting=made).update(begin=at("8:50"), einde=at("9:05"))


def reopen(made):
    Zitting.objects.filter(pk=made.pk).update(
        status=Zittingstatus.OPEN, gesloten_op=None, plaatsen=2
    )


def call_off(made):
    Zitting.objects.filter(pk=made.pk).update(status=Zittingstatus.GEANNULEERD)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (widen, "zonder vast begin"),
        (shift_stop, "op een ander moment op de route"),
        (shift_appointment, "een afspraak op een andere tijd"),
        (lose_appointment, "heeft geen tijd of afspraak"),
        (other_status, "staat anders dan de afspraak"),
        (lose_cells, "houdt niet precies de eigen tijd bezet"),
        (too_late, "als wij er niet zijn"),
        (quiet, "in een rusttijd"),
        (at_once, "twee bewoners tegelijk"),
        (reopen, "3 bewoners op 2 plaatsen"),
        (reopen, "een bewoner heeft al een tijd"),
        (call_off, "een bewoner heeft nog een afspraak"),
        (call_off, "anders dan de afspraak van de instelling"),
    ],
    ids=lambda one: one.__name__ if callable(one) else one.replace(" ", "-"),
)
def test_what_is_wrong_is_told(made, spoil, said):
    assert faults() == ""
    spoil(made)
    assert said in faults()


def test_what_should_have_closed_is_noted(huis):
    made = huis.zitting(bewoners=1)
    soon = made.sluit_op + timedelta(minutes=15)
    assert not checking.zittingen(soon).notes
    assert checking.zittingen(soon + SHIFT).notes
    assert not checking.zittingen(NOW).faults


def test_what_cannot_close_is_a_task_until_it_has(huis, dorp):
    made = huis.zitting(bewoners=1)
    late = made.sluit_op + timedelta(hours=1)
    assert list(taken.as_tasks(made.sluit_op)) == []
    [task] = taken.as_tasks(late)
    assert (task.titel, task.uiterlijk) == (
        "Sluit de zitting bij Zonnehuis Theresia: dat lukte niet vanzelf",
        at("8:30"),
    )
    zitting.close(made, now=late)
    assert list(taken.as_tasks(late)) == []
