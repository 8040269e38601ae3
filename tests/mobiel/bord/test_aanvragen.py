"""Requests for a visit on the board: a deadline while they wait, on a route once proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from afspraken.models import Klant
from mobiel import triage
from mobiel.models import Aanvraagproduct, Bezoek, Bezoekaanvraag
from tests.cast import ANNA, MAANDAG, NOW
from tests.mobiel.bord.bordstad import address
from tests.mobiel.dorp import offer

pytestmark = pytest.mark.django_db
DAG = f"/bezoeken/?dag={MAANDAG}"


@pytest.fixture
def aanvraag(stad) -> Bezoekaanvraag:
    """Somebody asks to be visited, for a reason that has to be judged."""
    Aanvraagproduct.objects.create(product=stad.advies)
    klant = Klant.objects.create(**ANNA.klant())
    return triage.request(stad.advies, klant, address(1), reden="Ziek", now=NOW)


def proposed(aanvraag: Bezoekaanvraag) -> Bezoek:
    wish = triage.wish_of(aanvraag)
    who = User.objects.create(username="beoordelaar")
    triage.propose(aanvraag, wish, offer(wish), door=who, versie=aanvraag.versie, now=NOW)
    return Bezoek.objects.get()


def test_a_request_stands_beside_the_routes_with_its_deadline(aanvraag, planner):
    page = planner.get(DAG).content.decode()
    assert "Aanvragen" in page
    assert "Anna de Vries" in page
    assert "beslissen voor" in page
    assert f"/bezoekaanvragen/{aanvraag.pk}/" in page


def test_one_that_waits_too_long_is_marked(aanvraag, planner):
    Bezoekaanvraag.objects.update(beslis_voor=NOW - timedelta(days=1))
    assert "te laat" in planner.get("/bezoeken/week/").content.decode()


def test_a_proposal_stands_on_its_route_and_can_be_moved(aanvraag, planner):
    bezoek = proposed(aanvraag)
    page = planner.get(DAG).content.decode()
    assert "nog geen ja van de klant" in page
    assert "Anna de Vries" in page
    assert planner.get(f"/bezoeken/verplaats/{bezoek.pk}/").status_code == 200
