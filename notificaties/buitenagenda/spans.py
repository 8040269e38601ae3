"""What is asked of a calendar and what comes out of it, as values. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

Span = tuple[datetime, datetime]
"""Half-open, in UTC."""


@dataclass(frozen=True)
class Window:
    """The time that is asked for, half-open, in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Gelezen:
    """What a calendar says: spans on whole cells, joined, earliest first.

    `misschien_eigen` holds spans by UID that may be appointments of ours: look them up before they
    count, or an invitation would block its own official. `onleesbaar` is the number of entries of
    which the time cannot be understood.
    """

    bezet: list[Span]
    misschien_eigen: dict[str, list[Span]] = field(default_factory=dict)
    onleesbaar: int = 0


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as possible, earliest first."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
