"""One calendar, one process: what it is given, how it ends, and what that means."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from notificaties.buitenagenda import asking
from notificaties.buitenagenda.asking import ask
from notificaties.buitenagenda.fetching import Kenmerk
from notificaties.buitenagenda.fouten import Fout, Refused
from tests.notificaties.buitenagenda.agendas import WINDOW, calendar, event, hours, meeting

NOTHING = Kenmerk()
MB = 1_000_000

MEASURED = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-B", "-m", "notificaties.buitenagenda.child"])
_pid, status, used = os.wait4(child.pid, 0)
print(used.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs the child and tells how many kB it took; a small process, for a child begins as large."""


@pytest.fixture
def own(server, settings):
    """The server as an own one, that may be asked."""
    settings.BUITENAGENDA_INTERN = [server.host]
    server.body = calendar(meeting("9:00", "10:00"))
    return server


def refused(*args):
    with pytest.raises(Refused) as caught:
        ask(*args, WINDOW)
    return caught.value.fout


def test_busy_times_come_back_and_a_second_time_nothing_has_changed(own):
    opgehaald = ask(own.url(), NOTHING, WINDOW)
    assert hours(opgehaald.gelezen.bezet) == ["9:00-10:00"]
    assert opgehaald.gelezen.onleesbaar == 0
    assert ask(own.url(), opgehaald.kenmerk, WINDOW) is None


def test_what_may_be_ours_and_what_cannot_be_read_comes_back_too(own):
    code = "pN3xKq0u7mW9sT2vB5yZ8aC1dF4gH6jL"
    strange = event("DTSTART:gisteren", uid="vreemd")
    own.body = calendar(meeting("9:00", "10:00", uid=code), strange)
    gelezen = ask(own.url(), NOTHING, WINDOW).gelezen
    assert gelezen.bezet == []
    assert hours(gelezen.misschien_eigen[code]) == ["9:00-10:00"]
    assert gelezen.onleesbaar == 1


@pytest.mark.parametrize(
    ("path", "fout"),
    [
        ("weg", Fout.VERDWENEN),
        ("inlogpagina", Fout.GEEN_AGENDA),
        ("stroom", Fout.TE_GROOT),
        ("naar/http://10.0.0.1/", Fout.INTERN),
    ],
)
def test_a_refusal_comes_back_as_its_code(own, path, fout):
    assert refused(own.url(path), NOTHING) == fout


def test_only_an_own_server_that_is_named_may_stand_inside(own, settings):
    settings.BUITENAGENDA_INTERN = []
    assert refused(own.url(), NOTHING) == Fout.INTERN
    assert own.asked == []


@pytest.mark.parametrize("path", ["traag", "druppel"])
def test_who_takes_too_long_is_ended_however_he_drags_it_out(own, path, monkeypatch):
    monkeypatch.setattr(asking, "TOTAL", 1)
    assert refused(own.url(path), NOTHING) == Fout.TIJD


def test_a_day_that_never_comes_is_not_searched_until_the_year_9999(own):
    own.body = calendar(meeting("9:00", "10:00", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    assert refused(own.url(), NOTHING) == Fout.HERHALING


BOMBS = {
    "every second": calendar(meeting("9:00", "10:00", "RRULE:FREQ=SECONDLY")),
    "a billion times": calendar(meeting("9:00", "10:00", "RRULE:FREQ=DAILY;COUNT=1000000000")),
    "until the end of time": calendar(meeting("9:00", "10:00", "RRULE:FREQ=HOURLY;UNTIL=99991231")),
    "nothing but lines": b"BEGIN:VCALENDAR" + b"\n" * 9 * MB + b"END:VCALENDAR",
    "nothing but folds": b"BEGIN:VCALENDAR" + b"\n " * 4 * MB + b"\nEND:VCALENDAR",
    "one long line": calendar(event("DTSTART:" + "1" * 9 * MB)),
    "a thousand dates a day": calendar(meeting("9:00", "10:00", "RDATE:" + "20261207," * 200_000)),
    "no end of entries": calendar(*(event("DTSTART:20261207", uid=f"{n}") for n in range(90_000))),
}  # fmt: skip


@pytest.mark.parametrize("bomb", [*BOMBS, "stroom", "bom"])
def test_whatever_comes_it_takes_less_than_200_megabytes(own, bomb, monkeypatch):
    run, taken = subprocess.run, []

    def measured(_command, **options):
        done = run([sys.executable, "-c", MEASURED], **options)
        taken.append(int(done.stderr.split()[-1]))
        return done

    monkeypatch.setattr(asking.subprocess, "run", measured)
    own.body = BOMBS.get(bomb, b"")
    with suppress(Refused):
        ask(own.url("agenda.ics" if bomb in BOMBS else bomb), NOTHING, WINDOW)
    assert 0 < taken[0] < 200_000


def test_a_process_that_wants_more_than_it_was_given_does_not_get_it():
    code = "from notificaties.buitenagenda.child import limit; limit(5); bytearray(10**9)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "MemoryError" in done.stderr


@pytest.mark.parametrize(
    ("returncode", "fout"),
    [
        (-signal.SIGALRM, Fout.TIJD),
        (-signal.SIGXCPU, Fout.TE_VEEL),
        (-signal.SIGKILL, Fout.TE_VEEL),
        (-signal.SIGSEGV, Fout.BESCHADIGD),
        (1, Fout.BESCHADIGD),
    ],
)
def test_how_a_process_ended_says_what_was_wrong(returncode, fout, monkeypatch, caplog):
    seen = {}

    def ended(command, **options):
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, returncode, "", "Traceback: geheim")

    monkeypatch.setattr(asking.subprocess, "run", ended)
    assert refused("https://agenda.example.nl/geheim.ics", NOTHING) == fout
    assert "geheim" not in caplog.text


def test_a_process_that_does_not_end_itself_is_ended(monkeypatch):
    def hangs(command, **options):
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(asking.subprocess, "run", hangs)
    assert refused("https://agenda.example.nl/a.ics", NOTHING) == Fout.TIJD


def test_the_process_knows_no_secrets_and_shows_none(monkeypatch):
    seen = {}

    def looked_at(command, **options):
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, '{"ongewijzigd": true}', "")

    monkeypatch.setenv("DATABASE_URL", "postgresql://anja:geheim@server/afspraken")
    monkeypatch.setattr(asking.subprocess, "run", looked_at)
    ask("https://agenda.example.nl/sleutel.ics", NOTHING, WINDOW)
    assert not {"SECRET_KEY", "DATABASE_URL"} & seen["env"].keys()
    assert {"SECRET_KEY", "DATABASE_URL"} & os.environ.keys(), "though we know them"
    assert "sleutel" not in " ".join(seen["command"])
    assert "sleutel" in seen["input"]
