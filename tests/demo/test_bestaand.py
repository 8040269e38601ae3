"""The command and a town that is there already: it stays, unless a demonstration begins anew."""

import pytest
from django.core.management import CommandError

from afspraken.models import Locatie, Middel, Product
from tests.demo.opdracht import demo


@pytest.fixture
def echt(db):
    """A town that is no example."""
    return Locatie.objects.create(naam="Echt", slug="echt", straat="Straat", plaats="Stad")


def test_a_town_with_anything_in_it_is_left_alone(echt, settings):
    settings.DEMO = False
    assert demo() == ""
    assert not Product.objects.exists()


@pytest.mark.django_db(transaction=True)  # emptying takes a transaction of its own
def test_starting_anew_throws_away_only_in_a_demonstration(echt, quick, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        demo("--opnieuw")
    assert Locatie.objects.get() == echt
    settings.DEMO = True
    text = demo("--opnieuw")
    assert not Locatie.objects.filter(naam="Echt").exists()
    assert Middel.objects.filter(naam="Loket 1").exists()
    assert text.startswith("Voorbeeldgemeente gemaakt")
    assert "Inloggen: " in text
