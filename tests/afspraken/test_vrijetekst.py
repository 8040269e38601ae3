"""A citizen service number in a free text is refused, and ordinary numbers are not."""

import pytest
from django.core.exceptions import ValidationError

from afspraken.vrijetekst import holds_bsn, without_bsn


@pytest.mark.parametrize(
    "text",
    [
        "111222333",
        "BSN: 111222333.",
        "bsn 111.222.333 genoemd",
        "1112 22 333",
        "111-222-333",
        "eerst 123456789 en dan 111222333",
        "(111222333)",
    ],
)
def test_a_bsn_is_found_however_it_is_written(text):
    assert holds_bsn(text)
    with pytest.raises(ValidationError, match="burgerservicenummer"):
        without_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",  # fails the 11-proof
        "bel 06 12345678 of 020-1234567",
        "+31 612345678",
        "0111222333",  # ten digits
        "zaak 1112223334",
        "000000000",
    ],
)
def test_other_numbers_are_left_alone(text):
    without_bsn(text)
