"""Two officials at one door: both phones show it, and what either reports counts for the visit."""

from __future__ import annotations

import pytest

from afspraken.models import Afspraak, Status
from afspraken.rechten import Rol
from mobiel.models import Stop, Veldactie
from mobiel.planning import AlreadyDone, rearrange
from mobiel.reading import officials, sheets_of
from tests.afspraken.rechten.wie import medewerker
from tests.cast import BRAM, MAANDAG, NOW, at
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
