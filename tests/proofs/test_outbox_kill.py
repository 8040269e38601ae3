"""Workers die at every step of sending: no message goes out twice, and none is lost.

Two workers at a time, against a provider in a process of its own; each dies at a random step and
is followed by the next. Of a provider that can be asked for our reference nothing stays
uncertain; of one that cannot, what may have gone out is listed as ONZEKER and never sent again.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.fakes.running import Remote, fake_providers
from tests.proofs.post import sms_settings
from tests.proofs.site import Site
from tests.proofs.working import ended, in_motion, start_worker, work_until_settled

pytestmark = pytest.mark.prove

MESSAGES = 420
CHANCE = "0.004"


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


def work_until_done(site: Site, *, chance: str, patience: float) -> int:
    """Two workers at a time until nothing is in motion; returns how many died by their own hand."""
    died, until = 0, time.monotonic() + patience
    with (site.folder / "workers.log").open("ab") as log:
        workers: list[subprocess.Popen[bytes]] = []
        while time.monotonic() < until:
            for worker in [one for one in workers if one.poll() is not None]:
                workers.remove(worker)
                died += worker.returncode == -9
                if not in_motion(site):
                    for other in workers:
                        other.kill()
                        other.wait()
                    return died
            while len(workers) < 2:
                workers.append(start_worker(site, chance=chance, log=log))
            time.sleep(0.05)
    raise AssertionError((site.folder / "workers.log").read_text()[-3000:])


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
