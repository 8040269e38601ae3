"""E-mail addresses and telephone numbers as people type and paste them."""

import pytest
from django.core.exceptions import ValidationError

from afspraken.invoer.velden import EmailField, TelefoonField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" zoe@example.nl ", "zoe@example.nl"),
        ("a.b+c@voorbeeld.museum", "a.b+c@voorbeeld.museum"),
        ("zoe@café.example", "zoe@xn--caf-dma.example"),
    ],
)
def test_an_address_of_one_mailbox_is_kept(typed, kept):
    assert EmailField(max_length=254).clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        '"a b"@example.nl',
        '"a@b"@example.nl',
        "a\x00b@example.nl",
        "a\r\nBcc: c@d.nl@example.nl",
        "a\u202eb@example.nl",
        "a\x7f@example.nl",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@１２３.nl",
        "a@١٢٣.nl",
        "a@straße.de",
        "a@b。nl",
        "a@b",
        "a@@example.nl",
        "a..b@example.nl",
        "\u017fam@example.nl",
        "x" * 65 + "@example.nl",
        "a@" + "é" * 200 + ".nl",
        "111222333@example.nl",
    ],
)
def test_an_address_that_is_read_in_two_ways_is_refused(typed):
    with pytest.raises(ValidationError):
        EmailField(max_length=254).clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12345678", "+31612345678"),
        ("(020) 123.45-67", "+31201234567"),
        ("\u202a+31 6\u20111234\u00a05678\u202c", "+31612345678"),
        ("+32 470 12 34 56", "+32470123456"),
        ("088-2345678", "+31882345678"),
        ("0031612345678", "+31612345678"),
        ("612345678", "+31612345678"),
        ("+354 410 4000", "+3544104000"),
    ],
)
def test_a_number_that_can_be_called_is_kept(typed, kept):
    assert TelefoonField(region="NL", max_length=30).clean(typed).as_e164 == kept


@pytest.mark.parametrize(
    "typed",
    [
        "+881612345678",
        "+88213300655",
        "+870773111632",
        "+24762345",
        "+29022222",
        "+80012345678",
        "14020",
        "112",
        "0612345678x",
        "0612345678,,9#",
        "tel:0612345678;phone-context=evil.example",
        "06123456٧٨",
        "0900 1234567",
        "+",
    ],
)
def test_a_number_that_costs_us_or_reaches_nobody_is_refused(typed):
    with pytest.raises(ValidationError):
        TelefoonField(region="NL", max_length=30).clean(typed)


@pytest.mark.parametrize("typed", ["111222333", "111 222 333", "111.222.333"])
def test_a_bsn_as_telephone_number_is_refused_with_a_hint(typed):
    with pytest.raises(ValidationError, match="Begin het nummer met 0"):
        TelefoonField(region="NL", max_length=30).clean(typed)
    assert TelefoonField(region="NL", max_length=30).clean("0111 222333")
