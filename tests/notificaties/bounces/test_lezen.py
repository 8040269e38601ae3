"""Which message of ours came back, and why; from what several mail servers write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notificaties.bounces.lezen import Bounce, parse
from tests.notificaties import dsn
from tests.notificaties.dsn import BOUNCES, REF, SENDER, VERP


def read(octets: bytes, bounces: str = BOUNCES) -> Bounce | None:
    return parse(octets, bounces=bounces, sender=SENDER)


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (dsn.postfix(), "5.1.1"),
        (dsn.postfix(to=f"<{VERP.upper()}>"), "5.1.1"),
        (dsn.postfix(to="someone@else.example"), "5.1.1"),  # by its returned headers
        (dsn.postfix(status="4.4.1"), "4.4.1"),
        (dsn.postfix(status="5.7.0 (refused)"), "5.7.0"),
        (dsn.postfix(status=""), "5.0.0"),
        (dsn.exchange(), "5.1.10"),
        (dsn.exchange(to=VERP), "5.1.10"),
        (dsn.gmail(), "4.2.2"),
        (dsn.gmail(to=VERP), "4.2.2"),
    ],
)
def test_a_report_of_failure_names_our_message_and_the_reason(octets, code):
    assert read(octets) == Bounce(REF, code)


def test_without_a_mailbox_for_bounces_the_returned_message_tells_which():
    assert read(dsn.postfix(), bounces="") == Bounce(REF, "5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_what_did_not_fail_is_no_bounce(action):
    assert read(dsn.postfix(action=action)) is None


def test_an_answer_of_a_person_or_program_is_no_bounce():
    assert read(dsn.out_of_office()) is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (REF, "not-a-reference"),
        ("@gemeente.example", "@gemeente.example.evil.example"),
        ("@gemeente.example", "@andere.example"),
    ],
)
def test_a_report_about_a_message_of_others_is_none_of_ours(ours, theirs):
    octets = dsn.postfix().replace(ours.encode(), theirs.encode())
    assert read(octets) is None


@pytest.mark.parametrize(
    "octets", [b"", b"\0\xff", b"Content-Type: multipart/report\r\n\r\n", b"\n"]
)
def test_what_is_no_message_is_no_bounce(octets):
    assert read(octets) is None


@given(start=st.integers(0, 2500), junk=st.binary(max_size=30), cut=st.integers(0, 60))
def test_a_damaged_report_is_read_or_left_never_an_error(start, junk, cut):
    whole = dsn.postfix()
    bounce = read(whole[:start] + junk + whole[start + cut :])
    assert bounce is None or bounce.referentie == REF
