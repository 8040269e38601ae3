"""Writing contacts and what was promised; joining customers.

    recording   a contact with its questions and promises, and a person we did not know
    promising   what happens to a promise: taken, tried, handed over, kept
    merging     two rows of one customer joined, and apart again
    norm        by when a promise is to be kept; `werktijd` is its arithmetic

Doors call these; each owns its transaction or joins the one around it. `now` is aware UTC and
always given, `door` is the user who acts. Not for reading: see `klanten.py` and `lijsten.py`.
"""

from afspraken.contact.errors import AlreadyMerged, ContactError, LaterMerge, Overtaken
from afspraken.contact.gegevens import Contact, Eigenaar, Persoon, Toezegging, Vraag
from afspraken.contact.merging import merge, unmerge
from afspraken.contact.promising import attempt, finish, hand_over, reopen, take
from afspraken.contact.recording import correct_person, keep_person, promise_call_back, record
from afspraken.klanten import current

__all__ = [
    "AlreadyMerged",
    "Contact",
    "ContactError",
    "Eigenaar",
    "LaterMerge",
    "Overtaken",
    "Persoon",
    "Toezegging",
    "Vraag",
    "attempt",
    "correct_person",
    "current",
    "finish",
    "hand_over",
    "keep_person",
    "merge",
    "promise_call_back",
    "record",
    "reopen",
    "take",
    "unmerge",
]
