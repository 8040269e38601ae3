"""The scheduling core: what can be booked, where and when, and who booked it.

It knows nothing of `mobiel` (visits) or `notificaties` (messages); they import it.
Read first: `engine/availability.py`, then `agenda.py` and `booking/`.
"""
