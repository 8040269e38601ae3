"""Visits of two officials on the board: seen on both routes, moved, given away when one is ill."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, Product
from mobiel.models import Bezoek, Stop
from tests.cast import MAANDAG
from tests.mobiel.bord.bordstad import Bordstad
from tests.mobiel.bord.test_dag import shown

pytestmark = pytest.mark.django_db(transaction=True)
DAG = f"/bezoeken/?dag={MAANDAG}"


def samen(stad: Bordstad) -> Product:
    return stad.dorp.samen("Gesprek met twee", duur=60, kan=("Wmo-advies", "Wmo-advies"))


def stops(afspraak: Afspraak) -> list[Stop]:
    rows = Stop.objects.filter(bezoek__afspraak=afspraak).select_related("route__middel")
    return list(rows.order_by("deel"))


def test_it_stands_on_both_routes_with_the_name_of_the_other(stad, planner):
    afspraak = stad.visit(1, product=samen(stad))
    one, other = stops(afspraak)
    page = shown(planner)
    for who in (one, other):
        assert f"samen met {who.route.middel}" in page
    paper = shown(planner, f"/bezoeken/dagblad/{one.route.middel_id}/?dag={MAANDAG}")
    assert f"samen met {other.route.middel}" in paper


def test_one_of_them_gives_it_to_a_third_and_the_page_says_who_stays(stad, planner):
    afspraak = stad.visit(1, product=samen(stad))
    one, other = stops(afspraak)
    third = next(pk for pk in stad.officials if pk not in (one.route.middel, other.route.middel))
    address = f"/bezoeken/verplaats/{one.bezoek_id}/?van={one.route.middel_id}"
    page = shown(planner, address)
    assert f"Staat nu bij {one.route.middel}." in page
    assert f"{other.route.middel} gaat mee, op hetzelfde moment." in page
    assert f'value="{other.route.middel_id}-' not in page, "who goes along already is no choice"
    seen = " ".join(f"{row.route.middel_id}:{row.route.versie}" for row in (one, other))
    answer = planner.post(
        address,
        {
            "plek": f"{third.pk}-0",
            "van": one.route.middel_id,
            "versies": f"{seen} {third.pk}:0",
            "dag": MAANDAG.isoformat(),
        },
    )
    assert answer.status_code == 302
    assert {row.route.middel for row in stops(afspraak)} == {third, other.route.middel}
    assert len({row.begin for row in stops(afspraak)}) == 1


def test_a_choice_that_lets_both_begin_later_says_when(stad, planner):
    afspraak = stad.visit(1, product=samen(stad))
    one = stops(afspraak)[0]
    for number in (2, 4, 6, 8):
        stad.visit(number, product=stad.advies)
    alone = Stop.objects.filter(route=one.route).exclude(bezoek=one.bezoek).first()
    assert alone is not None
    page = shown(planner, f"/bezoeken/verplaats/{one.bezoek_id}/?van={one.route.middel_id}")
    assert "beginnen zij dan samen om" in page


def test_when_one_is_ill_the_proposal_names_who_goes_along(stad, planner):
    afspraak = stad.visit(1, product=samen(stad))
    one, other = stops(afspraak)
    page = shown(planner, f"/bezoeken/verdeel/{one.route.middel_id}/?dag={MAANDAG}")
    proof = page.split('name="voorstel" value="')[1].split('"')[0]
    assert planner.post("/bezoeken/akkoord/", {"voorstel": proof}).status_code == 302
    now = stops(afspraak)
    assert other.route.middel in {row.route.middel for row in now}
    assert one.route.middel not in {row.route.middel for row in now}
    assert len({row.begin for row in now}) == 1, "Roos goes by bicycle, so they begin later"


def test_a_pair_without_a_route_cannot_be_given_half_a_place(stad, planner):
    afspraak = stad.visit(1, product=samen(stad))
    stad.loose(afspraak)
    page = shown(planner, f"/bezoeken/verplaats/{Bezoek.objects.get().pk}/")
    assert "Dit bezoek doen meer medewerkers samen. Verzet de afspraak" in page
    assert 'name="plek"' not in page


def test_more_visits_of_two_take_no_more_queries(stad, planner):
    product = samen(stad)
    stad.visit(1, product=product)
    shown(planner)
    with CaptureQueriesContext(connection) as few:
        shown(planner)
    for number in (2, 4):
        stad.visit(number, "12:30-16:30", product=product)
    with CaptureQueriesContext(connection) as many:
        shown(planner)
    assert len(many) == len(few)
