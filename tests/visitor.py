"""A resident before a browser without JavaScript: walks the portal by its pages alone.

Every step reads the page it got, as a person would: offers, tokens and hidden fields come from
there and nowhere else.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

GEGEVENS = {
    "voor_wie": "zelf",
    "naam": "Zoë d'Hondt-Özgür",
    "voorkeur": "EMAIL",
    "email": "zoe@example.nl",
    "telefoon": "06 12345678",
    "toelichting": "Ik kom met de bus.",
}


class Visitor:
    """One browser with its own session; `page` is the last answer."""

    def __init__(self, address: str = "192.0.2.1", **headers: str) -> None:
        self.client = Client(REMOTE_ADDR=address, headers=headers or None)
        self.page: Any = None

    def get(self, path: str) -> Any:
        self.page = self.client.get(path, follow=True)
        return self.page

    def post(self, path: str, data: dict[str, Any] | None = None) -> Any:
        self.page = self.client.post(path, data or {}, follow=True)
        return self.page

    @property
    def text(self) -> str:
        """The page as it is read: without tags, with single spaces."""
        body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", self.html)
        return re.sub(r"\s+", " ", unescape(body)).strip()

    @property
    def html(self) -> str:
        return str(self.page.content.decode())

    @property
    def at(self) -> str:
        """The path of the page, after redirects."""
        return str(self.page.request["PATH_INFO"])

    def offers(self) -> list[str]:
        """The tokens of the times on the page, in the order shown."""
        return re.findall(r'name="aanbod" value="([^"]+)"', self.html)

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found, f"no field {name} on {self.at}"
        return found[1]

    def link(self, words: str) -> str:
        """The address of the first link whose text holds these words."""
        for address, inside in re.findall(r'(?s)<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.html):
            if words in re.sub(r"<[^>]*>", "", inside):
                return unescape(address)
        raise AssertionError(f"no link {words!r} on {self.at}")

    def choose(self, *slugs: str, **more: Any) -> Any:
        """Step 1: these products, then on."""
        self.get("/")
        return self.post("/wat/", {"product": list(slugs), "verder": "1"} | more)

    def hold(self, number: int = 0) -> Any:
        """Step 2: one of the first free times."""
        return self.post("/wanneer/", {"aanbod": self.offers()[number]})

    def tell(self, **changes: str) -> Any:
        """Step 3: who comes."""
        return self.post("/gegevens/", GEGEVENS | changes)

    def confirm(self) -> Any:
        """Step 4: yes."""
        return self.post("/controle/", {"sleutel": self.hidden("sleutel")})

    def book(self, *slugs: str, **changes: str) -> Any:
        """All steps in a row."""
        self.choose(*slugs)
        self.hold()
        self.tell(**changes)
        return self.confirm()

    def manage(self) -> Any:
        """From the last page of booking to the manage page."""
        return self.get(self.link("Bekijk, wijzig of annuleer"))
