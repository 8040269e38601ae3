"""E-mail to a real mail server, and what each way of failing means for the message."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace
from threading import Thread

import pytest

from notificaties.channels import Gevonden, Post, Uitkomst
from notificaties.channels.email import Email

POST = Post(
    referentie="2f1c9f0e-6f0b-4c53-9d8e-0d5f6f1f6f10",
    aan="anna@example.nl",
    taal="nl",
    titel="Uw afspraak",
    tekst="U heeft een afspraak.\n",
)


def send(**changes):
    return Email().send(replace(POST, **changes))


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_a_message_arrives_once_at_one_address(mailbox):
    sent = send()
    assert sent.uitkomst == Uitkomst.AANVAARD
    [envelope] = mailbox.messages
    assert envelope.rcpt_tos == ["anna@example.nl"]
    assert envelope.mail_from == f"bounces+{POST.referentie}@gemeente.example"


@pytest.mark.parametrize(
    ("answer", "provider_id"),
    [
        ("250 2.0.0 Ok: queued as 4XyZ1b2c3Dz9", "4XyZ1b2c3Dz9"),
        ("250 OK id=1rAbCd-0001Xy-2Z", "1rAbCd-0001Xy-2Z"),
        ("250 fine", ""),
    ],
)
def test_the_number_at_the_server_is_kept(mailbox, answer, provider_id):
    mailbox.answers["CONTENT"] = answer
    assert send().provider_id == provider_id


def test_without_a_bounce_mailbox_the_sender_is_our_own_address(mailbox, settings):
    settings.MAIL_BOUNCES = ""
    send()
    assert mailbox.messages[0].mail_from == "afspraken@gemeente.example"


@pytest.mark.parametrize(
    ("step", "answer", "uitkomst", "fout"),
    [
        ("MAIL", "451 4.3.0 later", Uitkomst.NIET_AANVAARD, "smtp 451 4.3.0"),
        ("MAIL", "550 5.7.1 not you", Uitkomst.NIET_AANVAARD, "smtp 550 5.7.1"),
        ("RCPT", "450 4.2.1 <anna@example.nl> is busy", Uitkomst.NIET_AANVAARD, "smtp 450 4.2.1"),
        ("RCPT", "550 5.1.1 <anna@example.nl> unknown", Uitkomst.GEWEIGERD, "smtp 550 5.1.1"),
        ("DATA", "451 4.3.0 later", Uitkomst.NIET_AANVAARD, "smtp 451 4.3.0"),
        ("DATA", "554 5.5.1 no", Uitkomst.GEWEIGERD, "smtp 554 5.5.1"),
        ("CONTENT", "452 4.3.1 disk full", Uitkomst.NIET_AANVAARD, "smtp 452 4.3.1"),
        ("CONTENT", "421 4.3.2 going down", Uitkomst.NIET_AANVAARD, "smtp 421 4.3.2"),
        ("CONTENT", "550 5.7.1 looks like spam", Uitkomst.GEWEIGERD, "smtp 550 5.7.1"),
        ("CONTENT", "what?", Uitkomst.ONBEKEND, "smtp -1"),
    ],
)
def test_an_answer_of_the_server_says_whether_to_try_again(mailbox, step, answer, uitkomst, fout):
    mailbox.answers[step] = answer
    sent = send()
    assert (sent.uitkomst, sent.fout) == (uitkomst, fout)
    assert not mailbox.messages
    assert mailbox.connections == 1


@pytest.mark.parametrize(
    ("step", "uitkomst"),
    [
        ("MAIL", Uitkomst.NIET_AANVAARD),
        ("RCPT", Uitkomst.NIET_AANVAARD),
        ("DATA", Uitkomst.NIET_AANVAARD),
        ("CONTENT", Uitkomst.ONBEKEND),
    ],
)
def test_a_server_that_hangs_up_may_have_the_message_once_the_content_left(mailbox, step, uitkomst):
    mailbox.drops.add(step)
    sent = send()
    assert (sent.uitkomst, sent.fout) == (uitkomst, "SMTPServerDisconnected")
    assert mailbox.commands.count("CONTENT") <= 1


@pytest.mark.parametrize(
    ("step", "uitkomst"), [("RCPT", Uitkomst.NIET_AANVAARD), ("CONTENT", Uitkomst.ONBEKEND)]
)
def test_a_server_that_does_not_answer_is_given_up(mailbox, settings, step, uitkomst):
    settings.EMAIL_TIMEOUT = 0.2
    mailbox.delays[step] = 2.0
    assert send().uitkomst == uitkomst


def test_a_server_may_take_longer_over_the_content_than_over_a_command(mailbox, settings):
    settings.EMAIL_TIMEOUT = 0.4
    mailbox.delays["CONTENT"] = 0.6
    assert send().uitkomst == Uitkomst.AANVAARD


def test_a_server_that_refuses_the_connection_has_nothing(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.MAIL_FROM = "afspraken@gemeente.example"
    sent = send()
    assert (sent.uitkomst, sent.fout) == (Uitkomst.NIET_AANVAARD, "ConnectionRefusedError")


@pytest.mark.parametrize("host", ["bestaat-niet.invalid", "a" * 70 + ".nl"])
def test_a_server_whose_name_is_unknown_has_nothing(settings, host):
    settings.EMAIL_HOST, settings.MAIL_FROM = host, "afspraken@gemeente.example"
    assert send().uitkomst == Uitkomst.NIET_AANVAARD


def test_without_a_mail_server_messages_wait(settings):
    settings.EMAIL_HOST = ""
    sent = send()
    assert (sent.uitkomst, sent.fout) == (Uitkomst.NIET_AANVAARD, "geen mailserver ingesteld")


def test_a_server_without_tls_gets_no_password_and_no_message(mailbox, settings):
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "secret"
    sent = send()
    assert (sent.uitkomst, sent.fout) == (Uitkomst.NIET_AANVAARD, "SMTPNotSupportedError")
    assert not mailbox.commands


def test_a_server_that_does_not_let_us_in_keeps_the_messages_waiting(mailbox, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "secret"
    assert send().uitkomst == Uitkomst.NIET_AANVAARD
    assert not mailbox.commands


@pytest.mark.parametrize(
    "aan", ["geen adres", "a@b@c.nl", "a@b.nl, c@d.nl", "", "x@y.nl\r\nBcc: z"]
)
def test_what_is_no_address_is_refused_without_bothering_the_server(mailbox, aan):
    sent = send(aan=aan)
    assert (sent.uitkomst, sent.fout) == (Uitkomst.GEWEIGERD, "adres")
    assert mailbox.connections == 0


# --- one connection for many messages -----------------------------------------------------------


def test_a_worker_keeps_its_connection(mailbox):
    for number in range(5):
        assert send(referentie=str(number)).uitkomst == Uitkomst.AANVAARD
    assert mailbox.connections == 1
    assert len(mailbox.messages) == 5


def test_a_connection_that_the_server_ended_meanwhile_is_made_anew(mailbox):
    send()
    mailbox.drops.add("MAIL")
    assert send().uitkomst == Uitkomst.NIET_AANVAARD
    mailbox.drops.clear()
    assert send().uitkomst == Uitkomst.AANVAARD
    assert send().uitkomst == Uitkomst.AANVAARD
    assert mailbox.connections == 3


def test_content_that_may_have_arrived_over_an_old_connection_is_not_sent_again(mailbox):
    send()
    mailbox.drops.add("CONTENT")
    assert send().uitkomst == Uitkomst.ONBEKEND
    assert mailbox.commands.count("CONTENT") == 2


def test_a_connection_that_was_idle_for_long_is_not_trusted(mailbox, monkeypatch):
    send()
    monkeypatch.setattr("notificaties.channels.email.LONGEST_IDLE", 0)
    send()
    assert mailbox.connections == 2


def test_each_thread_has_a_connection_of_its_own(mailbox):
    threads = [Thread(target=send, kwargs={"referentie": str(number)}) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mailbox.messages) == mailbox.connections == 4


def test_a_mail_server_cannot_be_asked_what_it_took(mailbox):
    assert Email().look_up(POST) == (Gevonden.ONBEKEND, "")
