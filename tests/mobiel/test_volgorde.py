"""A planner changes the order of a day; what was promised holds, and nobody is lost."""

from collections import defaultdict
from datetime import timedelta
from math import sqrt

import pytest

from afspraken import booking
from afspraken.models import Logregel, Soort
from mobiel import planning, routing
from mobiel.models import Bezoek, Stop
from mobiel.planning import AlreadyDone, NotAtWork, OnTheWay, PromiseBroken, RouteChanged
from tests.cast import MAANDAG, NOW, at
from tests.mobiel.dorp import (
    booked,
    cancelled,
    given_away,
    longer,
    offer,
    plan,
    route,
    wens,
    windows,
)

pytestmark = pytest.mark.django_db
SOME = 300
ACROSS = (2 * sqrt(2) - 2) * 2000 * 1.3 / (30 / 3.6)
"""Seconds: twice across a square of two kilometres, where it was twice along its side."""


def key(afspraak) -> int:
    return Bezoek.objects.get(afspraak=afspraak).pk


def seen(*middelen) -> dict[int, int]:
    return {one.middel_id: one.versie for one in map(route, middelen)}


def names(middel) -> list[str]:
    return [one.split()[1] for one in plan(middel)]


def move(afspraak, middel, plek, gezien, *, now=NOW):
    """Make a visit number `plek` of what an official is to do, as a planner does."""
    one, todo = key(afspraak), to_do(now)
    concerned = {middel.pk} | {pk for pk, order in todo.items() if one in order}
    for order in todo.values():
        order[:] = [other for other in order if other != one]
    todo[middel.pk].insert(plek, one)
    planning.rearrange(
        MAANDAG,
        {pk: todo[pk] for pk in concerned},
        gezien={pk: gezien.get(pk, 0) for pk in concerned},
        wat="verplaatst",
        door="7",
        now=now,
    )


def to_do(now) -> dict[int, list[int]]:
    """By official the visits that have not begun, in order."""
    rows = Stop.objects.filter(route__dag=MAANDAG, begin__gt=now).order_by("route", "volgorde")
    found: dict[int, list[int]] = defaultdict(list)
    for middel, bezoek in rows.values_list("route__middel", "bezoek"):
        found[middel].append(bezoek)
    return found


@pytest.fixture
def morning(dorp):
    """An official with three visits on the corners of a square, in the order of the road."""
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=30)
    for spot in ((2000, 0), (2000, 2000), (0, 2000)):
        booked(product, spot)
    rows = Stop.objects.select_related("bezoek__afspraak__locatie").order_by("volgorde")
    return sanne, [stop.bezoek.afspraak for stop in rows]


def test_a_planner_moves_a_visit_to_another_place_in_the_order(morning):
    sanne, (one, two, three) = morning
    seen_before = route(sanne).versie
    move(three, sanne, 0, seen(sanne))
    assert names(sanne)[0] == three.referentie
    assert route(sanne).versie == seen_before + 1
    assert Logregel.objects.filter(onderwerp=f"route:{route(sanne).pk}", door="7").exists()


def test_a_planner_gives_a_visit_to_a_colleague_who_had_none_and_back(dorp, morning):
    sanne, (one, two, three) = morning
    tim = dorp.veldwerker("Tim")
    move(two, tim, 0, seen(sanne))
    assert (names(tim), len(names(sanne))) == ([two.referentie], 2)
    move(two, sanne, 1, seen(sanne, tim))
    assert names(tim) == []
    assert route(tim).blokkade is None


def test_of_two_planners_on_one_route_the_second_is_told_and_loses_nothing(morning):
    sanne, (one, two, three) = morning
    as_both_saw_it = seen(sanne)
    move(three, sanne, 0, as_both_saw_it)
    first = plan(sanne)
    with pytest.raises(RouteChanged, match="intussen veranderd") as refused:
        move(one, sanne, 2, as_both_saw_it)
    assert refused.value.status == 409
    assert plan(sanne) == first


def test_an_order_that_breaks_a_promise_is_not_stored_and_says_which_and_why(dorp):
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=30)
    early = booked(product, (1000, 0))
    late = booked(product, (1000, 500), "12:30-16:30")
    before = plan(sanne)
    with pytest.raises(PromiseBroken, match=early.referentie) as refused:
        move(late, sanne, 0, seen(sanne))
    assert "tussen 8.30 en 12.25" in refused.value.reasons[0]
    assert plan(sanne) == before


def test_an_official_without_the_competence_does_not_get_the_visit(dorp, morning):
    sanne, (one, *_others) = morning
    tim = dorp.veldwerker("Tim", kan=["Bouw"])
    with pytest.raises(PromiseBroken, match="kan of mag niet"):
        move(one, tim, 0, seen(sanne))


def test_who_has_no_shift_that_day_gets_no_visit(dorp, morning):
    sanne, (one, *_others) = morning
    tim = dorp.veldwerker("Tim", dagen=())
    with pytest.raises(NotAtWork):
        move(one, tim, 0, seen(sanne))


def test_a_day_is_put_in_a_better_order_and_promises_stay(dorp, morning):
    sanne, (one, two, three) = morning
    move(two, sanne, 0, seen(sanne))
    versions = {a.pk: a.versie for a in (one, two, three)}
    saved = planning.reoptimise(MAANDAG, budget=routing.iterations(SOME), now=NOW)
    assert saved == pytest.approx(ACROSS, abs=5)
    for afspraak in (one, two, three):
        afspraak.refresh_from_db()
        assert afspraak.versie == versions[afspraak.pk]
    assert not planning.reoptimise(MAANDAG, budget=routing.iterations(SOME), now=NOW)


