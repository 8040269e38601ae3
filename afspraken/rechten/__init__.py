"""Who may do what, of which department.

Read `tabel.py` first: roles, rights and how far each reaches, equal to docs/rechten.md. Then
`toegang.py` (what one user may) and `poort.py` (the gate before a page). Doors ask here and
nowhere else; Django's own permissions serve only the screens of the functional manager.
"""

from afspraken.rechten.poort import employee, met_recht, record_view, refuse
from afspraken.rechten.tabel import Bereik, Recht, Rol
from afspraken.rechten.toegang import Toegang, manages, toegang

__all__ = [
    "Bereik",
    "Recht",
    "Rol",
    "Toegang",
    "employee",
    "manages",
    "met_recht",
    "record_view",
    "refuse",
    "toegang",
]
