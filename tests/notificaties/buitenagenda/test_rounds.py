"""All calendars from outside together: by the clock, by hand, and looked after."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from afspraken import integrity, privacy, roosters
from afspraken.models import Afwezigheid
from notificaties import tasks
from notificaties.buitenagenda import keeping
from notificaties.buitenagenda.fouten import Fout
from notificaties.models import Buitenagenda
from tests.afspraken.roosters.seen import open_hours
from tests.cast import NOW
from tests.notificaties.buitenagenda.outside import SECRET, kept, official

QUARTER = timedelta(minutes=15)


@pytest.fixture
def ten(town, outside):
    agendas = [kept(official(town, f"Ambtenaar {n}"), f"https://a.nl/{n}") for n in range(10)]
    outside.says = {agenda.url: ["9:00-10:00"] for agenda in agendas}
    return agendas


def test_every_agenda_is_fetched_and_one_that_fails_spoils_no_other(ten, outside):
    outside.says[ten[3].url] = Fout.TIJD
    assert keeping.refresh_all(now=NOW) == keeping.Ronde(gelukt=9, mislukt=1)
    assert Afwezigheid.objects.count() == 9


def test_one_that_cannot_be_stored_spoils_no_other(ten, outside, monkeypatch, caplog):
    replace = roosters.replace_busy

    def broken(middel, *args, **options):
        if middel == ten[3].middel:
            raise DatabaseError("disk full")
        return replace(middel, *args, **options)

    monkeypatch.setattr(keeping.roosters, "replace_busy", broken)
    assert keeping.refresh_all(now=NOW) == keeping.Ronde(gelukt=9, mislukt=1)
    assert ten[3].code in caplog.text
    assert ten[3].url not in caplog.text


def test_two_rounds_at_once_ask_nobody_twice(ten, outside):
    keeping.refresh_all(now=NOW)
    assert keeping.refresh_all(now=NOW + timedelta(minutes=4)) == keeping.Ronde(0, 0)
    assert keeping.refresh_all(now=NOW + QUARTER) == keeping.Ronde(10, 0)
    assert len(outside.asked) == 20


def test_a_clock_that_was_set_back_keeps_nobody_waiting(ten, outside):
    keeping.refresh_all(now=NOW + timedelta(days=3))
    assert keeping.refresh_all(now=NOW) == keeping.Ronde(10, 0)


def test_a_round_that_takes_too_long_leaves_the_rest_to_the_next(ten, outside, monkeypatch):
    monkeypatch.setattr(keeping, "ROUND", 0)
    assert keeping.refresh_all(now=NOW) == keeping.Ronde(0, 0)
    monkeypatch.undo()
    monkeypatch.setattr(keeping, "ask", outside)
    Buitenagenda.objects.filter(pk=ten[0].pk).update(laatst_geprobeerd_op=NOW - QUARTER)
    keeping.refresh_all(now=NOW)
    assert outside.asked[-1][0] == ten[0].url, "who waits longest comes first"


# --- by the clock, by hand, and looked after ------------------------------------------------------


@pytest.mark.usefixtures("clock")
def test_the_job_and_the_command_do_the_same(ten, outside, capsys):
    outside.says[ten[0].url] = Fout.NAAM
    tasks.fetch_calendars()
    assert Afwezigheid.objects.count() == 9
    Buitenagenda.objects.update(laatst_geprobeerd_op=NOW - QUARTER)
    call_command("haal_buitenagendas")
    assert capsys.readouterr().out == "9 agenda's opgehaald, 1 mislukt.\n"


def result(*, repair=False, now=NOW):
    found = integrity.run(now=now, repair=repair)
    return next(one for one in found if one.name == "agenda's van buiten")


def test_busy_times_without_a_calendar_are_a_fault_that_can_be_repaired(agenda, anja, outside):
    outside.says[SECRET] = ["9:00-10:00"]
    keeping.refresh(agenda, now=NOW)
    assert (result().compared, result().faults) == (1, ())
    Buitenagenda.objects.filter(pk=agenda.pk).delete()
    [fault] = result().faults
    assert agenda.code in fault
    assert result(repair=True).repaired == 1
    assert result().faults == ()
    assert open_hours(anja) == ["9:00-12:00"]


def test_a_calendar_that_is_out_of_date_is_a_note(agenda, outside):
    keeping.refresh(agenda, now=NOW)
    assert result().notes == ()
    [note] = result(now=NOW + timedelta(days=1)).notes
    assert "Anja" in note
    assert "geheim" not in note


def test_the_address_of_a_calendar_that_is_off_is_forgotten_in_time(agenda, anja):
    later = NOW + timedelta(days=31)
    privacy.pseudonymise_due(later)
    assert Buitenagenda.objects.exists()
    agenda.is_actief = False
    keeping.save(agenda, now=NOW + timedelta(days=2))
    privacy.pseudonymise_due(later)
    assert Buitenagenda.objects.exists(), "29 days"
    privacy.pseudonymise_due(later + timedelta(days=1))
    assert not Buitenagenda.objects.exists()
