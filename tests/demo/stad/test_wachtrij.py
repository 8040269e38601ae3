"""The example town has a counter that is at work."""

from datetime import UTC, datetime, timedelta

import pytest

from afspraken import wachtrij
from afspraken.demo import logins, wachtruimte
from afspraken.lokaal import day_after, day_begin, local_day
from afspraken.models import Locatie, Status, Wachtende
from afspraken.wachtrij import integriteit

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2026, 11, 24, 13, 32, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 10, 32, tzinfo=UTC)


@pytest.mark.parametrize("now", [AFTERNOON, SUNDAY])
def test_a_running_day_with_people_waiting(stad, now):
    logins.create()
    made = wachtruimte.write(now=now)
    assert made == Wachtende.objects.count() >= 4
    rij = wachtrij.queue(Locatie.objects.all()[0], now=now)
    assert len(rij.wacht) >= 3
    assert [one.reden for one in rij.geparkeerd] == ["Haalt een pasfoto"]
    if now == AFTERNOON:
        assert rij.in_behandeling
        assert {row.stand for row in Wachtende.objects.all()} >= {"KLAAR", "WACHT"}
        assert {row.afspraak.status for row in Wachtende.objects.filter(reeks="A")} == {
            *(Status.AFGEROND, Status.IN_BEHANDELING, Status.AANGEMELD)
        }
    assert integriteit.check(now).faults == ()
    assert wachtruimte.write(now=now) == 0
    first_hour = day_begin(day_after(local_day(now))) + timedelta(minutes=12)
    assert wachtruimte.write(now=first_hour) == 0
