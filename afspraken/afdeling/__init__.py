"""The specialists' door: own agenda, own roster and absence, tasks, rooms. Read `urls.py` first.

Everything here is about who is logged in: the official (`Middel`) whose `gebruiker` it is. Pages
are for a phone first. Not for callers and customers: see `servicepunt/`.
"""
