"""What happens at the counter, step by step, and every step back."""

from datetime import timedelta

import pytest

from afspraken import booking, integrity, privacy, wachtrij
from afspraken.exceptions import NotBegun, StatusChanged
from afspraken.models import Afspraak, Locatie, Status, Wachtende, Wachtstand
from afspraken.wachtrij import errors
from tests.cast import at

pytestmark = pytest.mark.django_db


def status_of(wachtende):
    wachtende.afspraak.refresh_from_db()
    return wachtende.afspraak.status


def test_an_appointment_goes_through_the_queue_and_its_status_follows(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    assert (anna.volgnummer, status_of(anna)) == ("A01", Status.AANGEMELD)
    oproep = zaal.volgende("10:00")
    anna = oproep.wachtende
    assert (anna.stand, anna.middel) == (Wachtstand.OPGEROEPEN, zaal.loket)
    anna = zaal.doet(wachtrij.begin, anna, "10:01")
    assert status_of(anna) == Status.IN_BEHANDELING
    anna = zaal.doet(wachtrij.finish, anna, "10:09")
    assert status_of(anna) == Status.AFGEROND
    assert zaal.rij("10:10") == []


def test_everything_can_be_taken_back_to_before_the_report(zaal):
    afspraak = zaal.afspraak("10:00")
    anna = zaal.meldt(afspraak, "9:55")
    anna = zaal.doet(wachtrij.call, anna, "10:00", zaal.loket)
    anna = zaal.doet(wachtrij.begin, anna, "10:01")
    anna = zaal.doet(wachtrij.finish, anna, "10:09")
    seen = []
    for _step in range(4):
        anna = zaal.doet(wachtrij.undo, anna, "10:10")
        seen.append((anna.stand, status_of(anna)))
    assert seen == [
        (Wachtstand.IN_BEHANDELING, Status.IN_BEHANDELING),
        (Wachtstand.OPGEROEPEN, Status.AANGEMELD),
        (Wachtstand.WACHT, Status.AANGEMELD),
        (Wachtstand.VERVALLEN, Status.GEPLAND),
    ]
    with pytest.raises(errors.NothingToUndo):
        zaal.doet(wachtrij.undo, anna, "10:11")
    assert zaal.meldt(afspraak, "10:09").volgnummer == "A02"


def test_a_counter_has_one_at_a_time(zaal):
    zaal.inloop("9:00")
    zaal.inloop("9:01")
    zaal.volgende("9:02")
    with pytest.raises(errors.CounterBusy, match="Aan Loket 1 is nog B01"):
        zaal.volgende("9:03")
    assert zaal.volgende("9:03", zaal.loket2).wachtende.volgnummer == "B02"


def test_of_two_who_saw_the_same_row_the_second_hears_who_was_first(zaal):
    seen = zaal.inloop("9:00")
    zaal.doet(wachtrij.call, seen, "9:01", zaal.loket)
    with pytest.raises(errors.Overtaken, match="B01 is al van Loket 1"):
        zaal.doet(wachtrij.call, seen, "9:01", zaal.loket2)


def test_a_step_from_an_old_page_is_refused_though_it_could_be_taken_now(zaal):
    """Called and put back by a colleague: B01 waits again, but that is not what this page saw."""
    seen = zaal.inloop("9:00")
    called = zaal.doet(wachtrij.call, seen, "9:01", zaal.loket)
    zaal.doet(wachtrij.undo, called, "9:02")
    with pytest.raises(errors.Overtaken, match="B01 is intussen veranderd: wacht"):
        zaal.doet(wachtrij.call, seen, "9:03", zaal.loket2)


def test_a_parked_customer_who_is_back_goes_first(zaal):
    zaal.inloop("9:00")
    zaal.inloop("9:01")
    first = zaal.volgende("9:02").wachtende
    first = zaal.doet(wachtrij.begin, first, "9:03")
    first = zaal.doet(wachtrij.park, first, "9:05", reden="Haalt een pasfoto")
    assert (first.stand, first.middel, first.reden) == ("GEPARKEERD", None, "Haalt een pasfoto")
    assert status_free(zaal)
    zaal.inloop("9:06")
    zaal.doet(wachtrij.take_back, first, "9:30")
    [voor, *_rest] = wachtrij.queue(zaal.plaats, now=at("9:31")).wacht
    assert (voor.wachtende, voor.regel) == (first, wachtrij.Regel.VOORRANG)


def status_free(zaal):
    """The counter can call someone else."""
    return zaal.volgende("9:06").wachtende.volgnummer == "B02"


def test_who_is_handed_on_to_a_counter_is_called_there_and_nowhere_else(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    anna = zaal.doet(wachtrij.call, anna, "10:00", zaal.loket)
    anna = zaal.doet(wachtrij.begin, anna, "10:01")
    anna = zaal.doet(wachtrij.hand_on, anna, "10:05", zaal.loket2, reden="Ook een rijbewijs")
    assert (anna.stand, status_of(anna)) == (Wachtstand.WACHT, Status.AANGEMELD)
    assert zaal.volgende("10:06") is None
    oproep = zaal.volgende("10:06", zaal.loket2)
    assert (oproep.wachtende, oproep.regel) == (anna, wachtrij.Regel.VOORRANG)


def test_who_is_handed_on_to_a_competence_is_called_by_who_has_it(zaal):
    loket3 = zaal.town.loket("Loket 3", kan=["naturalisatie"])
    one = zaal.doet(
        wachtrij.hand_on,
        zaal.inloop("9:00"),
        "9:01",
        loket3.bevoegdheden.get(),
        reden="Wil Nederlander worden",
    )
    [plaats] = wachtrij.queue(zaal.plaats, now=at("9:02")).wacht
    assert plaats.loketten == ("Loket 3",)
    assert zaal.volgende("9:02") is None
    assert zaal.volgende("9:02", loket3).wachtende == one


def test_a_no_show_was_a_mistake(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    anna = zaal.doet(wachtrij.call, anna, "10:00", zaal.loket)
    cells = anna.afspraak.inzetten.get().cellen.count()
    anna = zaal.doet(wachtrij.no_show, anna, "10:05")
    assert status_of(anna) == Status.NIET_VERSCHENEN
    assert anna.afspraak.inzetten.get().cellen.count() == cells
    anna = zaal.doet(wachtrij.undo, anna, "10:06")
    assert (anna.stand, anna.middel, status_of(anna)) == (
        Wachtstand.OPGEROEPEN,
        zaal.loket,
        Status.AANGEMELD,
    )


def test_a_step_is_not_taken_back_where_someone_else_sits_by_now(zaal):
    first = zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    first = zaal.doet(wachtrij.finish, first, "9:05")
    zaal.doet(wachtrij.call, zaal.inloop("9:06"), "9:06", zaal.loket)
    with pytest.raises(errors.CounterBusy, match="Aan Loket 1 is nog B02"):
        zaal.doet(wachtrij.undo, first, "9:07")
    first.refresh_from_db()
    assert first.stand == Wachtstand.KLAAR


def test_called_again_is_called_now(zaal):
    one = zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    one = zaal.doet(wachtrij.call_again, one, "9:04")
    assert (one.stand_op, one.opgeroepen_op) == (at("9:01"), at("9:04"))


def test_who_leaves_is_no_no_show_in_the_queue(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    anna = zaal.doet(wachtrij.leave, anna, "10:20", reden="Duurt te lang")
    assert (anna.stand, status_of(anna)) == (Wachtstand.VERTROKKEN, Status.NIET_VERSCHENEN)


def test_what_cannot_follow_is_refused_with_how_it_stands(zaal):
    one = zaal.inloop("9:00")
    with pytest.raises(errors.Overtaken, match="B01 is intussen veranderd: wacht"):
        zaal.doet(wachtrij.finish, one, "9:01")


def test_the_next_day_nothing_is_taken_back(zaal):
    one = zaal.doet(wachtrij.leave, zaal.inloop("9:00"), "9:05")
    with pytest.raises(errors.DayOver, match="Dit was op maandag 7 december"):
        wachtrij.undo(one, versie=one.versie, door=zaal.door, now=at("9:00") + timedelta(days=1))


def test_every_step_is_kept_with_who_and_where(zaal):
    one = zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    one = zaal.doet(wachtrij.undo, one, "9:02")
    kept = [(s.nummer, s.actie, s.op, s.door, s.middel) for s in one.stappen.all()]
    assert kept == [
        (1, "GEMELD", at("9:00"), zaal.door, None),
        (2, "OPGEROEPEN", at("9:01"), zaal.door, zaal.loket),
        (3, "ONGEDAAN", at("9:02"), zaal.door, None),
    ]


# --- who never reported ---------------------------------------------------------------------------


def test_nobody_reported_and_the_desk_says_so_and_takes_it_back(zaal):
    afspraak = zaal.afspraak("10:00")
    with pytest.raises(NotBegun):
        booking.no_show(afspraak, now=at("9:59"))
    assert booking.no_show(afspraak, now=at("10:20")).status == Status.NIET_VERSCHENEN
    with pytest.raises(StatusChanged):
        booking.no_show(afspraak, now=at("10:21"))
    assert booking.undo_no_show(afspraak, now=at("10:22")).status == Status.GEPLAND
    assert zaal.meldt(afspraak, "10:20").volgnummer == "A01"


def test_who_was_in_the_queue_is_brought_back_by_the_queue(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    zaal.doet(wachtrij.no_show, anna, "10:05")
    with pytest.raises(StatusChanged):
        booking.undo_no_show(anna.afspraak, now=at("10:06"))


def test_an_appointment_takes_only_steps_of_the_counter(zaal):
    with pytest.raises(ValueError, match="does not go"):
        booking.set_status(
            zaal.afspraak("10:00"), Status.AFGEROND, van=Status.GEPLAND, now=at("10:00")
        )


def test_a_visit_is_done_without_a_report_because_nobody_reports_at_their_own_door(zaal):
    thuis = zaal.afspraak("10:00")
    Locatie.objects.filter(pk=thuis.locatie_id).update(bij_klant=True)
    thuis.refresh_from_db()
    done = booking.set_status(thuis, Status.AFGEROND, van=Status.GEPLAND, now=at("10:20"))
    back = booking.set_status(done, Status.GEPLAND, van=Status.AFGEROND, now=at("10:21"))
    assert (done.status, back.status) == (Status.AFGEROND, Status.GEPLAND)


# --- the end of the day ---------------------------------------------------------------------------


def test_at_the_end_of_the_day_nobody_is_left_open_and_figures_can_tell(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    bram = zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    served = zaal.doet(wachtrij.call, zaal.inloop("9:02"), "9:03", zaal.loket2)
    zaal.doet(wachtrij.finish, served, "9:09")
    assert wachtrij.close_days(now=at("23:59")) == 0
    night = at("0:05") + timedelta(days=1)
    assert wachtrij.close_days(now=night) == 2
    assert wachtrij.close_days(now=night) == 0
    for row, stand in ((anna, "NIET_AFGEMELD"), (bram, "NIET_AFGEMELD"), (served, "KLAAR")):
        row.refresh_from_db()
        assert row.stand == stand
    assert status_of(anna) == Status.AFGEROND
    assert anna.stappen.last().door is None


# --- what is stored holds -------------------------------------------------------------------------


def faults(clock="12:00"):
    return next(one for one in integrity.run(now=at(clock)) if one.name == "wachtrij").faults


def test_a_row_that_does_not_follow_from_its_steps_is_found(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55")
    zaal.doet(wachtrij.call, zaal.inloop("9:00"), "9:01", zaal.loket)
    assert faults() == ()
    Wachtende.objects.filter(pk=anna.pk).update(stand="GEPARKEERD")
    assert faults() == (f"wachtende {anna.pk} (A01): stand volgt niet uit de stappen",)
    Wachtende.objects.filter(pk=anna.pk).update(stand="WACHT", versie=2)
    assert faults() == (f"wachtende {anna.pk} (A01): de stappen zijn niet compleet",)
    Wachtende.objects.filter(pk=anna.pk).update(versie=1)
    Afspraak.objects.update(status="AFGEROND")
    assert faults() == (f"wachtende {anna.pk} (A01): de afspraak heeft een andere status",)
    Wachtende.objects.filter(pk=anna.pk).delete()
    Afspraak.objects.update(status="AANGEMELD")
    assert faults() == (f"afspraak {anna.afspraak_id} is aangemeld en staat in geen rij",)


def test_who_stays_open_after_the_night_is_found(zaal):
    one = zaal.inloop("9:00")
    later = at("9:00") + timedelta(days=2)
    found = next(each for each in integrity.run(now=later) if each.name == "wachtrij")
    assert found.faults == (f"wachtende {one.pk} (B01): staat nog open van een andere dag",)


def test_reasons_and_notes_are_forgotten_the_day_after_and_the_check_stays_clean(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55", notitie="Blauwe jas")
    anna = zaal.doet(wachtrij.park, anna, "10:00", reden="Haalt een pasfoto")
    night = at("2:45") + timedelta(days=1)
    wachtrij.close_days(now=night)
    privacy.pseudonymise_due(night)
    anna.refresh_from_db()
    assert (anna.notitie, anna.reden) == ("", "")
    assert {stap.toelichting for stap in anna.stappen.all()} == {""}
    assert faults() == ()


def test_a_customer_may_read_what_was_kept_of_a_visit(zaal):
    anna = zaal.meldt(zaal.afspraak("10:00"), "9:55", notitie="Blauwe jas")
    told = privacy.export(anna.afspraak.klant, now=at("12:00"))
    assert [row["notitie"] for row in told["wachtenden"]] == ["Blauwe jas"]
    assert [row["actie"] for row in told["stappen in de wachtrij"]] == ["GEMELD"]
