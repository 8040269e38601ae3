"""WRITES care-home days: planned, announced, closed, and the day itself.

    errors             what is refused, with a sentence
    tijden             pure: from an order to times around quiet hours, and what time is left
    lezen              who takes part, and when
    plannen            one care-home day or a series into the agenda
    limiet             pure: how often one address is mailed
    toegang            the link, and the one-time code that opens it
    aanmelden          residents, until the closing moment
    sluiten            begin and times are fixed, everyone hears
    bewonersafspraken  the appointment of each resident, on cells of the zitting
    dag                helped, not seen, and who came along
    naderhand          the same, told at the desk when the day is over
    annuleren          off, whoever cancelled it
    berichten          what is told to whom
    checking           is what is stored true
    taken              what cannot close by itself, as a task
    aanbieder          the provider of residents' appointments

Read next: docs/zittingen.md.
"""

from mobiel.zitting.aanmelden import Aanmelding, announce, reorder, withdraw
from mobiel.zitting.annuleren import cancel
from mobiel.zitting.dag import not_seen, room_left, serve, undo, walk_in
from mobiel.zitting.errors import (
    AlreadyAnnounced,
    Cancelled,
    Changed,
    Closed,
    CodeLocked,
    Full,
    LinkSentAlready,
    NotClosed,
    NoTimeLeft,
    NotOverYet,
    NotPlannable,
    Over,
    TooManyCodes,
    TooManyLinks,
    TooSoon,
    WrongCode,
)
from mobiel.zitting.lezen import Tijd, is_open, taking_part, times
from mobiel.zitting.naderhand import can_be_told, tell, to_tell
from mobiel.zitting.plannen import Reeks, Voorstel, plan, repeat
from mobiel.zitting.sluiten import close, close_due
from mobiel.zitting.toegang import ask_code, check_code, invite, open_link, revoke, send_link

__all__ = [
    "Aanmelding",
    "AlreadyAnnounced",
    "Cancelled",
    "Changed",
    "Closed",
    "CodeLocked",
    "Full",
    "LinkSentAlready",
    "NoTimeLeft",
    "NotClosed",
    "NotOverYet",
    "NotPlannable",
    "Over",
    "Reeks",
    "Tijd",
    "TooManyCodes",
    "TooManyLinks",
    "TooSoon",
    "Voorstel",
    "WrongCode",
    "announce",
    "ask_code",
    "can_be_told",
    "cancel",
    "check_code",
    "close",
    "close_due",
    "invite",
    "is_open",
    "not_seen",
    "open_link",
    "plan",
    "reorder",
    "repeat",
    "revoke",
    "room_left",
    "send_link",
    "serve",
    "taking_part",
    "tell",
    "times",
    "to_tell",
    "undo",
    "walk_in",
    "withdraw",
]
