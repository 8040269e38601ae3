"""Every address of the site, as Django knows them, and what stands before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from afspraken.rechten import Recht


@dataclass(frozen=True)
class Adres:
    """One address; `recht` is what its gate asks, None if there is no gate."""

    naam: str
    route: str
    view: Callable[..., Any]
    vraagt: frozenset[str]

    @property
    def recht(self) -> Recht | None:
        return getattr(self.view, "recht", None)

    @property
    def deur(self) -> str:
        """The namespace, or empty."""
        return self.naam.partition(":")[0] if ":" in self.naam else ""


def every_address() -> list[Adres]:
    """All that can be asked of the site; an address without a name gets its route for one."""
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Adres]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            naam = ":".join([*spaces, pattern.name or route])
            asks = {*pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", ())}
            yield Adres(naam, route, pattern.callback, frozenset(asks))
