"""Tells whether this server can serve: the address that `up` and load balancers ask."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 "gezond" if the database answers, else 503; says nothing about why."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("niet gezond", status=503, content_type="text/plain")
    return HttpResponse("gezond", content_type="text/plain")
