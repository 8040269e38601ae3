"""A proposal for everyone who is affected: what it is, whom it leaves alone, what it asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afspraken import booking, roosters, storing
from afspraken.models import (
    Oplossing,
    Partij,
    Product,
    Soort,
    Status,
    Storing,
    Uitkomst,
    Verplaatsvoorstel,
)
from afspraken.offers import offer_at
from afspraken.storing.assigning import Seat, clash
from afspraken.storing.scene import wish_of
from afspraken.storing.words import in_words
from tests.afspraken.storing.kantoor import DINSDAG, has_come, planned, works
from tests.cast import MAANDAG, NOW, at, clock

pytestmark = pytest.mark.django_db

EARLY = at("8:05")


@pytest.fixture
def paspoort(town):
    return town.product("Paspoort", duur=20, raster=20)


def ill(middel, *, begin=EARLY, einde=None, now=EARLY, reden="Ziek") -> Storing:
    """Somebody or something is not there, the rest of the day."""
    row = storing.open(
        middel, begin=begin, einde=einde or at("17:00"), reden=reden, door=None, now=now
    )
    storing.propose(row, now=now)
    return row


def of(afspraak) -> Verplaatsvoorstel:
    return Verplaatsvoorstel.objects.get(afspraak=afspraak)


def becomes(afspraak) -> str:
    row = of(afspraak)
    return clock(row.begin) if row.begin else row.oplossing


def test_a_colleague_takes_over_at_the_same_time(town, paspoort):
    loket, collega = works(town, "Loket 1"), works(town, "Loket 2")
    afspraak = planned(paspoort, "10:00", bij=loket)
    ill(loket)
    row = of(afspraak)
    assert (row.begin, row.locatie) == (afspraak.begin, afspraak.locatie)
    assert row.zetels[0][0] == collega.pk


def test_of_two_at_the_same_counter_each_gets_another_time(town, paspoort):
    loket, collega = works(town, "Loket 1"), works(town, "Loket 2")
    busy = planned(paspoort, "10:00", bij=collega, naam="Bram Bakker")
    ten, late = planned(paspoort, "10:00", bij=loket), planned(paspoort, "10:20", bij=loket)
    ill(loket)
    assert becomes(late) == "10:20"
    assert becomes(ten) == "10:40"
    assert not Verplaatsvoorstel.objects.filter(afspraak=busy).exists()


def test_a_full_day_moves_to_the_next_day_rather_than_to_another_place(town, paspoort):
    dorpshuis = town.locatie("Dorpshuis")
    loket = works(town, "Loket 1")
    works(town, "Loket D", locatie=dorpshuis)
    afspraak = planned(paspoort, "10:00")
    ill(loket)
    row = of(afspraak)
    assert row.locatie == town.gemeentehuis
    assert row.begin == at("10:00", DINSDAG)


def test_official_and_room_are_found_together_and_competence_counts(town):
    advies = town.product(
        "Advies",
        duur=60,
        raster=30,
        vraagt=[(Soort.AMBTENAAR, 1, "wonen"), (Soort.RUIMTE, 1, None)],
    )
    eva = works(town, "Eva", Soort.AMBTENAAR, kan=["wonen"])
    works(town, "Jan", Soort.AMBTENAAR, kan=["belasting"])
    noor = works(town, "Noor", Soort.AMBTENAAR, kan=["wonen"], van=13)
    kamer = works(town, "Kamer 1", Soort.RUIMTE)
    afspraak = planned(advies, "10:00", bij=eva)
    ill(eva)
    assert becomes(afspraak) == "13:00"
    assert {zetel[0] for zetel in of(afspraak).zetels} == {noor.pk, kamer.pk}


def test_who_needs_more_is_served_first(town, paspoort):
    loket, collega = works(town, "Loket 1"), works(town, "Loket 2", tot=10)
    anna = planned(paspoort, "9:00", bij=loket)
    bram = planned(paspoort, "9:20", bij=loket, naam="Bram Bakker", rolstoel=True)
    planned(paspoort, "9:00", naam="Cor", bij=collega)
    planned(paspoort, "9:20", naam="Dirk", bij=collega)
    ill(loket)
    assert of(bram).begin == at("9:40")
    assert of(anna).begin == at("9:00", DINSDAG)


def test_nobody_is_asked_to_come_earlier_within_hours(town, paspoort):
    loket = works(town, "Loket 1")
    works(town, "Loket 2", van=9, tot=10)
    afspraak = planned(paspoort, "11:00", bij=loket)
    ill(loket)
    assert of(afspraak).begin >= at("9:00", DINSDAG)


def test_a_running_appointment_and_who_is_inside_stay_and_are_shown(town, paspoort):
    loket = works(town, "Loket 1")
    running, served = planned(paspoort, "9:00"), planned(paspoort, "9:20", naam="Bram")
    inside, later = planned(paspoort, "9:40", naam="Cor"), planned(paspoort, "10:00", naam="Dirk")
    has_come(served, Status.IN_BEHANDELING)
    has_come(inside)
    ill(loket, begin=at("9:10"), now=at("9:10"))
    assert of(running).oplossing == Oplossing.BLIJFT
    assert of(served).oplossing == Oplossing.BLIJFT
    assert of(inside).oplossing == Oplossing.BLIJFT
    assert of(later).oplossing == Oplossing.VERPLAATS


def test_a_place_that_closes_at_noon_moves_the_afternoon_only(town, paspoort):
    works(town, "Loket 1")
    morning, noon = planned(paspoort, "11:40"), planned(paspoort, "12:00", naam="Bram")
    ill(town.gemeentehuis, begin=at("12:00"), einde=at("0:00", DINSDAG), now=at("11:30"))
    assert not Verplaatsvoorstel.objects.filter(afspraak=morning).exists()
    assert of(noon).begin == at("12:00", DINSDAG)


def test_every_place_closed_is_a_cancelled_day(town, paspoort):
    works(town, "Loket 1")
    afspraak = planned(paspoort, "10:00")
    ill(None, begin=at("0:00"), einde=at("0:00", DINSDAG))
    assert of(afspraak).begin == at("10:00", DINSDAG)


def test_without_any_time_one_is_to_be_called(town):
    trouwen = town.product("Trouwen", horizon=6)
    loket = works(town, "Loket 1", dagen=[0])
    afspraak = planned(trouwen, "10:00")
    ill(loket, now=NOW)
    assert of(afspraak).oplossing == Oplossing.BEL


def test_beyond_four_weeks_is_looked_for_only_if_nothing_is_nearer(town):
    trouwen = town.product("Trouwen", horizon=60)
    loket = works(town, "Loket 1", dagen=[0])
    roosters.set_absent(
        loket, begin=at("0:00", DINSDAG), einde=at("0:00") + timedelta(days=35), now=NOW
    )
    afspraak = planned(trouwen, "10:00")
    ill(loket)
    assert of(afspraak).begin == at("10:00") + timedelta(days=35)


def test_two_disruptions_at_once_do_not_give_the_same_time(town, paspoort):
    one, two = works(town, "Loket 1"), works(town, "Loket 2")
    works(town, "Loket 3")
    first, second = planned(paspoort, "10:00", bij=one), planned(paspoort, "10:00", bij=two)
    ill(one)
    ill(two)
    assert len({(of(each).begin, of(each).zetels[0][0]) for each in (first, second)}) == 2
    assert not collide()


def test_what_a_resident_did_meanwhile_is_noted_when_proposals_are_made_anew(town, paspoort):
    loket = works(town, "Loket 1")
    moved, gone = planned(paspoort, "10:00"), planned(paspoort, "11:00", naam="Bram")
    row = ill(loket)
    wish = wish_of(moved)
    offer = offer_at(wish, moved.locatie, at("15:00", DINSDAG))
    booking.move(moved, wish, offer, partij=Partij.INWONER, now=EARLY)
    booking.cancel(gone, partij=Partij.INWONER, now=EARLY)
    storing.propose(row, now=EARLY)
    assert of(moved).uitkomst == Uitkomst.ZELF_VERZET
    assert of(gone).uitkomst == Uitkomst.ZELF_AFGEZEGD


def test_proposals_made_anew_keep_what_a_person_chose(town, paspoort):
    loket, collega = works(town, "Loket 1"), works(town, "Loket 2")
    afspraak = planned(paspoort, "10:00", bij=loket)
    row = ill(loket)
    mine = of(afspraak)
    storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=None, now=EARLY)
    row.refresh_from_db()
    storing.propose(row, now=EARLY)
    assert of(afspraak).oplossing == Oplossing.BEL
    assert of(afspraak).is_handmatig
    assert collega


# --- by hand --------------------------------------------------------------------------------------


def test_another_time_is_chosen_from_what_is_left(town, paspoort):
    loket = works(town, "Loket 1")
    works(town, "Loket 2")
    first = planned(paspoort, "10:00", bij=loket)
    second = planned(paspoort, "10:20", bij=loket, naam="Bram")
    ill(loket)
    offered = storing.other_times(of(second), now=EARLY)
    assert clock(offered[0].begin) == "10:20"
    assert at("10:00") not in {one.begin for one in offered}
    asked = of(first)
    storing.choose(
        asked,
        Oplossing.VERPLAATS,
        begin=at("15:00"),
        locatie=first.locatie_id,
        versie=asked.versie,
        door=None,
        now=EARLY,
    )
    assert becomes(first) == "15:00"
    assert at("15:00") not in {
        one.begin for one in storing.other_times(of(second), now=EARLY, dag=MAANDAG, most=99)
    }


def test_a_time_that_another_proposal_counts_on_is_refused(town, paspoort):
    loket = works(town, "Loket 1")
    works(town, "Loket 2")
    planned(paspoort, "10:00", bij=loket)
    second = planned(paspoort, "10:20", bij=loket, naam="Bram")
    ill(loket)
    mine = of(second)
    with pytest.raises(storing.TimeGone):
        storing.choose(
            mine,
            Oplossing.VERPLAATS,
            begin=at("10:00"),
            locatie=second.locatie_id,
            versie=mine.versie,
            door=None,
            now=EARLY,
        )


def test_of_two_who_decide_about_one_the_second_is_told(town, paspoort):
    loket = works(town, "Loket 1")
    afspraak = planned(paspoort, "10:00")
    ill(loket)
    mine = of(afspraak)
    storing.choose(mine, Oplossing.BEL, versie=mine.versie, door=None, now=EARLY)
    with pytest.raises(storing.Overtaken):
        storing.choose(mine, Oplossing.ANNULEER, versie=mine.versie, door=None, now=EARLY)
    assert of(afspraak).oplossing == Oplossing.BEL


# --- together -------------------------------------------------------------------------------------


def collide() -> bool:
    seats = [
        (row.pk, Seat(*zetel)) for row in Verplaatsvoorstel.objects.all() for zetel in row.zetels
    ]
    return any(clash(mine, other) for a, mine in seats for b, other in seats if a < b)


def test_a_whole_day_of_ten_counters_finds_a_time_each(town, paspoort):
    lokets = [works(town, f"Loket {n}") for n in range(3)]
    rijbewijs = town.product("Rijbewijs", duur=40, raster=20)
    for hour in range(9, 12):
        for loket in lokets[:2]:
            planned(paspoort, f"{hour}:00", bij=loket, naam=f"A{hour}")
            planned(rijbewijs, f"{hour}:20", bij=loket, naam=f"B{hour}")
    ill(lokets[0])
    rows = Verplaatsvoorstel.objects.all()
    assert {row.oplossing for row in rows} == {Oplossing.VERPLAATS}
    assert len(rows) == 6
    assert not collide()


def count_queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_queries_do_not_grow_with_appointments_products_or_days(town, paspoort):
    loket = works(town, "Loket 1")
    works(town, "Loket 2")
    products = [town.product(f"Soort {n}", duur=20, raster=20) for n in range(3)]
    planned(products[0], "9:00", bij=loket)
    row = ill(loket, einde=at("17:00", DINSDAG))
    few = count_queries(lambda: storing.propose(row, now=EARLY))
    for dag in (MAANDAG, DINSDAG):
        storing.end(
            Storing.objects.get(), versie=Storing.objects.get().versie, door=None, now=EARLY
        )
        for n, clock_time in enumerate(("9:20", "10:00", "10:20", "11:00", "11:20")):
            planned(products[n % 3], clock_time, dag=dag, bij=loket, naam=f"Klant {n}")
        Storing.objects.all().delete()
        row = ill(loket, einde=at("17:00", DINSDAG))
    many = count_queries(lambda: storing.propose(row, now=EARLY))
    assert Verplaatsvoorstel.objects.count() == 11
    assert many == few
    assert few <= 24


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "wordt", "words"),
    [
        (("10:00", MAANDAG), ("10:00", MAANDAG), "zelfde dag en tijd, bij een collega"),
        (("10:00", MAANDAG), ("10:40", MAANDAG), "zelfde dag, 40 minuten later, bij een collega"),
        (("14:00", MAANDAG), ("13:00", MAANDAG), "zelfde dag, 1 uur eerder, bij een collega"),
        (("10:00", MAANDAG), ("10:00", DINSDAG), "een dag later, zelfde tijd"),
        (("10:00", MAANDAG), ("11:00", DINSDAG), "een dag later, zelfde dagdeel"),
        (("10:00", MAANDAG), ("15:00", DINSDAG), "een dag later, in de middag"),
        (("15:00", DINSDAG), ("10:00", MAANDAG), "1 dag eerder, in de ochtend"),
    ],
)
def test_a_change_in_words(town, was, wordt, words):
    here = town.gemeentehuis
    assert in_words((at(*was), here), (at(*wordt), here)).startswith(words)


def test_another_place_is_named(town):
    there = town.locatie("Dorpshuis")
    words = in_words((at("10:00"), town.gemeentehuis), (at("10:00"), there))
    assert words == "zelfde dag en tijd, in Dorpshuis"


def test_products_stay_what_they_were(town, paspoort):
    """A product that is no longer offered is still moved: it was promised."""
    loket, _collega = works(town, "Loket 1"), works(town, "Loket 2")
    afspraak = planned(paspoort, "10:00", bij=loket)
    Product.objects.update(is_actief=False)
    ill(loket)
    assert of(afspraak).oplossing == Oplossing.VERPLAATS
