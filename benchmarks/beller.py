"""The screen of a caller, from choosing a product to the first offers, beside the portal's page.

The employee's part is two requests: the button that adds the product, with all that was typed, and
the page that then shows the times. The resident's is one: the page "when and where".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from afspraken.rechten import Rol
from afspraken.servicepunt.gesprek import tijden
from benchmarks import town
from benchmarks.measuring import Figure, answer, at_most, count, in_turn, queries
from benchmarks.workload import Workload, next_monday

_VERSION = re.compile(rb'name="versie" value="(\d+)"')
TYPED = {"naam": "Anna de Vries", "telefoon": "06 12345678", "kanaal": "TELEFOON"}


@override_settings(TWEEDE_STAP=False)  # logging in is not what is measured
def figures() -> list[Figure]:
    """W1 for an employee with a caller, and for a resident, in turn."""
    return list(_figures())


def _figures() -> Iterator[Figure]:
    work = Workload(next_monday(timezone.localdate()))
    town.build(work)
    resident = Client(headers={"host": "localhost"})
    resident.post(reverse("portaal:wat"), {"product": "paspoort", "aantal-paspoort": "1"})
    offer_page = reverse("portaal:wanneer")
    screen = _Screen(_employee())
    page = screen.choose("paspoort")
    first_day = work.workdays[0]
    free = len({minute for _c, day, minute in work.free(20, 20) if day == first_day})
    offered = page.content.count(b'value="tijd:')
    yield answer("times on the screen", offered, free + tijden.EERSTE)
    yield count("queries of both requests", queries(lambda: screen.choose("paspoort")), 40)
    mine, theirs = in_turn(
        lambda: screen.choose("paspoort"), lambda: resident.get(offer_page), rounds=41
    )
    yield at_most("product chosen to first offers", mine, theirs, 3)


class _Screen:
    """One call of an employee, as a browser without JavaScript uses it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.url = client.post(reverse("servicepunt:gesprek_nieuw")).url  # type: ignore[attr-defined]
        self.page: Any = client.get(self.url)

    def choose(self, slug: str) -> Any:
        """Press the button of a product, and read the page that follows."""
        [version] = _VERSION.findall(self.page.content)
        sent = {**TYPED, "versie": version.decode(), "doe": f"product:{slug}"}
        self.client.post(self.url, sent)
        self.page = self.client.get(self.url)
        return self.page


def _employee() -> Client:
    user = User.objects.create_user("els", is_staff=True)
    user.groups.set(Group.objects.filter(name=Rol.KLANTENSERVICE.value))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client
