"""Only mobile numbers of allowed countries get an SMS; whatever else is typed has a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afspraken.nummers import UITLEG, Reden, e164, why_no_sms

LANDEN = {"NL", "BE", "DE"}


@pytest.mark.parametrize(
    "text",
    [
        "0612345678",
        "06-1234 5678",
        "+31 (0)6 12345678",
        "0031612345678",
        "0970 1234 5678",  # numbers of machines and services, 097
        "+32470123456",
        "+4915112345678",
    ],
)
def test_a_mobile_number_of_an_allowed_country_gets_an_sms(text):
    assert why_no_sms(text, LANDEN) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reden.ONLEESBAAR),
        ("geen", Reden.ONLEESBAAR),
        ("06 BEL MIJ NU", Reden.ONLEESBAAR),
        ("anna@example.nl", Reden.ONLEESBAAR),
        ("+31612345678;ext=5", Reden.ONLEESBAAR),
        ("6" * 100_000, Reden.ONLEESBAAR),
        ("+999 12345678", Reden.ONLEESBAAR),
        ("06123456", Reden.BESTAAT_NIET),
        ("06123456789", Reden.BESTAAT_NIET),
        ("112", Reden.BESTAAT_NIET),
        ("+8821234567", Reden.BESTAAT_NIET),  # satellite
        ("+881612345678", Reden.LAND),  # satellite, of the type "mobile"
        ("+870773111632", Reden.LAND),  # ship
        ("+883510012345678", Reden.LAND),  # network of no country
        ("+33612345678", Reden.LAND),
        ("+447400123456", Reden.LAND),
        ("+12125550123", Reden.LAND),
        ("0900 8040", Reden.BETAALNUMMER),
        ("0906 1234", Reden.BETAALNUMMER),
        ("+491801234567", Reden.BETAALNUMMER),
        ("020 1234567", Reden.NIET_MOBIEL),
        ("0880123456", Reden.NIET_MOBIEL),
        ("085 1234567", Reden.NIET_MOBIEL),
        ("0800 1234", Reden.NIET_MOBIEL),
        ("14020", Reden.NIET_MOBIEL),
        ("066 1234567", Reden.NIET_MOBIEL),  # pager
    ],
)
def test_any_other_number_has_its_reason(text, reason):
    assert why_no_sms(text, LANDEN) == reason


def test_a_country_is_allowed_by_choice():
    assert why_no_sms("+33612345678", {"FR"}) is None
    assert why_no_sms("0612345678", {"FR"}) == Reden.LAND
    assert why_no_sms("+12125550123", {"US"}) is None  # nobody can tell mobile from fixed there


def test_each_reason_has_a_sentence():
    assert set(UITLEG) == set(Reden)


@given(st.text(max_size=40) | st.text("+0123456789 ()-#*;=,.\x00\ud800٠٩", max_size=40))
def test_anything_can_be_asked(text):
    why_no_sms(text, LANDEN)
    e164(text)


@given(st.from_regex(r"\+(31|32|49|881|882|883|870|979|808|800)\d{4,11}", fullmatch=True))
def test_what_gets_an_sms_is_written_as_itself_and_lies_in_an_allowed_country(number):
    if why_no_sms(number, LANDEN) is None:
        assert e164(number).startswith(("+31", "+32", "+49"))
        assert why_no_sms(e164(number), LANDEN) is None
