"""Residents until the closing moment: announced, withdrawn, in another order."""

from datetime import timedelta

import pytest

from mobiel import zitting
from mobiel.models import Aanmelder, Bewoner, Zitting, Zittingstatus
from tests.mobiel.zitting.huis import LATER, NAMEN, tijden, volgorde

pytestmark = pytest.mark.django_db


def test_residents_come_in_the_order_in_which_they_were_announced(huis):
    made = huis.zitting(bewoners=3)
    assert volgorde(made) == ["Ida", "Jan", "Truus"]


def test_nobody_comes_on_the_list_when_all_places_are_taken(huis):
    made = huis.zitting(bewoners=2, plaatsen=2)
    with pytest.raises(zitting.Full):
        huis.meld(made, "Riet Bos")
    assert volgorde(made) == ["Ida", "Jan"]


def test_the_place_of_who_was_withdrawn_is_free(huis):
    made = huis.zitting(bewoners=2, plaatsen=2)
    ida = made.bewoners.get(naam="Ida Post")
    for _twice in range(2):
        zitting.withdraw(ida, door=Aanmelder.CONTACT, now=LATER)
    huis.meld(made, "Riet Bos")
    assert volgorde(made) == ["Jan", "Riet"]


@pytest.mark.parametrize(
    ("naam", "kamer"),
    [("Ida Post", "12"), ("ida  post", "12"), ("Post, Ida", " 1 2"), ("Ida Post", "")],
    ids=["the same", "in small letters", "surname first", "without a room"],
)
def test_a_resident_who_is_announced_twice_is_told_and_stands_there_once(huis, naam, kamer):
    made = huis.zitting()
    huis.meld(made, "Ida Post", kamer="12")
    with pytest.raises(zitting.AlreadyAnnounced):
        huis.meld(made, naam, kamer=kamer)
    assert volgorde(made) == ["Ida"]


def test_two_of_one_name_in_two_rooms_are_two_residents(huis):
    made = huis.zitting()
    huis.meld(made, "Ida Post", kamer="12")
    huis.meld(made, "Ida Post", kamer="14")
    assert volgorde(made) == ["Ida", "Ida"]


@pytest.mark.parametrize("after", [timedelta(), timedelta(days=1)], ids=["at that moment", "later"])
def test_at_the_closing_moment_the_clock_alone_refuses(huis, after):
    made = huis.zitting(bewoners=2)
    late = made.sluit_op + after
    with pytest.raises(zitting.Closed):
        huis.meld(made, "Riet Bos", now=late)
    with pytest.raises(zitting.Closed):
        zitting.withdraw(made.bewoners.first(), door=Aanmelder.CONTACT, now=late)
    with pytest.raises(zitting.Closed):
        zitting.reorder(made, ids(made)[::-1], versie=made.versie, now=late)
    assert volgorde(made) == ["Ida", "Jan"]


def test_nobody_is_announced_for_what_is_off(huis):
    made = huis.zitting()
    zitting.cancel(made, now=LATER)
    with pytest.raises(zitting.Cancelled):
        huis.meld(made, "Ida Post")


def ids(made) -> list[int]:
    return [one.pk for one in zitting.taking_part(made)]


def fresh(made) -> Zitting:
    return Zitting.objects.get(pk=made.pk)


def test_the_contact_person_gives_another_order_and_the_times_follow(huis):
    made = huis.zitting(bewoners=3)
    ida, jan, truus = ids(made)
    zitting.reorder(made, [truus, ida, jan], versie=fresh(made).versie, now=LATER)
    assert tijden(made) == ["8:50 Truus", "9:05 Ida", "9:20 Jan"]


def test_who_saw_another_list_is_told(huis):
    made = huis.zitting(bewoners=3)
    seen = fresh(made).versie
    huis.meld(made, "Riet Bos")
    ida, jan, truus, _riet = ids(made)
    with pytest.raises(zitting.Changed):
        zitting.reorder(made, [truus, ida, jan], versie=seen, now=LATER)


@pytest.mark.parametrize("wrong", ["one missing", "one twice", "a stranger"])
def test_an_order_has_everyone_once(huis, wrong):
    made = huis.zitting(bewoners=3)
    ida, jan, truus = ids(made)
    order = {
        "one missing": [ida, jan],
        "one twice": [ida, jan, jan],
        "a stranger": [ida, jan, truus + 99],
    }[wrong]
    with pytest.raises(zitting.Changed):
        zitting.reorder(made, order, versie=fresh(made).versie, now=LATER)
    assert volgorde(made) == ["Ida", "Jan", "Truus"]


def test_by_the_link_of_a_family_one_resident_comes(huis):
    made = huis.zitting()
    toegang = zitting.invite(made, "dochter@example.nl", now=LATER)
    for naam, is_first in (("Ida Post", True), ("Jan Kok", False)):
        aanmelding = zitting.Aanmelding(naam, email="dochter@example.nl")
        try:
            zitting.announce(made, aanmelding, door=Aanmelder.FAMILIE, toegang=toegang, now=LATER)
        except zitting.AlreadyAnnounced:
            assert not is_first
    assert volgorde(made) == ["Ida"]
    assert Bewoner.objects.get().toegang == toegang


def test_the_list_is_read_in_one_query(huis, django_assert_num_queries):
    made = huis.zitting(bewoners=len(NAMEN))
    with django_assert_num_queries(1):
        rows = list(zitting.taking_part(made))
    with django_assert_num_queries(1):  # the stop on the route
        zitting.times(made, rows)
    assert made.status == Zittingstatus.OPEN
