"""The checks see what is wrong with routes, whoever made it so."""

from datetime import timedelta

import pytest

from afspraken import integrity
from afspraken.models import Inzet, Openstand
from mobiel import checking
from mobiel.models import Bezoek, Route, Stop
from tests.cast import NOW
from tests.mobiel.dorp import booked

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(dorp):
    """A day with lunch and two visits."""
    dorp.veldwerker(lunch_duur=30)
    product = dorp.product(duur=60)
    return [booked(product, (1000, 0)), booked(product, (3000, 0), "12:30-16:30")]


def faults() -> list[str]:
    found = [checking.routes(NOW), checking.bezoeken(NOW)]
    return [fault for result in found for fault in result.faults]


def test_what_planning_stored_has_no_faults(day):
    assert faults() == []
    assert checking.routes(NOW).compared == 1
    assert checking.bezoeken(NOW).compared == 2
    assert {"routes", "bezoeken", "bezoekroosters"} <= set(integrity._checks)


LATER = timedelta(hours=5)


def shift_stop(number, **fields):
    stop = Stop.objects.get(volgorde=number)
    for name, value in fields.items():
        setattr(stop, name, value)
    Stop.objects.filter(pk=stop.pk).update(**fields)


def late(day):
    stop = Stop.objects.get(volgorde=0)
    shift_stop(0, begin=stop.begin + LATER, einde=stop.einde + LATER)


def too_short(day):
    stop = Stop.objects.get(volgorde=0)
    shift_stop(0, einde=stop.begin + timedelta(minutes=5))


def flying(day):
    shift_stop(1, rit=3)


def impossible_road(day):
    shift_stop(1, rit=5 * 3600)


def lost(day):
    Stop.objects.filter(volgorde=1).delete()


def nobody_occupied(day):
    Route.objects.update(blokkade=None)


def half_occupied(day):
    Inzet.objects.filter(blokkade__isnull=False).update(einde=Route.objects.get().begin + LATER)


def no_lunch(day):
    Route.objects.update(lunch_begin=None, lunch_einde=None)


def lunch_at_the_customer(day):
    stop = Stop.objects.get(volgorde=1)
    Route.objects.update(lunch_begin=stop.begin, lunch_einde=stop.begin + timedelta(minutes=30))


def too_late_home(day):
    Route.objects.update(rit_terug=8 * 3600)


def elsewhere(day):
    Bezoek.objects.filter(afspraak=day[0]).update(breedtegraad=52.4)


def another_promise(day):
    Bezoek.objects.filter(afspraak=day[0]).update(belofte_van=day[0].begin + timedelta(hours=1))


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (late, "begint buiten wat afspraak"),
        (too_short, "duurt korter dan het bezoek"),
        (flying, "dat kan niet"),
        (impossible_road, "eerder dan de weg toelaat"),
        (lost, "staat op 0 routes"),
        (nobody_occupied, "houdt niemand bezet"),
        (half_occupied, "houdt niet precies bezet"),
        (no_lunch, "heeft geen lunch"),
        (lunch_at_the_customer, "lunch tijdens een bezoek"),
        (too_late_home, "eindigt na de dienst"),
        (elsewhere, "andere plek dan het adres"),
        (another_promise, "buiten wat er eerst beloofd is"),
    ],
)
def test_each_fault_is_seen(day, tamper, sentence):
    tamper(day)
    assert any(sentence in fault for fault in faults())


def test_a_route_that_the_roster_does_not_let_out_any_more_is_a_note(day):
    Openstand.objects.all().delete()
    result = checking.rooster(NOW)
    assert not result.faults
    assert "buiten het rooster" in result.notes[0]
