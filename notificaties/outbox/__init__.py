"""The outbox: from the row that a booking wrote to the message that arrived.

    planning.py   which rows an act writes, in its own transaction
    news.py       the rows that tell one person the same
    truth.py      whether a row is still true
    claiming.py   one worker takes what is due, and fences it just before sending
    sending.py    hands it to a channel, outside any transaction
    settling.py   what follows from how sending ended, and from what the provider says later
    calling.py    when the service point has to call, because no message tells the customer
    sweeping.py   what workers left behind, and what is uncertain
    byhand.py     what an employee does with a message
    pausing.py    a channel that fails rests, so an outage is a delay

Celery only wakes `send_due`; a command can do the same. The rows are the truth.
"""

from notificaties.outbox.calling import ask_to_call
from notificaties.outbox.planning import plan_missing, request, tell, withdraw, withdraw_subject
from notificaties.outbox.sending import send_due
from notificaties.outbox.settling import accepted, delivered, undelivered
from notificaties.outbox.sweeping import hold_back_restored, sweep

__all__ = [
    "accepted",
    "ask_to_call",
    "delivered",
    "hold_back_restored",
    "plan_missing",
    "request",
    "send_due",
    "sweep",
    "tell",
    "undelivered",
    "withdraw",
    "withdraw_subject",
]
