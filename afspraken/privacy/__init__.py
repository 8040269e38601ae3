"""Personal data: where they stand, and how they are shown, erased and forgotten in time.

Every table with personal data is registered here as a `Tabel`; other apps register theirs in
`AppConfig.ready()`. Rows stay and fields are blanked, so that counts, spans and cells stay true.
A test walks all models and fails on a text field that is neither registered nor declared harmless.

Not for who saw what: see `logboek.py`. Read next: docs/privacy.md.
"""

from afspraken.privacy import kern as kern  # registers the tables of the core
from afspraken.privacy.retention import due_afspraken, due_klanten, overdue, pseudonymise_due
from afspraken.privacy.rights import (
    Cancel,
    DamagedJournal,
    StillPromised,
    StillToCall,
    StillToCollect,
    erase,
    export,
    find,
    journal,
    replay,
)
from afspraken.privacy.tabel import Tabel, register, registered

__all__ = [
    "Cancel",
    "DamagedJournal",
    "StillPromised",
    "StillToCall",
    "StillToCollect",
    "Tabel",
    "due_afspraken",
    "due_klanten",
    "erase",
    "export",
    "find",
    "journal",
    "overdue",
    "pseudonymise_due",
    "register",
    "registered",
    "replay",
]
