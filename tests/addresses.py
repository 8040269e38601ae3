"""Addresses that a town of the tests knows."""

from afspraken.adresboek import number_of
from afspraken.models import Adrespunt
from tests.cast import KERKSTRAAT


def known(*doors: str, **fields: object) -> None:
    """These doors of one street and postcode, all at one point unless `fields` say otherwise."""
    for door in doors:
        told = KERKSTRAAT.as_dict() | {"huisnummer": door} | fields
        Adrespunt.objects.create(**told, nummer=number_of(door))
