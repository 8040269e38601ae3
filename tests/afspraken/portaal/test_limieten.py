"""What one network may do: hold so many times at once, and look so often in a minute."""

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


# --- looking --------------------------------------------------------------------------------------


def test_looks_are_counted_per_network_and_minute():
    looks = limieten.Looks()
    assert [looks.add(network, now=NOW) for network in ("a", "a", "b", "a")] == [1, 2, 1, 3]
    assert looks.add("a", now=NOW + timedelta(seconds=59)) == 4
    assert looks.add("a", now=NOW + timedelta(seconds=60)) == 1


@pytest.fixture
def at_most_two(paspoort, settings, monkeypatch):
    """A network may look twice in a minute, and nobody has looked yet."""
    settings.LOOKS_PER_NETWORK = 2
    monkeypatch.setattr(limieten, "_looks", limieten.Looks())


def test_who_looks_too_often_is_asked_to_wait_and_loses_nothing(at_most_two, clock, caplog):
    anna, neighbour, elsewhere = map(Visitor, ("192.0.2.1", "192.0.2.200", "198.51.100.1"))
    for visitor in (anna, neighbour, elsewhere):
        visitor.choose("paspoort")
    anna.get("/wanneer/")
    assert anna.page.status_code == 429
    assert "heel vaak naar vrije tijden gekeken" in anna.text
    assert anna.page.headers["Retry-After"] == "60"
    assert neighbour.page.status_code == elsewhere.page.status_code == 200
    assert caplog.text.count("looks at free times too often") == 1
    clock.shift(60)
    anna.get(anna.link("Probeer het opnieuw"))
    assert anna.at == "/wanneer/"
    assert anna.offers()


def test_choosing_a_time_is_no_look(at_most_two):
    anna = Visitor()
    anna.choose("paspoort")
    first = anna.offers()[0]
    anna.get("/wanneer/")
    anna.post("/wanneer/", {"aanbod": first})
    assert anna.at == "/gegevens/"


def test_moving_an_appointment_looks_at_free_times_too(at_most_two):
    anna = Visitor()
    anna.book("paspoort")
    anna.manage()
    here = anna.at
    anna.get(here + "tijd/")
    assert anna.page.status_code == 200
    anna.get(here + "tijd/")
    assert anna.page.status_code == 429
    assert anna.link("Probeer het opnieuw") == here + "tijd/"


def test_htmx_shows_the_page_that_asks_to_wait(at_most_two):
    anna = Visitor()
    anna.choose("paspoort")
    anna.get("/wanneer/")
    answer = anna.client.get("/wanneer/?maand=2026-12", headers={"HX-Request": "true"})
    assert answer.status_code == 429
    assert answer.headers["HX-Redirect"] == "/wanneer/?maand=2026-12"
