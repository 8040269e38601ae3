"""Time as bits: one integer holds any number of five-minute cells, 288 to a UTC day.

Bit 0 is the first cell after an *origin*, a UTC midnight that the caller chooses; masks with the
same origin can be combined with `&`, `|` and `~`. A negative mask (a complement such as `~busy`)
stands for "and everything beyond the end as well".

In the pictures time runs to the right, `■` is a set bit and `.` a clear one.
Not for local time or for rules: see `availability` for those.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

CELL = timedelta(minutes=5)
CELL_SECONDS = 300
CELLS_PER_DAY = 288
CELLS_PER_HOUR = 12
BYTES_PER_DAY = CELLS_PER_DAY // 8

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cell_of(moment: datetime) -> int:
    """Number of the cell that holds this moment, counted from 1970 in UTC; rounds down.

    Raises: TypeError for a moment without time zone.

    >>> cell_of(datetime(1970, 1, 1, 0, 9, tzinfo=UTC))
    1
    """
    return (moment - _EPOCH) // CELL


def cell_at_or_after(moment: datetime) -> int:
    """Number of the first cell that begins at this moment or later; rounds up.

    Raises: TypeError for a moment without time zone.

    >>> cell_at_or_after(datetime(1970, 1, 1, 0, 9, tzinfo=UTC))
    2
    """
    return -((_EPOCH - moment) // CELL)


def moment_of(cell: int) -> datetime:
    """The moment, in UTC, at which this cell begins.

    >>> moment_of(288).isoformat()
    '1970-01-02T00:00:00+00:00'
    """
    return _EPOCH + cell * CELL


def span(first: int, last: int) -> int:
    """Bits [first, last); none if `last` does not come after `first`, none before the origin.

    >>> bin(span(2, 5))
    '0b11100'
    """
    first = max(first, 0)
    return ((1 << last - first) - 1) << first if first < last else 0


def mask_of(spans: Iterable[tuple[int, int]], length: int) -> int:
    """Bits of all half-open spans together, clipped to [0, length).

    A span is a difference of two powers, and so is a thousand of them: one subtraction in all.

        spans (1,3) (2,5) (7,8)    . ■ ■ ■ ■ . . ■ . .
        ends                       . . . ^ . ^ . . ^ .    the part of (2,5) that (1,3)
        begins                     . ^ . ^ . . . ^ . .    does not cover begins at 3

    >>> mask_of([(2, 5), (1, 3), (7, 99)], 8) == 0b10011110
    True
    """
    begins = bytearray(length // 8 + 1)
    ends = bytearray(length // 8 + 1)
    covered = 0  # what lies before this cell has been written
    for first, last in sorted(spans):
        first = covered if first < covered else first
        last = length if last > length else last
        if first < last:
            begins[first >> 3] |= 1 << (first & 7)
            ends[last >> 3] |= 1 << (last & 7)
            covered = last
    return int.from_bytes(ends, "little") - int.from_bytes(begins, "little")


def starts(free: int, cells: int) -> int:
    """Bits at which `cells` free cells in a row begin; what is known doubles each round.

        free      . . ■ ■ ■ . ■ ■
        cells=2   . . ^ ^ . . ^ .

    >>> bin(starts(0b11011100, 2))
    '0b1001100'
    """
    if cells < 1:
        raise ValueError(f"a run of {cells} cells has no start")
    run, done = free, 1
    while done < cells:
        step = min(done, cells - done)
        run &= run >> step
        done += step
    return run


def at_least(count: int, masks: Iterable[int]) -> int:
    """Bits that are set in `count` or more of the masks.

        Anna      ■ ■ . .
        Bram      ■ . ■ .
        Chris     ■ ■ . .
        count=2   ■ ■ . .

    >>> bin(at_least(2, [0b0011, 0b0101, 0b0011]))
    '0b11'
    """
    if count < 1:
        raise ValueError(f"at least {count} of the masks says nothing")
    reached = [0] * count  # reached[n]: bits in more than n of the masks so far
    for mask in masks:
        for n in range(count - 1, 0, -1):
            reached[n] |= reached[n - 1] & mask
        reached[0] |= mask
    return reached[-1]


def every(step_cells: int, length: int) -> int:
    """The grid: bits at all multiples of `step_cells` below `length`.

    The step must divide an hour; then the grid is the same in UTC and on the clock in town.

    >>> bin(every(3, 10))
    '0b1001001001'
    """
    if step_cells < 1 or CELLS_PER_HOUR % step_cells:
        raise ValueError(f"a grid of {step_cells} cells does not divide an hour")
    count = -(-length // step_cells)
    return ((1 << step_cells * count) - 1) // ((1 << step_cells) - 1)


def bits(mask: int) -> Iterator[int]:
    """Positions of the set bits, ascending; `next(bits(mask), None)` is the first.

    >>> list(bits(0b101100))
    [2, 3, 5]
    """
    if mask < 0:
        raise ValueError("a complement has no last bit; clip it first")
    return (hit.start() for hit in re.finditer("1", bin(mask)[:1:-1]))


def to_bytes(mask: int) -> bytes:
    """One UTC day as 36 bytes, the earliest cells first.

    Raises: OverflowError if the mask is negative or longer than a day.
    """
    return mask.to_bytes(BYTES_PER_DAY, "little")


def from_bytes(data: bytes) -> int:
    """The mask of one UTC day from its 36 bytes.

    >>> from_bytes(to_bytes(span(96, 204))) == span(96, 204)
    True
    """
    if len(data) != BYTES_PER_DAY:
        raise ValueError(f"a day has {BYTES_PER_DAY} bytes, not {len(data)}")
    return int.from_bytes(data, "little")


def join_days(days: Mapping[int, int]) -> int:
    """One mask of many UTC days, by number of days after the origin; a missing day is empty.

    >>> bin(join_days({0: 1 << 287, 1: 1}) >> 287)
    '0b11'
    """
    if not days:
        return 0
    if min(days) < 0:
        raise ValueError("a day lies before the origin")
    in_order = (to_bytes(days.get(day, 0)) for day in range(max(days) + 1))
    return int.from_bytes(b"".join(in_order), "little")


def split_days(mask: int) -> dict[int, int]:
    """The days of a mask, the inverse of `join_days`; empty days are left out.

    >>> split_days(span(287, 289)) == {0: 1 << 287, 1: 1}
    True
    """
    count = -(-mask.bit_length() // CELLS_PER_DAY)
    data = mask.to_bytes(count * BYTES_PER_DAY, "little")
    days = (data[at : at + BYTES_PER_DAY] for at in range(0, len(data), BYTES_PER_DAY))
    return {number: from_bytes(day) for number, day in enumerate(days) if any(day)}
