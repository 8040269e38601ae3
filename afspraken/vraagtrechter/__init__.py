"""The question funnel: from what happens in a life to the products of one appointment.

Read `walking.py` first (pure: questions, answers, a path), then `checking.py` (what keeps a funnel
from being published) and `publishing.py` (rows, and the value that people walk through).
`watching.py` looks again when a product or article is gone later. Portal and service point walk
through the same funnel with the same functions. No answer is kept anywhere.
"""

from afspraken.vraagtrechter.checking import Fault, check, outcomes
from afspraken.vraagtrechter.publishing import (
    NotPublishable,
    draft,
    find,
    is_changed,
    offered,
    publish,
    read,
)
from afspraken.vraagtrechter.walking import Funnel, Outcome, Position, Walk, position, walk

__all__ = [
    "Fault",
    "Funnel",
    "NotPublishable",
    "Outcome",
    "Position",
    "Walk",
    "check",
    "draft",
    "find",
    "is_changed",
    "offered",
    "outcomes",
    "position",
    "publish",
    "read",
    "walk",
]
