"""Choosing who keeps a promise: the service point, a department, a group of it, or a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from afspraken.contact import Eigenaar
from afspraken.contact.errors import name_of
from afspraken.models import Afdeling, Groep

_KLANTENSERVICE = "klantenservice"
SELECT = "utrecht-select utrecht-select--html-select"


class EigenaarField(forms.ChoiceField):
    """A choice that becomes an `Eigenaar`; a person is chosen together with a department."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Voor wie"))
        kwargs.setdefault("widget", forms.Select({"class": SELECT}))
        kwargs.setdefault("error_messages", {"required": _("Kies wie dit doet.")})
        super().__init__(choices=self._choices, **kwargs)

    def clean(self, value: Any) -> Eigenaar | None:
        """The owner; None where nothing was chosen and nothing has to be."""
        chosen = super().clean(value)
        kind, _colon, numbers = str(chosen).partition(":")
        if kind == "afdeling":
            return Eigenaar(afdeling=Afdeling.objects.get(pk=numbers))
        if kind == "groep":
            groep = Groep.objects.select_related("afdeling").get(pk=numbers)
            return Eigenaar(afdeling=groep.afdeling, groep=groep)
        if kind == "medewerker":
            pk, _slash, of = numbers.partition("-")
            afdeling = Afdeling.objects.get(pk=of) if of else None
            return Eigenaar(afdeling=afdeling, medewerker=get_user_model().objects.get(pk=pk))
        return Eigenaar() if kind == _KLANTENSERVICE else None

    @staticmethod
    def _choices() -> list[Any]:
        """All owners, in four headings; read anew for each page."""
        afdelingen = [(f"afdeling:{one.pk}", one.naam) for one in Afdeling.objects.all()]
        groepen = [
            (f"groep:{one.pk}", str(one)) for one in Groep.objects.select_related("afdeling")
        ]
        users = get_user_model().objects.filter(is_active=True, medewerker__isnull=False)
        mensen = sorted(
            (f"medewerker:{user.pk}-{afdeling.pk}", f"{name_of(user)} ({afdeling})")
            for user in users.prefetch_related("medewerker__afdelingen")
            for afdeling in user.medewerker.afdelingen.all()
        )
        return [
            ("", _("Kies wie dit doet")),
            (_KLANTENSERVICE, _("Klantenservice")),
            (_("Afdeling"), afdelingen),
            (_("Groep"), groepen),
            (_("Medewerker"), sorted(mensen, key=lambda pair: pair[1])),
        ]
