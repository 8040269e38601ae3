"""In a demonstration messages are kept as files, by any number of processes at once."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from notificaties.channels import Gevonden, Post, Uitkomst
from notificaties.channels import postvak as kept
from notificaties.channels.mailbericht import as_bytes, compose
from notificaties.channels.postvak import Postvak, folder, paths

POST = Post("2f1c9f0e6f0b4c539d8e0d5f6f1f6f10", "anna@example.nl", "nl", "Uw afspraak", "Dag Anna")
SMS = replace(POST, aan="+31612345678", titel="", tekst="Uw afspraak is morgen.")


@pytest.fixture(autouse=True)
def here(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MAIL_FROM = "afspraken@gemeente.example"


def test_an_e_mail_is_kept_as_it_would_have_left():
    assert Postvak("e-mail").send(POST).uitkomst == Uitkomst.AANVAARD
    [path] = paths()
    assert path.suffix == ".eml"
    assert path.read_bytes().split(b"Date:")[0] == as_bytes(compose(POST)).split(b"Date:")[0]


@pytest.mark.parametrize(
    ("soort", "changes", "fout"),
    [
        ("e-mail", {"aan": "geen adres"}, "adres"),
        ("sms", {"tekst": "half \ud83d"}, "teken in tekst"),
        ("sms", {"referentie": "../../etc/x"}, "referentie"),
    ],
)
def test_what_cannot_be_sent_in_earnest_is_refused_here(soort, changes, fout):
    sent = Postvak(soort).send(replace(POST, **changes))
    assert (sent.uitkomst, sent.fout) == (Uitkomst.GEWEIGERD, fout)
    assert not list(paths())


def test_a_disk_that_cannot_be_written_means_later(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "weg"
    assert Postvak("sms").send(SMS).uitkomst == Uitkomst.NIET_AANVAARD


def test_the_folder_knows_what_it_has():
    assert Postvak("sms").look_up(SMS) == (Gevonden.NEE, "")
    Postvak("sms").send(SMS)
    assert Postvak("sms").look_up(SMS) == (Gevonden.JA, "")
    assert Postvak("sms").look_up(replace(SMS, referentie=SMS.referentie[1:])) == (Gevonden.NEE, "")


def test_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(kept, "KEEP", 3)
    for number in range(5):
        Postvak("sms").send(replace(SMS, referentie=f"n{number}"))
    assert [path.stem.rpartition("_")[2] for path in paths()] == ["n4", "n3", "n2"]


def test_a_file_that_is_not_whole_is_not_there():
    Postvak("sms").send(SMS)
    (folder() / ".1795633592187534676_sms_half").write_text("{")
    assert len(list(paths())) == 1


def test_nobody_else_on_the_machine_reads_along():
    Postvak("sms").send(SMS)
    assert folder().stat().st_mode & 0o077 == 0


_WRITER = """
from dataclasses import replace
import django, sys
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1], USE_TZ=True)
from notificaties.channels import Post
from notificaties.channels import postvak
postvak.KEEP = 40
sms = Post("", "+31612345678", "nl", "", "tekst")
for number in range(30):
    postvak.Postvak("sms").send(replace(sms, referentie=f"{sys.argv[2]}-{number}"))
"""


def test_several_processes_write_and_tidy_at_once(tmp_path):
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, str(n)], cwd=root) for n in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(list(paths())) == 40
    assert not [path for path in folder().iterdir() if path.name.startswith(".")]
