"""The pages of the desk: who is expected today, who waits, and one counter at work.

    plek        which place and counter an employee works at
    regels      the lines of a page, as far as the employee may read them
    dag         the day of a place: expected, reported, walked in; the sheet to prepare it
    inloop      someone without an appointment
    loket       one counter: who is next and why, and every step
    stappen     what each button does, for both pages
    kopie       the worker that keeps a copy of the day for when the network is gone

What the rules are: `afspraken/wachtrij/` and docs/balie.md.
"""
