"""Refuses requests that no page can read, before anything reads them, with a page that says so.

Not for who may do what, nor for what a form says: that is for the pages.
"""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
"""What pages know; a door for programs may know more and then adds it here."""


class RefuseUnreadable:
    """Middleware. Stands before all that reads the form or the query, after the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """400 for another charset or a NUL, 405 for an unknown method; else the page."""
        if not _is_utf8(request):
            request.encoding = "utf-8"  # so that the page with the refusal can be made
            return render(request, "400.html", status=400)
        if "\x00" in request.path or any(_has_nul(part) for part in request.GET.lists()):
            return render(request, "400.html", status=400)
        if request.method not in METHODS:
            return _not_allowed(request, ", ".join(METHODS))
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            return _not_allowed(request, response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 where a NUL in a form reached a database that keeps none; else the error stands.

        Forms take it out before; this is for a page that looks something up by what was posted.
        """
        if isinstance(exception, DataError) and any(map(_has_nul, request.POST.lists())):
            return render(request, "400.html", status=400)
        return None


def _is_utf8(request: HttpRequest) -> bool:
    """True if the form is in UTF-8, said or unsaid; Django reads no other name of it."""
    return (request.content_params or {}).get("charset", "utf-8").lower() == "utf-8"


def _has_nul(parameter: tuple[str, list[str]]) -> bool:
    name, values = parameter
    return "\x00" in name or any("\x00" in value for value in values)


def _not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    response = render(request, "405.html", status=405)
    response["Allow"] = allow
    return response
