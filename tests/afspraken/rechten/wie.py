"""Who works in the town of the tests: employees by role and department, and their browsers.

`medewerker(Rol.SPECIALIST, "Sociale Zaken")` makes one; `ingelogd(...)` gives their browser too.
"""

from __future__ import annotations

from itertools import count

from django.contrib.auth.models import Group, User
from django.test import Client

from afspraken.models import Afdeling, Medewerker
from afspraken.rechten import Rol

_number = count(1)


def afdeling(naam: str) -> Afdeling:
    """A department; the same one for the same name."""
    return Afdeling.objects.get_or_create(naam=naam)[0]


def medewerker(rollen: Rol | tuple[Rol, ...], *afdelingen: Afdeling | str) -> User:
    """An employee with a role, or several, and the departments they work for."""
    user = User.objects.create_user(f"medewerker{next(_number)}", is_staff=True)
    namen = [rollen] if isinstance(rollen, Rol) else rollen
    user.groups.set(Group.objects.filter(name__in=namen))
    found = [afdeling(one) if isinstance(one, str) else one for one in afdelingen]
    Medewerker.objects.create(gebruiker=user).afdelingen.set(found)
    return user


def browser(user: User) -> Client:
    """The browser of an employee who has logged in."""
    client = Client()
    client.force_login(user)
    return client


def ingelogd(rollen: Rol | tuple[Rol, ...], *afdelingen: Afdeling | str) -> Client:
    """The browser of a new employee with these roles and departments, logged in."""
    return browser(medewerker(rollen, *afdelingen))
