"""The mailbox of bounces: over IMAP and as a Maildir, up to the customer's next message."""

from __future__ import annotations

import io
import os

import pytest
from django.core.management import CommandError, call_command

from afspraken.conf.mail import BounceMailbox
from notificaties import outbox
from notificaties.bounces import postbus
from notificaties.bounces.postbus import Unreachable, process_new
from notificaties.channels.email import Email
from notificaties.models import Bericht
from notificaties.tasks import read_bounces
from tests.cast import NOW, booked
from tests.notificaties import dsn
from tests.notificaties.imapserver import Folder
from tests.notificaties.post import told

pytestmark = pytest.mark.django_db
SEEN, DELETED = r"\Seen", r"\Deleted"


@pytest.fixture(autouse=True)
def ours(settings):
    settings.MAIL_BOUNCES, settings.MAIL_FROM = dsn.BOUNCES, dsn.SENDER


@pytest.fixture
def bericht(paspoort, kantoor) -> Bericht:
    """The confirmation of an appointment, sent by e-mail."""
    booked(paspoort, "10:00")
    kantoor.send()
    return Bericht.objects.get()


def bounce_of(bericht: Bericht) -> bytes:
    return dsn.about(bericht.referentie.hex, dsn.postfix())


@pytest.fixture
def imap(settings):
    """A mailbox with these messages, and the setting that leads to it."""

    def start(*octets: bytes, password: str = "geheim") -> Folder:
        folder = Folder(*octets)
        settings.MAIL_BOUNCES_URL = BounceMailbox(
            host="127.0.0.1", port=folder.port, user="bounces", password=password, use_ssl=False
        )
        return folder

    return start


@pytest.fixture
def maildir(settings, tmp_path):
    """A Maildir with these messages, and the setting that leads to it."""

    def make(*octets: bytes):
        for name in ("new", "cur", "tmp"):
            (tmp_path / name).mkdir()
        for number, one in enumerate(octets):
            (tmp_path / "new" / f"{number}.host").write_bytes(one)
        settings.MAIL_BOUNCES_URL = BounceMailbox(path=str(tmp_path))
        return tmp_path

    return make


def test_a_bounce_tries_the_next_way_and_leaves_the_mailbox(bericht, imap):
    with imap(dsn.out_of_office(), bounce_of(bericht)) as folder:
        assert process_new(now=NOW) == {"ander bericht": 1, "niet afgeleverd": 1}
        [left] = folder.mails.values()
    assert left.octets == dsn.out_of_office()
    assert left.flags == {SEEN}
    bericht.refresh_from_db()
    assert bericht.fout == "bounce 5.1.1"
    assert told(bericht.afspraak) == [
        ("BEVESTIGING", "EMAIL", "NIET_AFGELEVERD"),
        ("BEVESTIGING", "SMS", "WACHT"),
    ]


def test_what_a_real_server_got_comes_back_as_ours(paspoort, kantoor, mailbox, imap):
    booked(paspoort, "10:00")
    settled = outbox.send_due({"EMAIL": Email()}, clock=lambda: NOW)
    assert settled == {"aanvaard": 1}
    [envelope] = mailbox.messages
    report = dsn.postfix(to=envelope.mail_from).replace(dsn.REF.encode(), b"unknown")
    with imap(report):
        assert process_new(now=NOW) == {"niet afgeleverd": 1}
    assert Bericht.objects.get(kanaal="EMAIL").status == "NIET_AFGELEVERD"


def test_a_bounce_that_comes_twice_counts_once(bericht, imap):
    with imap(bounce_of(bericht), bounce_of(bericht)):
        assert process_new(now=NOW) == {"niet afgeleverd": 1, "al bekend": 1}
    assert Bericht.objects.filter(kanaal="SMS").count() == 1


def test_what_was_seen_before_is_not_read_again(bericht, imap):
    with imap(bounce_of(bericht)) as folder:
        folder.mails[7].flags.add(SEEN)
        assert process_new(now=NOW) == {}


def test_a_report_about_no_message_of_ours_changes_nothing(bericht, imap):
    with imap(dsn.postfix()) as folder:
        assert process_new(now=NOW) == {"al bekend": 1}
        assert not folder.mails
    assert told(bericht.afspraak) == [("BEVESTIGING", "EMAIL", "VERZONDEN")]


def test_a_large_message_is_left_alone(imap, monkeypatch):
    monkeypatch.setattr(postbus, "LARGEST", 100)
    with imap(dsn.postfix()) as folder:
        assert process_new(now=NOW) == {}
        assert not folder.mails[7].flags


def test_a_message_that_cannot_be_read_does_not_hold_up_the_next(bericht, imap):
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(5000)
    )
    with imap(nested, bounce_of(bericht)) as folder:
        assert process_new(now=NOW) == {"ander bericht": 1, "niet afgeleverd": 1}
        assert folder.mails[7].flags == {SEEN}


@pytest.mark.parametrize("command", ["SELECT", "SEARCH", "FETCH", "STORE"])
def test_a_server_that_says_no_is_told_and_loses_nothing(bericht, imap, command):
    with imap(bounce_of(bericht)) as folder:
        folder.refuses = command
        with pytest.raises(Unreachable):
            process_new(now=NOW)
        folder.refuses = ""
        assert sum(process_new(now=NOW).values()) == 1
        assert not folder.mails


def test_a_mailbox_that_is_not_there_is_told(settings, imap):
    with imap(password="fout"), pytest.raises(Unreachable, match="error"):
        process_new(now=NOW)
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        process_new(now=NOW)
    settings.MAIL_BOUNCES_URL = BounceMailbox(path="/nergens")
    with pytest.raises(Unreachable, match="FileNotFoundError"):
        process_new(now=NOW)


def test_a_maildir_does_as_well(bericht, maildir):
    path = maildir(dsn.out_of_office(), bounce_of(bericht))
    assert process_new(now=NOW) == {"ander bericht": 1, "niet afgeleverd": 1}
    assert os.listdir(path / "new") == []
    assert os.listdir(path / "cur") == ["0.host:2,S"]
    assert process_new(now=NOW) == {}


def test_a_maildir_that_someone_has_opened_is_read_too(bericht, maildir):
    path = maildir(bounce_of(bericht))
    (path / "new" / "0.host").rename(path / "cur" / "0.host:2,F")
    assert process_new(now=NOW) == {"niet afgeleverd": 1}


def run() -> str:
    out = io.StringIO()
    call_command("lees_bounces", stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_read(bericht, maildir):
    maildir(bounce_of(bericht))
    assert run() == "niet afgeleverd: 1\n"
    assert run() == "Er was niets nieuws.\n"


def test_the_command_says_what_is_wrong(settings):
    settings.MAIL_BOUNCES_URL = BounceMailbox()
    with pytest.raises(CommandError, match="MAIL_BOUNCES_URL"):
        run()
    settings.MAIL_BOUNCES_URL = BounceMailbox(path="/nergens")
    with pytest.raises(CommandError, match="niet te lezen"):
        run()


def test_the_job_reads_too_and_without_a_mailbox_does_nothing(bericht, maildir, settings):
    settings.MAIL_BOUNCES_URL = BounceMailbox()
    read_bounces()
    path = maildir(bounce_of(bericht))
    read_bounces()
    assert os.listdir(path / "new") == []