def test_who_is_ill_is_stood_in_for_by_all_the_others_together(dorp):
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=60)
    visits = [booked(product, (500 * n, 0)) for n in range(1, 4)]
    others = [dorp.veldwerker(naam, open="8:30-12:30") for naam in ("Tim", "Noor")]
    assert given_away(sanne) == []
    assert sorted(names(others[0]) + names(others[1])) == sorted(a.referentie for a in visits)
    assert route(sanne).blokkade is None


def test_what_finds_no_place_stays_with_who_is_ill_and_is_named(dorp):
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=100)
    visits = [booked(product, (500, 0)) for _n in range(2)]
    tim = dorp.veldwerker("Tim", open="8:30-10:30")
    assert len(given_away(sanne)) == 1
    assert len(names(tim)) == len(names(sanne)) == 1
    assert sorted(names(tim) + names(sanne)) == sorted(a.referentie for a in visits)


def test_two_who_stand_in_do_not_count_on_one_car(dorp):
    auto = dorp.town.middel(Soort.VOERTUIG, dagen=())
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=200)
    booked(product), booked(product, window="12:30-16:30")
    tim = dorp.veldwerker("Tim", open="8:30-12:30", voertuig=auto)
    noor = dorp.veldwerker("Noor", open="12:30-16:30", voertuig=auto)
    assert len(given_away(sanne)) == 1
    assert len(plan(tim)) + len(plan(noor)) == 1


def test_of_two_who_stand_in_with_one_kit_one_goes_without(dorp):
    koffer = dorp.town.middel(Soort.KOFFER, dagen=())
    sanne = dorp.veldwerker("Sanne")
    product = dorp.product(duur=200)
    booked(product), booked(product, window="12:30-16:30")
    tim = dorp.veldwerker("Tim", open="8:30-12:30", koffer=koffer)
    noor = dorp.veldwerker("Noor", open="12:30-16:30", koffer=koffer)
    assert given_away(sanne) == []
    assert [route(tim).koffer, route(noor).koffer].count(None) == 1


# --- in the middle of a running day ---------------------------------------------------------------


def test_what_is_done_stays_as_it_was(morning):
    sanne, (one, two, three) = morning
    before = list(Stop.objects.order_by("volgorde").values_list("pk", "begin", "einde"))
    cancelled(three, now=at("8:45"))
    after = list(Stop.objects.order_by("volgorde").values_list("pk", "begin", "einde"))
    assert after[0] == before[0]
    assert names(sanne) == [one.referentie, two.referentie]


def test_a_visit_cancelled_while_it_runs_ends_now_and_the_rest_comes_earlier(morning):
    sanne, (one, two, three) = morning
    before = {s.bezoek_id: s.begin for s in Stop.objects.all()}
    cancelled(one, now=at("8:45"))
    first, second, _third = Stop.objects.order_by("volgorde")
    assert first.einde == at("8:45")
    assert second.begin < before[second.bezoek_id]
    assert names(sanne)[0] == one.referentie


def test_a_running_visit_takes_longer_and_the_next_come_later(morning):
    sanne, (one, two, three) = morning
    before = {s.bezoek_id: s.begin for s in Stop.objects.all()}
    longer(one, 30, now=at("8:45"))
    rows = Stop.objects.order_by("volgorde")
    assert [row.begin - before[row.bezoek_id] for row in rows] == [
        timedelta(0),
        timedelta(minutes=30),
        timedelta(minutes=30),
    ]


def test_a_running_visit_cannot_take_so_long_that_a_promise_breaks(dorp):
    dorp.veldwerker(open="8:30-12:30")
    product = dorp.product(duur=90)
    one, two = booked(product), booked(product, (1000, 300))
    first = Stop.objects.order_by("volgorde").first()
    assert first is not None
    running = one if first.bezoek.afspraak_id == one.pk else two
    with pytest.raises(PromiseBroken, match="De dag eindigt"):
        longer(running, 60, now=at("9:00"))


def test_what_has_begun_is_not_moved_by_a_planner(morning):
    sanne, (one, two, three) = morning
    with pytest.raises(AlreadyDone):
        move(one, sanne, 1, seen(sanne), now=at("8:45"))
    with pytest.raises(OnTheWay):
        move(three, sanne, 0, seen(sanne), now=at("9:10"))  # on the way to the second already


def test_on_the_day_itself_nothing_is_offered_that_lies_before_now(dorp, morning):
    product = dorp.product("Nog een", duur=30)
    now = at("9:20")
    found = windows(wens(product, (1000, 0)), now=now)
    assert all(int(one.split(":")[0]) >= 10 or one.startswith("9:3") for one in found)
    assert "12:30-16:30" in found
    booked(product, (1000, 0), "12:30-16:30", now=now)


def test_a_hold_that_nobody_confirmed_frees_the_official(dorp):
    sanne = dorp.veldwerker()
    wish = wens(dorp.product())
    booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    assert planning.tidy(now=NOW) == 0
    later = NOW + timedelta(minutes=11)
    assert planning.tidy(now=later) == 1
    assert route(sanne).blokkade is None
    booking.sweep_expired(now=later)
    planning.tidy(now=later)
    assert not Bezoek.objects.exists()
