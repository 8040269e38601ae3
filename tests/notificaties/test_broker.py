"""A real worker, woken through a real Redis, sends what bookings wrote."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator

import pytest
from celery import Celery
from django.db import connection

from afspraken.management.commands.up import jobs
from notificaties.models import Bericht
from tests.proofs.brokers import Redis
from tests.proofs.post import build, sms_settings
from tests.proofs.site import ROOT

pytestmark = pytest.mark.redis


@pytest.fixture
def broker(tmp_path) -> Iterator[Redis]:
    broker = Redis(tmp_path)
    broker.start()
    yield broker
    broker.stop()


def database_of_this_test() -> str:
    """Where a process of its own finds what this test stores."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return re.sub(r"/\w+(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"], count=1)


def test_a_worker_that_is_woken_twice_sends_each_message_once(
    transactional_db, tmp_path, broker, fake_sms
):
    build(messages=5)
    env = os.environ | sms_settings("twilio", fake_sms.address)
    env |= {"DATA_DIR": str(tmp_path), "BROKER_URL": broker.address}
    env |= {"DATABASE_URL": database_of_this_test(), "SECRET_KEY": "only-for-tests-" * 3}
    env["DJANGO_SETTINGS_MODULE"] = "afspraken.conf.settings"
    client = Celery("bel", broker=broker.address, set_as_current=False)
    for _twice in range(2):
        client.send_task("notificaties.tasks.send_messages")
    worker = subprocess.Popen(jobs()[0].command, cwd=ROOT, env=env)
    try:
        until = time.monotonic() + 60
        while Bericht.objects.exclude(status="VERZONDEN").exists():
            assert time.monotonic() < until
            assert worker.poll() is None
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(20)
        client.close()
    assert fake_sms.doubles() == {}
    assert len(fake_sms.messages()) == 5
