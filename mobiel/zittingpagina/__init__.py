"""Pages of a care-home day (`mobiel/zitting/`): at the desk, behind a secret link, on the phone.

stilte        PURE: quiet hours as people type them
schikken      PURE: the order that a page asks for
formulieren   what is typed
beeld         what the pages show of a care-home day
nieuw         an employee plans one, or a series
beheer        an employee looks after one
poort         who has the link, and showed to read the e-mail as well
contact       the pages behind a link: of the contact person, and of a family
dag           the list on the phone of the official, on the day
*urls         the addresses at the desk, behind a link, and on the phone
"""
