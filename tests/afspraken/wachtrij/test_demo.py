"""The example town has a counter that is at work."""

from datetime import UTC, datetime, timedelta

import pytest

from afspraken import integrity, wachtrij
from afspraken.demo import build, logins, wachtruimte, weken
from afspraken.models import Locatie, Status, Wachtende

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 10, 32, tzinfo=UTC)


@pytest.mark.parametrize("now", [TUESDAY, SUNDAY])
def test_a_running_day_with_people_waiting(now, monkeypatch):
    monkeypatch.setattr(weken, "WEEKS", 1)
    build.build(now=datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    logins.create()
    made = wachtruimte.write(now=now)
    assert made == Wachtende.objects.count() >= 4
    rij = wachtrij.queue(Locatie.objects.all()[0], now=now)
    assert len(rij.wacht) >= 3
    assert [one.reden for one in rij.geparkeerd] == ["Haalt een pasfoto"]
    if now == TUESDAY:
        assert rij.in_behandeling
        assert {row.stand for row in Wachtende.objects.all()} >= {"KLAAR", "WACHT"}
        assert {row.afspraak.status for row in Wachtende.objects.filter(reeks="A")} == {
            *(Status.AFGEROND, Status.IN_BEHANDELING, Status.AANGEMELD)
        }
    assert [one.faults for one in integrity.run(now=now) if one.name == "wachtrij"] == [()]
    assert wachtruimte.write(now=now) == 0
    assert wachtruimte.write(now=now + timedelta(hours=12, minutes=40)) == 0
