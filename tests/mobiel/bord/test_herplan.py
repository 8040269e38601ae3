"""A whole day again: a better order, or without who is ill. Seen first, approved once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import signing

from afspraken.models import Afspraak, Afwezigheid, Openstand
from afspraken.rechten import Rol
from mobiel import routing
from mobiel.bord import herplan, lezen
from mobiel.bord.voorstel import Onleesbaar, Voorstel, better
from mobiel.models import Bezoek, Route, Stop
from mobiel.reading import Net, officials
from mobiel.reading.stored import sheets_of
from tests.afspraken.rechten.wie import ingelogd
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.bord.bordstad import Bordstad
from tests.mobiel.bord.test_verplaats import order, travel

pytestmark = pytest.mark.django_db
VOLGORDE = f"/bezoeken/volgorde/?dag={MAANDAG}"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(herplan, "SEARCH", 0.15)


@pytest.fixture
def slordig(stad: Bordstad) -> Bordstad:
    """A day whose order goes to and fro: near, far, near, far."""
    for middel in (stad.roos, stad.tim):
        Openstand.objects.filter(middel=middel).delete()
    for number in (0, 3, 1, 7):
        stad.visit(number, product=stad.kort)
    route = Route.objects.get()
    by_place = sorted(Stop.objects.all(), key=lambda one: one.bezoek.breedtegraad or 0)
    worst = [by_place[0], by_place[-1], by_place[1], by_place[-2]]
    wrong_order(route, [one.bezoek_id for one in worst])
    return stad


def wrong_order(route: Route, bezoeken: list[int]) -> None:
    from mobiel import planning

    planning.rearrange(
        MAANDAG,
        {route.middel_id: bezoeken},
        gezien={route.middel_id: route.versie},
        wat="verplaatst",
        door="",
        now=NOW,
    )


def approve(browser, page):
    return browser.post(
        "/bezoeken/akkoord/", {"voorstel": page.context["voorstel"].bewijs}, follow=True
    )


def nothing_is_broken(stad: Bordstad) -> None:
    skills = {pk: one.skills for pk, one in officials().items()}
    rows = Route.objects.select_related("vertrekt_van", "eindigt_bij")
    for sheet in sheets_of(rows, skills, now=NOW):
        assert routing.feasible(Net([sheet]).route(sheet)) == []


# --- a better order -------------------------------------------------------------------------------


def test_a_better_order_tells_what_it_saves_before_it_is_stored(slordig, planner):
    before, stored = travel(slordig), order(slordig.sanne)
    page = planner.get(VOLGORDE)
    found = page.context["voorstel"]
    assert found.was == before
    assert found.wordt < before
    assert "minder rijden" in page.content.decode()
    assert order(slordig.sanne) == stored, "looking stores nothing"


def test_the_day_and_its_proposal_tell_the_same_minutes_of_travel(slordig, planner):
    """Each is rounded once; two routes of 30 seconds over are one minute more, not two."""
    told = planner.get(f"/bezoeken/?dag={MAANDAG}").context["beeld"]
    assert told.reis_kort == planner.get(VOLGORDE).context["was"]
    two = replace(told, routes=(replace(told.routes[0], rijden=90),) * 2)
    assert two.reis_kort == "3 min"


def test_what_was_seen_is_what_is_stored(slordig, planner):
    page = planner.get(VOLGORDE)
    seen = page.context["voorstel"]
    answer = approve(planner, page)
    assert "De nieuwe volgorde is bewaard." in answer.content.decode()
    assert order(slordig.sanne) == list(seen.orders[slordig.sanne.pk])
    assert travel(slordig) == seen.wordt
    nothing_is_broken(slordig)


def test_a_better_order_is_taken_back(slordig, planner):
    before = order(slordig.sanne)
    approve(planner, planner.get(VOLGORDE))
    planner.post("/bezoeken/ongedaan/")
    assert order(slordig.sanne) == before


def test_a_good_order_is_told_as_that(slordig, planner):
    approve(planner, planner.get(VOLGORDE))
    page = planner.get(VOLGORDE)
    assert "De volgorde is al goed" in page.content.decode()


def test_a_told_time_is_kept_by_the_search(slordig, planner):
    last = Stop.objects.order_by("-volgorde").first()
    told = Bezoek.objects.get(pk=last.bezoek_id)
    window = {
        "begin": last.begin - timedelta(minutes=10),
        "einde": last.begin + timedelta(minutes=20),
    }
    Afspraak.objects.filter(pk=told.afspraak_id).update(**window)
    approve(planner, planner.get(VOLGORDE))
    stop = Stop.objects.get(bezoek=told)
    assert window["begin"] <= stop.begin < window["einde"]


def test_the_same_search_gives_the_same_order(slordig):
    standen = lezen.read_sheets(MAANDAG, MAANDAG + timedelta(days=1), now=NOW)
    one, other = (better(standen, MAANDAG, budget=routing.iterations(200)) for _n in range(2))
    assert one == other


def test_a_proposal_of_before_somebody_changed_the_day_is_made_anew(slordig, planner):
    page = planner.get(VOLGORDE)
    slordig.visit(9)
    answer = approve(planner, page)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Deze route is intussen veranderd" in text
    assert "Hieronder staat een nieuw voorstel." in text
    assert Stop.objects.count() == 5


@pytest.mark.parametrize(
    "bewijs",
    ["", "x", "a:b:c", signing.dumps({"dag": "2026-12-07"})],
    ids=["empty", "short", "unsigned", "of_another_kind"],  # a signature holds the time
)
def test_a_proposal_that_is_not_ours_is_refused_with_a_sentence(planner, bewijs):
    answer = planner.post("/bezoeken/akkoord/", {"voorstel": bewijs}, follow=True)
    assert "Dit voorstel is verlopen. Maak een nieuw voorstel." in answer.content.decode()


def test_a_proposal_of_yesterday_is_none_any_more(slordig, planner, clock):
    page = planner.get(VOLGORDE)
    bewijs = page.context["voorstel"].bewijs
    clock.shift(3601)
    with pytest.raises(Onleesbaar):
        Voorstel.read(bewijs)


# --- who is ill -----------------------------------------------------------------------------------


def test_the_visits_of_who_is_ill_go_to_the_others_and_promises_are_kept(stad, planner):
    stad.fill()
    ill = next(one for one in stad.officials if order(one))
    page = planner.get(f"/bezoeken/verdeel/{ill.pk}/?dag={MAANDAG}")
    assert f"Bezoeken van {ill.naam} verdelen" in page.content.decode()
    left = [one.bezoek for one in page.context["voorstel"].gemist]
    answer = approve(planner, page)
    assert "De bezoeken zijn verdeeld." in answer.content.decode()
    assert order(ill) == left
    assert Stop.objects.count() == Bezoek.objects.count() == 12
    away = Afwezigheid.objects.get(middel=ill)
    assert (away.begin, away.einde) == (at("8:30"), at("16:30"))
    nothing_is_broken(stad)


def test_who_finds_no_place_is_told_with_the_reason_and_stays_to_be_called(stad, planner):
    kit = stad.dorp.product("Paspoort thuis", ook=[("KOFFER", 1, None)])
    stad.visit(1, product=kit)
    page = planner.get(f"/bezoeken/verdeel/{stad.roos.pk}/?dag={MAANDAG}")
    text = page.content.decode()
    assert "Geen plek" in text
    assert "Niemand anders kan of mag dit doen." in text
    assert "06 12345678" in text
    board = approve(planner, page).content.decode()
    assert "Is niet aan het werk. Deze bezoeken moeten naar een ander." in board
    assert "Bram Bakker" in board


def test_a_full_day_is_told_as_that(stad, planner):
    Openstand.objects.filter(middel=stad.roos).delete()
    long = stad.dorp.product("Lang", duur=200)
    stad.visit(1, product=long)
    stad.visit(5, product=long)
    ill = stad.sanne if order(stad.sanne) else stad.tim
    page = planner.get(f"/bezoeken/verdeel/{ill.pk}/?dag={MAANDAG}")
    assert "De anderen zitten vol binnen het beloofde venster." in page.content.decode()


def test_in_the_middle_of_the_day_what_was_done_stays(stad, clock):
    stad.fill()
    ill = next(one for one in stad.officials if len(order(one)) > 2)
    done = order(ill)[0]
    clock.move_to(Stop.objects.get(bezoek=done).begin + timedelta(minutes=1))
    planner = ingelogd(Rol.PLANNER, "Sociale Zaken")
    approve(planner, planner.get(f"/bezoeken/verdeel/{ill.pk}/?dag={MAANDAG}"))
    assert order(ill)[0] == done
    assert Stop.objects.count() == 12


def test_a_colleague_who_was_faster_is_heard_and_nobody_is_away(stad, planner):
    stad.fill()
    ill = next(one for one in stad.officials if order(one))
    page = planner.get(f"/bezoeken/verdeel/{ill.pk}/?dag={MAANDAG}")
    route = Route.objects.get(middel=ill)
    wrong_order(route, order(ill)[:-2] + order(ill)[:-3:-1])
    answer = approve(planner, page)
    assert answer.status_code == 409
    assert not Afwezigheid.objects.exists()


def test_somebody_who_is_not_out_cannot_be_ill(planner, stad):
    assert planner.get(f"/bezoeken/verdeel/99999/?dag={MAANDAG}").status_code == 404


def test_the_service_point_approves_nothing(slordig, planner):
    page = planner.get(VOLGORDE)
    ksp = ingelogd(Rol.KLANTENSERVICE)
    bewijs = page.context["voorstel"].bewijs
    assert ksp.get(VOLGORDE).status_code == 404
    assert ksp.post("/bezoeken/akkoord/", {"voorstel": bewijs}).status_code == 404


def test_a_proposal_says_that_its_roads_are_estimated(slordig, planner, settings):
    """The service for travel times is down: a planner reads that before anything is stored."""
    sentence = "De reistijden zijn geschat"
    assert sentence not in planner.get(VOLGORDE).content.decode()
    settings.OSRM_URL = "http://127.0.0.1:9"
    page = planner.get(VOLGORDE)
    assert (page.status_code, page.context["voorstel"].is_geschat) == (200, True)
    assert sentence in page.content.decode()
