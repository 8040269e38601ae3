"""PostgreSQL is killed again and again while messages leave: none goes out twice, none is lost.

All of `manage.py up` stays as it is and recovers by itself. What was being handed over when the
database went away becomes ONZEKER; a provider that knows our references settles it, of another a
person decides.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.fakes.running import Remote, fake_providers
from tests.proofs.post import sms_settings
from tests.proofs.site import Site, kill_tree
from tests.proofs.working import BERICHT, assert_in_order, ended, in_motion, work_until_settled

pytestmark = pytest.mark.prove

MESSAGES, KILLS = 420, 5
RECOVERED = 60.0
"""Seconds in which messages leave again."""


@pytest.fixture
def provider() -> Iterator[Remote]:
    with fake_providers(latency=0.25) as remote:
        yield remote


@pytest.mark.parametrize("name", ["notifynl", "twilio"])
def test_the_database_server_is_killed_while_messages_leave(tmp_path, provider, name):
    server = postgres.new_server()
    address = postgres.address_of(server)
    site = Site(tmp_path, postgres=address, **sms_settings(name, provider.address))
    try:
        site.start(prepare=True)
        words = f"from tests.proofs.post import build; build(messages={MESSAGES})"
        assert site.manage("shell", "-c", words).returncode == 0
        waits = kill_while_sending(server, provider, random.Random(5))
        wait_until_quiet(site)
        assert site.wait_until_healthy(60) < 60
        restarts = site.log.read_text().count("nieuwe start over")
        states, taken = ended(site), provider.messages()
        assert_in_order(site)
        site.stop()
        if name == "notifynl":
            work_until_settled(site, patience=120)
            states, taken = ended(site), provider.messages()
            assert states == {"VERZONDEN": MESSAGES}
            assert len(taken) == MESSAGES
    finally:
        site.stop()
    assert provider.doubles() == {}
    assert len({message["to"] for message in taken}) == len(taken)
    assert set(states) <= {"VERZONDEN", "ONZEKER"}
    assert states.total() == MESSAGES
    # what went out is never thought lost, and what is called sent did go out
    assert states["VERZONDEN"] <= len(taken) <= MESSAGES
    print(
        f"{name}: {MESSAGES} messages, PostgreSQL killed {KILLS} times, sending again after "
        f"{max(waits):.1f} s at most; {len(taken)} taken, {dict(states)}, 0 twice, 0 lost, "
        f"{restarts} restarts by the supervisor"
    )


def kill_while_sending(server: Any, provider: Remote, dice: random.Random) -> list[float]:
    """Kill the server, start it, wait for the next message; returns the seconds of each wait."""
    waits = []
    for _time in range(KILLS):
        seen = len(provider.messages())
        wait_for_messages(provider, seen + dice.randint(8, 40))
        kill_tree(server.get_pid())
        time.sleep(dice.uniform(0.5, 3))
        postgres.start_again(server)
        waits.append(wait_for_messages(provider, len(provider.messages()) + 1))
    return waits


def wait_for_messages(provider: Remote, number: int) -> float:
    """Until so many messages were taken; returns the seconds it took."""
    began = time.monotonic()
    while len(provider.messages()) < number:
        assert time.monotonic() - began < RECOVERED, "nothing leaves any more"
        time.sleep(0.1)
    return time.monotonic() - began


def wait_until_quiet(site: Site) -> None:
    """Until nothing is in motion, and the provider was asked for what is uncertain."""
    until = time.monotonic() + 200
    unasked = f"{BERICHT}.filter(status='ONZEKER', opgezocht_op=None).count()"
    while in_motion(site) or site.count(unasked):
        assert time.monotonic() < until, f"{ended(site)}\n{site.log.read_text()[-3000:]}"
        time.sleep(2)
