"""The example town and its visits are the same for the same seed; and any day can be its first."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import transaction

from afspraken import integrity
from afspraken.demo import build, mensen, weken
from afspraken.models import Inzet
from mobiel.demo import bouwen
from mobiel.models import Stop

SATURDAY = datetime(2026, 11, 28, 10, 32, tzinfo=UTC)


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    def three(seed):
        random = Random(seed)
        return [mensen.invent(random, adres=True, met_voor_wie=True) for _i in range(3)]

    assert three(1) == three(1) != three(2)


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_town_also_in_a_weekend(monkeypatch):
    monkeypatch.setattr(weken, "WEEKS", 1)
    first, second = built(), built()
    assert len(first["town"]) > 100
    assert len(first["visits"]) > 10
    assert first == second
    assert first["faults"] == {}


def built():
    """Everything that must be the same for the same seed."""
    with transaction.atomic():
        build.build(now=SATURDAY, seed=1)
        bouwen.build(now=SATURDAY, random=Random(1))
        found = {"town": town(), "visits": visits(), "faults": faults()}
        transaction.set_rollback(True)
    return found


def town():
    rows = Inzet.objects.order_by("begin", "middel__naam", "plek")
    return list(
        rows.values_list(
            "begin", "einde", "middel__naam", "plek", "afspraak__klant__naam", "afspraak__code"
        )
    )


def visits():
    rows = Stop.objects.order_by("route__dag", "route__middel__naam", "volgorde")
    return list(rows.values_list("route__dag", "route__middel__naam", "begin", "einde", "rit"))


def faults():
    return {one.name: one.faults for one in integrity.run(now=SATURDAY) if one.faults}
