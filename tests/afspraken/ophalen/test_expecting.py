"""Whoever applied for a document hears when and where it will be ready."""

from datetime import date
from itertools import pairwise

import pytest

from afspraken import booking, ophalen
from afspraken.booking import book
from afspraken.models import Afhaaldocument, Documentstatus, Locatie, Logregel, Sluiting, Status
from afspraken.rechten import Rol
from tests.afspraken.ophalen.documenten import (
    DONE,
    again,
    applied,
    duivendrecht,
    finished,
    not_finished,
    paspoort,
)
from tests.afspraken.rechten.wie import medewerker
from tests.cast import ANNA, MAANDAG, NOW, booked, offer, wens

pytestmark = pytest.mark.django_db


@pytest.fixture
def els(town):
    return medewerker(Rol.BALIE)


def test_a_passport_is_ready_five_working_days_later_where_one_applied(town):
    document = applied(paspoort(town))
    assert document.locatie == town.gemeentehuis
    assert document.status == Documentstatus.AANGEVRAAGD
    assert document.verwacht_op == date(2026, 12, 14)


def test_a_closed_day_is_no_working_day(town):
    Sluiting.objects.create(eerste_dag=MAANDAG.replace(day=9), laatste_dag=MAANDAG.replace(day=9))
    assert applied(paspoort(town)).verwacht_op == date(2026, 12, 15)


def test_each_person_gets_one_and_finishing_twice_adds_none(town):
    product = paspoort(town, max_personen=4)
    wish = wens(product, 3)
    afspraak = finished(book(wish, offer(wish, "10:00"), ANNA, now=NOW))
    assert len(ophalen.expected(afspraak, now=DONE)) == 3
    assert sorted(Afhaaldocument.objects.values_list("nummer", flat=True)) == [1, 2, 3]
    assert Logregel.objects.filter(handeling="OPHALEN").count() == 1


def test_what_cannot_be_collected_anywhere_leaves_no_document(town):
    town.loket()
    assert ophalen.expected(finished(booked(town.product("Uittreksel"), "10:00")), now=DONE) == []


def test_an_appointment_that_was_not_finished_after_all_has_none(town):
    document = applied(paspoort(town))
    not_finished(document.afspraak)
    assert not Afhaaldocument.objects.exists()
    finished(document.afspraak)
    assert Afhaaldocument.objects.count() == 1


def test_the_counter_that_finishes_an_appointment_and_takes_that_back_needs_to_do_no_more(town):
    afspraak = booked(paspoort(town), "10:00")
    steps = [Status.GEPLAND, Status.AANGEMELD, Status.IN_BEHANDELING, Status.AFGEROND]
    for van, naar in pairwise(steps):
        booking.set_status(afspraak, naar, van=van, now=DONE)
    assert Afhaaldocument.objects.count() == 1
    booking.set_status(afspraak, Status.IN_BEHANDELING, van=Status.AFGEROND, now=DONE)
    assert not Afhaaldocument.objects.exists()


def test_what_lies_ready_stays_when_an_appointment_is_put_back(town, els):
    document = applied(paspoort(town))
    ophalen.arrive([document], door=els, now=DONE)
    not_finished(document.afspraak)
    assert Afhaaldocument.objects.get().status == Documentstatus.GEREED


def test_at_the_counter_one_may_ask_for_another_place(town):
    afspraak = booked(paspoort(town), "10:00")
    [document] = ophalen.expected(afspraak, locatie=duivendrecht(town), now=DONE)
    assert str(document.locatie) == "Dorpshuis Duivendrecht"
    assert document.verwacht_op == date(2026, 12, 15)


def test_the_other_place_has_it_a_working_day_later(town, els):
    document = applied(paspoort(town))
    moved = ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    assert moved.verwacht_op == date(2026, 12, 15)
    back = ophalen.bring_to(moved, town.gemeentehuis, door=els, now=DONE)
    assert back.verwacht_op == date(2026, 12, 14)


def test_what_lies_ready_travels_to_the_other_place(town, els):
    document = applied(paspoort(town))
    ophalen.arrive([document], door=els, now=DONE, opslag={document.pk: "la 3"})
    moved = ophalen.bring_to(again(document), duivendrecht(town), door=els, now=DONE)
    assert (moved.status, moved.gereed_op) == (Documentstatus.AANGEVRAAGD, None)
    assert (moved.verwacht_op, moved.opslagnummer) == (date(2026, 12, 8), "")


def test_it_goes_to_no_place_that_does_not_have_it(town, els):
    with pytest.raises(ophalen.NotCollectedHere):
        ophalen.bring_to(
            applied(paspoort(town, dorpshuis=None)), duivendrecht(town), door=els, now=DONE
        )


def test_of_two_who_send_it_elsewhere_the_second_is_told(town, els):
    document = applied(paspoort(town))
    ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)
    with pytest.raises(ophalen.Overtaken, match="was u voor"):
        ophalen.bring_to(document, duivendrecht(town), door=els, now=DONE)


def test_a_place_out_of_use_gets_nothing_more(town):
    afspraak = booked(paspoort(town), "10:00")
    Locatie.objects.filter(pk=town.gemeentehuis.pk).update(is_actief=False)
    [document] = ophalen.expected(afspraak, now=DONE)
    assert document.locatie == duivendrecht(town)
