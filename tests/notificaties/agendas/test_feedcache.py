"""A calendar kept between fetches is never an old one, also when a change and a reader cross."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core.cache import cache, caches
from django.db import connection

from afspraken import booking
from afspraken.models import Middel, Partij, Product
from notificaties.agendas import feedcache, feeds
from notificaties.models import Agendalink, Niveau
from tests.cast import NOW, booked, offer, wens

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Acts inside are committed, as far as listeners can tell."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def link(eigenaar, niveau=Niveau.VOLLEDIG):
    kind = "middel" if isinstance(eigenaar, Middel) else "locatie"
    return Agendalink(**{kind: eigenaar}, niveau=niveau)


def body(eigenaar, *, now=NOW):
    return feedcache.whole(link(eigenaar), now=now)[1]


def test_what_is_kept_is_given_without_asking_the_tables(town, django_assert_num_queries):
    loket = town.loket()
    booked(town.product(), "9:00")
    first = feedcache.whole(link(loket), now=NOW)
    with django_assert_num_queries(0):
        assert feedcache.head(link(loket), now=SOON) == first[0]
        assert feedcache.whole(link(loket), now=SOON) == first


def test_a_booking_a_move_and_a_cancellation_are_seen_at_once(town, committed):
    here = town.loket(open="9:00-10:00")
    there = town.loket(open="14:00-15:00")
    paspoort = town.product()
    wish = wens(paspoort)
    owners = (here, there, town.gemeentehuis)
    seen = [body(owner) for owner in owners]

    def changed() -> list[bool]:
        before, seen[:] = list(seen), [body(owner) for owner in owners]
        return [old != new for old, new in zip(before, seen, strict=True)]

    with committed():
        afspraak = booked(paspoort, "9:00")
    assert changed() == [True, False, True]
    with committed():
        new = offer(wish, "14:00")
        booking.move(afspraak, wish, new, partij=Partij.INWONER, now=NOW)
    assert changed() == [True, True, True]
    with committed():
        booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
    assert changed() == [False, True, True]


def test_the_place_that_it_left_is_told_too(town, committed):
    town.loket(open="9:00-10:00")
    town.loket(open="14:00-15:00", locatie=town.locatie("Dorpshuis"))
    paspoort = town.product()
    afspraak = booked(paspoort, "9:00")
    before = body(town.gemeentehuis)
    wish = wens(paspoort)
    with committed():
        new = offer(wish, "14:00")
        booking.move(afspraak, wish, new, partij=Partij.INWONER, now=NOW)
    after = body(town.gemeentehuis)
    assert (before.count(b"BEGIN:VEVENT"), after.count(b"BEGIN:VEVENT")) == (1, 0)


def test_nothing_is_dropped_by_what_is_rolled_back(town):
    loket = town.loket()
    paspoort = town.product()
    first = feedcache.head(link(loket), now=NOW)
    booked(paspoort, "9:00")  # the transaction of this test is never committed
    assert feedcache.head(link(loket), now=NOW) == first


def test_what_sends_no_signal_is_seen_after_five_minutes(town):
    loket = town.loket()
    booked(town.product("Paspoort"), "9:00")
    first = body(loket)
    Product.objects.update(naam="Reisdocument")
    assert body(loket, now=NOW + timedelta(minutes=4, seconds=59)) == first
    assert b"Reisdocument" in body(loket, now=NOW + timedelta(minutes=5))


def test_nothing_is_kept_past_midnight(town):
    loket = town.loket()
    booked(town.product("Paspoort"), "9:00")
    evening = NOW + timedelta(hours=13, minutes=59)
    feedcache.head(link(loket), now=evening)
    Product.objects.update(naam="Reisdocument")
    assert b"Paspoort" in body(loket, now=evening + timedelta(seconds=59))
    assert b"Reisdocument" in body(loket, now=evening + timedelta(seconds=60))


def test_the_levels_are_kept_apart(town):
    loket = town.loket()
    booked(town.product("Paspoort"), "9:00")
    assert b"Paspoort" in feedcache.whole(link(loket, Niveau.VOLLEDIG), now=NOW)[1]
    assert b"Paspoort" not in feedcache.whole(link(loket, Niveau.BEZET), now=NOW)[1]


def test_a_reader_slower_than_a_change_leaves_nothing_old_behind(town, committed, monkeypatch):
    """It reads the tables, the appointment is cancelled, and only then it stores."""
    loket = town.loket()
    afspraak = booked(town.product(), "9:00")
    read = feeds.build

    def read_slowly(one, *, now):
        found = read(one, now=now)
        monkeypatch.setattr(feeds, "build", read)
        with committed():
            booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
        return found

    monkeypatch.setattr(feeds, "build", read_slowly)
    head, old = feedcache.whole(link(loket), now=NOW)
    assert b"STATUS:CONFIRMED" in old
    assert head.modified is None
    assert b"STATUS:CANCELLED" in body(loket)


def test_a_reader_that_stores_after_the_change_was_told_is_not_believed(
    town, committed, monkeypatch
):
    """It looks once more whether its stamp is still valid, and is overtaken after that look."""
    loket = town.loket()
    afspraak = booked(town.product(), "9:00")
    store = caches["default"].set

    def store_slowly(key, value, *rest, **more):
        if ":head:" in key:
            monkeypatch.setattr(caches["default"], "set", store)
            with committed():
                booking.cancel(afspraak, partij=Partij.INWONER, now=NOW)
        store(key, value, *rest, **more)

    monkeypatch.setattr(caches["default"], "set", store_slowly)
    assert b"STATUS:CONFIRMED" in body(loket)
    assert b"STATUS:CANCELLED" in body(loket)


def test_a_lost_body_is_built_again(town):
    loket = town.loket()
    booked(town.product(), "9:00")
    first = feedcache.whole(link(loket), now=NOW)
    cache.delete(feedcache._key("body", link(loket)))
    head, content = feedcache.whole(link(loket), now=SOON)
    assert (head.etag, head.modified, content) == (first[0].etag, first[0].modified, first[1])


def test_the_moment_of_change_stays_while_the_content_does(town, committed):
    loket = town.loket()
    paspoort = town.product()
    first = feedcache.head(link(loket), now=NOW)
    assert first.modified == NOW
    later = NOW + timedelta(minutes=10)
    assert feedcache.head(link(loket), now=later).modified == NOW
    with committed():
        booked(paspoort, "9:00")
    assert feedcache.head(link(loket), now=later).modified == later


def test_two_contents_never_share_a_second(town, committed):
    loket = town.loket()
    paspoort = town.product()
    seen = {feedcache.head(link(loket), now=NOW).modified}
    for clock in ("9:00", "9:20", "9:40"):
        with committed():
            booked(paspoort, clock, booking.Gegevens(clock))
        seen.add(feedcache.head(link(loket), now=NOW).modified)
    assert len(seen) == 4


@pytest.mark.django_db(transaction=True)
def test_who_booked_reads_it_at_once_whatever_others_are_reading(transactional_db, town):
    loket = town.loket()
    paspoort = town.product()
    done = Event()

    def read_on() -> None:
        while not done.is_set():
            body(loket)
        connection.close()

    readers = [Thread(target=read_on) for _i in range(3)]
    for reader in readers:
        reader.start()
    try:
        for n in range(12):
            clock = f"{9 + n // 3}:{n % 3 * 20:02}"
            afspraak = booked(paspoort, clock, booking.Gegevens(clock))
            assert afspraak.code.encode() in body(loket).replace(b"\r\n ", b"")
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert body(loket) == feeds.build(link(loket), now=NOW)


def test_when_dropping_fails_the_booking_stands(town, committed, monkeypatch):
    town.loket()
    monkeypatch.setattr(caches["default"], "delete_many", lambda keys: 1 / 0)
    with committed():
        afspraak = booked(town.product(), "9:00")
    assert afspraak.pk
