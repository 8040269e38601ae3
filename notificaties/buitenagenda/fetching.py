"""Asks for a calendar over HTTP, within limits. Stores nothing, reads nothing of what is in it.

A name is resolved once per hop, every address it has must stand on the internet, and the connection
goes to an address that was checked: a name that means something else a moment later changes
nothing. The certificate must still be of the name. Each redirect is checked anew.

How long it may take in all is watched by `child`: an answer that drips cannot hold it up.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3 import exceptions as http

from notificaties.buitenagenda.adres import Adres, Intern, is_public, parse
from notificaties.buitenagenda.fouten import Fout, Refused

MOST_BYTES = 10_000_000
"""Of a calendar, unpacked."""

MOST_REDIRECTS = 3
CONNECT, SILENCE = 5.0, 10.0
"""Seconds until somebody answers, and between two pieces of an answer."""

MOST_ADDRESSES = 3
"""So many addresses of one name are tried."""

_PIECE = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {401, 403, 404, 410}
_LONGEST_MARK = 200

Resolve = Callable[..., list[tuple[Any, ...]]]
"""As `socket.getaddrinfo`."""


@dataclass(frozen=True)
class Kenmerk:
    """What a server said of the version that we have, to ask whether there is another."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The question, as headers; none if nothing is known."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Antwoord:
    """What came back; `body` None means that nothing has changed."""

    body: bytes | None
    kenmerk: Kenmerk


def fetch(
    url: str,
    bekend: Kenmerk,
    *,
    intern: Intern = frozenset(),
    resolve: Resolve = socket.getaddrinfo,
) -> Antwoord:
    """The calendar at an address, or that it is still the one we know. Raises: Refused."""
    adres = parse(url, intern)
    for _hop in range(MOST_REDIRECTS + 1):
        with _asked(adres, bekend, intern, resolve) as response:
            if response.status not in _REDIRECTS:
                return _answer(response, bekend)
            adres = _next(adres, response.headers.get("Location", ""), intern)
    raise Refused(Fout.DOORVERWIJZING)


def _answer(response: BaseHTTPResponse, bekend: Kenmerk) -> Antwoord:
    if response.status == 304 and bekend.headers():
        return Antwoord(None, bekend)
    if response.status in _GONE:
        raise Refused(Fout.VERDWENEN)
    if response.status != 200:
        raise Refused(Fout.STORING)
    kenmerk = Kenmerk(_mark(response, "ETag"), _mark(response, "Last-Modified"))
    return Antwoord(_body(response), kenmerk)


def _body(response: BaseHTTPResponse) -> bytes:
    """All of it, unpacked piece by piece so that a bomb is seen before it goes off."""
    if (response.length_remaining or 0) > MOST_BYTES:
        raise Refused(Fout.TE_GROOT)
    body = bytearray()
    while piece := response.read(_PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(Fout.TE_GROOT)
    return bytes(body)


def _mark(response: BaseHTTPResponse, name: str) -> str:
    """A header to send back next time; empty if it is none that one can send back."""
    value = response.headers.get(name, "")
    fits = len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable()
    return value if fits else ""


def _next(adres: Adres, location: str, intern: Intern) -> Adres:
    """Where a redirect leads. An address is a secret: it never goes from https to http."""
    here = f"{adres.scheme}://{adres.authority}{adres.target}"
    try:
        there = parse(urljoin(here, location), intern)
    except Refused as refused:
        raise Refused(
            refused.fout if refused.fout == Fout.INTERN else Fout.DOORVERWIJZING
        ) from None
    except ValueError:
        raise Refused(Fout.DOORVERWIJZING) from None
    if adres.is_secure and not there.is_secure:
        raise Refused(Fout.DOORVERWIJZING)
    return there


def addresses(adres: Adres, intern: Intern, resolve: Resolve) -> list[str]:
    """The IP addresses of a name, all of them checked. Raises: Refused NAAM, INTERN.

    One inside is enough to refuse: such a name is a trick, or not meant for outside.
    """
    try:
        found = resolve(adres.host, adres.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(Fout.NAAM) from None
    known = list(dict.fromkeys(str(sockaddr[0]) for *_family, sockaddr in found))
    if not known:
        raise Refused(Fout.NAAM)
    if not adres.may_be_inside(intern) and not all(map(is_public, known)):
        raise Refused(Fout.INTERN)
    return known[:MOST_ADDRESSES]


@contextmanager
def _asked(
    adres: Adres, bekend: Kenmerk, intern: Intern, resolve: Resolve
) -> Iterator[BaseHTTPResponse]:
    """The response to one question, its body not yet read."""
    last = Fout.VERBINDING
    for ip in addresses(adres, intern, resolve):
        with _pool(adres, ip) as pool:
            try:
                response = pool.urlopen(
                    "GET",
                    adres.target,
                    headers={**_headers(adres), **bekend.headers()},
                    redirect=False,
                    retries=False,
                    preload_content=False,
                )
            except (http.ConnectTimeoutError, http.NewConnectionError) as error:
                last = _meaning(error)
                continue  # the next address of this name may answer
            except (http.HTTPError, OSError) as error:
                raise Refused(_meaning(error)) from None
            try:
                yield response
            except (http.HTTPError, OSError) as error:
                raise Refused(_meaning(error)) from None
            finally:
                response.close()
            return
    raise Refused(last)


def _pool(adres: Adres, ip: str) -> HTTPConnectionPool:
    """A connection to a checked address, that must show the certificate of the name."""
    timeout = Timeout(connect=CONNECT, read=SILENCE)
    if not adres.is_secure:
        return HTTPConnectionPool(ip, adres.port, timeout=timeout)
    return HTTPSConnectionPool(
        ip,
        adres.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=adres.host,
        assert_hostname=adres.host,
    )


def _headers(adres: Adres) -> dict[str, str]:
    return {
        "Host": adres.authority,
        "Accept": "text/calendar",
        "Accept-Encoding": "gzip",
        "User-Agent": "Afspraken",
    }


def _meaning(error: Exception) -> Fout:
    if isinstance(error, http.SSLError):
        return Fout.BEVEILIGING
    if isinstance(error, http.NewConnectionError):  # for the library a kind of time-out
        return Fout.VERBINDING
    too_late = http.ConnectTimeoutError, http.ReadTimeoutError, TimeoutError
    return Fout.TIJD if isinstance(error, too_late) else Fout.VERBINDING
