"""What is typed about a customer, by themselves or by an employee, and what of it we accept.

`gegevens.py` is the form that the doors show; `velden.py` its fields, `bericht.py` the choice of
how one hears from us, `keuring.py` why a text is refused. No pages: those belong to the doors.
"""
