"""Busy calendars that come in: an address of Outlook, Exchange or another in, busy times out.

Read in this order:

    spans       PURE: what is asked for and what comes out, as values
    fouten      what can go wrong, each a code for which the manager gets a sentence
    adres       PURE: which addresses may be asked; nothing inside our own network
    fetching    asks for the file, within limits
    parts       PURE: the lines about time, entry by entry
    repeating   PURE: weighs what repeats
    slimming    PURE: keeps what may matter; names and subjects go no further
    reading     PURE: from these lines to busy spans
    child       the process in which all of this happens: it has little memory, little time, and
                neither settings nor database
    asking      starts that process and understands its answer
    keeping     WRITES: stores what came out, as absences of the core
    checking    for `check_integrity`

Everything before `asking` is plain Python and meets strangers; what follows meets only spans.
Not for calendars that go out: see `agendas`.
"""
