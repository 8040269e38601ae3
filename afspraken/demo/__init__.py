"""The example town: everything that `manage.py demo` builds, and the cast of journeys.

Places and names of products are real; opening hours, durations, costs, staff and residents are
invented. Read `producten`, `plaatsen` and `mensen` for the town, `build` for how it is stored and
`weken` for how eight weeks are half booked.
"""
