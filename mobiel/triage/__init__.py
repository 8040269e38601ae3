"""WRITES requests for a visit: asked, judged, proposed, agreed (see `models/aanvragen.py`).

    answering  what customers do: ask, say yes or no, take it back
    judging    what employees decide, and what the clock decides
    telling    the message of each step, and the call where none arrives
    reading    what waits for whom, and the tasks of it
    links      the secret link of the customer
    steps      what these share

A proposal is held with a place on a route until the answer is in, so accepting cannot come too late
but by the clock. Each step is a compare-and-swap on status and versie: of two at once, one counts.
"""

from mobiel.triage.answering import accept, decline, request, withdraw
from mobiel.triage.errors import Answered, NoReason, NotAsked, TooSoon
from mobiel.triage.judging import MARGIN, SHORTEST, lapse_due, propose, reject, wish_of
from mobiel.triage.links import open_link, token_for
from mobiel.triage.reading import (
    as_tasks,
    asked,
    closed,
    is_offered,
    open_requests,
    search,
    to_call,
    to_judge,
    within,
)
from mobiel.triage.telling import called

__all__ = [
    "MARGIN",
    "SHORTEST",
    "Answered",
    "NoReason",
    "NotAsked",
    "TooSoon",
    "accept",
    "as_tasks",
    "asked",
    "called",
    "closed",
    "decline",
    "is_offered",
    "lapse_due",
    "open_link",
    "open_requests",
    "propose",
    "reject",
    "request",
    "search",
    "to_call",
    "to_judge",
    "token_for",
    "wish_of",
    "withdraw",
    "within",
]
