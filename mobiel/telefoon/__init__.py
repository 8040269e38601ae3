"""The official's day on the phone: today's route, and what is reported from it.

    regels      PURE: what an act means for a visit, whatever order acts come in
    uitloop     PURE: when the next stop can begin, and whether its resident should hear of it
    waken       PURE: when a visit should be over, and who is told if nothing is heard
    dag         READS: today's route as the phone shows it
    melden      WRITES: acts, and the status of the appointments that follow from them
    toestel     the phone itself: known at login, revoked when it is lost
    poort       the gate before every page here
    sync        a queue of acts as JSON, in one request
    views       the pages of the phone
    stand       READS: where every official is in the day, and which promises break
    opvolgen    WRITES: nobody was home, or more is to do: a new visit, or why there is none
    beheer      the page of who looks after officials on the road; `opnieuw` that of a new visit
    agendaregels READS: an official's visits, for the calendar that they subscribe to
    taken       READS: what a colleague has to do about them

The page works without JavaScript and, with it, without a network. Read next: docs/telefoon.md.
"""
