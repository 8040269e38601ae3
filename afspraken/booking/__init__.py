"""Writing appointments: hold, confirm, book, move, change, cancel, and their status.

Every door books through these functions and every provider is reached through them. They own
the transaction, the status, the log and the signal; the provider owns what is occupied. The
unique cells have the last word (docs/locking.md). `now` is aware UTC and always given.

Read `holding.py` first, then `promising.py`, `changing.py` and `narrowing.py`; `status.py` is the
counter's part; `steps.py` is what they share.
"""

from afspraken.booking.afterwards import write_down
from afspraken.booking.changing import cancel, move, take_over, update_contact
from afspraken.booking.gegevens import Gegevens
from afspraken.booking.holding import confirm, extend, hold, keep, release, sweep_expired
from afspraken.booking.narrowing import narrow
from afspraken.booking.promising import book
from afspraken.booking.status import no_show, set_status, undo_no_show

__all__ = [
    "Gegevens",
    "book",
    "cancel",
    "confirm",
    "extend",
    "hold",
    "keep",
    "move",
    "narrow",
    "no_show",
    "release",
    "set_status",
    "sweep_expired",
    "undo_no_show",
    "take_over",
    "update_contact",
    "write_down",
]
