"""The screen with a caller on the line: one page on which everything is found, booked and noted.

    concept       one's own call: opened, kept while typing, parked, thrown away and back
    formulier     the fields about the customer and the contact
    tijden        the free times, laid out for a desk
    uitwegen      why there is no time, and what would give one
    scherm        everything that the page shows, read in one place
    handelingen   what each button does; `views` takes the requests

One call is one row of `Klantgesprek`, and its holds are kept under its code.
"""
