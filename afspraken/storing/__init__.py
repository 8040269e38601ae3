"""The day that goes wrong: report it, find a best replacement for everyone, approve once.

    reporting   WRITES: open, open from an absence or closing, end
    affected    READS: which appointments it touches, and which of them stay
    weighing    PURE: how much a change asks of a customer
    assigning   PURE: a time for each, together, so that no two get the same
    scene       READS: what a round must know, from rows to values and back
    proposing   WRITES: the proposals; other times for one of them, by hand
    approving   WRITES: approve, carry out, and what came of it
    unsettled   READS: what a person still has to do, for the list of tasks
    words       a change in words, for the employee and for the customer

Not for pages: see `servicepunt/storingen.py`. How it decides: docs/storing.md.
"""

from afspraken.storing.affected import affected
from afspraken.storing.approving import approve, carry_out
from afspraken.storing.errors import (
    AlreadyApproved,
    AlreadyOpen,
    Ended,
    Overtaken,
    StoringError,
    TimeGone,
)
from afspraken.storing.proposing import choose, other_times, propose
from afspraken.storing.reporting import end, open, open_for
from afspraken.storing.scene import Tijd

__all__ = [
    "AlreadyApproved",
    "AlreadyOpen",
    "Ended",
    "Overtaken",
    "StoringError",
    "Tijd",
    "TimeGone",
    "affected",
    "approve",
    "carry_out",
    "choose",
    "end",
    "open",
    "open_for",
    "other_times",
    "propose",
]
