"""What is in an e-mail, as a mail program reads it; and what never gets into one."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from notificaties.channels import Post
from notificaties.channels.mailbericht import Unsendable, as_bytes, compose, recipient, safe_header

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Zoë komt 🙂\r\n" + "X" * 74 + "\r\n Y\r\nEND:VCALENDAR\r\n"
POST = Post(
    referentie="2f1c9f0e-6f0b-4c53-9d8e-0d5f6f1f6f10",
    aan="anna@example.nl",
    taal="nl",
    titel="Uw afspraak op dinsdag 8 december 2026, 9.20 uur – café Überlingen",
    tekst="Beste Zoë,\n\nU heeft een afspraak.\n.\nFrom here on.\n" + "lang " * 300,
    html="<p>Beste Zoë</p>",
    ics=ICS.encode(),
    ics_method="REQUEST",
    op=datetime(2026, 12, 1, 9, tzinfo=UTC),
)
HEADERS = {
    "Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID",
    "Auto-Submitted", "Content-Language",
}  # fmt: skip
NASTY = st.text(st.sampled_from('\r\n\0\x0b\x0c\x1c\x85\u2028\u2029\t :,;<>@"()\\=?aé😀\ud800'))
ANYTHING = NASTY | st.text(st.characters(codec=None))


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.MAIL_FROM = "afspraken@gemeente.example"
    settings.MAIL_REPLY_TO = "vragen@gemeente.example"
    settings.MAIL_BOUNCES = "bounces@gemeente.example"


def read(**changes) -> EmailMessage:
    """The message as a mail program parses it from the line."""
    octets = as_bytes(compose(replace(POST, **changes)))
    message = email.message_from_bytes(octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_has_a_text_an_html_and_a_calendar_part_to_choose_from():
    message = read()
    assert message.get_content_type() == "multipart/alternative"
    text, html, calendar = message.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert text.get_content().splitlines() == POST.tekst.splitlines()
    assert html.get_content_type() == "text/html"
    assert html.get_content().strip() == POST.html
    assert calendar.get_content_type() == "text/calendar"
    assert dict(calendar["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert calendar.get_payload(decode=True) == POST.ics


def test_a_cancellation_says_so_on_its_calendar_part():
    *_others, calendar = read(ics_method="CANCEL").iter_parts()
    assert calendar["Content-Type"].params["method"] == "CANCEL"


def test_text_alone_is_one_part():
    assert read(html="", ics=b"").get_content_type() == "text/plain"


def test_the_headers_are_these_and_no_more():
    message = read()
    assert set(message.keys()) == HEADERS
    assert message["Subject"].strip() == POST.titel
    assert message["To"] == "anna@example.nl"
    assert message["From"].addresses[0].display_name == "Gemeente Ouder-Amstel"
    assert message["From"].addresses[0].addr_spec == "afspraken@gemeente.example"
    assert message["Reply-To"] == "vragen@gemeente.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"
    assert message["Date"].datetime == POST.op


def test_the_same_try_is_the_same_message_and_another_try_another():
    assert read()["Message-ID"] == read()["Message-ID"]
    assert read()["Message-ID"] == f"<{POST.referentie}@gemeente.example>"
    assert read(referentie="andere")["Message-ID"] != read()["Message-ID"]


def test_any_server_can_pass_it_on():
    octets = as_bytes(compose(POST))
    assert octets.isascii()
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998
    assert b"\n" not in octets.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"titel": "Uw afspraak\r\nBcc: x@example.nl"}, "stuurteken in kop"),
        ({"titel": "Uw\u2028afspraak"}, "stuurteken in kop"),
        ({"titel": "Uw\x85afspraak"}, "stuurteken in kop"),
        ({"aan": "anna@example.nl\nBcc: x@example.nl"}, "adres"),
        ({"aan": "Anna <anna@example.nl>"}, "adres"),
        ({"aan": '"anna, bram"@example.nl'}, "adres"),
        ({"aan": "anna@[192.0.2.1]"}, "adres"),
        ({"aan": "zoë@example.nl"}, "adres"),
        ({"aan": "a" * 65 + "@example.nl"}, "adres"),
        ({"aan": "anna@" + "a." * 126 + "nl"}, "adres"),
        ({"tekst": "NUL \0"}, "teken in tekst"),
        ({"html": "half \ud83d"}, "teken in tekst"),
        ({"ics": b"\xff"}, "agenda"),
        ({"ics_method": "REPLY"}, "agenda"),
        ({"ics_method": "REQUEST\r\nBcc: x"}, "agenda"),
        ({"referentie": "a>\r\nBcc: x"}, "referentie"),
    ],
)
def test_what_can_never_be_sent_is_refused_with_a_code(changes, code):
    with pytest.raises(Unsendable, match=code):
        compose(replace(POST, **changes))


@given(naam=ANYTHING)
def test_no_subject_adds_a_header_or_a_recipient(naam):
    try:
        message = read(titel=naam)
    except Unsendable:
        return
    assert set(message.keys()) == HEADERS
    assert message["To"] == "anna@example.nl"
    assert len(list(message.iter_parts())) == 3


@given(
    aan=ANYTHING | st.builds("{}@{}".format, ANYTHING, st.sampled_from(["b.nl", "b.nl\n", "é.nl"]))
)
def test_no_address_is_more_than_one_recipient(aan):
    try:
        message = compose(replace(POST, aan=aan))
    except Unsendable:
        return
    [one] = message.recipients()
    assert one.count("@") == 1
    read_back = email.message_from_bytes(as_bytes(message), policy=policy.default)
    assert [a.addr_spec for a in read_back["To"].addresses] == [one]
    assert set(read_back.keys()) == HEADERS


@given(naam=ANYTHING)
def test_no_name_of_a_sender_is_more_than_one_sender(naam):
    with override_settings(GEMEENTE=replace(settings.GEMEENTE, naam=naam)):
        try:
            message = read()
        except Unsendable:
            return
    assert [a.addr_spec for a in message["From"].addresses] == ["afspraken@gemeente.example"]
    assert set(message.keys()) == HEADERS


@given(text=ANYTHING)
def test_a_safe_header_is_one_line_for_everyone(text):
    try:
        safe = safe_header(text)
    except Unsendable:
        return
    assert len(safe.splitlines()) <= 1
    safe.encode()


def test_a_domain_of_another_alphabet_becomes_ascii():
    assert recipient("info@münchen.example") == "info@xn--mnchen-3ya.example"
