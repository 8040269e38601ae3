"""The day itself: helped, not seen, and who came along from the ward while time was left."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from afspraken import booking
from afspraken.models import Afspraak, BezetteCel, Status
from afspraken.privacy.retention import pseudonymise_due
from mobiel import zitting
from mobiel.models import Aanmelder, Bewonerstatus, NietGezien
from mobiel.zitting import checking, taken
from tests.cast import at, clock
from tests.mobiel.zitting.huis import tijden, volgorde

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(huis):
    """From 8.35 on: Ida at 8.50, Jan at 9.05 and Truus at 9.20; we leave at 10.05."""
    return huis.gesloten(bewoners=3)


def resident(made, naam):
    return made.bewoners.select_related("zitting").get(naam__startswith=naam)


def stands(made) -> list[str]:
    """Where each resident and their appointment stand."""
    rows = zitting.taking_part(made).select_related("afspraak")
    return [f"{one.naam.split()[0]} {one.status} {one.afspraak.status}" for one in rows]


def walk_in(made, naam="Wim Dam", *, now, **more):
    return zitting.walk_in(made, zitting.Aanmelding(naam, kamer="31"), now=now, **more)


def test_who_was_helped_and_who_was_not_seen_is_written_down_with_the_appointment(made):
    zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))
    zitting.not_seen(resident(made, "Jan"), NietGezien.ZIEK, door="7", now=at("9:06"))
    assert stands(made) == [
        "Ida GEHOLPEN AFGEROND",
        "Jan NIET_GEZIEN NIET_VERSCHENEN",
        "Truus AANGEMELD GEPLAND",
    ]
    assert resident(made, "Jan").get_reden_display() == "te ziek"


def test_what_was_written_down_twice_counts_once(made):
    first = zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))
    again = zitting.serve(resident(made, "Ida"), door="7", now=at("9:01"))
    assert again.status_op == first.status_op


def test_a_mistake_can_be_put_right_both_ways(made):
    zitting.not_seen(resident(made, "Ida"), NietGezien.AFWEZIG, door="7", now=at("8:50"))
    zitting.serve(resident(made, "Ida"), door="7", now=at("9:30"))
    assert stands(made)[0] == "Ida GEHOLPEN AFGEROND"
    zitting.not_seen(resident(made, "Ida"), NietGezien.PAPIEREN, door="7", now=at("9:31"))
    assert stands(made)[0] == "Ida NIET_GEZIEN NIET_VERSCHENEN"


def test_before_the_closing_nobody_is_seen(huis):
    made = huis.zitting(bewoners=1)
    with pytest.raises(zitting.NotClosed):
        zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))
    with pytest.raises(zitting.NotClosed):
        walk_in(made, now=at("9:00"))


def test_who_was_withdrawn_is_not_seen(made):
    zitting.withdraw(resident(made, "Ida"), door=Aanmelder.SERVICEPUNT, wie="7", now=at("8:00"))
    with pytest.raises(zitting.Changed):
        zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))


def test_after_the_closing_only_we_take_somebody_off_and_the_others_keep_their_time(made):
    ida = resident(made, "Ida")
    with pytest.raises(zitting.Closed):
        zitting.withdraw(ida, door=Aanmelder.CONTACT, now=at("8:00"))
    zitting.withdraw(ida, door=Aanmelder.SERVICEPUNT, wie="7", now=at("8:00"))
    assert tijden(made) == ["9:05 Jan", "9:20 Truus"]
    assert Afspraak.objects.get(bewoner=ida).status == Status.GEANNULEERD
    assert BezetteCel.objects.filter(middel=made.middel).count() == 6


def test_who_was_seen_cannot_be_taken_off(made):
    zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))
    with pytest.raises(zitting.Changed):
        zitting.withdraw(resident(made, "Ida"), door=Aanmelder.SERVICEPUNT, now=at("9:30"))


def test_someone_from_the_ward_comes_after_all_who_were_promised_a_time(made):
    wim = walk_in(made, now=at("8:55"))
    assert (clock(wim.begin), wim.inloop, wim.door) == ("9:35", True, Aanmelder.AFDELING)
    assert tijden(made)[-1] == "9:35 Wim"
    assert wim.afspraak.status == Status.GEPLAND


def test_in_the_time_of_who_is_not_there_someone_else_is_seen(made):
    zitting.serve(resident(made, "Ida"), door="7", now=at("8:58"))
    zitting.not_seen(resident(made, "Jan"), NietGezien.WIL_NIET, door="7", now=at("9:00"))
    assert clock(walk_in(made, now=at("9:01")).begin) == "9:05"


@pytest.mark.parametrize(("now", "left"), [("8:00", 2), ("9:00", 2), ("9:19", 2), ("9:25", 0)])
def test_how_many_more_there_is_time_for(made, now, left):
    if now == "9:19":  # just in time: only Truus is still to come
        for naam in ("Ida", "Jan"):
            zitting.serve(resident(made, naam), door="7", now=at("9:19"))
    assert zitting.room_left(made, now=at(now)) == left


def test_when_there_is_no_time_left_nobody_comes_along(made):
    walk_in(made, "Wim Dam", now=at("9:00"))
    walk_in(made, "Bep As", now=at("9:00"))
    with pytest.raises(zitting.NoTimeLeft):
        walk_in(made, "Ans Pot", now=at("9:00"))
    assert volgorde(made) == ["Ida", "Jan", "Truus", "Wim", "Bep"]


def test_who_is_late_has_no_time_for_others(made):
    with pytest.raises(zitting.NoTimeLeft):
        walk_in(made, now=at("9:25"))  # three are still to come, until 10.10


def test_someone_who_is_on_the_list_does_not_come_along_as_well(made):
    with pytest.raises(zitting.AlreadyAnnounced):
        zitting.walk_in(made, zitting.Aanmelding("Ida Post"), now=at("9:00"))


def test_after_the_closing_we_add_a_resident_in_what_time_is_left(made):
    added = walk_in(
        made, now=made.sluit_op + timedelta(hours=1), door=Aanmelder.SERVICEPUNT, wie="7"
    )
    assert (clock(added.begin), added.door) == ("9:35", Aanmelder.SERVICEPUNT)


def test_the_history_keeps_how_many_and_not_who(made):
    zitting.serve(resident(made, "Ida"), door="7", now=at("9:00"))
    pseudonymise_due(at("23:59"))
    assert volgorde(made) == ["Ida", "Jan", "Truus"]
    pseudonymise_due(at("0:01") + timedelta(days=1))
    rows = list(zitting.taking_part(made))
    assert {(one.naam, one.kamer, one.email) for one in rows} == {("", "", "")}
    assert [one.status for one in rows].count(Bewonerstatus.GEHOLPEN) == 1
    assert not made.toegangen.exists()


def at_the_desk(made, naam, *steps):
    """The desk brings the appointment of a resident from one status to the next."""
    for van, naar in pairwise(steps):
        afspraak = resident(made, naam).afspraak
        booking.set_status(afspraak, naar, van=van, door="8", now=at("9:30"))


def test_what_the_desk_says_of_a_resident_stands_on_the_list(made):
    at_the_desk(made, "Ida", Status.GEPLAND, Status.NIET_VERSCHENEN)
    at_the_desk(made, "Jan", Status.GEPLAND, Status.AANGEMELD, Status.AFGEROND)
    at_the_desk(made, "Truus", Status.GEPLAND, Status.AANGEMELD)
    assert stands(made) == [
        "Ida NIET_GEZIEN NIET_VERSCHENEN",
        "Jan GEHOLPEN AFGEROND",
        "Truus AANGEMELD AANGEMELD",
    ]
    assert not checking.zittingen(at("9:30")).faults
    at_the_desk(made, "Ida", Status.NIET_VERSCHENEN, Status.GEPLAND)
    assert stands(made)[0] == "Ida AANGEMELD GEPLAND"
    assert not checking.zittingen(at("9:30")).faults


def test_who_gave_their_time_away_is_not_expected_again_at_the_desk(made):
    at_the_desk(made, "Ida", Status.GEPLAND, Status.NIET_VERSCHENEN)
    assert clock(walk_in(made, now=at("8:45")).begin) == "8:50"
    with pytest.raises(zitting.NoTimeLeft), transaction.atomic():
        at_the_desk(made, "Ida", Status.NIET_VERSCHENEN, Status.GEPLAND)
    assert stands(made)[0] == "Ida NIET_GEZIEN NIET_VERSCHENEN"


def test_after_the_last_time_who_was_not_ticked_off_is_a_task(made):
    for naam in ("Ida", "Jan"):
        zitting.serve(resident(made, naam), door="7", now=at("9:00"))
    assert list(taken.as_tasks(at("9:35"))) == []
    [task] = taken.as_tasks(at("9:36"))
    assert task.titel == "Noteer wie er geholpen is bij Zonnehuis Theresia"
    [task] = taken.as_tasks(at("9:36") + timedelta(days=1))
    assert task.url == f"/zittingen/{made.pk}/naderhand/"
    zitting.tell(made, {resident(made, "Truus").pk: None}, wie="7", now=at("9:37"))
    assert list(taken.as_tasks(at("17:01"))) == []
