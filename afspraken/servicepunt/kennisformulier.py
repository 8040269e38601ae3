"""The form for an article: where it belongs, and what it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from afspraken.invoer.velden import SELECT, LineField, LinesField
from afspraken.kennis import Inhoud
from afspraken.models import Afdeling, Kennisartikel, Product
from afspraken.rechten import Bereik, Recht, Toegang

_BOX = "utrecht-textbox utrecht-textbox--html-input"


class ArtikelForm(forms.ModelForm[Kennisartikel]):
    """One form, two things: the article itself, and the words of its next version.

    Who writes for an own department only, chooses from those.
    """

    titel = LineField(label=_("Titel"), max_length=150)
    titel_en = LineField(label=_("Titel in het Engels"), max_length=150, required=False)
    zoekwoorden = LineField(
        label=_("Zoekwoorden"),
        max_length=300,
        required=False,
        help_text=_("Woorden die mensen gebruiken, met een spatie ertussen."),
    )
    tekst = LinesField(
        label=_("Tekst"),
        max_length=20_000,
        help_text=_("Een lege regel is een nieuwe alinea. Een lijst begint met - of 1."),
    )
    tekst_en = LinesField(label=_("Tekst in het Engels"), max_length=20_000, required=False)
    script = LinesField(
        label=_("Script voor de medewerker"),
        max_length=5000,
        required=False,
        help_text=_("Wat de medewerker zegt en doet. Eén stap per regel."),
    )
    vragen = LinesField(
        label=_("Vragen en antwoorden"),
        max_length=10_000,
        required=False,
        help_text=_("De vraag op een regel, het antwoord eronder. Een lege regel ertussen."),
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    class Meta:
        model = Kennisartikel
        fields = (
            *("titel", "titel_en", "afdeling", "eigenaar"),
            *("herzien_op", "producten", "zoekwoorden", "is_intern"),
        )
        widgets = {
            "afdeling": forms.Select(attrs={"class": SELECT}),
            "eigenaar": forms.Select(attrs={"class": SELECT}),
            "herzien_op": forms.DateInput(attrs={"type": "date", "class": _BOX}, format="%Y-%m-%d"),
            "producten": forms.CheckboxSelectMultiple,
        }

    def __init__(self, wie: Toegang, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        afdeling = self.fields["afdeling"]
        eigenaar = self.fields["eigenaar"]
        producten = self.fields["producten"]
        assert isinstance(afdeling, forms.ModelChoiceField)
        assert isinstance(eigenaar, forms.ModelChoiceField)
        assert isinstance(producten, forms.ModelMultipleChoiceField)
        if wie.bereik(Recht.KENNIS_SCHRIJVEN) is Bereik.EIGEN:
            afdeling.queryset = Afdeling.objects.filter(pk__in=wie.afdelingen)
            afdeling.required, afdeling.empty_label = True, None
        people = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
        eigenaar.queryset = people.order_by("username")
        producten.queryset = Product.objects.filter(is_actief=True)

    def inhoud(self) -> Inhoud:
        """What was written; call it on a valid form."""
        data = self.cleaned_data
        return Inhoud(data["tekst"], data["tekst_en"], data["script"], data["vragen"])

    def artikel(self) -> Kennisartikel:
        """The article as filled in, not saved; a new one gets its address from its title."""
        row = self.save(commit=False)
        if row.pk is None:
            row.slug = _free_slug(row.titel)
        return row


def _free_slug(titel: str) -> str:
    """An address that no article has yet."""
    wanted = slugify(titel)[:70] or "artikel"
    rows = Kennisartikel.objects.filter(slug__startswith=wanted)
    taken = {"nieuw", *rows.values_list("slug", flat=True)}  # "nieuw" is the form itself
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
