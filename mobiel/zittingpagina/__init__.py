"""Pages of a care-home day (`mobiel/zitting/`): at the desk, behind a secret link, on the phone.

stilte        PURE: quiet hours as people type them
schikken      PURE: the order that a page asks for
formulieren   what is typed
beeld         what the pages show of a care-home day
nieuw         an employee plans one, or a series
beheer        an employee looks after one
poort         who has the link, and showed to read the e-mail as well
contact       the contact person's pages
naaste        what a family does on the same addresses
dag           the list on the phone of the official, on the day
"""
