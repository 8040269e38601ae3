"""What may be typed into a field about a person."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from afspraken.invoer import keuring


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1191AA", "1191 AA"), ("1191 aa", "1191 AA"), (" 9999  zz ", "9999 ZZ")],
)
def test_a_postcode_is_written_in_one_way(typed, kept):
    assert keuring.postcode(typed) == kept


@pytest.mark.parametrize("typed", ["0191 AA", "1191", "1191 A", "1191 SS", "1191 ÄA", "x" * 9999])
def test_what_is_no_postcode_is_refused(typed):
    with pytest.raises(ValidationError):
        keuring.postcode(typed)


@pytest.mark.parametrize("typed", ["1", "12 A", "12-3", "12a bis", "99999", "7/2"])
def test_house_numbers_as_people_write_them(typed):
    assert keuring.huisnummer(typed) == typed


@pytest.mark.parametrize("typed", ["A", "0", "123456", "12 <b>", "12\x00", "1" * 9999])
def test_what_is_no_house_number_is_refused(typed):
    with pytest.raises(ValidationError):
        keuring.huisnummer(typed)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("111222333", True),
        ("111.222.333", True),
        ("nr 111-222-333.", True),
        ("111222334", False),  # fails the eleven-test
        ("000000000", False),
        ("0612345678", False),  # ten digits: a telephone number
        ("1112223331", False),
        ("123/456/782", True),
        ("123_456_782", True),
        ("1234  56782", True),
        ("123\n456\n782", True),
        ("123\u00a0456\u2009782", True),
        ("123-456--782", True),
        ("123 (456) 782", True),
        ("5 12345678 2", True),  # 512345678 fails the test, what overlaps it does not
        ("BSN１２３456782", True),
        ("06 12345678 en 020 1234567", False),
    ],
)
def test_a_bsn_is_recognised_by_its_eleven_test(text, refused):
    try:
        keuring.refuse_bsn(text)
    except ValidationError:
        assert refused
    else:
        assert not refused


def test_a_bsn_is_blanked_and_the_rest_stays():
    assert keuring.without_bsn("nr 5 12345678 2 of 111222334") == "nr 5 •••••••• • of 111222334"


PEOPLE = [
    "O.J.",
    "J.P. Jansen",
    "St. Jan",
    "J. de Vries",
    "Mw. dr. A.B. de Boer-Top (Ans)",
    "Jan 2",
]
FIRMS = ["Bakkerij 't Hoekje B.V.", "Studio 54", "3D-print B.V.", "Café 1890", "St. Jan & Zn."]
NO_NAME = [
    "Bekijk bit.ly/x9K2",
    "evil.click/login",
    "t.me/ing",
    "t.me",
    "Jan (evil.me)",
    "evil.amsterdam",
    "evil. com",
    "evil .com",
    "evil。com",
    "evil．com",
    "Betaal via ing.link/12",
    "bel 1888",
    "ING bel 0900-12",
    "1.2.3.4 Jan",
    "jan＠ing",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_a_person_is_called_so(text):
    keuring.check_person(text)


@pytest.mark.parametrize("text", PEOPLE + FIRMS)
def test_a_firm_is_called_so(text):
    keuring.check_firm(text)


@pytest.mark.parametrize("text", NO_NAME)
@pytest.mark.parametrize("check", ["check_person", "check_firm", "check_language"])
def test_what_leads_the_reader_elsewhere_is_no_name(check, text):
    with pytest.raises(ValidationError):
        getattr(keuring, check)(text)


@pytest.mark.parametrize("text", ["Jan s/o Ram", "Jan 123", "Jan ١٢٣"])
def test_a_person_has_no_slash_and_no_number(text):
    with pytest.raises(ValidationError):
        keuring.check_person(text)


@pytest.mark.parametrize("text", ["x" * 1000, "1" * 1000, "1 " * 500, "a." * 500, "-" * 1000])
def test_checking_the_longest_text_ends(text):
    """A pattern that tries every way to split it would not, in the lifetime of a test."""
    for check in (keuring.refuse_advertising, keuring.refuse_bsn, keuring.check_person):
        with suppress(ValidationError):
            check(text)
