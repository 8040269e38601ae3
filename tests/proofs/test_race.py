"""Fifty visitors for twenty times, over HTTP, on both databases.

The town has exactly twenty times, and each visitor tries until one is booked or none is left. So
twenty succeed, nobody meets a 5xx, nothing is occupied twice, and what is given back can be booked
again. The negative control drops the unique key and must go wrong.
"""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.proofs.site import Browser, Site

pytestmark = pytest.mark.prove

VISITORS, TIMES = 50, 20
PROMISED = "Afspraak.objects.filter(status='GEPLAND').count()"


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path):
    server = postgres.address() if request.param == "postgresql" else ""
    site = Site(tmp_path, postgres=server)
    site.start(prepare=True)
    yield site
    site.stop()


def rush(site: Site) -> list[Browser]:
    """Fifty visitors who all see the times, and then choose at the same moment."""
    browsers = [Browser(site) for _number in range(VISITORS)]
    everyone_sees = threading.Barrier(VISITORS)

    def one(number: int) -> bool:
        assert browsers[number].look() == 200
        everyone_sees.wait(60)
        return browsers[number].take_what_is_left(f"Klant {number}", pick=number % 3)

    with ThreadPoolExecutor(VISITORS) as pool:
        list(pool.map(one, range(VISITORS)))
    return browsers


def test_fifty_visitors_for_twenty_times(site):
    site.build(counters=2, until="12:20", one_day=True)  # 2 counters × 10 times
    browsers = rush(site)
    booked = [browser for browser in browsers if browser.is_done]
    assert len(booked) == TIMES
    assert max(max(browser.statuses) for browser in browsers) < 500
    assert site.count(PROMISED) == TIMES
    paths = [browser.manage_path for browser in booked]
    assert len(set(paths)) == TIMES
    assert {Browser(site).get(path) for path in paths} == {200}
    site.check()

    late = Browser(site)
    assert late.look() == 200
    assert not late.offers()

    assert booked[0].get(f"{paths[0]}annuleren/") == 200
    assert booked[0].post(f"{paths[0]}annuleren/") == 200
    assert late.book("Wie nog eens kijkt") == 200
    assert late.is_done
    assert late.look() == 200
    assert not late.offers()
    assert site.count(PROMISED) == TIMES
    site.check()


def test_without_the_unique_key_a_lane_is_occupied_twice(site):
    """The negative control: with the key dropped the same rush promises more than there is.

    SQLite lets one writer in at a time, from the start of its transaction, and that is a second
    guard; so there the key is shown to be one by a double row that only it refuses.
    """
    site.build(counters=2, until="12:20", one_day=True)
    if site.database:
        with psycopg.connect(site.database, autocommit=True) as connection:
            connection.execute(
                "ALTER TABLE afspraken_bezettecel DROP CONSTRAINT afspraken_bezettecel_pkey"
            )
        rush(site)
        assert site.count(PROMISED) > TIMES
        assert site.manage("check_integrity").returncode != 0
        return
    assert Browser(site).book("Anna") == 200
    with sqlite3.connect(site.folder / "afspraken.sqlite3") as connection:
        double = "INSERT INTO afspraken_bezettecel SELECT * FROM afspraken_bezettecel"
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(double)
