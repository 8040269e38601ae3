"""Who moves a visit reads that its times are estimates; who comes to us does not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from afspraken import beheerlink
from afspraken.models import Afspraak
from tests.cast import booked as booked_at_the_town_hall
from tests.mobiel.dorp import Dorp, booked

pytestmark = pytest.mark.django_db
ESTIMATES = {"nl": "De tijden hieronder zijn een schatting", "en": "The times below are estimates"}


def page(afspraak: Afspraak, taal: str = "nl") -> str:
    """The page with other times."""
    with override(taal):
        url = reverse("portaal:wijzig_tijd", args=[beheerlink.token_for(afspraak)])
    answer = Client(headers={"accept-language": taal}).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_the_times_of_a_visit_are_called_estimates(dorp: Dorp, clock, taal: str):
    dorp.veldwerker()
    assert ESTIMATES[taal] in page(booked(dorp.product()), taal)


def test_the_time_at_a_counter_is_no_estimate(town, clock):
    town.loket()
    assert ESTIMATES["nl"] not in page(booked_at_the_town_hall(town.product("Paspoort"), "10:00"))
