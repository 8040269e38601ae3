"""A call that begins on the page of a customer: with them chosen, and an appointment opened.

What page and colleague already saw there is not asked again; before anything changes it is: nothing
is confirmed until it was ticked how the customer was recognised (`afronden.finish`).
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from afspraken.models import Klantgesprek
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.handelingen import Act, vervolg, wie, wijzigen

_CHANGES = {"verzet": wijzigen.look_for_another_time, "afzeggen": wijzigen.ask_to_cancel}


def begin(request: HttpRequest, *, now: datetime) -> Klantgesprek:
    """A new call of this employee, with what the button posted.

    `klant` is the number of a customer; `verzet` or `afzeggen` the code of an appointment of theirs
    to open, `vervolg` that of one of which the next step is planned. All may be absent.
    Raises: Http404 for what is not there or out of reach; then there is no call.
    """
    gesprek = concept.new(request, now=now)
    if pk := request.POST.get("klant", ""):
        act = Act(request, gesprek, pk, now)
        wie.choose_klant(act)
        for name, change in _CHANGES.items():
            if code := request.POST.get(name, ""):
                change(act, wijzigen.own_appointment(act, code))
        if code := request.POST.get("vervolg", ""):
            vervolg.plan_next(act, code)
    gesprek.save()
    return gesprek
