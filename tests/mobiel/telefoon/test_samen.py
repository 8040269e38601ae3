"""Two officials at one door: both phones show it, and what either reports counts for the visit."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from afspraken.models import Afspraak, Status
from afspraken.rechten import Rol
from mobiel.models import Stop, Veldactie
from mobiel.planning import AlreadyDone, rearrange
from mobiel.reading import Planned, Sheet, officials, sheets_of
from mobiel.reading.sheets import moment_at
from tests.afspraken.rechten.wie import medewerker
from tests.cast import BRAM, MAANDAG, NOW, at, clock
from tests.mobiel.dorp import booked, route
from tests.mobiel.telefoon.sanne import Sanne

pytestmark = pytest.mark.django_db


@pytest.fixture
def tim(sanne: Sanne) -> Sanne:
    """Her colleague, with a phone of his own."""
    user = medewerker(Rol.SPECIALIST, "Sociale Zaken")
    middel = sanne.dorp.veldwerker("Tim", kan=())
    middel.gebruiker = user
    middel.save()
    return Sanne(sanne.dorp, middel, user, sanne.clock)


def together(sanne: Sanne) -> Afspraak:
    return booked(sanne.dorp.samen(), (1000, 0), dag=MAANDAG, now=NOW)


def page(who: Sanne) -> str:
    return str(who.client.get("/route/").content.decode())


def test_both_phones_say_with_whom_and_when_they_begin(sanne, tim):
    together(sanne)
    begin = Stop.objects.first().begin
    assert "Samen met Tim. Begin samen om" in page(sanne)
    assert "Samen met Sanne. Begin samen om" in page(tim)
    assert {one.begin for one in Stop.objects.all()} == {begin}


def test_what_one_reports_the_other_need_not(sanne, tim):
    afspraak = together(sanne)
    sanne.does("AANGEKOMEN", afspraak, "8:40")
    assert tim.does("AANGEKOMEN", afspraak, "8:41").uitkomst == "DUBBEL"
    tim.does("KLAAR", afspraak, "9:20")
    afspraak.refresh_from_db()
    assert afspraak.status == Status.AFGEROND
    for who in (sanne, tim):
        assert "1 van 1 gedaan" in page(who)


def test_both_have_driven_there(sanne, tim):
    afspraak = together(sanne)
    tim.does("AANGEKOMEN", afspraak, "8:40")
    tim.does("KLAAR", afspraak, "9:20")
    for who in (sanne, tim):
        assert "Gereden: ongeveer 3 km" in page(who)


def test_one_says_done_and_the_other_nobody_home_so_a_planner_looks(sanne, tim):
    afspraak = together(sanne)
    sanne.does("KLAAR", afspraak, "9:20")
    assert tim.does("NIET_THUIS", afspraak, "9:25").uitkomst == "CONFLICT"
    assert Veldactie.objects.get(soort="NIET_THUIS").reden == "TEGENSTRIJDIG"


def test_what_a_colleague_reports_says_nothing_of_the_rest_of_ones_own_day(sanne, tim):
    """Tim reported nothing of his visit before, so it is taken to have gone as planned."""
    afspraak = together(sanne)
    stop = Stop.objects.get(route__middel=tim.middel)
    kort = sanne.dorp.product("Kort", duur=10, kan=None)
    own = booked(kort, (200, 0), gegevens=BRAM)
    who = Stop.objects.get(bezoek__afspraak=own).route.middel
    other = tim if who == tim.middel else sanne
    reporter = sanne if other is tim else tim
    reporter.does("AANGEKOMEN", afspraak, "13:00")
    skills = {pk: one.skills for pk, one in officials().items()}
    [sheet] = sheets_of([route(who)], skills, now=at("13:30"))
    assert [one.bezoek for one in sheet.todo] == []
    assert stop.bezoek_id in [one.bezoek for one in sheet.done]


@pytest.fixture
def inside(sanne: Sanne, tim: Sanne) -> list[Afspraak]:
    """Sanne is inside at one since 9:05; then come another, and one that she and Tim do."""
    kan = "Alleen Sanne"
    product = sanne.dorp.product("Alleen", duur=45, kan=kan)
    sanne.middel.bevoegdheden.add(product.vereisten.get().bevoegdheid)
    first = booked(product, (200, 0), "8:30-12:30")
    second = booked(product, (400, 0), "8:30-12:30", BRAM)
    shared = booked(sanne.dorp.samen(kan=(kan, None)), (1000, 0), "12:30-16:30")
    own = Stop.objects.filter(route__middel=sanne.middel).order_by("volgorde")
    found = [stop.bezoek.afspraak for stop in own.select_related("bezoek__afspraak")]
    assert {found[0].pk, found[1].pk} == {first.pk, second.pk}
    assert found[2] == shared
    sanne.does("AANGEKOMEN", found[0], "9:05")
    return found


def day(who: Sanne, when: str) -> Sheet:
    """Somebody's day as planning sees it at this time."""
    skills = {pk: one.skills for pk, one in officials().items()}
    [sheet] = sheets_of([route(who.middel)], skills, now=at(when))
    return sheet


