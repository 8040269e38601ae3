"""Visits by two officials at once: who go, when they begin, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from afspraken import agenda, booking
from afspraken.balie.explain import Reden
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Afspraak, Partij, Soort
from mobiel import checking, planning, routing
from mobiel.models import Bezoek, Route, Stop
from mobiel.planning import OneMissing, PromiseBroken
from mobiel.planning.tidying import tidy
from tests.cast import BRAM, MAANDAG, NOW, at, clock
from tests.mobiel.dorp import (
    Dorp,
    booked,
    cancelled,
    given_away,
    half_days,
    longer,
    moved,
    offer,
    plan,
    route,
    wens,
    windows,
)

pytestmark = pytest.mark.django_db


def begins(afspraak: Afspraak) -> list[str]:
    """Who begins a visit when: "Sanne 9:00", in the order of the parts."""
    rows = Stop.objects.filter(bezoek__afspraak=afspraak).select_related("route__middel")
    return [f"{one.route.middel} {clock(one.begin)}" for one in rows.order_by("deel")]


def agreed() -> datetime:
    """The moment at which the one visit begins for both."""
    found = Bezoek.objects.get().samen_op
    assert found is not None
    return found


def nothing_is_wrong(now=NOW):
    looks = (checking.routes, checking.bezoeken)
    assert [fault for look in looks for fault in look(now).faults] == []


def test_two_officials_begin_at_the_same_moment_within_the_window(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=())
    afspraak = booked(dorp.samen(), (3000, 0))
    assert begins(afspraak) == ["Sanne 8:40", "Tim 8:40"]
    assert plan(sanne) == plan(tim) == [f"8:40 {afspraak.referentie}"]
    assert afspraak.begin <= agreed() < afspraak.einde
    nothing_is_wrong()


def test_nothing_is_offered_where_only_one_is_at_work(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", dagen=[MAANDAG + timedelta(days=1)])
    assert windows(wens(dorp.samen())) == []


def test_each_part_asks_its_own_competence_of_another_official(dorp: Dorp):
    dorp.veldwerker("Sanne", kan=["Wmo-advies", "Bouw"])
    product = dorp.samen(kan=("Wmo-advies", "Bouw"))
    assert half_days(wens(product)) == []
    dorp.veldwerker("Tim", kan=["Wmo-advies"])
    assert half_days(wens(product)) == ["8:30-12:30", "12:30-16:30"]
    afspraak = booked(product)
    assert {one.split()[0] for one in begins(afspraak)} == {"Sanne", "Tim"}


def test_a_window_is_clipped_to_the_hours_that_both_are_out(dorp: Dorp):
    dorp.veldwerker("Sanne", open="8:30-16:30")
    dorp.veldwerker("Tim", open="10:00-16:30")
    found = windows(wens(dorp.samen()))
    assert "10:00-12:30" in found
    assert "8:30-12:30" not in found


def test_two_who_are_free_at_other_hours_cannot_go_together(dorp: Dorp):
    sanne = dorp.veldwerker("Sanne", open="8:30-12:30")
    dorp.veldwerker("Tim", open="12:30-16:30", kan=["Bouw"])
    wish = wens(dorp.samen(kan=("Wmo-advies", "Bouw")))
    assert windows(wish) == []
    found = agenda.explain(wish, locatie=dorp.thuis, dag=MAANDAG, now=NOW)
    assert not found.is_mogelijk
    reasons = {one.middel: one.reden for one in found.hindernissen}
    assert reasons[sanne] == Reden.SAMEN


def test_the_one_car_does_not_go_to_two_routes(dorp: Dorp):
    auto = dorp.town.middel(Soort.VOERTUIG, dagen=())
    dorp.veldwerker("Sanne", voertuig=auto)
    dorp.veldwerker("Tim", voertuig=auto)
    assert windows(wens(dorp.samen())) == []


def test_of_one_kit_that_both_count_on_one_of_them_has_it(dorp: Dorp):
    koffer = dorp.town.middel(Soort.KOFFER, dagen=())
    dorp.veldwerker("Sanne", koffer=koffer, kan=["Bouw"])
    dorp.veldwerker("Tim", koffer=koffer)
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw"), ook=[(Soort.KOFFER, 1, None)]))
    assert len(begins(afspraak)) == 2
    assert Route.objects.filter(koffer=koffer).count() == 1
    needs = [part for part in Bezoek.objects.get().delen if Bezoek.KOFFER in part]
    assert len(needs) == 1
    nothing_is_wrong()


def test_others_are_visited_around_it_and_it_stays_at_its_moment(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    together, alone = dorp.samen(), dorp.product("Alleen")
    afspraak = booked(together, (2000, 2000), "8:30-12:30")
    before = begins(afspraak)
    for spot in ((2000, 2000), (-3000, 0), (0, 3000), (2500, 2000)):
        booked(alone, spot, "8:30-12:30", BRAM)
    planning.reoptimise(MAANDAG, budget=routing.iterations(300), now=NOW)
    assert begins(afspraak) == before
    nothing_is_wrong()


def test_the_second_full_day_has_no_room_for_two_though_one_could_still_go(dorp: Dorp):
    dorp.veldwerker("Sanne", open="8:30-10:30")
    dorp.veldwerker("Tim", open="8:30-10:30", kan=["Bouw"])
    booked(dorp.product("Lang", duur=90, kan="Bouw"), (500, 0), "8:30-10:30")
    wish = wens(dorp.samen(kan=("Wmo-advies", "Bouw")))
    assert windows(wish) == []
    found = agenda.explain(wish, locatie=dorp.thuis, dag=MAANDAG, now=NOW)
    assert {one.reden for one in found.hindernissen} == {Reden.SAMEN, Reden.BEZET}


def test_offers_to_two_take_as_many_queries_for_many_officials_days_and_visits(
    dorp: Dorp, django_assert_num_queries
):
    dagen = [MAANDAG + timedelta(days=n) for n in range(3)]
    wish = wens(dorp.samen())
    for _n in range(2):
        dorp.veldwerker(dagen=dagen)
    product = dorp.product(duur=30)
    booked(product)
    assert wish.requirements, "read with the wish, before anybody asks for times"
    with django_assert_num_queries(6):
        agenda.search(wish, now=NOW, locaties=[dorp.thuis])
    for _n in range(4):
        dorp.veldwerker(dagen=dagen)
    for dag in dagen:
        for spot in ((1000, 0), (0, 2000), (3000, 0)):
            booked(product, spot, dag=dag)
    with django_assert_num_queries(6):
        agenda.search(wish, now=NOW, locaties=[dorp.thuis])


def test_who_cancels_frees_both(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim")
    afspraak = booked(dorp.samen())
    cancelled(afspraak)
    assert plan(sanne) == plan(tim) == []
    assert not Route.objects.filter(blokkade__isnull=False).exists()


def test_cancelled_while_it_runs_it_ends_now_for_both(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    afspraak = booked(dorp.samen(duur=90))
    begin = agreed()
    now = begin + timedelta(minutes=20)
    cancelled(afspraak, now=now)
    assert set(Stop.objects.values_list("einde", flat=True)) == {now}
    nothing_is_wrong(now)


def test_a_longer_visit_is_longer_for_both_with_the_same_people_at_the_same_time(dorp: Dorp):
    for naam in ("Sanne", "Tim", "Noor"):
        dorp.veldwerker(naam)
    afspraak = booked(dorp.samen(), (2000, 0))
    before = begins(afspraak)
    longer(afspraak, 60)
    assert begins(afspraak) == before
    lengths = {one.einde - one.begin for one in Stop.objects.all()}
    assert lengths == {timedelta(minutes=105)}
    nothing_is_wrong()


def test_a_longer_visit_that_one_of_them_has_no_time_for_is_refused_with_what_breaks(dorp: Dorp):
    dorp.veldwerker("Sanne", open="8:30-12:30")
    dorp.veldwerker("Tim", open="8:30-10:30", kan=["Bouw"])
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")), window="8:30-10:30")
    with pytest.raises(PromiseBroken) as refused:
        longer(afspraak, 120)
    assert refused.value.reasons
    nothing_is_wrong()


def test_a_running_visit_takes_longer_for_both(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    afspraak = booked(dorp.samen())
    longer(afspraak, 30, now=agreed() + timedelta(minutes=5))
    assert {one.einde - one.begin for one in Stop.objects.all()} == {timedelta(minutes=75)}


def test_moved_to_another_window_both_go_then(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    afspraak = booked(dorp.samen(), window="8:30-12:30")
    moved(afspraak, "12:30-16:30")
    assert Stop.objects.count() == 2
    assert len({one.begin for one in Stop.objects.all()}) == 1
    assert agreed() >= at("12:30")
    nothing_is_wrong()


def test_the_evening_before_the_customer_is_told_once_and_half_an_hour_either_way(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    afspraak = booked(dorp.samen(), (3000, 0))
    assert planning.narrow(MAANDAG, now=NOW) == 1
    afspraak.refresh_from_db()
    assert (clock(afspraak.begin), clock(afspraak.einde)) == ("8:30", "9:10")
    nothing_is_wrong()


def test_a_hold_that_expired_is_taken_off_both_routes(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    wish = wens(dorp.samen())
    booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    assert Stop.objects.count() == 2
    later = NOW + timedelta(days=1)
    assert tidy(now=later) == 1
    assert Stop.objects.count() == 0


def test_two_new_halves_at_once_both_get_the_same_partner_or_none(dorp: Dorp):
    dorp.veldwerker("Sanne", open="8:30-10:00")
    dorp.veldwerker("Tim", open="8:30-10:00")
    wish = wens(dorp.samen(duur=60))
    taken = offer(wish, "8:30-10:00")
    booked(dorp.samen("Eerste", duur=60), window="8:30-10:00")
    with pytest.raises((SlotTaken, NotOffered)):
        booking.book(wish, taken, BRAM, partij=Partij.MEDEWERKER, now=NOW)
    nothing_is_wrong()


# --- who is ill -----------------------------------------------------------------------------------


def test_when_one_is_ill_another_goes_along_at_the_same_moment(dorp: Dorp):
    sanne = dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", kan=["Bouw"])
    noor = dorp.veldwerker("Noor", dagen=())
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")), (2000, 0))
    begin = begins(afspraak)[0].split()[1]
    dorp.town.open(noor, "8:30-16:30", locatie=dorp.thuis)
    assert given_away(sanne) == []
    assert begins(afspraak) == [f"Noor {begin}", f"Tim {begin}"]
    nothing_is_wrong()


def test_when_nobody_can_at_that_moment_they_go_at_another_one(dorp: Dorp):
    sanne = dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", kan=["Bouw"])
    noor = dorp.veldwerker("Noor", dagen=())
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")), (2000, 0))
    dorp.town.open(noor, "10:30-16:30", locatie=dorp.thuis)
    assert given_away(sanne) == []
    assert {one.split()[0] for one in begins(afspraak)} == {"Noor", "Tim"}
    assert len({one.split()[1] for one in begins(afspraak)}) == 1
    nothing_is_wrong()


def test_when_there_is_no_partner_it_stays_named_with_both(dorp: Dorp):
    sanne = dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", kan=["Bouw"])
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")))
    bezoek = Bezoek.objects.get(afspraak=afspraak)
    assert given_away(sanne) == [bezoek.pk]
    assert {one.split()[0] for one in begins(afspraak)} == {"Sanne", "Tim"}


# --- what a planner chooses -----------------------------------------------------------------------


def test_one_of_them_visits_somebody_else_first_so_both_begin_later(dorp: Dorp):
    sanne, _tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=["Bouw"])
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")), (1000, 0))
    alone = booked(dorp.product("Alleen"), (3000, 0), "8:30-12:30", BRAM)
    first, second = afspraak.bezoek.pk, alone.bezoek.pk
    was = begins(afspraak)
    gezien = {sanne.pk: route(sanne).versie}
    planning.rearrange(
        MAANDAG, {sanne.pk: [second, first]}, gezien=gezien, wat="verplaatst", door="7", now=NOW
    )
    now = begins(afspraak)
    assert [one.split()[0] for one in now] == ["Sanne", "Tim"]
    assert now[0].split()[1] == now[1].split()[1] > was[0].split()[1]
    nothing_is_wrong()


def test_one_half_is_never_left_without_the_other(dorp: Dorp):
    sanne, _tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=["Bouw"])
    booked(dorp.samen(kan=("Wmo-advies", "Bouw")))
    gezien = {sanne.pk: route(sanne).versie}
    for loses in (False, True):
        with pytest.raises(OneMissing):
            planning.rearrange(
                MAANDAG,
                {sanne.pk: []},
                gezien=gezien,
                wat="verplaatst",
                door="7",
                now=NOW,
                loses=loses,
            )


def test_an_order_in_which_they_cannot_meet_is_refused_and_says_so(dorp: Dorp):
    sanne, _tim = (
        dorp.veldwerker("Sanne"),
        dorp.veldwerker("Tim", open="8:30-10:00", kan=["Bouw"]),
    )
    afspraak = booked(dorp.samen(kan=("Wmo-advies", "Bouw")), window="8:30-10:00")
    alone = booked(dorp.product("Lang", duur=120), (3000, 0), "8:30-12:30", BRAM)
    with pytest.raises(PromiseBroken) as refused:
        planning.rearrange(
            MAANDAG,
            {sanne.pk: [alone.bezoek.pk, afspraak.bezoek.pk]},
            gezien={sanne.pk: route(sanne).versie},
            wat="verplaatst",
            door="7",
            now=NOW,
        )
    assert "begint samen met een collega" in " ".join(refused.value.reasons)
    nothing_is_wrong()


def test_the_checker_sees_two_who_begin_apart(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim")
    booked(dorp.samen())
    stop = Stop.objects.latest("pk")
    Stop.objects.filter(pk=stop.pk).update(begin=stop.begin + timedelta(minutes=1))
    [fault] = checking.bezoeken(NOW).faults
    assert "samen is afgesproken" in fault
    stop.delete()
    assert "staat op 1 routes" in checking.bezoeken(NOW).faults[0]
