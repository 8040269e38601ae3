"""Addresses of the whole site: each door has its own urls module."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from afspraken.conf.health import health

urlpatterns = [
    path("gezond/", health, name="gezond"),
    path("beheer/", admin.site.urls),
    # The language switch also stands on pages that send no referrer, and a browser then says
    # `Origin: null`. Changing the language of someone else harms nobody, so no check is needed.
    path("taal/", csrf_exempt(require_POST(set_language)), name="set_language"),
    path("postvak/", include("notificaties.postvak.urls")),  # only with DEMO
    path("servicepunt/", include("afspraken.servicepunt.urls")),
    path("scherm/", include("afspraken.kiosk.urls")),
    path("afdeling/", include("afspraken.afdeling.urls")),
    path("route/zitting/", include("mobiel.zittingpagina.dagurls")),
    path("route/", include("mobiel.telefoon.urls")),
    path("bezoeken/", include("mobiel.bord.urls")),
    path("zittingen/", include("mobiel.zittingpagina.urls")),
    path("zitting/", include("mobiel.zittingpagina.linkurls")),
    path("", include("mobiel.urls")),
    path("", include("afspraken.toegang.urls")),
    path("", include("notificaties.urls")),
    path("", include("afspraken.portaal.urls")),
]
