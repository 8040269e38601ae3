"""The closing: the begin is fixed, everybody has a time, and everybody hears of it."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from afspraken import agenda, booking
from afspraken.engine.bitmap import cell_of
from afspraken.exceptions import InvalidOffer, NotOffered
from afspraken.models import Afspraak, BezetteCel, Inzet, Partij, Status
from afspraken.wens import wens_of
from mobiel import checking, planning, routing, tasks, zitting
from mobiel.models import Bezoek, Stop, Zitting, Zittingstatus
from mobiel.planning import rearranging
from mobiel.planning.board import Board
from mobiel.zitting import taken
from notificaties.models import Bericht
from tests.cast import MAANDAG, NOW, at, clock
from tests.mobiel.dorp import booked, given_away, moved, plan, route
from tests.mobiel.zitting.huis import CARLA, LATER, afspraken, tijden
from tests.notificaties.post import Kantoor

pytestmark = pytest.mark.django_db


def window(made) -> str:
    """The promise to the institution now."""
    one = Afspraak.objects.get(pk=made.afspraak_id)
    return f"{clock(one.begin)}-{clock(one.einde)}"


def no_faults(now=NOW) -> bool:
    """Routes and visits are as they should be."""
    found = [look(now) for look in (checking.routes, checking.bezoeken)]
    return not any(one.faults for one in found)


def test_until_it_closes_residents_are_places_in_an_order(huis):
    made = huis.zitting(bewoners=3)
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Truus"]
    assert not afspraken(made)
    assert window(made) == "8:30-12:30"


def test_the_visit_is_long_enough_for_all_places_from_the_start(huis):
    made = huis.zitting(plaatsen=8)
    assert Bezoek.objects.get(afspraak=made.afspraak).duur == 15 + 8 * 15


def test_closing_fixes_the_begin_and_gives_everyone_an_appointment(huis):
    made = huis.gesloten(bewoners=3)
    assert (made.status, window(made)) == (Zittingstatus.GESLOTEN, "8:35-8:40")
    assert tijden(made) == ["8:50 Ida", "9:05 Jan", "9:20 Truus"]
    rows = afspraken(made)
    assert [(one.klant.naam, one.status) for one in rows] == [
        ("Ida Post", Status.GEPLAND),
        ("Jan Kok", Status.GEPLAND),
        ("Truus Mol", Status.GEPLAND),
    ]
    assert {str(one.klantadres) for one in rows} == {str(made.afspraak.klantadres)}


def test_the_cells_of_residents_are_on_the_zitting_and_unique(huis):
    made = huis.gesloten(bewoners=3)
    assert BezetteCel.objects.filter(middel=made.middel).count() == 9
    spans = Inzet.objects.filter(middel=made.middel).order_by("begin")
    assert [clock(one.begin) for one in spans] == ["8:50", "9:05", "9:20"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BezetteCel.objects.create(
            middel=made.middel, plek=0, cel=cell_of(at("8:50")), inzet=spans[1]
        )


def test_the_visit_becomes_shorter_with_two_places_to_spare(huis):
    made = huis.gesloten(bewoners=3)
    bezoek = Bezoek.objects.get(afspraak=made.afspraak)
    stop = Stop.objects.get(bezoek=bezoek)
    assert bezoek.duur == Afspraak.objects.get(pk=made.afspraak_id).minuten == 15 + 5 * 15
    assert stop.einde - stop.begin == timedelta(minutes=90)
    assert no_faults()


def test_a_full_zitting_keeps_what_was_reserved(huis):
    made = huis.gesloten(bewoners=8)
    assert Bezoek.objects.get(afspraak=made.afspraak).duur == 135


def test_residents_are_not_seen_in_the_quiet_hours_of_the_home(huis):
    made = huis.gesloten(bewoners=3, stilte=[(time(9), time(10))])
    assert tijden(made) == ["10:00 Ida", "10:15 Jan", "10:30 Truus"]
    assert no_faults()


def test_who_just_fits_before_the_quiet_hour_is_seen_before_it(huis):
    made = huis.gesloten(bewoners=3, stilte=[(time(9, 5), time(10))])
    assert tijden(made) == ["8:50 Ida", "10:00 Jan", "10:15 Truus"]


def test_no_search_and_no_planner_moves_a_zitting_that_has_closed(huis, dorp):
    made = huis.gesloten(bewoners=3)
    bezoek = made.afspraak.bezoek
    product = dorp.product("Kort", duur=20)
    far = [booked(product, (east, 0), now=LATER) for east in (-3000, 3000, -4000)]
    planning.reoptimise(MAANDAG, budget=routing.iterations(300), now=LATER)
    assert clock(Stop.objects.get(bezoek=bezoek).begin) == "8:35"
    orders = [one.bezoek.pk for one in far] + [bezoek.pk]
    with pytest.raises(planning.PromiseBroken):
        rearranging.rearrange(
            MAANDAG,
            {huis.marjolein.pk: orders},
            gezien={huis.marjolein.pk: route(huis.marjolein).versie},
            wat="verplaatst",
            door="7",
            now=LATER,
        )
    assert no_faults()


def test_who_is_ill_is_replaced_at_the_same_moment(huis, dorp):
    other = dorp.veldwerker("Sanne")
    made = huis.gesloten(bewoners=3)
    away = huis.marjolein if plan(huis.marjolein) else other
    assert given_away(away, now=LATER) == []
    assert plan(huis.marjolein) + plan(other) == [f"8:35 {made.afspraak.referentie}"]
    assert plan(away) == []
    assert no_faults()


def test_nobody_moves_a_zitting_whose_residents_know_their_time(huis):
    made = huis.gesloten(bewoners=1)
    with pytest.raises(zitting.Closed):
        moved(Afspraak.objects.get(pk=made.afspraak_id), "12:30-16:30")
    assert window(made) == "8:35-8:40"


def test_nobody_moves_one_resident(huis):
    [one] = afspraken(huis.gesloten(bewoners=1))
    wish = wens_of(one)
    other = agenda.search(wish, now=LATER).times(MAANDAG)[0]
    with pytest.raises(InvalidOffer):
        booking.move(one, wish, other, partij=Partij.MEDEWERKER, now=LATER)


def test_before_it_has_closed_it_moves_and_closes_in_time(huis, dorp):
    made = huis.zitting(bewoners=1, window="12:30-16:30", sluit_dagen=1)
    moved(Afspraak.objects.get(pk=made.afspraak_id), "8:30-12:30")
    made.refresh_from_db()
    assert made.sluit_op == at("16:00", MAANDAG - timedelta(days=1))
    Zitting.objects.filter(pk=made.pk).update(sluit_op=at("8:00"))
    moved(Afspraak.objects.get(pk=made.afspraak_id), "12:30-16:30")
    made.refresh_from_db()
    assert made.sluit_op == at("20:30", MAANDAG - timedelta(days=1))


def test_other_promises_of_the_day_are_kept_whatever_the_begin_becomes(huis, dorp):
    product = dorp.product("Kort", duur=20)
    booked(product, (200, 0))
    made = huis.zitting(bewoners=4, plaatsen=4)
    booked(product, (-400, 0))
    zitting.close(made, now=made.sluit_op)
    assert no_faults()
    begin = Afspraak.objects.get(pk=made.afspraak_id).begin
    assert Stop.objects.get(bezoek__afspraak=made.afspraak_id).begin == begin
    assert len(plan(huis.marjolein)) == 3


def test_when_no_whole_moment_fits_the_order_it_goes_where_it_costs_least(huis, monkeypatch):
    made = huis.zitting(bewoners=2)
    monkeypatch.setattr("mobiel.planning.fixing._in_order", lambda *_: None)
    zitting.close(made, now=made.sluit_op)
    assert no_faults()
    assert Afspraak.objects.get(pk=made.afspraak_id).minuten == 15 + 4 * 15


def test_when_no_moment_keeps_every_promise_it_stays_open_and_nothing_changed(huis, monkeypatch):
    made = huis.zitting(bewoners=2)
    monkeypatch.setattr("mobiel.planning.fixing._in_order", lambda *_: None)
    monkeypatch.setattr(Board, "seat", refused)
    assert zitting.close_due(now=made.sluit_op) == 0
    made.refresh_from_db()
    assert (made.status, window(made), len(afspraken(made))) == (
        Zittingstatus.OPEN,
        "8:30-12:30",
        0,
    )


def refused(*_args, **_options):
    raise NotOffered


def test_the_beat_closes_what_is_due_and_nothing_sooner(huis, time_machine):
    made = huis.zitting(bewoners=2)
    time_machine.move_to(made.sluit_op - timedelta(seconds=1), tick=False)
    assert tasks.close_zittingen() == 0
    time_machine.move_to(made.sluit_op, tick=False)
    assert (tasks.close_zittingen(), tasks.close_zittingen()) == (1, 0)


@pytest.mark.parametrize("bewoners", [0, 2], ids=["nobody announced", "two announced"])
def test_a_day_that_went_by_unclosed_is_left_as_it_is_and_nobody_hears(huis, bewoners):
    made = huis.zitting(bewoners=bewoners)
    told, over = Bericht.objects.count(), at("12:30")
    assert zitting.close_due(now=over) == 0
    with pytest.raises(zitting.Over):
        zitting.close(made, now=over, door="7")
    made.refresh_from_db()
    assert (made.status, Bericht.objects.count()) == (Zittingstatus.OPEN, told)
    assert not list(taken.as_tasks(over))


def test_closing_twice_changes_nothing(huis):
    made = huis.gesloten(bewoners=2)
    again = zitting.close(made, now=LATER)
    assert (again.versie, len(afspraken(made))) == (made.versie, 2)


def test_a_zitting_for_which_nobody_was_announced_is_cancelled(huis):
    made = huis.gesloten(bewoners=0)
    assert made.status == Zittingstatus.GEANNULEERD
    assert not Stop.objects.exists()
    [bericht] = Bericht.objects.filter(soort="ANNULERING")
    assert "niemand aangemeld" in bericht.gegevens["reden"]


def test_one_message_with_a_list_to_the_home_and_one_to_each_representative(huis):
    made = huis.zitting()
    huis.meld(made, "Ida Post", vertegenwoordiger="Eva Post", email="eva@example.nl")
    huis.meld(made, "Jan Kok")
    Kantoor(NOW).send()
    closing = made.sluit_op
    zitting.close(made, now=closing)
    sent = {post.aan: post for post in Kantoor(closing).send()}
    assert set(sent) == {CARLA.email, "eva@example.nl"}
    to_home, to_eva = sent[CARLA.email].tekst, sent["eva@example.nl"].tekst
    assert "2 bewoners" in to_home
    assert "vanaf 8.35 uur tot ongeveer 9.20 uur" in to_home
    assert "/zitting/" in to_home
    assert "Ida" not in to_home
    assert "Ida Post" in to_eva
    assert "8.50 uur" in to_eva
    assert "Jan" not in to_eva


def test_nobody_is_reminded_or_told_again_the_evening_before(huis):
    huis.zitting()
    made = huis.gesloten(bewoners=2, window="12:30-16:30")
    Bericht.objects.all().delete()
    planning.narrow(MAANDAG, now=at("17:00") - timedelta(days=1))
    assert not Bericht.objects.filter(afspraak=made.afspraak).exists()


def test_closing_a_bigger_list_takes_no_more_questions_per_resident(
    huis, django_assert_max_num_queries
):
    small, large = huis.zitting(bewoners=2), huis.zitting(bewoners=8, window="12:30-16:30")
    with django_assert_max_num_queries(90):
        zitting.close(small, now=small.sluit_op)
    with django_assert_max_num_queries(90 + 6 * 8):
        zitting.close(large, now=large.sluit_op)
