"""How a customer wants to hear from us: what can be chosen, and where a message goes."""

from datetime import timedelta

import pytest

from afspraken import bereik
from afspraken.invoer.bericht import Bestemming, destination, faults, first_choice
from afspraken.models import Berichtkanaal
from tests.cast import NOW

SOON, LATER = NOW + timedelta(days=2), NOW + timedelta(days=3)
EMAIL, SMS, BRIEF = Berichtkanaal.EMAIL, Berichtkanaal.SMS, Berichtkanaal.BRIEF
ALL = [EMAIL, SMS, BRIEF]
MAIL = {"email": "anna@example.nl"}
MOBILE = {"telefoon": "06 12345678"}
HOME = {"postcode": "1191 AA", "huisnummer": "12 A"}


@pytest.fixture(autouse=True)
def sends_sms(settings):
    """An installation that sends SMS."""
    settings.SMS_PROVIDER = "twilio"
    return settings


def test_a_letter_is_offered_only_if_it_comes_in_time():
    assert bereik.offered(until=SOON, now=NOW) == [EMAIL, SMS]
    assert bereik.offered(until=LATER, now=NOW) == [EMAIL, SMS, BRIEF]


def test_an_sms_is_offered_only_where_they_are_sent(sends_sms):
    sends_sms.SMS_PROVIDER = ""
    assert bereik.offered(until=SOON, now=NOW) == [EMAIL]
    sends_sms.DEMO = True
    assert bereik.offered(until=SOON, now=NOW) == [EMAIL, SMS]


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        ({}, EMAIL),
        (MAIL | MOBILE, EMAIL),
        (MAIL | MOBILE | {"voorkeur": "SMS"}, SMS),
        (MOBILE, SMS),
        ({"telefoon": "020 1234567"}, "GEEN"),
        (HOME, BRIEF),
        ({"voorkeur": "GEEN"}, "GEEN"),
        ({"voorkeur": "onzin"}, EMAIL),
    ],
)
def test_what_was_answered_or_can_be_reached_is_chosen_beforehand(answers, chosen):
    assert first_choice(answers, ALL) == chosen


def test_a_letter_that_comes_too_late_is_not_chosen_beforehand():
    assert first_choice(MAIL | HOME | {"voorkeur": "BRIEF"}, [EMAIL, SMS]) == EMAIL


@pytest.mark.parametrize(
    ("voorkeur", "data", "fields"),
    [
        ("EMAIL", MAIL, []),
        ("EMAIL", MOBILE, ["email"]),
        ("SMS", MOBILE, []),
        ("SMS", MAIL, ["telefoon"]),
        ("SMS", {"telefoon": "+31201234567"}, ["telefoon"]),
        ("SMS", {"telefoon": "+33612345678"}, ["telefoon"]),
        ("BRIEF", HOME | MAIL, []),
        ("BRIEF", HOME | MOBILE, []),
        ("BRIEF", HOME, ["telefoon"]),
        ("BRIEF", MAIL, ["postcode", "huisnummer"]),
        ("GEEN", {"telefoon": "+31201234567"}, []),
        ("GEEN", MAIL, ["telefoon"]),
        ("", {}, []),
    ],
)
def test_a_way_needs_its_address(voorkeur, data, fields):
    assert list(faults(voorkeur, data)) == fields


@pytest.mark.parametrize(
    ("answers", "until", "to"),
    [
        (MAIL | {"voorkeur": "EMAIL"}, SOON, Bestemming(EMAIL, "anna@example.nl")),
        (MAIL | MOBILE | {"voorkeur": "SMS"}, SOON, Bestemming(SMS, "06 12345678")),
        (MAIL | HOME | {"voorkeur": "BRIEF"}, LATER, Bestemming(BRIEF, "1191 AA 12 A")),
        (MAIL | HOME | {"voorkeur": "BRIEF"}, SOON, Bestemming(EMAIL, "anna@example.nl")),
        (MOBILE | {"voorkeur": ""}, SOON, Bestemming(SMS, "06 12345678")),
        ({"telefoon": "020 1234567", "voorkeur": "GEEN"}, LATER, None),
        ({}, LATER, None),
    ],
)
def test_a_message_goes_the_chosen_way_if_it_can(answers, until, to):
    assert destination(answers, until=until, now=NOW) == to
