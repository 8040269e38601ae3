"""The catalogue: what people can come for, what it costs and what it needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import DateField, ManyToManyField, QuerySet, TextField
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from afspraken import offers, roosters
from afspraken.admin.scherm import Scherm
from afspraken.exceptions import InvalidOffer
from afspraken.models import Kanaal, Kosten, Ophaalplaats, Product, Productgroep, Vereiste
from afspraken.models.catalogus import all_channels
from afspraken.roosterscherm.velden import date_input


class ProductForm(forms.ModelForm[Product]):
    """A product, with its channels as checkboxes."""

    kanalen = forms.MultipleChoiceField(
        label=_("Kanalen"),
        choices=Kanaal.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=all_channels,
        help_text=_("Langs welke weg iemand dit kan boeken."),
    )

    def clean_aanbieder(self) -> str:
        """Refuse a provider that no part of the system registered: it would offer nothing."""
        aanbieder = str(self.cleaned_data["aanbieder"])
        try:
            offers.provider(aanbieder)
        except InvalidOffer as error:
            raise forms.ValidationError(_("Dit onderdeel bestaat niet.")) from error
        return aanbieder

    def clean_combineerbaar_met(self) -> QuerySet[Product]:
        """Refuse the product itself: more persons is a number, not a combination."""
        chosen: QuerySet[Product] = self.cleaned_data["combineerbaar_met"]
        if self.instance.pk and any(product.pk == self.instance.pk for product in chosen):
            raise forms.ValidationError(_("Een product combineert niet met zichzelf."))
        return chosen

    def clean_vervolg(self) -> Product | None:
        """Refuse the product itself: what follows is something else, or nothing would end."""
        vervolg: Product | None = self.cleaned_data["vervolg"]
        if vervolg is not None and vervolg.pk == self.instance.pk:
            raise forms.ValidationError(_("Een product volgt niet op zichzelf."))
        return vervolg


class RijenFormSet(forms.BaseInlineFormSet[Any, Product, Any]):
    """Rows of a product of which no two are alike, also where another page added one meanwhile."""

    key: tuple[str, ...] = ()
    sentence: str | Promise = ""

    def clean(self) -> None:
        """Refuse a second row with the same key; the database would, without a sentence."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        known = {form.instance.pk for form in self.forms if form.instance.pk}
        rows = self.model._default_manager.filter(product=self.instance.pk).exclude(pk__in=known)
        seen = set(rows.values_list(*self.key))
        for form in kept:
            if form.errors or not form.has_changed() and not form.instance.pk:
                continue
            key = tuple(getattr(form.instance, name) for name in self.key)
            if key in seen:
                raise forms.ValidationError(str(self.sentence))
            seen.add(key)


class VereistenFormSet(RijenFormSet):
    """One row per kind and competence."""

    key = ("soort", "bevoegdheid_id")
    sentence = _("Deze vereiste staat er al. Verhoog het aantal.")


class KostenFormSet(RijenFormSet):
    """One price for one thing from a day on."""

    key = ("omschrijving", "geldig_vanaf")
    sentence = _("Er is al een prijs die op deze dag ingaat.")


class VereisteInline(admin.StackedInline[Vereiste, Product]):
    """What the product needs; rows are AND-ed."""

    model = Vereiste
    formset = VereistenFormSet
    fields = (("aantal", "soort", "bevoegdheid"),)
    extra = 0
    verbose_name_plural = _("Nodig voor dit product")


class OphaalplaatsInline(admin.TabularInline[Ophaalplaats, Product]):
    """Where what was applied for is collected, and after how many working days."""

    model = Ophaalplaats
    extra = 0
    verbose_name_plural = _("Waar iemand het document ophaalt")


class KostenForm(forms.ModelForm[Kosten]):
    """Costs as one writes them here: 83,87."""

    class Meta:
        localized_fields = ("bedrag",)


class KostenInline(admin.StackedInline[Kosten, Product]):
    """Costs with the date from which they hold."""

    model = Kosten
    form = KostenForm
    formset = KostenFormSet
    fields = (("bedrag", "geldig_vanaf"), ("omschrijving", "omschrijving_en"))
    formfield_overrides = {DateField: {"widget": date_input()}}
    extra = 0
    verbose_name_plural = _("Kosten")


