"""WRITES: documents that become ready, are handed out, or lapse. Each step has its way back.

    AANGEVRAAGD -- arrive --> GEREED -- hand_out --> UITGEREIKT
    AANGEVRAAGD, GEREED -- lapse --> VERVALLEN

`expected` makes the rows when an appointment is finished; `berichten.py` says what customers hear,
`lijsten.py` reads. Each step is a compare-and-swap on the status: of two who act at once, one does.
"""

from afspraken.ophalen.errors import NotCollectedHere, OphaalError, Overtaken
from afspraken.ophalen.expecting import bring_to, expected, follow, withdraw
from afspraken.ophalen.steps import UNDONE, arrive, hand_out, lapse, remind, undo

__all__ = [
    "NotCollectedHere",
    "OphaalError",
    "Overtaken",
    "UNDONE",
    "arrive",
    "bring_to",
    "expected",
    "follow",
    "hand_out",
    "lapse",
    "remind",
    "undo",
    "withdraw",
]
