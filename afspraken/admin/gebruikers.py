"""The people who work here: their roles, their departments, and whether they may still come in.

Nobody changes their own roles or departments, and nobody becomes a superuser here: that account
is made by command only. Somebody who leaves is made inactive: the log keeps naming their number.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from afspraken import logboek
from afspraken.admin.scherm import Scherm
from afspraken.models import Afdeling, Medewerker
from afspraken.rechten import Rol

NOT_OF_ONESELF = ("is_active", "rollen", "afdelingen", "wis_tweede_stap")

NAMES = {rol.value: rol.name for rol in Rol}
"""As the log names them: without spaces."""


class MedewerkerForm(forms.ModelForm[User]):
    """An account with its roles and departments."""

    rollen = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=list(Rol)),
        label=_("rollen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wat iemand met een rol mag, staat in de tabel van rechten."),
    )
    afdelingen = forms.ModelMultipleChoiceField(
        Afdeling.objects.all(),
        label=_("afdelingen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Een specialist ziet alleen wat bij deze afdelingen hoort."),
    )
    wis_tweede_stap = forms.BooleanField(
        label=_("wis de tweede stap"),
        required=False,
        help_text=_("Voor wie telefoon én herstelcodes kwijt is. Controleer eerst wie het vraagt."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.instance
        if user.pk and "rollen" in self.fields:
            self.initial["rollen"] = list(user.groups.values_list("pk", flat=True))
            self.initial["afdelingen"] = list(departments(user).values_list("pk", flat=True))


class NieuweMedewerkerForm(BaseUserCreationForm[User]):
    """A new account: a name and a first password; roles come on the next page."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name")


# Roles are fixed: see docs/rechten.md.
admin.site.unregister(Group)
admin.site.unregister(User)


@admin.register(User)
class GebruikerAdmin(Scherm[User], UserAdmin):  # type: ignore[type-arg]
    """Accounts of employees."""

    form = MedewerkerForm
    add_form = NieuweMedewerkerForm
    list_display = ("username", "naam", "rollen", "afdelingen", "is_active", "tweede_stap")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name")
    filter_horizontal = ()
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "is_active")}),
        (_("Wat iemand mag"), {"fields": ("rollen", "afdelingen")}),
        (_("Inloggen"), {"fields": ("wis_tweede_stap",)}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "first_name", "last_name", "password1", "password2")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Those who work here; the account of who installed this is only for itself."""
        factor = Authenticator.objects.filter(user=OuterRef("pk"))
        users = super().get_queryset(request).annotate(heeft_tweede_stap=Exists(factor))
        users = users.prefetch_related("groups", "medewerker__afdelingen")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: an account is made inactive."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody raises themselves."""
        return NOT_OF_ONESELF if obj is not None and obj.pk == request.user.pk else ()

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Without what one may not clear of oneself."""
        found = super().get_fieldsets(request, obj)
        if obj is not None and obj.pk == request.user.pk:
            return found[:-1]
        return found

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Who gets an account here, works here."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Roles and departments too, before the act is written to the log."""
        user, chosen = form.instance, form.cleaned_data
        if "rollen" in chosen:
            others = user.groups.exclude(name__in=list(Rol))
            user.groups.set([*others, *chosen["rollen"]])
        if "afdelingen" in chosen:
            Medewerker.objects.get_or_create(gebruiker=user)[0].afdelingen.set(chosen["afdelingen"])
        if chosen.get("wis_tweede_stap"):
            Authenticator.objects.filter(user=user).delete()
        super().save_related(request, form, formsets, change)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """A new password for someone else; one's own asks for the old one."""
        if id == str(request.user.pk):
            return HttpResponseRedirect(reverse("account_change_password"))
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:
            self._record(request, User.objects.get(pk=id), "gewijzigd", ["wachtwoord"])
        return answer

    def also_logged(self, obj: User) -> dict[str, logboek.Value]:
        """Roles and departments (ids) after the act: what a review of access asks."""
        groups = obj.groups.filter(name__in=list(Rol)).order_by("name")
        return {
            "rollen": [NAMES[one.name] for one in groups],
            "afdelingen": [*departments(obj).order_by("pk").values_list("pk", flat=True)],
        }

    # --- columns ----------------------------------------------------------------------------------

    @admin.display(description=_("naam"), ordering="last_name")
    def naam(self, obj: User) -> str:
        """First and last name."""
        return obj.get_full_name()

    @admin.display(description=_("rollen"))
    def rollen(self, obj: User) -> str:
        """All roles, in a row."""
        return ", ".join(sorted(group.name for group in obj.groups.all()))

    @admin.display(description=_("afdelingen"))
    def afdelingen(self, obj: User) -> str:
        """All departments, in a row."""
        who = getattr(obj, "medewerker", None)
        return ", ".join(sorted(one.naam for one in who.afdelingen.all())) if who else ""

    @admin.display(description=_("tweede stap"), boolean=True)
    def tweede_stap(self, obj: User) -> bool:
        """Whether they have set one up."""
        return bool(getattr(obj, "heeft_tweede_stap", False))


def departments(user: User) -> QuerySet[Afdeling]:
    """The departments of a user."""
    return Afdeling.objects.filter(medewerkers__gebruiker=user)
