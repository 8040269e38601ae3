"""Another time is offered: kept, answered once, and nothing is ever promised twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from afspraken import booking, integrity, tijdvoorstellen
from afspraken.booking import book, sweep_expired
from afspraken.exceptions import SlotTaken
from afspraken.models import Afspraak, Partij, Status, Tijdvoorstel, Voorstelstatus
from afspraken.tijdvoorstellen import AlreadyProposed, Answered, TooSoon, WrongTimes
from notificaties.models import Bericht
from tests.afspraken.voorstellen import DINSDAG, VRIJDAG, proposed, specialist, talk, wish_of
from tests.cast import BRAM, NOW, at, offer, times, wens

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def sanne(town):
    return specialist(town)


@pytest.fixture
def anna(town, sanne):
    """Anna's appointment: Monday at nine."""
    return talk(town)


def fresh(afspraak) -> Afspraak:
    return Afspraak.objects.get(pk=afspraak.pk)


def stand(voorstel, now=LATER) -> Voorstelstatus:
    return Tijdvoorstel.objects.get(pk=voorstel.pk).stand(now)


def occupied_rightly() -> bool:
    """Cells and spans agree, and every appointment has what its status asks."""
    found = {result.name: result for result in integrity.run(now=LATER)}
    return not any(
        found[name].faults
        for name in ("cellen en inzet", "nooit dubbel", "afspraken en hun status")
    )


def test_offered_times_are_kept_and_the_old_one_stays(anna, sanne):
    proposed(anna, sanne, "9:00", "10:30")
    wish = wish_of(anna, sanne)
    assert times(wish, dag=DINSDAG) == ["9:30", "10:00", "11:00", "11:30"]
    assert fresh(anna).begin == at("9:00")
    assert fresh(anna).versie == 1
    sweep_expired(now=VRIJDAG - timedelta(seconds=1))
    assert "9:00" not in times(wish, dag=DINSDAG)


def test_who_accepts_has_that_time_and_the_others_are_free(anna, sanne):
    voorstel = proposed(anna, sanne, "9:00", "10:30")
    tijd = voorstel.tijden.last()
    tijdvoorstellen.accept(tijd, now=LATER)
    moved = fresh(anna)
    assert (moved.begin, moved.versie, moved.status) == (at("10:30", DINSDAG), 2, Status.GEPLAND)
    assert moved.code == anna.code
    assert {row.middel.soort for row in moved.inzetten.all()} == {"AMBTENAAR", "RUIMTE"}
    assert stand(voorstel) == Voorstelstatus.AANVAARD
    wish = wish_of(anna, sanne)
    assert "9:00" in times(wish, dag=DINSDAG, now=LATER)
    assert "9:00" in times(wish, now=LATER)
    assert "10:30" not in times(wish, dag=DINSDAG, now=LATER)
    assert occupied_rightly()


@pytest.mark.parametrize("answer", ["decline", "withdraw"])
def test_who_declines_or_is_asked_no_more_keeps_the_old_time(anna, sanne, answer):
    voorstel = proposed(anna, sanne, "9:00")
    if answer == "decline":
        tijdvoorstellen.decline(voorstel, now=LATER)
    else:
        tijdvoorstellen.withdraw(voorstel, door=sanne.gebruiker, now=LATER)
    assert fresh(anna).begin == at("9:00")
    assert "9:00" in times(wish_of(anna, sanne), dag=DINSDAG, now=LATER)


def test_an_answer_counts_once(anna, sanne):
    voorstel = proposed(anna, sanne, "9:00")
    tijd = voorstel.tijden.get()
    tijdvoorstellen.accept(tijd, now=LATER)
    for act in (
        lambda: tijdvoorstellen.accept(tijd, now=LATER),
        lambda: tijdvoorstellen.decline(voorstel, now=LATER),
        lambda: tijdvoorstellen.withdraw(voorstel, door=sanne.gebruiker, now=LATER),
    ):
        with pytest.raises(Answered):
            act()
    assert fresh(anna).versie == 2


