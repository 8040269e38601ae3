"""Holds of one network: counted in the database, before and after taking one."""

from datetime import timedelta

import pytest

from afspraken import booking
from afspraken.models import Afspraak, Status
from afspraken.portaal import limieten, vasthouden
from tests.cast import NOW, offer, wens
from tests.visitor import Visitor


@pytest.fixture
def paspoort(town, clock):
    """A passport with plenty of time."""
    town.loket(open="9:00-17:00")
    return town.product("Paspoort")


def test_only_live_holds_of_others_in_the_network_count(paspoort):
    wish = wens(paspoort)
    for sessie, time in (("net.a", "9:00"), ("net.b", "9:20"), ("other.a", "9:40")):
        booking.hold(wish, offer(wish, time), sessie=sessie, now=NOW)
    assert limieten.holds_of_network("net.a", now=NOW) == 1
    assert limieten.holds_of_network("net.c", now=NOW) == 2
    assert limieten.holds_of_network("netx.c", now=NOW) == 0
    assert limieten.holds_of_network("net.c", now=NOW + timedelta(minutes=10)) == 0


def test_of_many_at_once_none_passes_the_limit(paspoort, monkeypatch):
    """Between the first look and the second, others took the last places."""
    answers = iter([True, False])
    monkeypatch.setattr(vasthouden.limieten, "may_hold", lambda *_a, **_k: next(answers))
    anna = Visitor()
    anna.choose("paspoort")
    anna.hold()
    assert anna.page.status_code == 429
    assert not Afspraak.objects.filter(status=Status.VASTGEHOUDEN).exists()
