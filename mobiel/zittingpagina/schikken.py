"""A list that is put in another order: by a button, or by dragging. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.datastructures import MultiValueDict

MOST = 200
"""A list that is sent is never longer."""


def asked(params: MultiValueDict[str, str]) -> list[int] | None:
    """The order that a page asks for; None if it cannot be read.

    `bewoner` are the numbers in the order of the page (dragged, or as it was), `omhoog` and
    `omlaag` the one whose button was pressed.
    """
    ids = [number(one) for one in params.getlist("bewoner")[:MOST]]
    if not ids or None in ids or len(set(ids)) != len(ids):
        return None
    order = [one for one in ids if one is not None]
    up, down = number(params.get("omhoog", "")), number(params.get("omlaag", ""))
    if up is not None:
        return shifted(order, up, -1)
    return shifted(order, down, 1) if down is not None else order


def anchor(params: MultiValueDict[str, str]) -> str:
    """Where on the page whoever was moved stands, as the end of an address."""
    moved = number(params.get("omhoog", "")) or number(params.get("omlaag", ""))
    return f"#bewoner-{moved}" if moved else "#kop-bewoners"


def shifted(ids: Sequence[int], who: int, by: int) -> list[int]:
    """One place earlier (-1) or later (1); who stands at the end of the list stays there.

    >>> shifted([7, 8, 9], 9, -1)
    [7, 9, 8]
    >>> shifted([7, 8, 9], 9, 1)
    [7, 8, 9]
    """
    order = list(ids)
    if who in order:
        place = order.index(who)
        other = place + by
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    return order


def number(text: str) -> int | None:
    """A number of few digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