def test_exactly_at_the_deadline_it_has_lapsed(anna, sanne):
    voorstel = proposed(anna, sanne, "9:00")
    assert stand(voorstel, VRIJDAG) == Voorstelstatus.VERLOPEN
    with pytest.raises(Answered):
        tijdvoorstellen.accept(voorstel.tijden.get(), now=VRIJDAG)
    assert "9:00" in times(wish_of(anna, sanne), dag=DINSDAG, now=VRIJDAG)
    again = proposed(anna, sanne, "9:00", uiterlijk=VRIJDAG + timedelta(hours=4), now=VRIJDAG)
    assert stand(again, VRIJDAG) == Voorstelstatus.OPEN


@pytest.mark.parametrize("act", ["move", "cancel"])
def test_a_change_by_another_way_ends_the_question(anna, sanne, act):
    voorstel = proposed(anna, sanne, "9:00")
    if act == "move":
        wish = wens(anna.producten.get().product)
        aanbod = offer(wish, "11:00", now=LATER)
        booking.move(anna, wish, aanbod, partij=Partij.INWONER, now=LATER)
    else:
        booking.cancel(anna, partij=Partij.INWONER, now=LATER)
    assert stand(voorstel) == Voorstelstatus.INGETROKKEN
    assert "9:00" in times(wish_of(anna, sanne), dag=DINSDAG, now=LATER)


def test_a_customer_is_asked_one_thing_at_a_time(anna, sanne):
    proposed(anna, sanne, "9:00")
    with pytest.raises(AlreadyProposed):
        proposed(anna, sanne, "10:00")
    assert "10:00" in times(wish_of(anna, sanne), dag=DINSDAG)
    assert Tijdvoorstel.objects.count() == 1


def test_of_two_times_that_cannot_both_be_had_none_is_kept(anna, sanne):
    wish = wish_of(anna, sanne)
    offers = [offer(wish, clock, dag=DINSDAG) for clock in ("9:00", "10:00")]
    plain = wens(anna.producten.get().product)
    book(plain, offer(plain, "10:00", dag=DINSDAG), BRAM, now=NOW)
    given = {"uiterlijk": VRIJDAG, "door": sanne.gebruiker, "now": NOW}
    with pytest.raises(SlotTaken):
        tijdvoorstellen.propose(anna, wish, offers, **given)
    assert "9:00" in times(wish, dag=DINSDAG)
    for wrong in ([], [offers[0], offers[0]], [*offers, offers[0]]):
        with pytest.raises(WrongTimes):
            tijdvoorstellen.propose(anna, wish, wrong, **given)


def test_who_could_not_answer_in_time_is_not_asked(anna, sanne):
    with pytest.raises(TooSoon):
        proposed(anna, sanne, "9:00", uiterlijk=NOW + timedelta(minutes=30))
    far = proposed(anna, sanne, "9:00", uiterlijk=NOW + timedelta(days=60))
    assert far.uiterlijk == at("8:00")


def test_it_is_with_the_same_official_however_many_are_free(town, sanne, anna):
    joris = specialist(town, "Joris Prins")
    booking.cancel(anna, partij=Partij.INWONER, now=NOW)
    plain = wens(anna.producten.get().product)
    again = book(plain, offer(plain, "9:00"), BRAM, now=NOW)
    for middel in (sanne, joris):
        voorstel = proposed(again, middel, "9:00")
        held = voorstel.tijden.get().vastgehouden
        assert middel.pk in held.inzetten.values_list("middel", flat=True)
        tijdvoorstellen.withdraw(voorstel, door=middel.gebruiker, now=NOW)


def test_the_customer_is_asked_by_message_and_not_when_it_is_over(anna, sanne):
    voorstel = proposed(anna, sanne, "9:00", "10:30")
    bericht = Bericht.objects.get(soort="VOORSTEL")
    assert bericht.vervalt_op == voorstel.uiterlijk
    assert "9.00 uur, Gemeentehuis of dinsdag" in bericht.gegevens["tijden"]
    tijdvoorstellen.withdraw(voorstel, door=sanne.gebruiker, now=LATER)
    assert Bericht.objects.get(soort="VOORSTEL").status == "VERVALLEN"
