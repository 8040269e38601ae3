"""A planner moves a visit: sees what it costs and what it breaks, stores it, takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from afspraken.models import Afspraak, Logregel, Openstand
from afspraken.rechten import Rol
from mobiel.bord import bezoeklezen, lezen
from mobiel.bord.keuzes import Keuze, Vraag, choices
from mobiel.models import Bezoek, Route, Stop
from mobiel.planning.rearranging import loose_parts
from tests.afspraken.rechten.wie import browser, ingelogd, medewerker
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.bord.bordstad import NAMES, Bordstad
from tests.mobiel.dorp import cancelled, plan

pytestmark = pytest.mark.django_db
DAG = MAANDAG + timedelta(days=1)


def visit_of(afspraak: Afspraak) -> Bezoek:
    return Bezoek.objects.select_related("afspraak").get(afspraak=afspraak)


def address(bezoek: Bezoek) -> str:
    return f"/bezoeken/verplaats/{bezoek.pk}/"


def all_choices(bezoek: Bezoek, now=NOW) -> list[Keuze]:
    standen = lezen.read_sheets(MAANDAG, MAANDAG + timedelta(days=1), now=now)
    visits = bezoeklezen.read_visits(MAANDAG, who=NOBODY, now=now)
    return choices(Vraag.of(loose_parts(bezoek)[0], MAANDAG, standen, visits))


class _Nobody:
    def mag(self, *_args) -> bool:
        return False


NOBODY = _Nobody()


def filled_in(page, **changed: str) -> dict[str, str]:
    """What the form of a page would send, with its first choice."""
    context = page.context
    return {
        "dag": str(context["vraag"].dag),
        "versies": context["versies"],
        "plek": context["gekozen"].sleutel if context["gekozen"] else "",
        **changed,
    }


def at_tim(page) -> str:
    """The cheapest place with Tim."""
    return next(
        one.sleutel
        for one in [*page.context["eerste"], *page.context["verder"]]
        if one.naam == "Tim Kuipers"
    )


def order(middel) -> list[int]:
    rows = Stop.objects.filter(route__middel=middel, route__dag=MAANDAG).order_by("volgorde")
    return list(rows.values_list("bezoek", flat=True))


@pytest.fixture
def vol(stad: Bordstad) -> Bordstad:
    """Six visits, in both halves of the day."""
    stad.fill(6)
    return stad


# --- what can be chosen ---------------------------------------------------------------------------


def test_what_can_be_stored_comes_first_and_then_the_cheapest(vol):
    found = all_choices(Bezoek.objects.first())
    good = [one for one in found if one.kan]
    assert found[: len(good)] == good
    assert [one.extra for one in good] == sorted(one.extra for one in good)
    assert any(not one.kan for one in found)


def test_every_place_of_everybody_is_a_choice_but_the_one_where_it_stands(vol):
    one = Bezoek.objects.first()
    stands = Stop.objects.get(bezoek=one).route.middel
    places = {pk.pk: len(order(pk)) + 1 for pk in vol.officials}
    places[stands.pk] -= 2  # without itself, and not where it is
    found = all_choices(one)
    assert {pk: sum(c.middel == pk for c in found) for pk in places} == places


def test_what_is_told_of_a_choice_is_what_comes_of_it(vol, planner):
    one = Bezoek.objects.first()
    page = planner.get(address(one))
    keuze = page.context["gekozen"]
    before = travel(vol)
    planner.post(address(one), filled_in(page))
    stop = Stop.objects.get(bezoek=one)
    assert (stop.route.middel_id, stop.begin) == (keuze.middel, keuze.begin)
    assert -60 < (travel(vol) - before) - keuze.extra * 60 < 60


def travel(stad: Bordstad) -> int:
    rows = Route.objects.filter(dag=MAANDAG, blokkade__isnull=False)
    legs = sum(Stop.objects.filter(route__in=rows).values_list("rit", flat=True))
    return legs + sum(rows.values_list("rit_terug", flat=True))


def test_a_broken_promise_is_told_with_name_minutes_and_window(stad, planner):
    sanne = stad.sanne
    Openstand.objects.exclude(middel=sanne).delete()
    long = stad.dorp.product("Lang", duur=90)
    early = narrowed(stad.visit(1), "8:30", "10:30")
    stad.visit(5, product=long)
    stad.visit(9, product=long)
    page = planner.get(f"{address(visit_of(early))}?naar={sanne.pk}-2")
    text = page.content.decode()
    assert "Bij Sanne Visser als nummer 3 kan niet" in text
    assert "na het beloofde venster van Bram Bakker, 8.30–10.30" in text


def narrowed(afspraak: Afspraak, begin: str, einde: str) -> Afspraak:
    """As if the customer was told a narrower window."""
    Afspraak.objects.filter(pk=afspraak.pk).update(begin=at(begin), einde=at(einde))
    return afspraak


def test_a_missing_kit_is_told(stad, planner):
    with_kit = stad.dorp.product("Paspoort thuis", ook=[("KOFFER", 1, None)])
    page = planner.get(address(visit_of(stad.visit(1, product=with_kit))))
    reasons = [reason for one in page.context["niet"] for reason in one.redenen]
    assert "Tim Kuipers kan niet naar Bram Bakker. Er ontbreekt: koffer." in reasons


def test_a_day_that_is_too_full_is_told(stad, planner):
    Openstand.objects.exclude(middel=stad.sanne).delete()
    long = stad.dorp.product("Lang", duur=200)
    stad.visit(1, product=long)
    stad.visit(5, "12:30-16:30", product=long)
    stad.dorp.town.open(stad.tim, "8:30-16:30", locatie=stad.dorp.thuis)
    extra = stad.visit(9, product=stad.dorp.product("Middel", duur=90))
    page = planner.get(address(visit_of(extra)))
    reasons = " ".join(reason for one in page.context["niet"] for reason in one.redenen)
    assert "Sanne Visser" in reasons
    places = [(one.naam, one.plek) for one in page.context["niet"]]
    assert places == sorted(places)


def test_another_day_is_another_promise_and_says_what_to_do(stad, planner):
    tuesday = MAANDAG + timedelta(days=1)
    stad.dorp.town.open(stad.tim, "8:30-16:30", dag=tuesday, locatie=stad.dorp.thuis)
    one = visit_of(stad.visit(1))
    page = planner.get(f"{address(one)}?dag={tuesday}")
    text = page.content.decode()
    assert "Er is geen plek" in text
    assert "Bram Bakker is beloofd op maandag 7 december. Bel eerst" in text
    [wrong] = page.context["niet"]
    given = filled_in(page, plek=wrong.sleutel)
    assert planner.post(address(one), given).status_code == 409
    assert Stop.objects.get(bezoek=one).route.dag == MAANDAG


# --- storing --------------------------------------------------------------------------------------


def test_a_visit_moves_and_nobody_is_told_anything(vol, planner):
    one = visit_of(Afspraak.objects.filter(begin=at("8:30")).first())
    before = one.afspraak.versie
    page = planner.get(address(one))
    answer = planner.post(address(one), filled_in(page, plek=at_tim(page)), follow=True)
    assert f"{one.afspraak.klant.naam} staat nu bij Tim Kuipers" in answer.content.decode()
    assert one.pk in order(vol.tim)
    assert Afspraak.objects.get(pk=one.afspraak_id).versie == before


def test_what_was_moved_is_in_the_log_by_whom(vol, planner):
    one = Bezoek.objects.first()
    page = planner.get(address(one))
    planner.post(address(one), filled_in(page))
    line = Logregel.objects.filter(onderwerp__startswith="route:", door__gt="").latest("pk")
    assert line.gegevens["wat"] == "verplaatst"


def test_a_choice_that_breaks_a_promise_is_never_stored(vol, planner):
    one = Bezoek.objects.first()
    page = planner.get(address(one))
    before = Stop.objects.get(bezoek=one)
    wrong = page.context["niet"][0]
    answer = planner.post(address(one), filled_in(page, plek=wrong.sleutel))
    assert answer.status_code == 409
    assert wrong.redenen[0] in answer.content.decode()
    assert Stop.objects.get(bezoek=one) == before


def test_nonsense_is_refused_with_a_sentence(stad, planner):
    one = visit_of(stad.visit(1))
    page = planner.get(address(one))
    for plek in ("", "1", "-", "99999-0", "1-999", "x-y", "1-1-1", "²-1"):
        answer = planner.post(address(one), filled_in(page, plek=plek))
        assert answer.status_code == 400, plek
        assert "Kies een plek." in answer.content.decode(), plek


def test_versions_that_are_none_are_those_of_somebody_who_saw_nothing(stad, planner):
    one = visit_of(stad.visit(1))
    page = planner.get(address(one))
    for versies in ("", "1", "a:b", "1:", ":::", "1:99999999999999999999", "²:1"):
        answer = planner.post(address(one), filled_in(page, versies=versies))
        assert answer.status_code == 409, versies


def test_a_visit_that_does_not_exist_is_not_found(planner):
    assert planner.get("/bezoeken/verplaats/99999/").status_code == 404


def test_a_cancelled_visit_cannot_be_moved(stad, planner):
    one = visit_of(stad.visit(1))
    cancelled(one.afspraak)
    assert planner.get(address(one)).status_code == 404


def test_a_visit_without_a_route_gets_a_place(stad, planner):
    los = stad.loose(stad.visit(2))
    page = planner.get(address(los))
    assert f"Geef {NAMES[2]} een plek" in page.content.decode()
    planner.post(address(los), filled_in(page))
    stop = Stop.objects.get(bezoek=los)
    assert stop.route.blokkade_id is not None


def test_an_official_without_visits_gets_a_route_with_the_first(stad, planner):
    one = visit_of(stad.visit(1))
    owner = Route.objects.get().middel
    page = planner.get(address(one))
    other = next(c for c in page.context["eerste"] if c.middel != owner.pk)
    planner.post(address(one), filled_in(page, plek=other.sleutel))
    assert Route.objects.get(middel=other.middel).blokkade_id is not None
    assert Route.objects.get(middel=owner).blokkade_id is None, "who has no visits is free"


def test_who_is_on_the_way_is_not_sent_elsewhere(stad, clock):
    one = visit_of(stad.visit(1))
    clock.move_to(at("8:31"))
    planner = ingelogd(Rol.PLANNER, "Sociale Zaken")
    page = planner.get(address(one))
    assert "is al onderweg naar dit bezoek" in page.content.decode()
    assert 'name="plek"' not in page.content.decode()


def test_what_has_begun_is_done_and_has_no_link(stad, clock):
    stad.visit(1)
    clock.move_to(at("8:45"))
    planner = ingelogd(Rol.PLANNER, "Sociale Zaken")
    page = planner.get(f"/bezoeken/?dag={MAANDAG}").content.decode()
    assert "begonnen" in page
    assert "/bezoeken/verplaats/" not in page


def test_the_service_point_moves_nothing(stad):
    one = visit_of(stad.visit(1))
    ksp = ingelogd(Rol.KLANTENSERVICE)
    assert ksp.get(address(one)).status_code == 404
    assert ksp.post(address(one)).status_code == 404


# --- two planners ---------------------------------------------------------------------------------


def test_the_second_planner_hears_who_changed_what_and_keeps_the_choice(stad):
    stad.fill()
    karin = medewerker(Rol.PLANNER, "Sociale Zaken")
    karin.first_name, karin.last_name = "Karin", "Smit"
    karin.save()
    first, second = browser(karin), ingelogd(Rol.PLANNER, "Sociale Zaken")
    one, other = [
        Bezoek.objects.get(pk=pk)
        for pk in (order(stad.sanne) or order(stad.roos) or order(stad.tim))[:2]
    ]
    seen_first, seen_second = first.get(address(one)), second.get(address(other))
    moved_first = filled_in(seen_first, plek=at_tim(seen_first))
    assert first.post(address(one), moved_first).status_code == 302
    before = Stop.objects.get(bezoek=other).route
    wanted = at_tim(seen_second)
    answer = second.post(address(other), filled_in(seen_second, plek=wanted))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Deze route is intussen veranderd" in text
    assert "Karin Smit heeft om 10.00 uur een bezoek verplaatst" in text
    assert answer.context["gevraagd"].sleutel == wanted
    assert Stop.objects.get(bezoek=other).route == before
    again = filled_in(answer, plek=wanted)
    assert second.post(address(other), again).status_code == 302


def test_a_booking_meanwhile_is_told_as_that(stad, planner):
    one = visit_of(stad.visit(1))
    page = planner.get(address(one))
    owner = Route.objects.get()
    Openstand.objects.exclude(middel=owner.middel).delete()
    stad.visit(5)
    answer = planner.post(address(one), filled_in(page))
    assert answer.status_code == 409
    assert "door een nieuwe of gewijzigde afspraak" in answer.content.decode()


# --- taking it back -------------------------------------------------------------------------------


def test_the_last_move_is_taken_back_once(vol, planner):
    one = Bezoek.objects.first()
    before = {middel.pk: plan(middel) for middel in vol.officials}
    page = planner.get(address(one))
    planner.post(address(one), filled_in(page))
    board = planner.get(f"/bezoeken/?dag={MAANDAG}").content.decode()
    assert "Maak de laatste wijziging ongedaan" in board
    answer = planner.post("/bezoeken/ongedaan/", follow=True)
    assert "De laatste wijziging is ongedaan gemaakt." in answer.content.decode()
    assert {middel.pk: plan(middel) for middel in vol.officials} == before
    assert "Maak de laatste wijziging ongedaan" not in answer.content.decode()
    again = planner.post("/bezoeken/ongedaan/", follow=True)
    assert "Er is niets om ongedaan te maken." in again.content.decode()


def test_a_move_is_not_taken_back_over_what_a_colleague_did(vol, planner):
    one, other = Bezoek.objects.all()[:2]
    page = planner.get(address(one))
    planner.post(address(one), filled_in(page))
    colleague = ingelogd(Rol.PLANNER, "Bouwen")
    seen = colleague.get(address(one))
    colleague.post(address(one), filled_in(seen))
    after = {middel.pk: plan(middel) for middel in vol.officials}
    answer = planner.post("/bezoeken/ongedaan/", follow=True)
    assert "Dit kan niet meer ongedaan" in answer.content.decode()
    assert {middel.pk: plan(middel) for middel in vol.officials} == after
    assert other.pk in {pk for middel in vol.officials for pk in order(middel)}


def test_a_place_that_was_given_is_taken_back_to_no_route(stad, planner):
    los = stad.loose(stad.visit(2))
    page = planner.get(address(los))
    planner.post(address(los), filled_in(page))
    planner.post("/bezoeken/ongedaan/")
    assert not Stop.objects.filter(bezoek=los).exists()
