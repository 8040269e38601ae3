"""A second official goes along to a visit of one: as a planner wishes, or a mark says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from afspraken import booking
from afspraken.exceptions import NotOffered, SlotTaken
from afspraken.models import Afspraak, Middel, Partij, Soort
from afspraken.offers import Taken
from mobiel import planning
from mobiel.bord import werk
from mobiel.models import Bezoek, Markering, Route, Stop
from mobiel.planning import PromiseBroken, RouteChanged
from mobiel.planning.board import Board
from mobiel.planning.errors import NobodyAlone
from tests.cast import ANNA, BRAM, MAANDAG, NOW
from tests.mobiel.dorp import Dorp, booked, longer, moved, offer, plan, route, wens
from tests.mobiel.test_samen import begins, nothing_is_wrong

DINSDAG = MAANDAG + timedelta(days=1)

pytestmark = pytest.mark.django_db


def accompanied(afspraak: Afspraak, sanne: Middel, tim: Middel, *, gezien: int = 0) -> None:
    planning.accompany(
        Bezoek.objects.select_related("afspraak__locatie").get(afspraak=afspraak),
        met=tim.pk,
        gezien={sanne.pk: route(sanne).versie, tim.pk: gezien},
        wat="x",
        door="7",
        now=NOW,
    )


def mark(afspraak: Afspraak, tot: date = MAANDAG) -> Markering:
    return Markering.objects.create(
        afspraak=afspraak, toelichting="Grote hond", met_twee=True, tot=tot, op=NOW
    )


def test_a_colleague_goes_along_at_the_moment_that_was_planned(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=())
    afspraak = booked(dorp.product(), (2000, 0))
    [before] = plan(sanne)
    accompanied(afspraak, sanne, tim)
    clock = before.split()[0]
    assert begins(afspraak)[0].startswith("Sanne ")
    assert begins(afspraak)[1].startswith("Tim ")
    assert {one.split()[1] for one in begins(afspraak)} <= {clock, "8:40"}
    nothing_is_wrong()


def test_who_saw_an_older_route_is_told(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=["Bouw"])
    afspraak = booked(dorp.product(), (2000, 0))
    booked(dorp.product("Bouw", kan="Bouw"), (1000, 0), gegevens=BRAM)
    with pytest.raises(RouteChanged):
        accompanied(afspraak, sanne, tim, gezien=0)
    assert len(begins(afspraak)) == 1


def test_who_is_taken_then_does_not_go_along_and_nothing_changes(dorp: Dorp):
    sanne = dorp.veldwerker("Sanne", open="8:30-10:00")
    tim = dorp.veldwerker("Tim", open="10:30-16:30", kan=["Bouw"])
    afspraak = booked(dorp.product(), (500, 0), "8:30-10:00")
    before = plan(sanne)
    with pytest.raises((NotOffered, SlotTaken)):
        accompanied(afspraak, sanne, tim)
    assert plan(sanne) == before
    assert Bezoek.objects.get().mede == []
    nothing_is_wrong()


def test_the_wish_stays_when_the_visit_moves_or_takes_longer(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=())
    afspraak = booked(dorp.product(), (2000, 0))
    accompanied(afspraak, sanne, tim)
    longer(afspraak, 15)
    afspraak.refresh_from_db()
    moved(afspraak, "12:30-16:30")
    assert [one.split()[0] for one in begins(afspraak)] == ["Sanne", "Tim"]
    nothing_is_wrong()


def test_nobody_need_go_along_any_more(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim", kan=())
    afspraak = booked(dorp.product(), (2000, 0))
    accompanied(afspraak, sanne, tim)
    bezoek = Bezoek.objects.get()
    gezien = {one.pk: route(one).versie for one in (sanne, tim)}
    planning.go_alone(bezoek, gezien=gezien, wat="x", door="7", now=NOW)
    assert [one.split()[0] for one in begins(afspraak)] == ["Sanne"]
    assert plan(tim) == []
    assert route(tim).blokkade is None, "he can be booked elsewhere"
    nothing_is_wrong()


def test_what_a_product_asks_of_two_stays_of_two(dorp: Dorp):
    sanne, tim = dorp.veldwerker("Sanne"), dorp.veldwerker("Tim")
    booked(dorp.samen())
    gezien = {one.pk: route(one).versie for one in (sanne, tim)}
    with pytest.raises(planning.NotOnRoute):
        planning.go_alone(Bezoek.objects.get(), gezien=gezien, wat="x", door="7", now=NOW)
    assert Stop.objects.count() == 2


def of_two_of_whom_the_second_has_the_kit(dorp: Dorp, kan: list[str]) -> Bezoek:
    """It was moved to Tuesday, when only Tim has a kit; he can do what is in `kan`."""
    koffer, dagen = dorp.town.middel(Soort.KOFFER, dagen=()), [MAANDAG, DINSDAG]
    sanne = dorp.veldwerker("Sanne", koffer=koffer, dagen=dagen)
    tim = dorp.veldwerker("Tim", kan=kan, dagen=dagen)
    afspraak = booked(dorp.product(ook=[(Soort.KOFFER, 1, None)]), (2000, 0))
    accompanied(afspraak, sanne, tim)
    for middel, now in ((sanne, None), (tim, koffer)):
        middel.veldwerker.koffer = now
        middel.veldwerker.save()
    moved(afspraak, "8:30-12:30", dag=DINSDAG)
    bezoek = Bezoek.objects.select_related("afspraak__locatie").get()
    assert Bezoek.KOFFER in bezoek.delen[begins(afspraak)[0].startswith("Sanne")], "Tim brings it"
    return bezoek


def alone(bezoek: Bezoek) -> list[str]:
    """Who goes when nobody need go along any more."""
    gezien = {one.middel_id: one.versie for one in Route.objects.filter(dag=DINSDAG)}
    planning.go_alone(bezoek, gezien=gezien, wat="x", door="7", now=NOW)
    return [one.split()[0] for one in begins(bezoek.afspraak)]


def test_who_goes_alone_has_the_kit_that_the_second_brought(dorp: Dorp):
    bezoek = of_two_of_whom_the_second_has_the_kit(dorp, ["Wmo-advies"])
    assert alone(bezoek) == ["Tim"]
    bezoek.refresh_from_db()
    assert Bezoek.KOFFER in bezoek.eisen
    nothing_is_wrong()


def test_where_neither_can_alone_somebody_who_can_goes(dorp: Dorp):
    bezoek = of_two_of_whom_the_second_has_the_kit(dorp, [])
    tas = dorp.town.middel(Soort.KOFFER, "Tas", dagen=())
    dorp.veldwerker("Noor", koffer=tas, dagen=[DINSDAG])
    assert alone(bezoek) == ["Noor"]
    nothing_is_wrong()


def test_where_nobody_can_alone_it_stays_of_two_and_says_so(dorp: Dorp):
    bezoek = of_two_of_whom_the_second_has_the_kit(dorp, [])
    with pytest.raises(NobodyAlone, match="blijven het er twee"):
        alone(bezoek)
    bezoek.refresh_from_db()
    assert (len(bezoek.mede), bezoek.met_twee, Stop.objects.count()) == (1, True, 2)
    nothing_is_wrong()


# --- a mark ---------------------------------------------------------------------------------------


def test_who_was_marked_is_visited_by_two_from_then_on(dorp: Dorp):
    dorp.veldwerker("Sanne", dagen=[MAANDAG, MAANDAG + timedelta(days=1)])
    dorp.veldwerker("Tim", kan=(), dagen=[MAANDAG])
    first = booked(dorp.product(), (2000, 0))
    assert planning.wish_second_for(mark(first), now=NOW) == (1, 0)
    assert [one.split()[0] for one in begins(first)] == ["Sanne", "Tim"]
    wish = wens(dorp.product("Nog een"), (1000, 0))
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    assert len(begins(held)) == 1, "nobody knows yet whose it is"
    Afspraak.objects.filter(pk=held.pk).update(klant=first.klant)
    held.refresh_from_db()
    assert planning.is_marked(held)
    assert planning.wish_second(held, now=NOW)
    assert len(begins(held)) == 2
    nothing_is_wrong()


def test_where_there_is_no_second_it_is_booked_all_the_same_and_a_planner_has_a_task(dorp: Dorp):
    dorp.veldwerker("Sanne")
    afspraak = booked(dorp.product(), (2000, 0))
    assert planning.wish_second_for(mark(afspraak), now=NOW) == (0, 1)
    assert len(begins(afspraak)) == 1
    [task] = werk.tasks(NOW)
    assert str(task.titel) == "Dit bezoek zoekt een tweede medewerker"
    assert task.url == f"/bezoeken/met-twee/{afspraak.bezoek.pk}/"
    nothing_is_wrong()


@pytest.mark.parametrize("refused", [Taken(), PromiseBroken([], {})], ids=lambda one: repr(one))
def test_whatever_refuses_the_second_the_visit_is_confirmed_and_the_wish_is_a_task(
    dorp: Dorp, monkeypatch, refused
):
    dorp.veldwerker("Sanne", dagen=[MAANDAG, MAANDAG + timedelta(days=1)])
    dorp.veldwerker("Tim", kan=(), dagen=[MAANDAG])
    first = booked(dorp.product(), (2000, 0), dag=MAANDAG + timedelta(days=1))
    mark(first)
    wish = wens(dorp.product("Nog een"), (1000, 0))
    held = booking.hold(wish, offer(wish), sessie="tablet", now=NOW)
    write = Board.write

    def refuses_afterwards(board: Board) -> None:
        write(board)
        raise refused

    monkeypatch.setattr(Board, "write", refuses_afterwards)
    afspraak = booking.confirm(held.code, ANNA, sessie="tablet", klant=first.klant, now=NOW)
    monkeypatch.undo()
    bezoek = Bezoek.objects.get(afspraak=afspraak)
    assert (bezoek.met_twee, bezoek.mede, bezoek.samen_op) == (True, [], None)
    assert len(begins(afspraak)) == 1
    assert [one.url for one in werk.tasks(NOW)] == [f"/bezoeken/met-twee/{bezoek.pk}/"]
    nothing_is_wrong()


def test_a_mark_says_nothing_of_visits_after_its_day_or_of_others(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", kan=())
    anna = booked(dorp.product(), (2000, 0))
    bram = booked(dorp.product("Ander"), (1000, 0), gegevens=BRAM)
    row = mark(anna, tot=MAANDAG - timedelta(days=1))
    assert planning.wish_second_for(row, now=NOW) == (0, 0)
    assert not planning.is_marked(anna)
    row.tot = MAANDAG
    row.save()
    assert planning.is_marked(anna)
    assert not planning.is_marked(bram)


def test_the_same_customer_books_anew_and_two_go_at_once(dorp: Dorp):
    dorp.veldwerker("Sanne")
    dorp.veldwerker("Tim", kan=())
    first = booked(dorp.product(), (2000, 0), gegevens=ANNA)
    mark(first)
    wish = wens(dorp.product("Nog een"), (1000, 0))
    again = booking.book(wish, offer(wish), ANNA, partij=Partij.MEDEWERKER, now=NOW)
    known = again.klant_id == first.klant_id
    assert len(begins(again)) == (2 if known else 1)
    nothing_is_wrong()
