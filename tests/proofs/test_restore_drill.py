"""The database is lost while messages leave, and an older backup comes back.

Real processes, a backup as an administrator makes it, a provider in a process of its own. Messages
are written without pause, a few visitors book through the pages; what waited or was in hand in the
backup has gone out when everything dies. Put back as docs/operations.md says, nothing goes out
twice; without `na_herstel` it does.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.fakes.running import Remote, fake_providers
from tests.proofs import copies
from tests.proofs.post import number_of, sms_settings
from tests.proofs.site import ROOT, Browser, Site
from tests.proofs.working import BERICHT, IN_MOTION, assert_in_order, ended, work_until_settled

pytestmark = pytest.mark.prove

WRITTEN, EVERY = 400, 0.1
"""Customers who book one after the other, and the seconds between two of them."""

VISITORS = 5
"""Those who book through the pages, before the backup."""

BEHIND = 25
"""So many messages wait or are in hand when the backup is made."""

LATER = range(1000, 1020)
"""Customers whose message is planned for in three days."""

NEVER = range(2000, 2010)
"""Customers whose message becomes due after the end: the provider never had it."""

SECONDS = 75
"""From just before the backup until those become due; by then everything has ended."""

ERASED = 5
"""This customer is erased after the backup."""

QUICK, SLOW = 0.02, 1.5
"""How many seconds the provider takes: quick keeps up with who books, slow does not."""

CASES = [(base, name) for base in ("sqlite", "postgresql") for name in ("notifynl", "twilio")]


@pytest.fixture
def provider() -> Iterator[Remote]:
    with fake_providers(latency=QUICK) as remote:
        yield remote


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path, provider: Remote) -> Iterator[Site]:
    """An installation on this database whose text messages go by this provider."""
    database, name = request.param
    server = postgres.address() if database == "postgresql" else ""
    site = Site(tmp_path, postgres=server, **sms_settings(name, provider.address))
    try:
        site.start(prepare=True)
        yield site
    finally:
        site.stop()


@pytest.mark.parametrize("site", CASES, indirect=True, ids=" ".join)
def test_after_a_restore_nothing_goes_out_twice_and_nothing_is_forgotten(site, provider, request):
    copy, visitors = live_and_die(site, provider)
    taken = numbers(provider)
    began = time.monotonic()
    said = copies.put_back(site, copy)
    site.start()
    took = time.monotonic() - began
    held = int(re.findall(r"(\d+) berichten zijn misschien al verstuurd", said)[0])
    restored = ended(site)
    asked_of_provider = f"{BERICHT}.filter(status='ONZEKER', opgezocht_op=None).count()"
    wait_for(lambda: site.count(asked_of_provider) == 0, patience=200)
    time.sleep(12)  # two more rounds: whoever would send twice has had the time
    assert numbers(provider) == taken
    assert held >= BEHIND + len(NEVER)

    knows = "notifynl" in request.node.callspec.id
    unsure = site.count(f"{BERICHT}.filter(status='ONZEKER', klant__gewist_op=None).count()")
    if knows:  # it says of each whether it has it; only what it never had is still to be sent
        assert unsure == len(NEVER)
    else:  # each is before a person
        called = "__import__('notificaties.models').models.Beltaak.objects.filter(gedaan_op=None)"
        lists = f"{called}.filter(reden='ONZEKER', bericht__status='ONZEKER').count()"
        assert site.count(lists) == unsure >= len(NEVER)

    run(site, "days_pass(3)")
    wait_for(lambda: len(provider.messages()) >= taken.total() + len(LATER))
    time.sleep(12)
    assert numbers(provider) - taken == Counter(map(number_of, LATER))
    assert site.count(f"Klant.objects.filter(telefoon='{number_of(ERASED)}').count()") == 0
    assert_in_order(site)
    assert all(Browser(site).get(path) == 200 for path in visitors)
    site.stop()
    if knows:
        work_until_settled(site)
        assert numbers(provider) - taken == Counter(map(number_of, [*LATER, *NEVER]))
    assert provider.doubles() == {}
    texts = Counter((message["to"], message["body"]) for message in provider.messages())
    assert set(texts.values()) == {1}
    print(
        f"{request.node.callspec.id}: {taken.total()} sent before the end, {restored.total()} "
        f"restored in {took:.1f} s, {held} of them held back, {unsure} uncertain after asking; "
        f"{len(LATER)} sent later, {dict(ended(site))}, 0 twice"
    )


@pytest.mark.parametrize("site", CASES[::3], indirect=True, ids=" ".join)
def test_without_na_herstel_messages_go_out_twice(site, provider):
    """The negative control: the same restore, done carelessly, is seen."""
    copy, _visitors = live_and_die(site, provider)
    copies.put_back_carelessly(site, copy)
    site.start()
    wait_for(lambda: len(provider.doubles()) >= BEHIND)
    print(f"{len(provider.doubles())} messages went out twice")


def live_and_die(site: Site, provider: Remote) -> tuple[Path, list[str]]:
    """Book and send, back up in the middle, send on, and lose everything.

    Returns the backup, and the links of visitors who booked before it.
    """
    site.build(counters=2, until="17:00")
    run(site, "Berichtmoment.objects.all().delete()")
    visitors = [book(site, number) for number in range(VISITORS)]
    run(site, f"book_for_later(messages={len(LATER)}, first={LATER[0]}, days=3)")
    call = f"keep_writing(messages={WRITTEN}, pause={EVERY})"
    words = ["shell", "-v", "0", "-c", f"from tests.proofs.post import *; {call}"]
    writer = subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=site.env)
    try:
        wait_for(lambda: len(provider.messages()) >= 40)
        provider.set(latency=SLOW)
        waiting = f"{BERICHT}.filter({IN_MOTION}).count() - {len(LATER)}"
        wait_for(lambda: site.count(waiting) >= BEHIND)
        run(site, f"book_for_later(messages={len(NEVER)}, first={NEVER[0]}, seconds={SECONDS})")
        due = time.monotonic() + SECONDS
        copy = copies.make(site)
        sent = len(provider.messages())
        provider.set(latency=QUICK)
        wait_for(lambda: len(provider.messages()) >= sent + 3 * BEHIND)
        words = ["--telefoon", number_of(ERASED), "--ja", "--annuleer"]
        assert site.manage("erase_klant", *words).returncode == 0
        provider.set(latency=SLOW)  # some are on their way when it happens
        time.sleep(2)
        site.crash()
        assert time.monotonic() < due, "too slow a machine: what was for later is sent already"
    finally:
        writer.kill()
        writer.wait()
    time.sleep(due - time.monotonic())
    provider.set(latency=QUICK)
    return copy, visitors


def book(site: Site, number: int) -> str:
    """A visitor books through the pages; returns the secret link."""
    browser = Browser(site)
    browser.book(f"Bezoeker {number}", pick=number, sms=f"06 87 00 00 {number:02}")
    assert browser.is_done, browser.html[:2000]
    return browser.manage_path


def numbers(provider: Remote) -> Counter[str]:
    """How often each number got a message: once, and the erased customer perhaps a cancellation."""
    return Counter(message["to"] for message in provider.messages())


def run(site: Site, call: str) -> None:
    """Call a function of `tests.proofs.post` in the installation."""
    done = site.manage("shell", "-v", "0", "-c", f"from tests.proofs.post import *; {call}")
    assert done.returncode == 0, done.stderr


def wait_for(is_so: Callable[[], bool], *, patience: float = 90) -> None:
    """Until it is so. Fails the test after `patience` seconds."""
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.3)