@admin.register(Product)
class ProductAdmin(Scherm[Product]):
    """The products, with everything a resident reads and every rule that doors obey."""

    form = ProductForm
    inlines = (VereisteInline, KostenInline, OphaalplaatsInline)
    list_display = ("naam", "groep", "tijd", "nodig", "toon_kanalen", "bijzonder")
    list_filter = ("is_actief", "groep", "is_gevoelig", "vereisten__soort")
    search_fields = ("naam", "naam_en", "upl_naam", "zoekwoorden", "slug")
    search_help_text = _("Zoek op naam, UPL-naam of zoekwoord.")
    list_select_related = ("groep",)
    prepopulated_fields = {"slug": ("naam",)}
    readonly_fields = ("voorbeeld",)
    formfield_overrides = {
        TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})},
        ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    }
    save_as = True
    fieldsets = (
        (None, {"fields": ("naam", "slug", "groep", "upl_naam", "is_actief", "voorbeeld")}),
        (
            _("Wat de inwoner leest"),
            {"fields": ("omschrijving", "meenemen", "verschijnen", "zoekwoorden")},
        ),
        (
            _("In het Engels"),
            {"fields": ("naam_en", "omschrijving_en", "meenemen_en", "verschijnen_en")},
        ),
        (
            _("Tijd"),
            {
                "fields": (
                    ("duur", "extra_per_persoon", "max_personen"),
                    ("uitloop", "raster"),
                    ("aanlooptijd", "horizon"),
                )
            },
        ),
        (
            _("Boeken"),
            {
                "fields": (
                    "kanalen",
                    "combineerbaar_met",
                    ("vraagt_adres", "is_telefonisch", "is_schaars"),
                )
            },
        ),
        (
            _("Wat hierna komt"),
            {"fields": (("vervolg", "vervolg_na"), ("document", "document_en"))},
        ),
        (_("Privacy"), {"fields": ("is_gevoelig", "bewaartermijn")}),
        (_("Overig"), {"fields": ("aanbieder", "volgorde"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """With the needs, so that the list takes the same number of queries at any length."""
        return super().get_queryset(request).prefetch_related("vereisten__bevoegdheid")

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        """Save; where the horizon moved, openings must reach as far."""
        super().save_model(request, obj, form, change)
        if "horizon" in form.changed_data:
            roosters.extend_horizon(now=timezone.now())

    @admin.display(description=_("duur"), ordering="duur")
    def tijd(self, product: Product) -> str:
        """Duration, and what each next person adds."""
        if not product.extra_per_persoon:
            return f"{product.duur} min"
        return f"{product.duur} + {product.extra_per_persoon} min"

    @admin.display(description=_("nodig"))
    def nodig(self, product: Product) -> str:
        """The needs on one line."""
        return ", ".join(_need(vereiste) for vereiste in product.vereisten.all()) or "–"

    @admin.display(description=_("kanalen"))
    def toon_kanalen(self, product: Product) -> str:
        """The channels on one line; "alle" says more than six words."""
        if set(product.kanalen) == set(Kanaal.values):
            return str(_("alle"))
        return ", ".join(str(Kanaal(k).label) for k in Kanaal.values if k in product.kanalen)

    @admin.display(description=_("bijzonder"))
    def bijzonder(self, product: Product) -> str:
        """What sets it apart; most rows have nothing here."""
        marks = [
            (not product.is_actief, _("niet actief")),
            (product.is_gevoelig, _("gevoelig")),
            (product.is_schaars, _("schaars")),
        ]
        return ", ".join(str(word) for holds, word in marks if holds)

    @admin.display(description=_("voorbeeld"))
    def voorbeeld(self, product: Product) -> str:
        """A link to the product as a resident sees it."""
        if not product.pk or not product.is_actief or Kanaal.WEB not in product.kanalen:
            return str(_("Een inwoner ziet dit product nu niet."))
        try:
            url = reverse("portaal:wat")
        except NoReverseMatch:  # this installation has no pages for residents
            return "–"
        return format_html(
            '<a href="{}?product={}">{}</a>', url, product.slug, _("Bekijk als inwoner")
        )


def _need(vereiste: Vereiste) -> str:
    number = f"{vereiste.aantal} × " if vereiste.aantal > 1 else ""
    competence = f" ({vereiste.bevoegdheid})" if vereiste.bevoegdheid else ""
    return f"{number}{vereiste.get_soort_display()}{competence}"


@admin.register(Productgroep)
class ProductgroepAdmin(Scherm[Productgroep]):
    """The headings of the catalogue."""

    list_display = ("naam", "naam_en", "volgorde")
    list_editable = ("volgorde",)
    search_fields = ("naam", "naam_en")
