"""Workers of the outbox as processes without a site around them, and how its rows stand."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from typing import IO

from tests.proofs.site import ROOT, Site

BERICHT = "__import__('notificaties.models').models.Bericht.objects"
IN_MOTION = "status__in=['WACHT', 'OPGEPAKT', 'WORDT_VERZONDEN']"


def ended(site: Site) -> Counter[str]:
    """How many messages stand how."""
    done = site.manage(
        *("shell", "-v", "0", "-c"),
        "from notificaties.models import *; "
        "print('\\n'.join(Bericht.objects.values_list('status', flat=True)))",
    )
    assert done.returncode == 0, done.stderr
    return Counter(done.stdout.split())


def in_motion(site: Site) -> int:
    """How many messages are not yet where they will end."""
    return site.count(f"{BERICHT}.filter({IN_MOTION}).count()")


def start_worker(site: Site, *, chance: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """A worker in a hurry, that dies with this chance at every step; see `dying.py`."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.proofs.dying", chance],
        cwd=ROOT,
        env=site.env | {"DJANGO_SETTINGS_MODULE": "afspraken.conf.settings"},
        stdout=log,
        stderr=log,
    )


def work_until_settled(site: Site, *, patience: float = 90) -> None:
    """Workers that do not die, until nothing is uncertain or in motion."""
    until = time.monotonic() + patience
    with (site.folder / "workers.log").open("ab") as log:
        while (in_motion(site) or ended(site)["ONZEKER"]) and time.monotonic() < until:
            assert start_worker(site, chance="0", log=log).wait(60) == 0


def assert_in_order(site: Site) -> None:
    """`check_integrity` finds no fault in the outbox, nor in what real bookings occupy.

    It does find the appointments of `tests.proofs.post`, which occupy nothing.
    """
    found = site.manage("check_integrity").stdout
    for name in ("berichten", "cellen en inzet", "nooit dubbel"):
        assert re.search(rf"^{name}: \d+ vergeleken, in orde$", found, re.M), found
