"""Which start times are possible: plain Python, UTC only, no clock, no database.

Everything here is arithmetic on values that the caller hands in, so the same question always
gets the same answer. It is **not** the place for rows, local time or permissions.

    bitmap        half-open spans of time as bits, five minutes each
    availability  the story: lanes, needs, possible starts, a fair choice, the rule that blocks

Read `availability` first.
"""
