"""An official who is reported ill: the planner finds their visits among the tasks."""

from datetime import timedelta

import pytest

from afspraken import storing, taken
from afspraken.models import Openstand
from mobiel.models import Stop
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import booked, given_away, plan

pytestmark = pytest.mark.django_db


def tasks():
    return [one for one in taken.open_tasks(now=NOW) if one.soort == "bezoeken"]


def test_visits_of_who_is_reported_ill_become_a_task_until_others_have_them(dorp):
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=30)
    booked(product), booked(product, (2000, 0))
    assert tasks() == []
    begin, einde = at("0:00"), at("0:00", MAANDAG + timedelta(days=1))
    storing.open(sanne, begin=begin, einde=einde, reden="Ziek", door=None, now=NOW)
    Openstand.objects.filter(middel=sanne).delete()  # what the cast opened has no roster behind it
    [taak] = tasks()
    assert taak.titel == "Sanne is er niet: 2 bezoeken zoeken iemand anders"
    assert taak.url.endswith(f"?dag={MAANDAG}")
    assert taak.uiterlijk == Stop.objects.order_by("begin")[0].begin
    tim = dorp.veldwerker("Tim")
    assert given_away(sanne) == []
    assert tasks() == []
    assert len(plan(tim)) == 2
