"""Putting a backup back, with the commands as an administrator gives them."""

import fcntl
import sqlite3
from contextlib import closing

import pytest

from tests.proofs.site import Site

MADE = """
from django.core.management import call_command
from tests.proofs.post import build

call_command("migrate", verbosity=0)
build(messages=1)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An SQLite installation that does not run, with one message that is due, and its backup."""
    site = Site(tmp_path_factory.mktemp("site"))
    assert site.manage("shell", "-c", MADE).returncode == 0
    assert "leesbaar" in site.manage("maak_backup", str(site.folder / "copy")).stdout
    return site


def ask(site, question):
    """The answer of the database; what it changes is committed."""
    with closing(sqlite3.connect(site.folder / "afspraken.sqlite3")) as database, database:
        return database.execute(question).fetchall()


def test_it_refuses_while_up_runs_and_what_is_no_backup(site):
    with (site.folder / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = site.manage("zet_backup_terug", str(site.folder / "copy"))
    assert (done.returncode, "draait al" in done.stderr) == (2, True)
    done = site.manage("zet_backup_terug", str(site.folder / "secret_key"))
    assert (done.returncode, "Er is niets veranderd" in done.stderr) == (1, True)
    assert ask(site, "SELECT status FROM notificaties_bericht") == [("WACHT",)]


def test_one_command_puts_back_and_holds_back_what_may_have_left(site):
    ask(site, "DELETE FROM notificaties_bericht")
    done = site.manage("zet_backup_terug", str(site.folder / "copy"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "1 berichten zijn misschien al verstuurd: ze wachten op u.",
        "De back-up staat terug. U kunt 'up' weer starten.",
    ]
    assert ask(site, "SELECT status FROM notificaties_bericht") == [("ONZEKER",)]
