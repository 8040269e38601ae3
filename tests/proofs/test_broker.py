"""The broker is emptied, taken away and brought back while two workers and two clocks run.

Text messages are written without pause meanwhile, and visitors book. None is sent twice, none is
lost, and the pages answer while there is no broker: they never talk to it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from afspraken.management.commands.up import jobs
from tests import postgres
from tests.fakes.running import Remote, fake_providers
from tests.proofs.brokers import Broker, Files, Redis
from tests.proofs.post import sms_settings
from tests.proofs.site import ROOT, Browser, Site

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

MESSAGES = 150
EVERY = 0.25
"""Seconds between two messages that are written."""

CASES = [
    pytest.param(("sqlite", "files"), id="SQLite, files"),
    pytest.param(("sqlite", "redis"), id="SQLite, Redis", marks=pytest.mark.redis),
    pytest.param(("postgresql", "redis"), id="PostgreSQL, Redis", marks=pytest.mark.redis),
]


@pytest.fixture
def provider() -> Iterator[Remote]:
    with fake_providers(latency=0.05) as remote:
        yield remote


class Seconds:
    """A second worker and a second clock beside those of the site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start who is not there, as `up` does with its own."""
        with (self.site.folder / "second.log").open("ab") as log:
            for child in jobs():
                known = self.processes.get(child.name)
                if known is None or known.poll() is not None:
                    self.processes[child.name] = subprocess.Popen(
                        child.command, cwd=ROOT, env=self.site.env, stdout=log, stderr=log
                    )

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait(10)


@pytest.fixture(params=CASES)
def installation(request, tmp_path, provider) -> Iterator[tuple[Site, Broker]]:
    """The whole system, on this database and with this broker."""
    database, name = request.param
    broker: Broker = Redis(tmp_path) if name == "redis" else Files(tmp_path)
    server = postgres.address() if database == "postgresql" else ""
    sms = sms_settings("twilio", provider.address)
    broker.start()
    site = Site(tmp_path, postgres=server, BROKER_URL=broker.address, **sms)
    try:
        site.start(prepare=True)
        site.build(counters=4, until="17:00")
        yield site, broker
    finally:
        site.stop()
        broker.stop()


@contextmanager
def writing(site: Site) -> Iterator[None]:
    """Someone who books without pause; what was written is committed at the end."""
    words = (
        f"from tests.proofs.post import keep_writing as k; k(messages={MESSAGES}, pause={EVERY})"
    )
    writer = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", words], cwd=ROOT, env=site.env
    )
    try:
        yield
        assert writer.wait(300) == 0
    finally:
        writer.kill()


def book(site: Site, number: int) -> float:
    """A visitor books and is told by text message; how many seconds all pages took together."""
    browser = Browser(site)
    began = time.monotonic()
    browser.book(
        f"Klant {number}", pick=number, sms=f"06 87 00 {number // 100:02} {number % 100:02}"
    )
    assert browser.is_done, browser.html[:2000]
    assert set(browser.statuses) <= {200, 302, 303}
    return time.monotonic() - began


def wait_until(provider: Remote, number: int, *, patience: float) -> None:
    """Until so many messages were taken."""
    until = time.monotonic() + patience
    while len(provider.messages()) < number:
        assert time.monotonic() < until, f"{len(provider.messages())} of {number} were sent"
        time.sleep(0.5)


def test_nothing_is_lost_or_doubled_with_the_broker(installation, provider, request):
    site, broker = installation
    again = Seconds(site)
    again.start()
    try:
        usual = book(site, 0)
        with writing(site):
            wait_until(provider, 5, patience=90)
            for _time in range(5):
                broker.empty()
                time.sleep(1)
            broker.stop()
            away = [book(site, number) for number in range(1, 7)]
            time.sleep(5)
            broker.start()
            again.start()
            wait_until(provider, len(provider.messages()) + 5, patience=90)
            broker.empty()
            broker.stop()
            broker.start()
            again.start()
        wait_until(provider, MESSAGES + 7, patience=120)
        time.sleep(12)  # two more rounds: whoever would send twice has had the time
    finally:
        again.stop()
    taken = provider.messages()
    assert provider.doubles() == {}
    assert len({message["to"] for message in taken}) == len(taken) == MESSAGES + 7
    rows = "__import__('notificaties.models').models.Bericht.objects.filter(soort='BEVESTIGING')"
    assert site.count(f"{rows}.exclude(status='VERZONDEN').count()") == 0
    found = site.manage("check_integrity").stdout
    assert re.search(r"^berichten: \d+ vergeleken, in orde$", found, re.M), found
    restarts = site.log.read_text().count("nieuwe start over")
    print(
        f"{request.node.callspec.id}: {len(taken)} messages, 0 twice, 0 lost; booking took "
        f"{usual:.2f} s, without a broker {min(away):.2f} to {max(away):.2f} s; "
        f"{restarts} restarts by the supervisor"
    )
