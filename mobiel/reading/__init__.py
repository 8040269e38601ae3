"""READS for visits: who can go, when they are out, and how their days stand. Nothing is written.

    asks      what a visit asks of who does it, from the products of a wish
    officials who can do that, and with what
    shifts    when the roster lets them out
    windows   which windows a day has that may be promised
    sheets    the day of one official as values
    travel    the travel times between all places of some days
    reported  what officials reported of their day, and the day as it follows from that
    stored    the routes as they are stored, as sheets

A constant number of queries each, whatever the number of officials, days or visits.
"""

from mobiel.reading.asks import Asked
from mobiel.reading.officials import Official, officials
from mobiel.reading.sheets import Planned, Sheet
from mobiel.reading.shifts import Shift, shifts
from mobiel.reading.stored import sheets_between, sheets_of
from mobiel.reading.travel import Net

__all__ = [
    "Asked",
    "Net",
    "Official",
    "Planned",
    "Sheet",
    "Shift",
    "officials",
    "sheets_between",
    "sheets_of",
    "shifts",
]
