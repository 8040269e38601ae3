"""Fifty visitors for twenty times, over HTTP, on both databases.

Every page that said "made" is in the database, nothing is occupied twice, nobody met a 5xx, and
what nobody got can still be booked. The negative control drops the unique key and must go wrong.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.proofs.site import Browser, Site

pytestmark = pytest.mark.prove

VISITORS = 50
LAST_DAYS = "Product.objects.update(horizon=1, aanlooptijd=0)"


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path):
    server = postgres.address() if request.param == "postgresql" else ""
    site = Site(tmp_path, postgres=server)
    site.start(prepare=True)
    yield site
    site.stop()


def rush(site: Site) -> list[tuple[int, Browser]]:
    """Fifty visitors at once, each after one of the first free times."""

    def one(number: int) -> tuple[int, Browser]:
        browser = Browser(site)
        return browser.book(f"Klant {number}", pick=number % 3), browser

    with ThreadPoolExecutor(VISITORS) as pool:
        return list(pool.map(one, range(VISITORS)))


def test_fifty_visitors_for_twenty_times(site):
    site.build(counters=2, until="12:20")  # 2 counters × 10 times a day
    results = rush(site)
    booked = [browser for _status, browser in results if browser.is_done]
    assert booked, [status for status, _browser in results]
    assert all(status < 500 for status, _browser in results)
    assert {status for status, browser in results if not browser.is_done} <= {200, 404, 409}
    assert site.count("Afspraak.objects.filter(status='GEPLAND').count()") == len(booked)
    for browser in booked:
        assert Browser(site).get(browser.manage_path) == 200
    site.check()
    late = Browser(site)
    assert late.book("Wie later komt") == 200
    assert late.is_done


def test_two_hundred_cells_without_a_key_are_no_guard(site):
    """The negative control: with the key dropped the same rush occupies lanes twice.

    SQLite lets one writer in at a time, from the start of its transaction, and that is a second
    guard; so there the key is shown to be one by a double row that only it refuses.
    """
    site.build(counters=2, until="9:20")
    if site.database:
        with psycopg.connect(site.database, autocommit=True) as connection:
            connection.execute(
                "ALTER TABLE afspraken_bezettecel DROP CONSTRAINT afspraken_bezettecel_pkey"
            )
        rush(site)
        assert site.manage("check_integrity").returncode != 0
        return
    assert Browser(site).book("Anna") == 200
    with sqlite3.connect(site.folder / "afspraken.sqlite3") as connection:
        double = "INSERT INTO afspraken_bezettecel SELECT * FROM afspraken_bezettecel"
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(double)
