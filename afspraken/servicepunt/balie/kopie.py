"""The worker that keeps a copy of the day in the browser, for when the network is gone."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from afspraken.rechten import Recht, met_recht

_WORKER = "bundle/baliewerker.js"


@require_safe
@never_cache
@met_recht(Recht.BALIE_BEDIENEN)
def werker(request: HttpRequest) -> HttpResponse:
    """The script; under this address it may answer for the pages of the desk alone."""
    script = Path(str(finders.find(_WORKER))).read_bytes()
    return HttpResponse(script, content_type="text/javascript")
