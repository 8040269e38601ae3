"""A town with a passport, at a moment at which everything happens."""

import pytest

from afspraken.models import Buurt
from tests.addresses import known
from tests.visits import BEZOEK, Bezoeken


@pytest.fixture
def paspoort(town, clock):
    """A passport, twenty minutes at the one counter of town, open on Monday 9 to 10."""
    town.loket(open="9:00-10:00")
    return town.product("Paspoort", extra_per_persoon=10, meenemen="Uw oude paspoort")


@pytest.fixture
def visits(town, clock, monkeypatch):
    """A provider of visits, and a town whose addresses are Kerkstraat 12, 40, 9A and 9B."""
    known("12", "40", "9A", "9B")
    Buurt.objects.create(naam="De Ronde Hoep", breedtegraad=52.27, lengtegraad=4.91)
    return Bezoeken(town).register(monkeypatch)


@pytest.fixture
def huisbezoek(town, visits):
    """A passport at home: half an hour."""
    return town.product("Paspoort thuis", aanbieder=BEZOEK, vraagt=(), duur=30)
