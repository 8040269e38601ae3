"""Whether a page asks for a part of itself (htmx) or for a whole page."""

from django.http import HttpRequest


def is_part(request: HttpRequest) -> bool:
    """True for a request of htmx, which puts the answer into a page that is there already."""
    return request.headers.get("HX-Request") == "true"
