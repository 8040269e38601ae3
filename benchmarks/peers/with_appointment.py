"""W1 by django-appointment 3.12: counters are its staff members.

What is free is asked with its own function, for each staff member and day.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from appointment.models import (  # type: ignore[import-not-found]
    Appointment,
    AppointmentRequest,
    Config,
    Service,
    StaffMember,
    WorkingHours,
)
from appointment.services import (  # type: ignore[import-not-found]
    get_available_slots_for_staff,
)
from appointment.utils.db_helpers import (  # type: ignore[import-not-found]
    get_weekday_num_from_date,
)
from django.contrib.auth.models import User


def clock(minute: int) -> time:
    """The time of day so many minutes after midnight."""
    return time(minute // 60, minute % 60)


def build(work: dict[str, Any]) -> None:
    """Staff with working hours, and each booked slot as request and appointment."""
    opens, closes, slot = work["opens"], work["closes"], work["slot"]
    Config.objects.create(
        slot_duration=slot, lead_time=clock(opens), finish_time=clock(closes), website_name="W1"
    )
    service = Service.objects.create(name="Paspoort", duration=timedelta(minutes=slot), price=0)
    client = User.objects.create(username="anna")
    staff = []
    for number in range(work["counters"]):
        user = User.objects.create(username=f"loket{number}")
        member = StaffMember.objects.create(user=user, slot_duration=slot)
        member.services_offered.add(service)
        for weekday in range(1, 6):  # Monday is 1
            WorkingHours.objects.create(
                staff_member=member,
                day_of_week=weekday,
                start_time=clock(opens),
                end_time=clock(closes),
            )
        staff.append(member)
    requests = AppointmentRequest.objects.bulk_create(
        AppointmentRequest(
            date=date.fromisoformat(day),
            start_time=clock(minute),
            end_time=clock(minute + slot),
            service=service,
            staff_member=staff[counter],
            id_request=f"{number}",
        )
        for number, (counter, day, minute) in enumerate(work["booked"])
    )
    Appointment.objects.bulk_create(
        Appointment(client=client, appointment_request=request, id_request=request.id_request)
        for request in requests
    )


def ask(work: dict[str, Any]) -> list[tuple[int, Any]]:
    """(counter, start) of all that is free."""
    service = Service.objects.get()
    days = [date.fromisoformat(day) for day in work["days"]]
    return [
        (member.pk, slot)
        for member in StaffMember.objects.order_by("pk")
        for day in days
        for slot in get_available_slots_for_staff(
            day, member, get_weekday_num_from_date(day), service
        )
    ]