def spans(visits: Iterable[Planned]) -> dict[int, str]:
    """From when to when, by appointment, in the order in which they were done."""
    moment = [(one.afspraak, moment_at(one.begin), moment_at(one.leave)) for one in visits]
    return {pk: f"{clock(begin)}-{clock(leave)}" for pk, begin, leave in moment}


def test_a_colleague_who_sets_out_does_not_take_one_out_of_where_one_is(sanne, tim, inside):
    first, second, shared = inside
    tim.does("ONDERWEG", shared, "9:15")
    sheet = day(sanne, "9:16")
    assert spans(sheet.done) == {first.pk: "9:05-9:50"}
    assert [one.afspraak for one in sheet.todo] == [second.pk, shared.pk]
    assert (sheet.frozen, sheet.since) == (0, 0)
    assert day(tim, "9:16").frozen == 1, "he is on the way"


def test_a_colleague_who_began_does_not_end_the_visit_that_one_is_at(sanne, tim, inside):
    first, second, shared = inside
    tim.does("AANGEKOMEN", shared, "9:15")
    for step in ("goes on", "is over"):
        sheet = day(sanne, "9:40")
        assert spans(sheet.done)[first.pk] == "9:05-9:50", step
        assert sheet.done[-1].afspraak == first.pk, step
        assert [one.afspraak for one in sheet.todo] == [second.pk], step
        assert not sheet.frozen, step
        tim.does("KLAAR", shared, "9:35")


def test_a_colleague_who_began_does_not_call_one_back_from_the_road(sanne, tim, inside):
    first, second, shared = inside
    sanne.does("KLAAR", first, "9:20")
    sanne.does("ONDERWEG", second, "9:21")
    tim.does("AANGEKOMEN", shared, "9:25")
    sheet = day(sanne, "9:26")
    assert sheet.done[-1].afspraak == first.pk
    assert (sheet.frozen, clock(moment_at(sheet.since))) == (1, "9:21")
    assert sheet.todo[0].afspraak == second.pk


def test_who_comes_later_than_the_colleague_was_where_they_were_until_then(sanne, tim, inside):
    first, _second, shared = inside
    tim.does("AANGEKOMEN", shared, "9:15")
    assert sanne.does("AANGEKOMEN", shared, "9:45").uitkomst == "DUBBEL"
    sheet = day(sanne, "9:46")
    assert spans(sheet.done) == {first.pk: "9:05-9:45", shared.pk: "9:45-10:30"}
    assert spans(day(tim, "9:46").done) == {shared.pk: "9:15-10:00"}


def test_what_one_began_is_not_planned_away_from_the_other(sanne, tim):
    afspraak = together(sanne)
    sanne.does("AANGEKOMEN", afspraak, "8:35")
    noor = sanne.dorp.veldwerker("Noor", kan=())
    with pytest.raises(AlreadyDone):
        rearrange(
            MAANDAG,
            {tim.middel.pk: [], noor.pk: [afspraak.bezoek.pk]},
            gezien={tim.middel.pk: route(tim.middel).versie, noor.pk: 0},
            wat="x",
            door="7",
            now=at("8:36"),
        )
