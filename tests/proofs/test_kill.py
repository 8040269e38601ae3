"""kill -9 under load: what was acknowledged is stored, nothing is half, and it recovers by itself.

Visitors book without pause while web workers, the web server, the worker, the clock and (last) the
database are killed at random moments. A page that said "made" must still open its appointment.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from tests import postgres
from tests.proofs.site import Browser, Site, kill_tree

pytestmark = pytest.mark.prove

SECONDS = 25
VICTIMS = ("gunicorn", "celery -q -A afspraken.conf.celery worker", "beat")


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path):
    server = postgres.address() if request.param == "postgresql" else ""
    site = Site(tmp_path, postgres=server)
    site.start(prepare=True)
    site.build(counters=20, until="17:00")
    yield site
    site.stop()


class Visitors:
    """Six people who book one appointment after another until told to stop."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.acknowledged: list[str] = []
        self.tried = 0
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self._book, args=(n,)) for n in range(6)]

    def __enter__(self) -> Visitors:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(90)

    def _book(self, number: int) -> None:
        while not self.stopped.is_set():
            browser = Browser(self.site)
            self.tried += 1
            with suppress(OSError, HTTPException):
                browser.book(f"Klant {number}", pick=number)
                if browser.is_done:
                    self.acknowledged.append(browser.manage_path)
                    continue
            time.sleep(0.05)


def kill_at_random(site: Site, dice: random.Random) -> int:
    """Kill one process after the other for a while; returns how many died."""
    killed, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        time.sleep(dice.uniform(0.3, 1.5))
        pids = site.processes(dice.choice(VICTIMS))
        if pids:
            with suppress(ProcessLookupError):
                os.kill(dice.choice(pids), signal.SIGKILL)
                killed += 1
    return killed


def assert_nothing_is_lost(site: Site, visitors: Visitors) -> None:
    assert visitors.acknowledged, site.log.read_text()[-2000:]
    for path in visitors.acknowledged:
        assert Browser(site).get(path) == 200, path
    stored = site.count("Afspraak.objects.filter(status='GEPLAND').count()")
    assert stored >= len(visitors.acknowledged)
    assert site.count("Afspraak.objects.filter(status='GEPLAND', inzetten=None).count()") == 0
    site.check()


def test_processes_are_killed_at_random_under_load(site):
    with Visitors(site) as visitors:
        killed = kill_at_random(site, random.Random(8))
    assert killed >= 10
    assert site.wait_until_healthy(60) < 60
    assert_nothing_is_lost(site, visitors)
    print(f"{killed} killed, {len(visitors.acknowledged)} of {visitors.tried} acknowledged, 0 lost")


def test_the_database_server_is_killed_under_load(tmp_path):
    """All of PostgreSQL at once, as when its machine fails; it starts again after a second."""
    server = postgres.new_server()
    site = Site(tmp_path, postgres=postgres.address_of(server))
    try:
        site.start(prepare=True)
        site.build(counters=20, until="17:00")
        with Visitors(site) as visitors:
            for _time in range(2):
                time.sleep(4)
                kill_tree(server.get_pid())
                time.sleep(1)
                postgres.start_again(server)
            time.sleep(4)
        assert site.wait_until_healthy(60) < 60
        assert_nothing_is_lost(site, visitors)
    finally:
        site.stop()
