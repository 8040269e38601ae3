"""An employee with a caller on the line, before a browser without JavaScript.

Every button sends the whole page, as a browser would: all fields as they stand, and the button.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from afspraken.models import Klantgesprek
from tests.afspraken.rechten.wie import browser


class _Fields(HTMLParser):
    """The fields of the form with an id, as they stand on a page."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside = form, False
        self.fields: dict[str, str] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag, attrs):
        values = {name: text or "" for name, text in attrs}
        if tag == "form":
            self.inside = values.get("id") == self.form
        if not self.inside:
            return
        if tag == "input" and (
            values.get("type") not in ("radio", "checkbox") or "checked" in values
        ):
            self.fields[values["name"]] = values.get("value", "")
        elif tag == "select":
            self.select = values["name"]
        elif tag == "option" and self.select:
            if "selected" in values or self.select not in self.fields:
                self.fields[self.select] = values.get("value", "")
        elif tag == "textarea":
            self.textarea = values["name"]
            self.fields[self.textarea] = ""

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""


class Beller:
    """One window of one employee, with one call on the screen; `page` is the last answer."""

    def __init__(self, medewerker: User, code: str = "", client: Client | None = None) -> None:
        self.medewerker = medewerker
        self.client = client or browser(medewerker)
        self.page: Any = None
        if code:
            self.code = code
            self.look()
        else:
            self.page = self.client.post(reverse("servicepunt:gesprek_nieuw"), follow=True)
            self.code = self.page.request["PATH_INFO"].split("/")[3]

    @property
    def path(self) -> str:
        return reverse("servicepunt:gesprek", args=[self.code])

    @property
    def gesprek(self) -> Klantgesprek:
        return Klantgesprek.objects.get(code=self.code)

    def look(self) -> Any:
        self.page = self.client.get(self.path, follow=True)
        return self.page

    def window(self) -> Beller:
        """A second window on the same call."""
        return Beller(self.medewerker, self.code, self.client)

    @property
    def html(self) -> str:
        return str(self.page.content.decode())

    @property
    def text(self) -> str:
        """The page as it is read: without tags, with single spaces."""
        body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", self.html)
        return re.sub(r"\s+", " ", unescape(body)).strip()

    def fields(self) -> dict[str, str]:
        """What stands in the fields now."""
        parser = _Fields("gesprek-formulier")
        parser.feed(self.html)
        return parser.fields

    def press(self, doe: str = "", **typed: str) -> Any:
        """Fill in some fields and press a button (none: Enter)."""
        data = self.fields() | typed | ({"doe": doe} if doe else {})
        self.page = self.client.post(self.path, data, follow=True)
        return self.page

    def buttons(self, begin: str) -> list[str]:
        """What the buttons send whose act begins so, in the order of the page."""
        return [
            unescape(value)
            for value in re.findall(r'name="doe" value="([^"]+)"', self.html)
            if value.startswith(begin)
        ]

    def time(self, number: int = 0) -> Any:
        """Choose one of the times on the page."""
        return self.press(self.buttons("tijd:")[number])
