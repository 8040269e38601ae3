"""The public side of the desk, a door without login: kiosk, poster and waiting screen.

    poort         the screen that an address opens, its language, its pages
    begin         the first page of each kind of screen
    melden        who has an appointment reports
    inloop        who has none chooses, hears how long it takes, and takes a number
    nummer        the number, and on one's own phone whether it is called
    volgcode      the secret in the address of a number
    wachtscherm   the numbers that are called
    limieten      how often one may guess

Nothing here shows a name. What the rules are: `afspraken/wachtrij/` and docs/balie.md.
"""
