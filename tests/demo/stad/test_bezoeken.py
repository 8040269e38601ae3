"""Visits of the example town: half booked, and true to every promise."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from afspraken import agenda, integrity
from afspraken.demo import weken
from afspraken.demo.adressen import ADRESSEN
from afspraken.lokaal import local_day
from afspraken.models import Kanaal, Product, Status
from afspraken.wens import Wens
from mobiel import triage, zitting
from mobiel.demo import aanvragen, bouwen, dorp, paren, zittingen
from mobiel.models import Bezoek, Route, Stop, Vervoer, Zitting
from tests.demo.stad.dag import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(stad):
    """Two weeks of visits in town, built once for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(weken, "WEEKS", 2)
        yield bouwen.build(now=NOW, random=Random(1))
        transaction.set_rollback(True)


def test_three_officials_visit_and_one_of_them_by_bicycle(built):
    routes = Route.objects.select_related("middel", "koffer", "voertuig")
    how = {route.middel.naam: route.vervoer for route in routes}
    assert len(how) == 3
    assert Counter(how.values())[Vervoer.FIETS] == 1
    assert {route.koffer.naam for route in routes if route.koffer} == {dorp.KOFFER}
    assert {route.voertuig.naam for route in routes if route.voertuig} == {dorp.AUTO}


def test_every_promise_can_be_kept(built):
    faulty = {one.name: one.faults for one in integrity.run(now=NOW) if one.faults}
    assert faulty == {}


def test_days_are_half_full_and_there_is_room_for_more(built):
    assert built == Bezoek.objects.count() > 40
    for slug in ("huisbezoek-wmo", "bouwadvies-op-locatie", "reisdocument-thuis-aanvragen"):
        product = Product.objects.prefetch_related("vereisten").get(slug=slug)
        wish = Wens.of([(product, 1)], kanaal=Kanaal.TELEFOON, adres=dorp.THERESIA)
        assert len(agenda.search(wish, now=NOW).per_day()) >= 5, slug


def test_several_people_at_theresia_are_one_stop(built):
    again = list(Stop.objects.filter(rit=0).select_related("bezoek__afspraak"))
    assert any(stop.bezoek.afspraak.klantadres == dorp.THERESIA for stop in again)


def test_only_what_is_over_has_been_done(built):
    done = Stop.objects.filter(bezoek__afspraak__status=Status.AFGEROND)
    assert done.exists()
    assert not done.filter(einde__gt=NOW).exists()
    ahead = Stop.objects.filter(begin__gt=NOW + timedelta(hours=1))
    assert set(ahead.values_list("bezoek__afspraak__status", flat=True)) == {Status.GEPLAND}


def test_at_theresia_one_list_is_closed_and_one_closes_tomorrow(built):
    assert zittingen.build(now=NOW, random=Random(1)) == 3
    closed, soon, later = Zitting.objects.order_by("afspraak__begin")
    assert [one.status for one in (closed, soon, later)] == ["GESLOTEN", "OPEN", "OPEN"]
    assert local_day(soon.sluit_op) == local_day(NOW) + timedelta(days=1)
    counts = [zitting.taking_part(one).count() for one in (closed, soon, later)]
    assert counts == [5, 4, 1]
    assert later.sluit_op > soon.sluit_op
    assert {one.instelling for one in (closed, soon, later)} == {"Zonnehuis Theresia"}
    faulty = {one.name: one.faults for one in integrity.run(now=NOW) if one.faults}
    assert faulty == {}


def test_two_officials_go_together_to_some(built):
    assert paren.build(now=NOW, random=Random(1)) == 3
    together = Stop.objects.exclude(bezoek__mede=[])
    assert together.count() == 6
    assert len(set(together.values_list("bezoek", "begin"))) == 3
    faulty = {one.name: one.faults for one in integrity.run(now=NOW) if one.faults}
    assert faulty == {}


def test_requests_wait_to_be_judged_and_one_of_them_is_due(built):
    assert aanvragen.build(now=NOW, random=Random(1)) == len(triage.open_requests()) == 3
    assert {one.klantadres in ADRESSEN for one in triage.open_requests()} == {True}
    dates = [local_day(one.beslis_voor) for one in triage.open_requests()]
    assert min(dates) <= local_day(NOW) + timedelta(days=1) < max(dates)
