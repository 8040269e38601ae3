"""Acts become rows, and appointments follow."""

from datetime import timedelta

import pytest

from afspraken import integrity
from afspraken.models import Afspraak, Logregel, Status
from mobiel.models import Reden, Uitkomst, Veldactie
from mobiel.telefoon.melden import report
from notificaties.models import Bericht
from tests.cast import at
from tests.mobiel.dorp import cancelled, moved
from tests.mobiel.telefoon.sanne import act

pytestmark = pytest.mark.django_db


def status(afspraak):
    return Afspraak.objects.get(pk=afspraak.pk).status


def late_messages():
    return list(Bericht.objects.filter(soort="LOOPT_UIT").values_list("klant__naam", flat=True))


def test_a_visit_is_served_and_done_and_the_log_says_who_did_it(sanne):
    [anna] = sanne.visits(1)
    sanne.does("ONDERWEG", anna, "8:31")
    assert status(anna) == Status.GEPLAND
    sanne.does("AANGEKOMEN", anna, "8:40")
    assert status(anna) == Status.IN_BEHANDELING
    answer = sanne.does("KLAAR", anna, "9:10", notitie="Formulier mee", legitimatie=True)
    assert (status(anna), answer.uitkomst) == (Status.AFGEROND, Uitkomst.TOEGEPAST)
    row = Veldactie.objects.get(soort="KLAAR")
    assert (row.notitie, row.legitimatie, row.resultaat) == ("Formulier mee", True, "GELUKT")
    lines = Logregel.objects.filter(onderwerp=f"afspraak:{anna.code}", handeling="STATUS")
    assert {line.door for line in lines} == {str(sanne.user.pk)}


def test_a_visit_that_goes_on_is_no_fault_of_the_queue_at_the_desk(sanne):
    [anna] = sanne.visits(1)
    sanne.does("AANGEKOMEN", anna, "8:40")
    results = integrity.run(now=at("8:41"))
    assert next(one for one in results if one.name == "wachtrij").faults == ()


def test_nobody_home_ends_a_visit_that_was_not_begun(sanne):
    [anna] = sanne.visits(1)
    sanne.does("NIET_THUIS", anna, "8:40")
    assert status(anna) == Status.NIET_VERSCHENEN


def test_a_step_behind_fills_in_its_moment_and_nothing_goes_back(sanne):
    [anna] = sanne.visits(1)
    sanne.does("KLAAR", anna, "9:10")
    answer = sanne.does("AANGEKOMEN", anna, "9:20", op=at("8:40"))
    assert (answer.uitkomst, status(anna)) == (Uitkomst.TOEGEPAST, Status.AFGEROND)
    assert Veldactie.objects.get(soort="AANGEKOMEN").gedaan_op == at("8:40")


def test_the_same_act_twice_is_stored_once(sanne):
    [anna] = sanne.visits(1)
    one = act("KLAAR", anna)
    first = report([one, one], sanne.melder, now=at("9:00"))
    again = report([one], sanne.melder, now=at("9:05"))
    assert [answer.uitkomst for answer in first] == ["TOEGEPAST", "TOEGEPAST"]
    assert [answer.uitkomst for answer in again] == ["DUBBEL"]
    assert Veldactie.objects.count() == 1


def test_of_a_visit_that_was_cancelled_meanwhile_the_planner_hears(sanne):
    anna, _bram = sanne.visits(2)
    cancelled(anna, now=at("8:30"))
    answer = sanne.does("AANGEKOMEN", anna, "8:40")
    assert (answer.uitkomst, answer.reden) == (Uitkomst.CONFLICT, Reden.AFGEZEGD)
    assert status(anna) == Status.GEANNULEERD
    assert sanne.does("KLAAR", anna, "9:10").reden == Reden.AFGEZEGD


def test_of_a_visit_that_moved_to_a_colleague_too(sanne):
    anna, _bram = sanne.visits(2)
    colleague = sanne.dorp.veldwerker("Joris")
    anna.bezoek.stops.update(route=sanne_route_for(colleague, anna))
    answer = sanne.does("KLAAR", anna, "9:10")
    assert (answer.uitkomst, answer.reden) == (Uitkomst.CONFLICT, Reden.NIET_VAN_U)
    assert status(anna) == Status.GEPLAND


def sanne_route_for(colleague, afspraak):
    row = afspraak.bezoek.stops.get().route
    row.pk, row.middel, row.blokkade = None, colleague, None
    row.save()
    return row


def test_of_a_visit_that_was_moved_to_another_time_too(sanne):
    anna, _bram = sanne.visits(2)
    seen = act("AANGEKOMEN", anna)
    moved(anna, "12:30-16:30")
    [answer] = report([seen], sanne.melder, now=at("8:40"))
    assert (answer.uitkomst, answer.reden) == (Uitkomst.CONFLICT, Reden.VERPLAATST)


def test_a_clock_that_is_two_hours_wrong_is_put_right_and_told_once_a_day(sanne):
    [anna] = sanne.visits(1)
    wrong = timedelta(hours=2)
    acts = [act("AANGEKOMEN", anna, op=at("10:40")), act("KLAAR", anna, op=at("11:10"))]
    report(acts[:1], sanne.melder, now=at("9:10"), skew=-wrong)
    report(acts[1:], sanne.melder, now=at("9:15"), skew=-wrong)
    told = Veldactie.objects.order_by("gedaan_op").values_list("gedaan_op", "reden")
    assert list(told) == [(at("8:40"), Reden.KLOK), (at("9:10"), "")]
    assert status(anna) == Status.AFGEROND


def test_only_the_next_resident_hears_that_it_gets_late_and_once_for_one_slip(sanne):
    anna, bram, carla = sanne.visits(3)
    sanne.does("AANGEKOMEN", anna, "8:35")
    assert sanne.does("LOOPT_UIT", bram, "9:30").uitkomst == Uitkomst.TOEGEPAST
    assert sanne.does("LOOPT_UIT", carla, "9:30").uitkomst == Uitkomst.DUBBEL
    sanne.does("LOOPT_UIT", bram, "9:31")
    assert late_messages() == [bram.klant.naam]
    sanne.does("LOOPT_UIT", bram, "9:50")
    assert late_messages() == [bram.klant.naam] * 2


def test_who_was_reached_is_not_told_any_more(sanne):
    anna, bram, _carla = sanne.visits(3)
    late = act("LOOPT_UIT", bram, op=at("9:20"))
    sanne.does("KLAAR", anna, "9:30")
    sanne.does("AANGEKOMEN", bram, "9:40")
    [answer] = report([late], sanne.melder, now=at("9:45"))
    assert (answer.uitkomst, late_messages()) == (Uitkomst.DUBBEL, [])


def test_on_our_way_is_told_while_it_is_news(sanne):
    anna, bram = sanne.visits(2)
    sanne.does("ONDERWEG", anna, "8:31")
    sanne.does("KLAAR", anna, "9:10")
    sanne.does("ONDERWEG", bram, "9:40", op=at("9:11"))
    told = Bericht.objects.filter(soort="ONDERWEG").values_list("klant__naam", flat=True)
    assert list(told) == [anna.klant.naam]


def test_a_note_keeps_no_number_of_a_document_or_a_person(sanne):
    [anna] = sanne.visits(1)
    sanne.does("KLAAR", anna, "9:10", notitie="NWK2C3D48 en 111222333\x00 gezien" + "x" * 300)
    note = Veldactie.objects.get().notitie
    assert note.startswith("••••••••• en •••••••••")
    assert len(note) <= 200
