"""Life events: the questions with where they lead, what is wrong with them, a preview, publishing.

Edits go into rows that nobody walks through; the button Publiceer lets everyone, if nothing that
blocks is wrong. Read next: `afspraken/vraagtrechter/`.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from afspraken import vraagtrechter
from afspraken.admin.scherm import M, Scherm
from afspraken.models import Antwoord, Antwoordproduct, Levensgebeurtenis, Product, Vraag
from afspraken.rechten import employee
from afspraken.vraagtrechter import NotPublishable


@admin.register(Levensgebeurtenis)
class LevensgebeurtenisAdmin(Scherm[Levensgebeurtenis]):
    """The life events; their questions are on a page of their own."""

    list_display = ("naam", "stand", "is_actief", "toon_vragen")
    search_fields = ("naam", "naam_en", "zoekwoorden")
    prepopulated_fields = {"slug": ("naam",)}
    fields = (
        *("naam", "naam_en", "slug", "omschrijving", "omschrijving_en"),
        *("zoekwoorden", "volgorde", "is_actief"),
    )

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The questions of one life event and their preview, before the pages of Django."""
        view: Any = require_http_methods(["GET", "HEAD", "POST"])(self.questions_view)
        preview: Any = require_safe(self.preview_view)
        wrap: Any = self.admin_site.admin_view
        own: list[URLPattern | URLResolver] = [
            path("<int:pk>/vragen/", wrap(view), name="afspraken_levensgebeurtenis_vragen"),
            path("<int:pk>/proef/", wrap(preview), name="afspraken_levensgebeurtenis_proef"),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("stand"))
    def stand(self, row: Levensgebeurtenis) -> str:
        """Whether people walk through it."""
        if not row.versie:
            return _("nog niet gepubliceerd")
        return _("versie %(nummer)s") % {"nummer": row.versie}

    @admin.display(description=gettext_lazy("vragen"))
    def toon_vragen(self, row: Levensgebeurtenis) -> SafeString:
        """The way to its questions."""
        return format_html('<a href="{}">{}</a>', questions_url(row.pk), _("Vragen en controle"))

    def questions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All questions and where they lead, with what is wrong; a POST publishes."""
        row = self._row(request, pk)
        funnel = vraagtrechter.draft(row)
        status = 200
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            if self._publish(request, row):
                return HttpResponseRedirect(questions_url(pk))
            status = 409
        context = {
            **self.admin_site.each_context(request),
            "title": str(row.naam),
            "gebeurtenis": row,
            "vragen": row.vragen.order_by("volgorde", "pk").prefetch_related(
                "antwoorden__producten__product", "antwoorden__artikel", "antwoorden__volgende"
            ),
            "fouten": vraagtrechter.check(funnel, now=timezone.now()),
            "is_gewijzigd": vraagtrechter.is_changed(row, funnel),
            "uitkomsten": [dict(one) for one in vraagtrechter.outcomes(funnel)],
            "mag_wijzigen": self.has_change_permission(request, row),
        }
        return TemplateResponse(
            request, "admin/levensgebeurtenis/vragen.html", context, status=status
        )

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Walk through the rows as they are now, before anyone else does."""
        row = self._row(request, pk)
        here = vraagtrechter.position(vraagtrechter.draft(row), request.GET.get("pad", ""))
        outcome = here.walk.outcome
        found = Product.objects.filter(slug__in=outcome.products if outcome else ())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Voorbeeld"),
            "gebeurtenis": row,
            "vraag": here.walk.question,
            "stappen": here.walk_back(),
            "pad": ".".join((*here.walk.path, "")),
            "uitkomst": outcome,
            "producten": [(one, outcome.products[one.slug]) for one in found] if outcome else [],
        }
        return TemplateResponse(request, "admin/levensgebeurtenis/voorbeeld.html", context)

    def _row(self, request: HttpRequest, pk: int) -> Levensgebeurtenis:
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def _publish(self, request: HttpRequest, row: Levensgebeurtenis) -> bool:
        """Publish, and say so; or say that something blocks."""
        try:
            vraagtrechter.publish(row, door=employee(request), now=timezone.now())
        except NotPublishable:
            zin = _("Niet gepubliceerd. Los eerst de fouten op. Iedereen ziet nog de oude vragen.")
            self.message_user(request, zin, messages.ERROR)
            return False
        self.message_user(request, _("Gepubliceerd. Iedereen krijgt nu deze vragen."))
        return True


class BijVragen(Scherm[M]):
    """A screen that belongs to the page with questions: reached from there, and back to it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached from the page of a life event only."""
        return False

    def event_of(self, obj: Any) -> int:
        """The life event (id) to whose page one goes back."""
        raise NotImplementedError

    def response_post_save_add(self, request: HttpRequest, obj: M) -> HttpResponseRedirect:
        """Back to the questions."""
        return HttpResponseRedirect(questions_url(self.event_of(obj)))

    def response_post_save_change(self, request: HttpRequest, obj: M) -> HttpResponseRedirect:
        """Back to the questions."""
        return HttpResponseRedirect(questions_url(self.event_of(obj)))

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponseRedirect:
        """Back to the list: what the row belonged to went along from this page."""
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(reverse("admin:afspraken_levensgebeurtenis_changelist"))


@admin.register(Vraag)
class VraagAdmin(BijVragen[Vraag]):
    """One question; its answers have pages of their own."""

    fields = ("gebeurtenis", "tekst", "tekst_en", "uitleg", "uitleg_en", "volgorde")

    def event_of(self, obj: Vraag) -> int:
        """The life event of the question."""
        return obj.gebeurtenis_id


class AntwoordproductInline(admin.TabularInline[Antwoordproduct, Antwoord]):
    """The products that the answer adds."""

    model = Antwoordproduct
    fields = ("product", "aantal", "reden", "reden_en")
    extra = 1


@admin.register(Antwoord)
class AntwoordAdmin(BijVragen[Antwoord]):
    """One answer: where it leads, and what it adds."""

    fields = ("vraag", "tekst", "tekst_en", "volgende", "artikel", "volgorde")
    inlines = (AntwoordproductInline,)

    def event_of(self, obj: Antwoord) -> int:
        """The life event of the question that is answered."""
        return obj.vraag.gebeurtenis_id

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Model] | None:
        """Only questions of the same life event follow each other."""
        if db_field.name in ("vraag", "volgende"):
            kwargs["queryset"] = self._questions_beside(request)
        field: ModelChoiceField[Model] | None = super().formfield_for_foreignkey(
            db_field, request, **kwargs
        )
        return field

    def _questions_beside(self, request: HttpRequest) -> QuerySet[Vraag]:
        """The questions of the life event of this answer; of a new one, that of its question."""
        match = request.resolver_match
        known = str(match.kwargs.get("object_id", "")) if match else ""
        asked = request.GET.get("vraag", "")
        if known.isdecimal():
            return Vraag.objects.filter(gebeurtenis__vragen__antwoorden=int(known[:18]))
        if asked.isdecimal():
            return Vraag.objects.filter(gebeurtenis__vragen=int(asked[:18]))
        return Vraag.objects.all()


def questions_url(pk: int) -> str:
    """The page with the questions of a life event."""
    return reverse("admin:afspraken_levensgebeurtenis_vragen", args=[pk])
