"""The screen with a caller on the line: one page on which everything is found, booked and noted.

    views         takes the requests, and hands them to the others
    openen        a call that begins on the page of a customer
    concept       one's own call: kept while typing, parked, thrown away and back
    bellers       the callers that one employee has open, told apart
    keuze         what is chosen, as plain values
    handelingen   what each button does
    velden        all forms of the page; each stands in formulier or vraagformulier
    tijden        the free times, laid out for a desk
    uitwegen      why there is no time, and what would give one
    bediening     who will serve, said to employees
    scherm        everything that the page shows, read in one place
    afronden      booked, moved or cancelled, and registered, in one submit

One call is one row of `Klantgesprek`, and its holds are kept under its code.
"""
