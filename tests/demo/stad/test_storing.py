"""The example town has a disruption to look at."""

from datetime import UTC, datetime, timedelta

import pytest

from afspraken import integrity, storing
from afspraken.demo import logins, ziek
from afspraken.lokaal import local_day
from afspraken.models import Storing
from tests.demo.stad.dag import NOW

pytestmark = pytest.mark.django_db

SATURDAY = datetime(2026, 11, 28, 10, 32, tzinfo=UTC)


@pytest.mark.parametrize("now", [NOW, SATURDAY])
def test_someone_is_ill_and_everyone_has_a_proposal(stad, now):
    logins.create()
    waiting = ziek.write(now=now)
    ill = Storing.objects.get()
    assert waiting == len(storing.affected(ill, now=now)) >= ziek.ENOUGH
    assert local_day(ill.begin) - local_day(now) <= timedelta(days=2)
    assert ill.middel.gebruiker is None
    assert not ill.voorstellen.exclude(uitkomst="").exists()
    assert {one.name: one.faults for one in integrity.run(now=now) if one.faults} == {}
    assert ziek.write(now=now) == 0
