"""WRITES the routes of visits. Everything here locks whole days first and reads after.

    errors       what is refused, with the promise and the reason
    locking      the lock of a day
    storing      a day with its times; nothing that `routing.feasible` does not pass
    board        days as values: changed first, then written at once
    agreeing     when those who do a visit at once begin it, after a day got another order
    accompanying a second official to a visit of one, because a planner wishes that
    together     a visit of several officials at once: who go, and when they begin
    shares       whose part of such a visit is whose, when a planner changes the orders
    placing      one visit onto a route, to another, off it: what `booking` asks
    order        a better order, found without anybody who looks
    rearranging  the order that a planner saw and chose, for several officials at once
    narrowing    the evening before: a narrower window, and it is told
    fixing       the one moment at which a care-home day begins
    tidying      what does not count any more goes

Read next: docs/bezoeken.md, docs/locking.md.
"""

from mobiel.planning.accompanying import (
    accompany,
    as_before,
    go_alone,
    is_marked,
    wish_second,
    wish_second_for,
)
from mobiel.planning.errors import (
    AlreadyDone,
    NotAtWork,
    NotOnRoute,
    OneMissing,
    OnTheWay,
    PromiseBroken,
    RouteChanged,
)
from mobiel.planning.fixing import fix
from mobiel.planning.narrowing import narrow, narrow_due
from mobiel.planning.order import night_search, reoptimise
from mobiel.planning.placing import place, remove, replace, take_over, without
from mobiel.planning.rearranging import rearrange
from mobiel.planning.tidying import tidy

__all__ = [
    "AlreadyDone",
    "NotAtWork",
    "NotOnRoute",
    "OnTheWay",
    "OneMissing",
    "PromiseBroken",
    "RouteChanged",
    "fix",
    "accompany",
    "as_before",
    "go_alone",
    "is_marked",
    "narrow",
    "narrow_due",
    "night_search",
    "place",
    "rearrange",
    "remove",
    "reoptimise",
    "replace",
    "take_over",
    "tidy",
    "wish_second",
    "wish_second_for",
    "without",
]
