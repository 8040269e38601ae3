"""Visits of two officials on the board: seen on both routes, moved, given away when one is ill."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afspraken.models import Afspraak, Middel, Product
from mobiel.models import Bezoek, Route, Stop
from tests.cast import MAANDAG
from tests.mobiel.bord.bordstad import Bordstad
from tests.mobiel.bord.test_dag import shown
from tests.mobiel.dorp import plan
from tests.mobiel.test_samen import nothing_is_wrong

pytestmark = pytest.mark.django_db
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
    assert "1 bezoek ·" in page
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


# --- a second one goes along ----------------------------------------------------------------------


def test_a_planner_sees_who_can_go_along_at_what_cost_and_who_cannot_and_why(stad, planner):
    afspraak = stad.visit(1)
    [one] = stops(afspraak)
    page = shown(planner, f"/bezoeken/verplaats/{one.bezoek_id}/")
    assert "Laat een tweede medewerker meegaan" in page
    page = shown(planner, f"/bezoeken/met-twee/{one.bezoek_id}/")
    assert f"{one.route.middel} gaat. Kies wie er meegaat." in page
    others = [pk for pk in stad.officials if pk != one.route.middel]
    for other in others:
        assert f'value="{other.pk}-0"' in page
    assert page.count("rijden") >= len(others)


def test_who_is_busy_all_day_cannot_go_along_and_the_page_says_why(stad, planner):
    afspraak = stad.visit(1)
    [one] = stops(afspraak)
    tim = next(pk for pk in stad.officials if pk != one.route.middel)
    lang = stad.dorp.product("Lang", duur=240, kan="Tims werk")
    tim.bevoegdheden.add(lang.vereisten.get().bevoegdheid)
    stad.visit(2, "8:30-12:30", product=lang)
    stad.visit(4, "12:30-16:30", product=stad.dorp.product("Lang 2", duur=150, kan="Tims werk"))
    page = shown(planner, f"/bezoeken/met-twee/{one.bezoek_id}/")
    niet = page.split("plekken__redenen")[1]
    assert str(tim) in niet


def test_a_planner_lets_somebody_go_along_and_takes_it_back(stad, planner):
    afspraak = stad.visit(1)
    [one] = stops(afspraak)
    other = next(pk for pk in stad.officials if pk != one.route.middel)
    address = f"/bezoeken/met-twee/{one.bezoek_id}/"
    seen = f"{one.route.middel_id}:{one.route.versie} {other.pk}:0"
    answer = planner.post(address, {"plek": f"{other.pk}-0", "versies": seen})
    assert answer.status_code == 302
    assert f"samen met {other}" in shown(planner)
    page = shown(planner, f"/bezoeken/verplaats/{one.bezoek_id}/?van={one.route.middel_id}")
    assert "Er hoeft niemand mee" in page
    now = " ".join(f"{row.route.middel_id}:{row.route.versie}" for row in stops(afspraak))
    answer = planner.post(f"{address}alleen/", {"versies": now})
    assert answer.status_code == 302
    assert len(stops(afspraak)) == 1


def goes_along(planner: Client, bezoek: Bezoek, who: Middel) -> None:
    """A planner lets somebody go along, as the page stands now."""
    page = shown(planner, address := f"/bezoeken/met-twee/{bezoek.pk}/")
    seen = page.split('name="versies" value="')[1].split('"')[0]
    choice = page.split(f'value="{who.pk}-')[1].split('"')[0]
    answer = planner.post(address, {"plek": f"{who.pk}-{choice}", "versies": seen})
    assert answer.status_code == 302


def undone(planner: Client) -> str:
    """What the board says after the last change is taken back."""
    return planner.post("/bezoeken/ongedaan/", follow=True).content.decode()


@pytest.fixture
def druk(stad: Bordstad) -> Afspraak:
    """The visit of somebody to whom one goes, on a day with other visits for everybody."""
    afspraken = [stad.visit(number) for number in (1, 2, 4, 6)]
    return afspraken[0]


@pytest.mark.parametrize("wished", [False, True])
def test_a_second_one_is_taken_back_and_the_day_is_as_it_was(stad, planner, druk, wished):
    Bezoek.objects.filter(afspraak=druk).update(met_twee=wished)
    [one] = stops(druk)
    before = {who: plan(who) for who in stad.officials}
    needs = one.bezoek.eisen
    goes_along(planner, one.bezoek, next(pk for pk in stad.officials if pk != one.route.middel))
    assert len(stops(druk)) == 2
    assert "De laatste wijziging is ongedaan gemaakt." in undone(planner)
    assert {who: plan(who) for who in stad.officials} == before
    bezoek = Bezoek.objects.get(afspraak=druk)
    assert (bezoek.met_twee, bezoek.mede, bezoek.samen_op) == (wished, [], None)
    assert bezoek.eisen == needs
    assert "Er is niets om ongedaan te maken." in undone(planner)
    nothing_is_wrong()


def test_a_second_one_is_not_taken_back_over_what_happened_since(stad, planner, druk):
    [one] = stops(druk)
    second = next(pk for pk in stad.officials if pk != one.route.middel)
    goes_along(planner, one.bezoek, second)
    Route.objects.filter(middel=second).update(versie=F("versie") + 1)
    assert "Dit kan niet meer ongedaan" in undone(planner)
    assert len(stops(druk)) == 2


def test_after_one_is_taken_off_nothing_older_is_taken_back(stad, planner, druk):
    [one] = stops(druk)
    goes_along(planner, one.bezoek, next(pk for pk in stad.officials if pk != one.route.middel))
    assert "Maak de laatste wijziging ongedaan" in shown(planner)
    now = " ".join(f"{row.route.middel_id}:{row.route.versie}" for row in stops(druk))
    planner.post(f"/bezoeken/met-twee/{one.bezoek_id}/alleen/", {"versies": now})
    assert len(stops(druk)) == 1
    assert "Maak de laatste wijziging ongedaan" not in shown(planner)


@pytest.mark.parametrize("chosen", ["", "1", "x-y", "99999-0"])
def test_nonsense_is_refused_with_a_sentence_and_nobody_goes_along(stad, planner, chosen):
    afspraak = stad.visit(1)
    [one] = stops(afspraak)
    seen = f"{one.route.middel_id}:{one.route.versie}"
    address = f"/bezoeken/met-twee/{one.bezoek_id}/"
    answer = planner.post(address, {"plek": chosen, "versies": seen})
    assert answer.status_code == 400
    assert "Kies wie er meegaat." in answer.content.decode()
    assert len(stops(afspraak)) == 1


def test_a_colleague_who_was_faster_is_heard_and_nobody_goes_along(stad, planner):
    afspraak = stad.visit(1)
    [one] = stops(afspraak)
    other = next(pk for pk in stad.officials if pk != one.route.middel)
    seen = f"{one.route.middel_id}:0 {other.pk}:0"
    answer = planner.post(
        f"/bezoeken/met-twee/{one.bezoek_id}/", {"plek": f"{other.pk}-0", "versies": seen}
    )
    assert answer.status_code == 409
    assert len(stops(afspraak)) == 1
