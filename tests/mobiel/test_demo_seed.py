"""Visits of the example town are the same for the same seed."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import transaction

from afspraken.demo import build, weken
from mobiel.demo import bouwen
from mobiel.models import Stop

NOW = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)


def fingerprint():
    rows = Stop.objects.order_by("route__dag", "route__middel__naam", "volgorde")
    return list(rows.values_list("route__dag", "route__middel__naam", "begin", "einde", "rit"))


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_visits(monkeypatch):
    monkeypatch.setattr(weken, "WEEKS", 1)
    monkeypatch.setattr(weken, "fill", lambda **_options: 0)
    found = []
    for _again in range(2):
        with transaction.atomic():
            build.build(now=NOW)
            bouwen.build(now=NOW, random=Random(1))
            found.append(fingerprint())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert len(found[0]) > 10
