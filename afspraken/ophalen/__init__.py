"""WRITES: documents that become ready, are handed out, or lapse. Each step has its way back.

    AANGEVRAAGD -- arrive --> GEREED -- hand_out --> UITGEREIKT
    AANGEVRAAGD, GEREED -- lapse --> VERVALLEN

`expected` makes the rows when an appointment is finished, `inloop.py` those of a walk-in;
`berichten.py` says what customers hear, `lijsten.py` reads. Each step is a compare-and-swap on the
status: of two who act at once, one does.
"""

from afspraken.ophalen.errors import NotCollectedHere, NothingApplied, OphaalError, Overtaken
from afspraken.ophalen.expecting import bring_to, expected, follow, withdraw
from afspraken.ophalen.inloop import asks, write_down
from afspraken.ophalen.steps import UNDONE, arrive, hand_out, lapse, remind, undo

__all__ = [
    "NotCollectedHere",
    "NothingApplied",
    "OphaalError",
    "Overtaken",
    "UNDONE",
    "arrive",
    "asks",
    "bring_to",
    "expected",
    "follow",
    "hand_out",
    "lapse",
    "remind",
    "undo",
    "withdraw",
    "write_down",
]
