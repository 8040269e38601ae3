"""The address book: which address is meant by a postcode and a number, and do we go there.

    find       the addresses that fit, with the point where each is
    in_area    whether an address is in the area that the municipality serves
    is_our_postcode  the same of a postcode alone, before the door is known
    number_of  the number of a door, by which its address is stored

Sources stand behind one function, so nobody who asks knows where an answer came from.
"""

from afspraken.adresboek.area import in_area, is_our_postcode
from afspraken.adresboek.finding import Unreachable, find
from afspraken.bezoekadres import Adres, number_of

__all__ = ["Adres", "Unreachable", "find", "in_area", "is_our_postcode", "number_of"]
