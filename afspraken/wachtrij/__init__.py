"""The queue of the counter: who has reported, who is next, and what happens to them.

    toestand    PURE: where someone stands follows from their steps
    volgorde    PURE: who is next at a counter, and by which rule
    wachttijd   PURE: how long a walk-in will wait, from and to
    tijden      PURE: how long someone waited and was served, from their steps
    reporting   WRITES: reporting, with an appointment or without
    calling     WRITES: the next one to a counter
    stappen     WRITES: everything after that, and undo
    closing     WRITES: the end of the day
    bezoeken    from rows to what the rules ask
    loketten    READS: the counters of a place and their hours today
    reading     READS: the queue, the day and its figures
    zaal        READS: what everyone in the waiting room may know
    verwachting READS: how long someone will wait

Doors call these. `now` is aware UTC and always given, `door` is the user who acts (None: a kiosk).
Read docs/balie.md beside it.
"""

from afspraken.wachtrij.calling import Oproep, call_next
from afspraken.wachtrij.closing import close_days
from afspraken.wachtrij.loketten import Loketdag, counters
from afspraken.wachtrij.reading import (
    Dagcijfers,
    Dagregel,
    Plaats,
    Wachtrij,
    day_list,
    figures,
    not_there,
    order_for,
    queue,
    walk_ins,
)
from afspraken.wachtrij.reporting import check_in, refuse_report, walk_in
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
from afspraken.wachtrij.tijden import Tijden, times
from afspraken.wachtrij.verwachting import expected_wait, wait_of
from afspraken.wachtrij.volgorde import Regel
from afspraken.wachtrij.wachttijd import Wachttijd
from afspraken.wachtrij.zaal import last_called, number_waiting, walk_in_products

__all__ = [
    "Loketdag",
    "Dagcijfers",
    "Dagregel",
    "Oproep",
    "Plaats",
    "Regel",
    "Tijden",
    "Wachtrij",
    "Wachttijd",
    "begin",
    "call",
    "call_again",
    "call_next",
    "check_in",
    "close_days",
    "counters",
    "day_list",
    "not_there",
    "expected_wait",
    "figures",
    "finish",
    "hand_on",
    "last_called",
    "leave",
    "no_show",
    "number_waiting",
    "order_for",
    "park",
    "queue",
    "refuse_report",
    "take_back",
    "times",
    "undo",
    "wait_of",
    "walk_in",
    "walk_in_products",
    "walk_ins",
]
