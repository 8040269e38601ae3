"""Order of visits, room for one more, does the day fit: plain Python, no clock, no database.

    terms       Stop, Dienst, Lunch, Route: what a day is made of
    schedule    when everything happens if each thing happens as early as it can
    feasible    which promises a route breaks: a checker that shares no code with the search
    slack       how early one may leave and how late one may come, everywhere on a route
    insertion   where one more visit fits, between which moments, at what cost; which windows
                can be promised
    together    when several officials can begin one visit at the same moment, and who
    plan        routes together, and what found no place, with the reason
    improve     a better order within a `budget`; redistribute
    vroom       the same question to VROOM, an optional library, in a process of its own

All times are whole seconds since one moment that the caller chooses, the same for a route and
its stops. Places are numbers, the rows and columns of `Dienst.travel`.

Not for: addresses, travel times, tables, sentences for people. Read next: docs/routing.md.
"""

from mobiel.routing.budget import Budget, iterations, seconds
from mobiel.routing.feasible import Broken, Rule, feasible
from mobiel.routing.improve import Searching, improve, redistribute
from mobiel.routing.insertion import (
    Candidate,
    Insertion,
    cheapest,
    insert,
    insertions,
    offerable,
    remove,
)
from mobiel.routing.plan import Plan, Reason, Unplaced
from mobiel.routing.schedule import Break, Times, Visit, along, schedule
from mobiel.routing.slack import Slack, slack
from mobiel.routing.terms import Dienst, Lunch, Route, Stop, Window, resume, rows
from mobiel.routing.together import Crew, Meeting, meet_in, meetings, moments_for

__all__ = [
    "Break",
    "Broken",
    "Budget",
    "Candidate",
    "Crew",
    "Dienst",
    "Insertion",
    "Lunch",
    "Meeting",
    "Plan",
    "Reason",
    "Route",
    "Rule",
    "Searching",
    "Slack",
    "Stop",
    "Times",
    "Unplaced",
    "Visit",
    "Window",
    "along",
    "cheapest",
    "feasible",
    "improve",
    "insert",
    "insertions",
    "iterations",
    "meet_in",
    "meetings",
    "moments_for",
    "offerable",
    "redistribute",
    "remove",
    "resume",
    "rows",
    "schedule",
    "seconds",
    "slack",
]
