"""Workers die at every step of sending: no message goes out twice, and none is lost.

Two workers at a time, against a provider in a process of its own; each dies at a random step and
is followed by the next. Of a provider that can be asked for our reference nothing stays
uncertain; of one that cannot, what may have gone out is listed as ONZEKER and never sent again.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests import postgres
from tests.fakes.running import Remote, fake_providers
from tests.proofs.post import sms_settings
from tests.proofs.site import ROOT, Site

pytestmark = pytest.mark.prove

MESSAGES = 420
CHANCE = "0.004"
IN_MOTION = "status__in=['WACHT', 'OPGEPAKT', 'WORDT_VERZONDEN']"


@pytest.fixture
def provider():
    with fake_providers(latency=0.01) as remote:
        yield remote


def office(folder: Path, database: str, provider: Remote, name: str) -> Site:
    """An installation without pages, whose text messages go to the fake."""
    sms = sms_settings(name, provider.address)
    site = Site(folder, postgres=postgres.address() if database == "postgresql" else "", **sms)
    site.manage("migrate", "-v", "0")
    done = site.manage(
        "shell", "-c", f"from tests.proofs.post import build; build(messages={MESSAGES})"
    )
    assert done.returncode == 0, done.stderr
    return site


def ended(site: Site) -> Counter[str]:
    done = site.manage(
        *("shell", "-v", "0", "-c"),
        "from notificaties.models import *; "
        "print('\\n'.join(Bericht.objects.values_list('status', flat=True)))",
    )
    return Counter(done.stdout.split())


def work_until_done(site: Site, *, chance: str, patience: float) -> int:
    """Two workers at a time until nothing is in motion; returns how many died by their own hand."""
    died, until = 0, time.monotonic() + patience
    with (site.folder / "workers.log").open("ab") as log:
        workers: list[subprocess.Popen[bytes]] = []
        while time.monotonic() < until:
            for worker in [one for one in workers if one.poll() is not None]:
                workers.remove(worker)
                died += worker.returncode == -9
                if not site_in_motion(site):
                    for other in workers:
                        other.kill()
                        other.wait()
                    return died
            while len(workers) < 2:
                workers.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "tests.proofs.dying", chance],
                        cwd=ROOT,
                        env=site.env | {"DJANGO_SETTINGS_MODULE": "afspraken.conf.settings"},
                        stdout=log,
                        stderr=log,
                    )
                )
            time.sleep(0.05)
    raise AssertionError((site.folder / "workers.log").read_text()[-3000:])


def site_in_motion(site: Site) -> int:
    return site.count(
        f"__import__('notificaties.models').models.Bericht.objects.filter({IN_MOTION}).count()"
    )


@pytest.mark.parametrize(
    ("database", "name"),
    [("sqlite", "twilio"), ("postgresql", "twilio"), ("sqlite", "notifynl")],
)
def test_workers_die_at_every_step(tmp_path, provider, database, name):
    site = office(tmp_path, database, provider, name)
    died = work_until_done(site, chance=CHANCE, patience=300)
    states = ended(site)
    if name == "notifynl":  # it says with authority what it has: nothing stays uncertain
        work_until_settled(site)
        states = ended(site)
        assert states["ONZEKER"] == 0
    taken = provider.messages()
    assert provider.doubles() == {}
    assert len({message["to"] for message in taken}) == len(taken)
    assert set(states) <= {"VERZONDEN", "ONZEKER"}
    assert states.total() == MESSAGES
    # what went out is never thought lost, and what is called sent did go out
    assert states["VERZONDEN"] <= len(taken) <= states.total()
    assert died >= 8
    print(f"{database}, {name}: {MESSAGES} messages, {died} workers died, {dict(states)}, 0 twice")


def work_until_settled(site: Site) -> None:
    """Workers that do not die, until nothing is uncertain."""
    until = time.monotonic() + 90
    while ended(site)["ONZEKER"] and time.monotonic() < until:
        subprocess.run(
            [sys.executable, "-m", "tests.proofs.dying", "0"],
            cwd=ROOT,
            env=site.env | {"DJANGO_SETTINGS_MODULE": "afspraken.conf.settings"},
            check=True,
            timeout=60,
        )
