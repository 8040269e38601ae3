"""Choosing who keeps a promise: the service point, a department, a group of it, or a person."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afspraken.contact import Eigenaar
from afspraken.invoer.velden import SELECT
from afspraken.models import Afdeling, Groep, name_of

_KLANTENSERVICE = "klantenservice"
Choice = tuple[str, str]


class EigenaarField(forms.ChoiceField):
    """A choice that becomes an `Eigenaar`; a person is chosen together with a department."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Voor wie"))
        found = {"class": SELECT, "data-zoekbaar": _("Zoek op naam of afdeling")}
        kwargs.setdefault("widget", forms.Select(found))
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
        """All owners under the heading of their department; read anew for each page."""
        groepen, mensen = _by_department()
        return [
            ("", _("Kies wie dit doet")),
            (_KLANTENSERVICE, _("Klantenservice")),
            *(
                (
                    one.naam,
                    [
                        (f"afdeling:{one.pk}", _all_of(one)),
                        *groepen.get(one.pk, ()),
                        *sorted(mensen.get(one.pk, ()), key=lambda pair: pair[1].casefold()),
                    ],
                )
                for one in Afdeling.objects.all()
            ),
        ]


def _all_of(afdeling: Afdeling) -> str:
    return gettext("%(afdeling)s, de hele afdeling") % {"afdeling": afdeling}


def _by_department() -> tuple[dict[int, list[Choice]], dict[int, list[Choice]]]:
    """The groups and the people of each department (id). Who works for two is named in both."""
    groepen: dict[int, list[Choice]] = defaultdict(list)
    for groep in Groep.objects.all():
        groepen[groep.afdeling_id].append((f"groep:{groep.pk}", groep.naam))
    mensen: dict[int, list[Choice]] = defaultdict(list)
    users = get_user_model().objects.filter(is_active=True, medewerker__isnull=False)
    for user in users.prefetch_related("medewerker__afdelingen"):
        for afdeling in user.medewerker.afdelingen.all():
            mensen[afdeling.pk].append((f"medewerker:{user.pk}-{afdeling.pk}", name_of(user)))
    return groepen, mensen
