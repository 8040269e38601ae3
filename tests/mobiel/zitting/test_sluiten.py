"""The closing: the begin is fixed, everybody has a time, and everybody hears of it."""

import pytest

from afspraken.models import Afspraak, BezetteCel, Status
from mobiel.models import Zittingstatus
from tests.cast import clock
from tests.mobiel.zitting.huis import afspraken, tijden

pytestmark = pytest.mark.django_db


def test_until_it_closes_residents_are_places_in_an_order(huis):
    made = huis.zitting(bewoners=3)
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Truus"]
    assert not afspraken(made)
    assert shown_window(made) == "8:30-12:30"


def shown_window(made):
    one = Afspraak.objects.get(pk=made.afspraak_id)
    return f"{clock(one.begin)}-{clock(one.einde)}"


def test_closing_fixes_the_begin_and_gives_everyone_an_appointment(huis):
    made = huis.gesloten(bewoners=3)
    assert (made.status, shown_window(made)) == (Zittingstatus.GESLOTEN, "8:35-8:40")
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Truus"]
    rows = afspraken(made)
    assert [(one.klant.naam, one.status) for one in rows] == [
        ("Ida Post", Status.GEPLAND),
        ("Jan Kok", Status.GEPLAND),
        ("Truus Mol", Status.GEPLAND),
    ]
    assert BezetteCel.objects.filter(middel=made.middel).count() == 9
