"""The form that asks where we visit someone: a postcode and a number, and what these leave open.

One address fits: that is it. Several fit: the form asks which. None fits, or nobody can tell: then
street, town and the part of town are typed, so that nobody is sent away for a door that is new.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.adresboek import Adres, Unreachable, find, in_area, is_our_postcode
from afspraken.adresboek.sketch import Schets, sketch
from afspraken.exceptions import OutsideArea
from afspraken.invoer import keuring
from afspraken.invoer.velden import LineField
from afspraken.models import Buurt

_POINT = re.compile(r"\s*(\d{1,2}[.]\d{1,12})\s*[,;\s]\s*(\d{1,2}[.]\d{1,12})\s*", re.ASCII)
_COUNTRY = ((50.7, 53.7), (3.2, 7.3))
"""Latitudes and longitudes between which the Netherlands lie, in degrees."""

TYPED = ("straat", "plaats", "buurt", "punt")


class AdresForm(forms.Form):
    """Where we come. Valid: `adres` is known, and in the area that we serve.

    `keuzes` are the addresses of which one is meant; `vraagt_zelf` is True once street and town
    are to be typed.
    """

    use_required_attribute = False
    buiten: str | Promise = OutsideArea.sentence

    postcode = LineField(
        label=gettext_lazy("Postcode"),
        max_length=10,
        error_messages={"required": gettext_lazy("Vul de postcode in.")},
    )
    huisnummer = LineField(
        label=gettext_lazy("Huisnummer"),
        max_length=12,
        help_text=gettext_lazy("Met letter of toevoeging, bijvoorbeeld 12 A."),
        error_messages={"required": gettext_lazy("Vul het huisnummer in.")},
    )
    keuze = forms.CharField(label=gettext_lazy("Welk adres is het?"), required=False)
    straat = LineField(label=gettext_lazy("Straat"), max_length=100, required=False)
    plaats = LineField(label=gettext_lazy("Plaats"), max_length=80, required=False)
    buurt = forms.ModelChoiceField(
        Buurt.objects.all(),
        label=gettext_lazy("In welke buurt is het?"),
        required=False,
        empty_label=gettext_lazy("Kies een buurt"),
        help_text=gettext_lazy("Zo weten wij ongeveer waar wij moeten zijn."),
        error_messages={"invalid_choice": gettext_lazy("Kies een buurt uit de lijst.")},
    )
    punt = forms.CharField(
        label=gettext_lazy("Punt op de kaart"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Weet u het precies? Bijvoorbeeld 52.2945, 4.9065."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.adres: Adres | None = None
        self.keuzes: list[Adres] = []
        self.vraagt_zelf = bool(self.initial.get("straat"))

    @property
    def schets(self) -> Schets | None:
        """The area, to point out where a door is that nobody knows."""
        return sketch(Buurt.objects.all())

    def clean_postcode(self) -> str:
        return keuring.postcode(self.cleaned_data["postcode"])

    def clean_huisnummer(self) -> str:
        return keuring.huisnummer(self.cleaned_data["huisnummer"])

    def clean(self) -> dict[str, Any]:
        """Find the address; ask for what is missing."""
        data = super().clean() or {}
        if "postcode" in data and not is_our_postcode(data["postcode"]):
            self.add_error("postcode", str(self.buiten))
        elif "postcode" in data and "huisnummer" in data:
            self._look_up(data)
        if self.adres is not None and not in_area(self.adres):
            self.adres = None
            self.add_error("postcode", str(self.buiten))
        return data

    def _look_up(self, data: dict[str, Any]) -> None:
        zin = _("Dit adres kennen wij niet. Kijk het na, of vul straat en plaats zelf in.")
        try:
            found = find(data["postcode"], data["huisnummer"], now=self.now)
        except Unreachable:
            found = []
            zin = _("Wij kunnen dit adres nu niet opzoeken. Vul straat en plaats zelf in.")
        chosen = [one for one in found if one.regel == data.get("keuze")] or found
        if len(chosen) == 1:
            self.adres = chosen[0]
        elif chosen:
            self.keuzes = chosen
            self.add_error("keuze", _("Bij dit nummer horen meer adressen. Kies welk het is."))
        else:
            self._take_typed(data, zin)

    def _take_typed(self, data: dict[str, Any], zin: str) -> None:
        """The address as typed, with the point that was given or that of its part of town."""
        self.vraagt_zelf = True
        if not data.get("straat"):
            self.add_error("straat" if data.get("plaats") else "huisnummer", zin)
            return
        if not data.get("plaats"):
            self.add_error("plaats", _("Vul de plaats in."))
        point = self._point(data)
        if self.errors or point is None:
            return
        self.adres = Adres(
            straat=data["straat"],
            huisnummer=data["huisnummer"].upper(),
            postcode=data["postcode"],
            plaats=data["plaats"],
            breedtegraad=point[0],
            lengtegraad=point[1],
        )

    def _point(self, data: dict[str, Any]) -> tuple[float, float] | None:
        if data.get("punt"):
            point = typed_point(data["punt"])
            if point is None:
                self.add_error("punt", _("Dit punt ligt niet in Nederland. Kies een buurt."))
            return point
        buurt = data.get("buurt")
        if buurt is None:
            if "buurt" not in self.errors:
                self.add_error("buurt", _("Kies in welke buurt het adres is."))
            return None
        return buurt.breedtegraad, buurt.lengtegraad

    def answers(self) -> dict[str, Any]:
        """The address as a session keeps it, with what was typed for it; see `initial_of`."""
        assert self.adres is not None
        typed = {name: self.data.get(self.add_prefix(name), "") for name in TYPED}
        asked = {"huisnummer_getypt": self.cleaned_data["huisnummer"]}
        return self.adres.as_dict() | asked | ({"getypt": typed} if self.vraagt_zelf else {})


def initial_of(answers: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of the answers that were kept; nothing typed is lost."""
    known = {"postcode": answers.get("postcode", "")}
    known["huisnummer"] = answers.get("huisnummer_getypt") or answers.get("huisnummer", "")
    return known | dict(answers.get("getypt", {}))


def typed_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in the Netherlands, as degrees; None for anything else.

    >>> typed_point("52.2945, 4.9065")
    (52.2945, 4.9065)
    >>> typed_point("4.9065, 52.2945") is None
    True
    """
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    point = float(match[1]), float(match[2])
    inside = all(low <= part <= high for part, (low, high) in zip(point, _COUNTRY, strict=True))
    return point if inside else None
