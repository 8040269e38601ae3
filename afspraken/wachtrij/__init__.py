"""The queue of the counter: who has reported, who is next, and what happens to them.

    toestand    PURE: where someone stands follows from their steps
    volgorde    PURE: who is next at a counter, and by which rule
    wachttijd   PURE: how long a walk-in will wait, from and to
    tijden      PURE: how long someone waited and was served, from their steps
    melden      WRITES: reporting, with an appointment or without
    oproepen    WRITES: the next one to a counter
    stappen     WRITES: everything after that, and undo
    sluiten     WRITES: the end of the day
    reading     READS: the queue and the day of a place

Doors call these. `now` is aware UTC and always given, `door` is the user who acts (None: a kiosk).
Read docs/balie.md beside it.
"""

from afspraken.wachtrij.melden import check_in, refuse_report, walk_in
from afspraken.wachtrij.oproepen import Oproep, call_next
from afspraken.wachtrij.reading import (
    Dagregel,
    Plaats,
    Wachtrij,
    day_list,
    order_for,
    queue,
    walk_ins,
)
from afspraken.wachtrij.sluiten import close_days
from afspraken.wachtrij.stappen import (
    begin,
    call,
    call_again,
    finish,
    hand_on,
    leave,
    no_show,
    park,
    take_back,
    undo,
)
from afspraken.wachtrij.volgorde import Regel

__all__ = [
    "Dagregel",
    "Oproep",
    "Plaats",
    "Regel",
    "Wachtrij",
    "begin",
    "call",
    "call_again",
    "call_next",
    "check_in",
    "close_days",
    "day_list",
    "finish",
    "hand_on",
    "leave",
    "no_show",
    "order_for",
    "park",
    "queue",
    "refuse_report",
    "take_back",
    "undo",
    "walk_in",
    "walk_ins",
]
