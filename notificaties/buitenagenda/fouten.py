"""What can go wrong with a calendar from outside. Sentences for these are with the model."""

from __future__ import annotations

from enum import StrEnum


class Fout(StrEnum):
    """Why a calendar gave no busy times; the old ones stay."""

    ADRES = "ADRES"  # not http(s), another port, a password in it
    INTERN = "INTERN"  # an address inside a network, of this machine, or of nobody
    NAAM = "NAAM"  # the name is unknown
    VERBINDING = "VERBINDING"  # refused, or broken off halfway
    BEVEILIGING = "BEVEILIGING"  # the certificate is not of this name, old, or signed by nobody
    TIJD = "TIJD"  # it took too long
    DOORVERWIJZING = "DOORVERWIJZING"  # too many, in circles, or from https to http
    VERDWENEN = "VERDWENEN"  # 401, 403, 404, 410: no longer shared
    STORING = "STORING"  # any other answer than 200 or 304
    TE_GROOT = "TE_GROOT"  # more bytes than a calendar has, packed or unpacked
    GEEN_AGENDA = "GEEN_AGENDA"  # something else, such as a page to log in
    BESCHADIGD = "BESCHADIGD"  # begins as a calendar, but broke off or does not hang together
    HERHALING = "HERHALING"  # repeats without measure
    TE_VEEL = "TE_VEEL"  # more entries than can be read in the time and memory given


class Refused(Exception):
    """The calendar could not be fetched or read. `fout` says why; nothing of the calendar is in it.

    Deliberately without text: an address is a secret and a calendar is private.
    """

    def __init__(self, fout: Fout) -> None:
        super().__init__(fout.value)
        self.fout = fout
