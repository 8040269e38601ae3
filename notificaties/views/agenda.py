"""The calendar behind a secret address, as phones and Outlook fetch it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from notificaties.agendas import feedcache
from notificaties.agendas.agendalinks import note_use, open_link

GONE = "Deze agenda is er niet.\n"
"""Said of every address that opens nothing: unknown, withdrawn, or of someone who has left."""


@require_safe
def agenda(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar, or 304 if the reader has this one already; then no appointment is read."""
    now = timezone.now()
    link = open_link(token)
    if link is None:
        return _private(HttpResponseNotFound(GONE, content_type="text/plain; charset=utf-8"))
    note_use(link, now=now)
    head = feedcache.head(link, now=now)
    modified = int(head.modified.timestamp()) if head.modified else None
    answer = get_conditional_response(request, etag=head.etag, last_modified=modified)
    if answer is None:
        head, body = feedcache.whole(link, now=now)
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = head.etag
    if head.modified:
        answer.headers["Last-Modified"] = http_date(head.modified.timestamp())
    return _private(answer)


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    """Kept by the reader only, who asks again each time; the secret address leaves with no link."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
